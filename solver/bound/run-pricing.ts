/** The cheapest way through a run of days under prices: day after day, because a night ends every question but where it is spent. */
import type { BoundProblem } from './bound-problem.ts';
import { type DayFacts, dayFacts } from './day-facts.ts';
import { type DayEnds, TourLabels } from './tour-labels.ts';

/** A column of the model: one tour on one day of the runs of a class. */
export interface BoundTour {
  readonly runClass: number;
  /** The day, as counted from the first of the run. */
  readonly place: number;
  /** Sleeping places before and after: 0 home, 1 + h hotel h. */
  readonly start: number;
  readonly end: number;
  /** Positions of the customers in order; ng-routes may hold one twice. */
  readonly visits: readonly number[];
  /** Money, the night after it included. */
  readonly cost: number;
}

/** Per class and day of its run: the price of a visit to each position, and of a night away. */
export interface Prices {
  readonly visit: readonly (readonly Float64Array[])[];
  readonly night: readonly Float64Array[];
}

export interface PricedTour {
  readonly tour: BoundTour;
  /** What it costs with prices taken off, by itself. */
  readonly reduced: number;
}

export interface PricedRun {
  /** Least cost of a run, prices taken off: 0 at most, which is staying at home. */
  readonly cost: number;
  /** The tours of that run. */
  readonly tours: readonly BoundTour[];
  /** Others that begin and end at home and may be worth having. */
  readonly others: readonly PricedTour[];
}

export class RunPricing {
  readonly labels: TourLabels;
  private readonly facts: readonly (readonly DayFacts[])[];
  private readonly places: number;

  constructor(bound: BoundProblem, neighbours: number) {
    this.labels = new TourLabels(bound, neighbours);
    this.places = bound.problem.hotels + 1;
    this.facts = bound.classes.map(({ days }) =>
      days.map((day, place) => dayFacts(bound, day, place === days.length - 1)),
    );
  }

  price(runClass: number, prices: Prices, exact: boolean): PricedRun {
    const { pool } = this.labels;
    pool.count = 0;
    const starts: Float64Array[] = [new Float64Array(this.places).fill(Number.POSITIVE_INFINITY)];
    starts[0][0] = 0;
    const ends = this.facts[runClass].map((facts, place) => {
      const found = this.labels.priceDay(
        facts,
        starts[place],
        prices.visit[runClass][place],
        prices.night[runClass][place],
        exact,
      );
      starts.push(found.cost);
      return found;
    });
    const others = ends.flatMap((end, place) => this.othersOf(runClass, place, starts[place], end, prices));
    return { cost: starts[ends.length][0], tours: this.trace(runClass, starts, ends, prices), others };
  }

  private trace(runClass: number, starts: readonly Float64Array[], ends: readonly DayEnds[], prices: Prices) {
    const tours: BoundTour[] = [];
    let end = 0;
    for (let place = ends.length - 1; place >= 0; place--) {
      const tour = this.tourOf(runClass, place, ends[place].label[end], end, prices, starts[place], ends[place].cost[end]);
      if (tour.visits.length > 0 || tour.start !== tour.end) tours.push(tour);
      end = tour.start;
    }
    return tours;
  }

  private othersOf(runClass: number, place: number, starts: Float64Array, ends: DayEnds, prices: Prices) {
    const found: PricedTour[] = [];
    ends.homeCost.forEach((cost, customer) => {
      const reduced = cost - starts[0];
      if (!(reduced < 0)) return;
      const tour = this.tourOf(runClass, place, ends.homeLabel[customer], 0, prices, starts, cost);
      if (tour.start === 0) found.push({ tour, reduced });
    });
    return found;
  }

  private tourOf(
    runClass: number,
    place: number,
    last: number,
    end: number,
    prices: Prices,
    starts: Float64Array,
    upTo: number,
  ): BoundTour {
    const { pool } = this.labels;
    const visits: number[] = [];
    let label = last;
    for (; label >= 0; label = pool.before[label]) visits.push(pool.customer[label]);
    const start = -1 - label;
    let cost = upTo - starts[start] - (end === 0 ? 0 : prices.night[runClass][place]);
    for (const customer of visits) cost += prices.visit[runClass][place][customer];
    return { runClass, place, start, end, visits: visits.reverse(), cost };
  }
}
