/**
 * The best combination of given day tours, as an integer model: set covering with the days of each customer as further choices
 * (the master problem of Baldacci et al. 2011, An exact algorithm for the period routing problem, over a pool instead of all tours).
 */
import type { PooledTour } from '../itinerary/index.ts';
import { type LpModel, LpModelBuilder } from '../lp/index.ts';
import type { ItineraryProblem } from '../problem/index.ts';
import { daySets } from './day-sets.ts';

export interface TourModel {
  readonly lp: LpModel;
  /** The combination that is known. */
  readonly start: Float64Array;
  /** Columns of the model from 0: one per tour, in the order given. */
  readonly tours: readonly PooledTour[];
  /** Further columns: a set of days of a customer. */
  readonly sets: readonly DaySet[];
}

interface DaySet {
  readonly column: number;
  readonly customer: number;
  readonly days: readonly number[];
}

/**
 * A visit too many is no fault: it is left out afterwards, which only makes a day shorter.
 * @param known tours that together are an itinerary, without idle days
 * @param pool tours to choose from besides
 */
export function tourModel(
  problem: ItineraryProblem,
  known: readonly PooledTour[],
  pool: readonly PooledTour[],
): TourModel {
  const model = new Builder(problem, known, pool);
  model.addDays();
  if (problem.hotels > 0) model.addNights();
  for (let customer = 0; customer < problem.customers; customer++) model.addCustomer(customer);
  return model.build();
}

class Builder {
  private readonly problem: ItineraryProblem;
  private readonly lp = new LpModelBuilder();
  private readonly known: number;
  private readonly tours: PooledTour[];
  private readonly sets: DaySet[] = [];
  /** Columns that are 1 in the combination that is known. */
  private readonly chosen: number[] = [];
  /** Per customer and day the tours that visit him: `visiting[customer * days + day]`. */
  private readonly visiting: (number[] | undefined)[] = [];
  /** Per customer the days of now. */
  private readonly now: number[][];

  constructor(problem: ItineraryProblem, known: readonly PooledTour[], pool: readonly PooledTour[]) {
    this.problem = problem;
    this.known = known.length;
    this.tours = [...known, ...pool];
    this.now = Array.from({ length: problem.customers }, () => []);
    this.tours.forEach((tour, column) => {
      this.lp.addColumn({ cost: costOf(problem, tour), upper: 1, integer: true });
      if (column < known.length) this.chosen.push(column);
      for (const customer of tour.customers) {
        const cell = customer * problem.days + tour.day;
        this.visiting[cell] ??= [];
        this.visiting[cell].push(column);
        if (column < known.length) this.now[customer].push(tour.day);
      }
    });
    for (const days of this.now) days.sort((a, b) => a - b);
  }

  /** A fleet has so many tours a day; a rep has one, if only an idle day at home. */
  addDays(): void {
    const { days, fleet, home } = this.problem;
    for (let day = 0; day < days; day++) {
      const row = this.lp.addRow(fleet ? { upper: fleet.toursPerDay } : { lower: 1, upper: 1 });
      let busy = false;
      this.tours.forEach((tour, column) => {
        if (tour.day !== day) return;
        this.lp.set(row, column, 1);
        busy ||= column < this.known;
      });
      if (fleet) continue;
      const column = this.lp.addColumn({ upper: 1, integer: true });
      this.tours.push({ day, start: home, end: home, customers: new Int32Array(0), cost: 0, objective: 0 });
      this.lp.set(row, column, 1);
      if (!busy) this.chosen.push(column);
    }
  }

  /** Where a day ends the next one begins; the limits on nights away (contract, section 5). */
  addNights(): void {
    const { days, home, isoWeek, nightAllowed, maxConsecutiveNights, maxNightsPerWeek } = this.problem;
    const away: number[][] = Array.from({ length: days }, () => []);
    const rows = new Map<number, number>();
    const rowOf = (night: number, place: number) => {
      const key = night * this.problem.travel.size + place;
      if (!rows.has(key)) rows.set(key, this.lp.addRow({ lower: 0, upper: 0 }));
      return rows.get(key) as number;
    };
    this.tours.forEach(({ day, start, end }, column) => {
      if (start !== home) this.lp.set(rowOf(day - 1, start), column, 1);
      if (end === home) return;
      this.lp.set(rowOf(day, end), column, -1);
      away[day].push(column);
    });
    const limit = (nights: readonly number[], most: number) => {
      if (nights.filter((night) => nightAllowed[night] === 1).length <= most) return;
      const row = this.lp.addRow({ upper: most });
      for (const night of nights) for (const column of away[night]) this.lp.set(row, column, 1);
    };
    const all = [...Array(days).keys()];
    for (const week of new Set(isoWeek)) {
      limit(
        all.filter((night) => isoWeek[night] === week),
        maxNightsPerWeek,
      );
    }
    for (const first of all) {
      const row = all.slice(first, first + maxConsecutiveNights + 1);
      if (row.length > maxConsecutiveNights && row.every((night) => nightAllowed[night] === 1)) {
        limit(row, maxConsecutiveNights);
      }
    }
  }

  addCustomer(customer: number): void {
    const { problem, now } = this;
    const { days, overduePerDay } = problem;
    const visiting = (day: number) => this.visiting[customer * days + day] ?? [];
    const possible = Uint8Array.from({ length: days }, (_, day) => (visiting(day).length > 0 ? 1 : 0));
    const sets = daySets(problem, customer, possible, now[customer]);
    const free = sets.length > 1;
    const choice = free ? this.lp.addRow({ lower: 1, upper: 1 }) : -1;
    const rows = new Map<number, number>();
    for (const day of new Set(sets.flat())) {
      const owed = free ? 0 : 1;
      const row = this.lp.addRow(problem.fleet ? { lower: owed } : { lower: owed, upper: owed });
      rows.set(day, row);
      for (const column of visiting(day)) this.lp.set(row, column, 1);
    }
    for (const set of sets) {
      if (!free) {
        this.sets.push({ column: -1, customer, days: set });
        continue;
      }
      const column = this.lp.addColumn({ cost: overduePerDay[customer] * set[0], upper: 1, integer: true });
      this.sets.push({ column, customer, days: set });
      this.lp.set(choice, column, 1);
      for (const day of set) this.lp.set(rows.get(day) as number, column, -1);
      if (set.join() === now[customer].join()) this.chosen.push(column);
    }
  }

  build(): TourModel {
    const lp = this.lp.build();
    const start = new Float64Array(lp.numCols);
    for (const column of this.chosen) start[column] = 1;
    return { lp, start, tours: this.tours, sets: this.sets };
  }
}

/** Money: driving, the night after it, and what the search thinks of the days of its visits. */
function costOf({ home, nightCost, dislike, days }: ItineraryProblem, tour: PooledTour): number {
  const { day, end, customers, cost } = tour;
  let sum = cost + (end === home ? 0 : nightCost[end - home - 1]);
  for (const customer of customers) sum += dislike[customer * days + day];
  return sum;
}
