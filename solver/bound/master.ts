/**
 * The linear model over trips, from one night at home to the next: every customer as often as planned, one trip a day at most.
 * Rows for spacing are added when they are broken.
 */
import { type LpBasis, LpModelBuilder, type LpSolver, solveWith } from '../lp/index.ts';
import type { BoundProblem } from './bound-problem.ts';
import type { Prices, Trip } from './run-pricing.ts';

/** Money by which a trip must be cheaper to replace itself. */
const CHEAPER = 1e-6;

/** A limit on the visits of some cells (`cellOf`) to a position, or on nights away after some days (position -1). */
export interface SideRow {
  readonly position: number;
  readonly cells: ReadonlySet<number>;
  readonly lower: number;
  readonly upper: number;
}

export interface MasterSolution {
  readonly objective: number;
  /** Per trip how often it is made. */
  readonly x: Float64Array;
  readonly duals: Duals;
}

/** What the pricing needs of a dual solution. */
export interface Duals {
  readonly cover: Float64Array;
  readonly side: Float64Array;
  /** Of the rows for one trip a day, per cell. */
  readonly day: Float64Array;
}

export class Master {
  readonly trips: Trip[] = [];
  readonly sideRows: SideRow[] = [];
  /** Days over all classes. */
  readonly cells: number;
  private readonly bound: BoundProblem;
  private readonly firstCell: readonly number[];
  /** The cost of every trip there is. */
  private readonly known = new Map<string, number>();
  /** Row numbers of side rows; rows keep their numbers, so that a run can begin from the basis before. */
  private readonly sideRowAt: number[] = [];
  private rows: number;
  private basis: LpBasis | undefined;

  constructor(bound: BoundProblem) {
    this.bound = bound;
    let cells = 0;
    this.firstCell = bound.classes.map(({ days }) => {
      cells += days.length;
      return cells - days.length;
    });
    this.cells = cells;
    this.rows = bound.customers.length + cells;
  }

  cellOf(runClass: number, place: number): number {
    return this.firstCell[runClass] + place;
  }

  /** @returns whether the trip is new, or cheaper than before: the plan's may be dearer than pricing has it */
  addTrip(trip: Trip): boolean {
    const days = trip.days.map(({ visits, end }) => `${visits.join()}>${end}`);
    const key = `${this.cellOf(trip.runClass, trip.place)}:${days.join()}`;
    if (trip.cost > (this.known.get(key) ?? Number.POSITIVE_INFINITY) - CHEAPER) return false;
    this.known.set(key, trip.cost);
    this.trips.push(trip);
    return true;
  }

  addSideRow(row: SideRow): void {
    this.sideRows.push(row);
    this.sideRowAt.push(this.rows++);
  }

  /** How often a trip counts in a side row. */
  private coefficient({ position, cells }: SideRow, trip: Trip): number {
    const first = this.cellOf(trip.runClass, trip.place);
    let count = 0;
    trip.days.forEach(({ visits, end }, day) => {
      if (!cells.has(first + day)) return;
      if (position < 0) count += end > 0 ? 1 : 0;
      else count += visits.filter((visited) => visited === position).length;
    });
    return count;
  }

  /** Null: the linear solver gave up. */
  solve(solvers: readonly LpSolver[]): MasterSolution | null {
    const outcome = solveWith(solvers, this.build(), this.basis === undefined ? {} : { basis: this.basis });
    if (outcome.kind !== 'optimal' || outcome.rowDual === undefined) return null;
    this.basis = outcome.basis;
    const { rowDual, x, objective } = outcome;
    const customers = this.bound.customers.length;
    const duals = {
      cover: rowDual.slice(0, customers),
      day: rowDual.slice(customers, customers + this.cells),
      side: Float64Array.from(this.sideRowAt, (row) => rowDual[row]),
    };
    return { objective, x, duals };
  }

  pricesOf({ cover, side }: Pick<Duals, 'cover' | 'side'>): Prices {
    const { classes } = this.bound;
    const visit = classes.map(({ days }) => days.map(() => cover.slice()));
    const night = classes.map(({ days }) => new Float64Array(days.length));
    this.sideRows.forEach(({ position, cells }, row) => {
      classes.forEach(({ days }, runClass) => {
        for (let place = 0; place < days.length; place++) {
          if (!cells.has(this.cellOf(runClass, place))) continue;
          if (position < 0) night[runClass][place] -= side[row];
          else visit[runClass][place][position] += side[row];
        }
      });
    });
    return { visit, night };
  }

  private build() {
    const { bound, trips, sideRows } = this;
    const builder = new LpModelBuilder();
    const customers = bound.customers.length;
    const bounds = new Array<{ lower?: number; upper?: number }>(this.rows).fill({});
    for (let k = 0; k < customers; k++) bounds[k] = { lower: bound.visits[k], upper: bound.visits[k] };
    bound.classes.forEach(({ days, runs }, runClass) => {
      for (const place of days.keys()) bounds[customers + this.cellOf(runClass, place)] = { upper: runs.length };
    });
    sideRows.forEach(({ lower, upper }, row) => {
      bounds[this.sideRowAt[row]] = { lower, upper };
    });
    for (const row of bounds) builder.addRow(row);
    for (const trip of trips) {
      const column = builder.addColumn({ cost: trip.cost });
      const first = customers + this.cellOf(trip.runClass, trip.place);
      for (const day of trip.days.keys()) builder.set(first + day, column, 1);
      const all = trip.days.flatMap(({ visits }) => visits);
      for (const position of new Set(all))
        builder.set(position, column, all.filter((visited) => visited === position).length);
      sideRows.forEach((row, index) => {
        const value = this.coefficient(row, trip);
        if (value !== 0) builder.set(this.sideRowAt[index], column, value);
      });
    }
    return builder.build();
  }
}
