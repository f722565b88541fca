/**
 * The best combination of given day tours as an integer model: the master problem of Baldacci et al. 2011 (An exact algorithm for
 * the period routing problem) over the tours of a pool, with nights between days.
 */
import type { PooledTour } from '../itinerary/index.ts';
import { type LpModel, LpModelBuilder } from '../lp/index.ts';
import type { ItineraryProblem } from '../problem/index.ts';
import { daySets } from './day-sets.ts';

export interface TourModel {
  readonly lp: LpModel;
  /** The combination that is known, per column. */
  readonly start: Float64Array;
  /** Those of the first columns, in their order. */
  readonly tours: readonly PooledTour[];
  readonly sets: readonly DaySet[];
}

/** Days on which a customer may be visited, and the column that says whether they are chosen; -1: there is no other choice. */
interface DaySet {
  readonly column: number;
  readonly customer: number;
  readonly days: readonly number[];
}

/**
 * Tours of a rep visit exactly whom they say: without a visit a later drive may no longer be in own time, and cost more. Those of a
 * fleet may visit too many, who are left out afterwards: that only makes them shorter.
 * @param known tours that together are an itinerary, idle days left out
 * @param pool other tours to choose from
 */
export function tourModel(
  problem: ItineraryProblem,
  known: readonly PooledTour[],
  pool: readonly PooledTour[],
): TourModel {
  const model = new TourModelBuilder(problem, known, pool);
  model.addDays();
  model.addNights();
  for (let customer = 0; customer < problem.customers; customer++) model.addCustomer(customer);
  return model.build();
}

class TourModelBuilder {
  private readonly problem: ItineraryProblem;
  private readonly lp = new LpModelBuilder();
  private readonly known: number;
  private readonly tours: PooledTour[];
  private readonly sets: DaySet[] = [];
  /** Columns that are 1 in the combination that is known. */
  private readonly chosen: number[] = [];
  /** The tours that visit a customer on a day: `visiting[customer * days + day]`. */
  private readonly visiting: (number[] | undefined)[] = [];
  /** The days of each customer in the combination that is known. */
  private readonly now: number[][];

  constructor(problem: ItineraryProblem, known: readonly PooledTour[], pool: readonly PooledTour[]) {
    this.problem = problem;
    this.known = known.length;
    this.tours = [...known, ...pool];
    this.now = Array.from({ length: problem.customers }, () => []);
    this.tours.forEach((tour, column) => {
      this.lp.addColumn({ cost: costOf(problem, tour), upper: 1, integer: true });
      if (column < this.known) this.chosen.push(column);
      for (const customer of tour.customers) {
        const cell = customer * problem.days + tour.day;
        this.visiting[cell] ??= [];
        this.visiting[cell].push(column);
        if (column < this.known) this.now[customer].push(tour.day);
      }
    });
    for (const days of this.now) days.sort((a, b) => a - b);
  }

  /** A fleet has several tours a day; a rep has one, if only an idle day at home. */
  addDays(): void {
    const { days, fleet, home } = this.problem;
    for (let day = 0; day < days; day++) {
      const row = this.lp.addRow(fleet ? { upper: fleet.toursPerDay } : { lower: 1, upper: 1 });
      this.tours.forEach((tour, column) => {
        if (tour.day === day) this.lp.set(row, column, 1);
      });
      if (fleet) continue;
      const isIdle = !this.tours.some((tour, column) => column < this.known && tour.day === day);
      const idle = this.lp.addColumn({ upper: 1, integer: true });
      this.tours.push({ day, start: home, end: home, customers: new Int32Array(0), cost: 0, objective: 0 });
      this.lp.set(row, idle, 1);
      if (isIdle) this.chosen.push(idle);
    }
  }

  /** A day begins where the one before has ended; nights away have their limits (contract, section 5). */
  addNights(): void {
    const { days, home, isoWeek, maxConsecutiveNights, maxNightsPerWeek, travel } = this.problem;
    const away: number[][] = Array.from({ length: days }, () => []);
    const rows = new Map<number, number>();
    const rowOf = (night: number, place: number) => {
      const key = night * travel.size + place;
      if (!rows.has(key)) rows.set(key, this.lp.addRow({ lower: 0, upper: 0 }));
      return rows.get(key) as number;
    };
    this.tours.forEach(({ day, start, end }, column) => {
      if (start !== home) this.lp.set(rowOf(day - 1, start), column, 1);
      if (end === home) return;
      this.lp.set(rowOf(day, end), column, -1);
      away[day].push(column);
    });
    for (const week of new Set(isoWeek)) {
      this.limitNights(
        away.filter((_, night) => isoWeek[night] === week),
        maxNightsPerWeek,
      );
    }
    for (let night = 0; night < days; night++) {
      this.limitNights(away.slice(night, night + maxConsecutiveNights + 1), maxConsecutiveNights);
    }
  }

  /** @param nights per night the tours that end away from home */
  private limitNights(nights: readonly (readonly number[])[], most: number): void {
    if (nights.filter((tours) => tours.length > 0).length <= most) return;
    const row = this.lp.addRow({ upper: most });
    for (const column of nights.flat()) this.lp.set(row, column, 1);
  }

  /** Visits on exactly one of the allowed sets of days. */
  addCustomer(customer: number): void {
    const { problem } = this;
    const { days, overduePerDay } = problem;
    const now = this.now[customer];
    const possible = Uint8Array.from({ length: days }, (_, day) => (this.visiting[customer * days + day] ? 1 : 0));
    const sets = daySets(problem, customer, possible, now);
    const isFree = sets.length > 1;
    const rows = new Map<number, number>();
    for (let day = 0; day < days; day++) {
      if (possible[day] === 0) continue;
      const lower = !isFree && now.includes(day) ? 1 : 0;
      const row = this.lp.addRow(problem.fleet ? { lower } : { lower, upper: lower });
      rows.set(day, row);
      for (const tour of this.visiting[customer * days + day] ?? []) this.lp.set(row, tour, 1);
    }
    if (!isFree) {
      this.sets.push({ column: -1, customer, days: now });
      return;
    }
    const choice = this.lp.addRow({ lower: 1, upper: 1 });
    for (const set of sets) {
      const column = this.lp.addColumn({ cost: overduePerDay[customer] * set[0], upper: 1, integer: true });
      this.sets.push({ column, customer, days: set });
      this.lp.set(choice, column, 1);
      for (const day of set) this.lp.set(rows.get(day) as number, column, -1);
      if (set.join() === now.join()) this.chosen.push(column);
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
export function costOf({ home, nightCost, dislike, days }: ItineraryProblem, tour: PooledTour): number {
  const { day, end, customers, cost } = tour;
  let sum = cost + (end === home ? 0 : nightCost[end - home - 1]);
  for (const customer of customers) sum += dislike[customer * days + day];
  return sum;
}
