/** The cheapest way through a run of days under prices: day after day, because a night ends every question but where it is spent. */
import type { BoundProblem } from './bound-problem.ts';
import { type DayFacts, dayFacts } from './day-facts.ts';
import type { Waiting } from './label-front.ts';
import { type DayEnds, type Night, TourLabels } from './tour-labels.ts';
import type { WorkMeter } from './work-meter.ts';

/** A column of the model: days from one night at home to the next, on the runs of a class. */
export interface Trip {
  readonly runClass: number;
  /** The first day, as counted from the first of the run. */
  readonly place: number;
  readonly days: readonly TripDay[];
  /** Money, nights included. */
  readonly cost: number;
}

export interface TripDay {
  /** Positions of the customers in order; ng-routes may hold one twice. */
  readonly visits: readonly number[];
  /** The sleeping place after it: 0 home, 1 + h hotel h. */
  readonly end: number;
}

/** Per class and day of its run: the price of a visit to each position, and of a night away. */
export interface Prices {
  readonly visit: readonly (readonly Float64Array[])[];
  readonly night: readonly Float64Array[];
}

export interface PricedTrip {
  readonly trip: Trip;
  /** What it costs with prices taken off, by itself. */
  readonly reduced: number;
}

export interface PricedRun {
  /** Least cost of a run, prices taken off: 0 at most, which is staying at home. */
  readonly cost: number;
  /** The trips of that run. */
  readonly trips: readonly Trip[];
  /** Others of one day that may be worth having. */
  readonly others: readonly PricedTrip[];
}

/** A day of a run with the ways to begin it and what came of them. */
interface PricedDay {
  readonly nights: readonly Night[];
  readonly ends: DayEnds;
}

/** Money: what was found in haste is found again, so that there is always a way on. */
const TIE = 1e-6;

export class RunPricing {
  private readonly labels: TourLabels;
  private readonly meter: WorkMeter;
  private readonly facts: readonly (readonly DayFacts[])[];
  private readonly places: number;

  constructor(bound: BoundProblem, neighbours: number, waiting: Waiting, meter: WorkMeter) {
    this.labels = new TourLabels(bound, neighbours, waiting, meter);
    this.meter = meter;
    this.places = bound.problem.hotels + 1;
    this.facts = bound.classes.map(({ days }) =>
      days.map((day, place) => dayFacts(bound, day, place === days.length - 1)),
    );
  }

  /** Null: the effort was spent, and not every tour looked at. */
  price(runClass: number, prices: Prices, exact: boolean): PricedRun | null {
    this.labels.front.pool.count = 0;
    const days = this.priceDays(runClass, prices, null);
    if (this.meter.isSpent()) return null;
    if (!exact) return this.pricedRun(runClass, days, prices);
    const targets = this.targetsOf(runClass, days, prices);
    const found = this.pricedRun(runClass, days, prices);
    this.labels.front.pool.count = 0;
    const better = this.priceDays(runClass, prices, targets);
    if (this.meter.isSpent()) return null;
    // Nothing better than what was found in haste: that was the best.
    return better.at(-1)?.ends.nights.length === 0 ? found : this.pricedRun(runClass, better, prices);
  }

  private priceDays(runClass: number, prices: Prices, targets: readonly Float64Array[] | null): PricedDay[] {
    let nights: readonly Night[] = [{ place: 0, cost: 0, low: 0, high: 0, label: -1 }];
    return this.facts[runClass].map((facts, place) => {
      const visit = prices.visit[runClass][place];
      const night = prices.night[runClass][place];
      const ends = this.labels.priceDay(facts, nights, visit, night, targets === null ? null : targets[place]);
      const day = { nights, ends };
      nights = ends.nights;
      return day;
    });
  }

  /** Per day and sleeping place what a way there must cost less than to be of use, given ways found in haste. */
  private targetsOf(runClass: number, days: readonly PricedDay[], prices: Prices): Float64Array[] {
    const { labels, places } = this;
    const homeCost = days.map(({ ends }) => ends.nights.find(({ place }) => place === 0)?.cost ?? 0);
    const whole = homeCost[days.length - 1];
    /** Least cost of the rest of the run from each sleeping place. */
    let rest = new Float64Array(places).fill(Number.POSITIVE_INFINITY);
    rest[0] = 0;
    const targets: Float64Array[] = [];
    for (let place = days.length - 1; place >= 0; place--) {
      const facts = this.facts[runClass][place];
      const visit = prices.visit[runClass][place];
      const night = labels.nightCosts(prices.night[runClass][place]);
      const after = rest.map((cost) => -cost);
      targets.unshift(rest.map((cost, end) => (end === 0 ? homeCost[place] + TIE : whole - cost + TIE)));
      labels.completion.prepare(facts, visit, after, night);
      rest = rest.map((_, start) => labels.completion.leastFrom(facts, start, visit, after, night));
    }
    return targets;
  }

  private pricedRun(runClass: number, days: readonly PricedDay[], prices: Prices): PricedRun {
    const others = days.flatMap((_, place) => this.othersOf(runClass, place, days[place], prices));
    const trips: Trip[] = [];
    const last = days[days.length - 1].ends.nights.find(({ place }) => place === 0);
    let night = last;
    let tripDays: TripDay[] = [];
    let cost = 0;
    for (let place = days.length - 1; place >= 0 && night !== undefined; place--) {
      const tour = this.tourOf(runClass, place, days[place], night.label, night.place, night.cost, prices);
      tripDays.unshift(tour.day);
      cost += tour.cost;
      night = tour.began;
      if (night.place > 0) continue;
      if (tripDays.length > 1 || tour.day.visits.length > 0) trips.push({ runClass, place, days: tripDays, cost });
      tripDays = [];
      cost = 0;
    }
    return { cost: last?.cost ?? 0, trips, others };
  }

  private othersOf(runClass: number, place: number, day: PricedDay, prices: Prices): PricedTrip[] {
    const found: PricedTrip[] = [];
    day.ends.homeCost.forEach((cost, customer) => {
      if (cost === Number.POSITIVE_INFINITY) return;
      const { began, ...tour } = this.tourOf(runClass, place, day, day.ends.homeLabel[customer], 0, cost, prices);
      if (began.place > 0 || cost >= began.cost) return;
      found.push({ trip: { runClass, place, days: [tour.day], cost: tour.cost }, reduced: cost - began.cost });
    });
    return found;
  }

  /** The tour up to a label, and the night after which it began. */
  private tourOf(
    runClass: number,
    place: number,
    { nights }: PricedDay,
    last: number,
    end: number,
    upTo: number,
    prices: Prices,
  ): { readonly day: TripDay; readonly cost: number; readonly began: Night } {
    const { pool } = this.labels.front;
    const visits: number[] = [];
    let label = last;
    for (; label >= 0; label = pool.before[label]) visits.push(pool.customer[label]);
    const began = nights[-1 - label];
    let cost = upTo - began.cost - (end === 0 ? 0 : prices.night[runClass][place]);
    for (const customer of visits) cost += prices.visit[runClass][place][customer];
    return { day: { visits: visits.reverse(), end }, cost, began };
  }
}
