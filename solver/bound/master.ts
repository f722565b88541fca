/**
 * The linear model over day tours: every customer as often as planned, one tour a day at most, and a day begins where the night
 * before was spent. Rows for a hotel appear with the first tour that uses it; rows for spacing when they are broken.
 */
import { type LpBasis, LpModelBuilder, type LpSolver, solveWith } from '../lp/index.ts';
import type { BoundProblem } from './bound-problem.ts';
import type { BoundTour, Prices } from './run-pricing.ts';

/** Money by which a tour must be cheaper to replace itself. */
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
  /** Per tour how often it is driven. */
  readonly x: Float64Array;
  readonly duals: Duals;
}

/** What the pricing needs of a dual solution. */
export interface Duals {
  readonly cover: Float64Array;
  readonly side: Float64Array;
  /** Of the rows for one tour a day, per cell. */
  readonly day: Float64Array;
}

export class Master {
  readonly tours: BoundTour[] = [];
  readonly sideRows: SideRow[] = [];
  /** Days over all classes. */
  readonly cells: number;
  private readonly bound: BoundProblem;
  private readonly firstCell: readonly number[];
  /** The cost of every tour there is. */
  private readonly known = new Map<string, number>();
  private readonly nightRow = new Map<number, number>();
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

  /** @returns whether the tour is new, or cheaper than before: the plan's may be dearer than pricing has it */
  addTour(tour: BoundTour): boolean {
    const cell = this.cellOf(tour.runClass, tour.place);
    const key = `${cell},${tour.start},${tour.end}:${tour.visits.join()}`;
    if (tour.cost > (this.known.get(key) ?? Number.POSITIVE_INFINITY) - CHEAPER) return false;
    this.known.set(key, tour.cost);
    this.tours.push(tour);
    if (tour.start > 0) this.nightRowOf(cell - 1, tour.start);
    if (tour.end > 0) this.nightRowOf(cell, tour.end);
    return true;
  }

  addSideRow(row: SideRow): void {
    this.sideRows.push(row);
    this.sideRowAt.push(this.rows++);
  }

  /** How often a tour counts in a side row. */
  coefficient({ position, cells }: SideRow, tour: BoundTour): number {
    if (!cells.has(this.cellOf(tour.runClass, tour.place))) return 0;
    if (position < 0) return tour.end > 0 ? 1 : 0;
    return tour.visits.filter((visited) => visited === position).length;
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

  private nightRowOf(cell: number, place: number): number {
    const key = cell * (this.bound.problem.hotels + 1) + place;
    const known = this.nightRow.get(key);
    if (known !== undefined) return known;
    this.nightRow.set(key, this.rows);
    return this.rows++;
  }

  private build() {
    const { bound, tours, sideRows } = this;
    const builder = new LpModelBuilder();
    const customers = bound.customers.length;
    const bounds = new Array<{ lower?: number; upper?: number }>(this.rows).fill({ lower: 0, upper: 0 });
    for (let k = 0; k < customers; k++) bounds[k] = { lower: bound.visits[k], upper: bound.visits[k] };
    bound.classes.forEach(({ days, runs }, runClass) => {
      for (const place of days.keys()) bounds[customers + this.cellOf(runClass, place)] = { upper: runs.length };
    });
    sideRows.forEach(({ lower, upper }, row) => {
      bounds[this.sideRowAt[row]] = { lower, upper };
    });
    for (const row of bounds) builder.addRow(row);
    for (const tour of tours) {
      const column = builder.addColumn({ cost: tour.cost });
      const cell = this.cellOf(tour.runClass, tour.place);
      builder.set(customers + cell, column, 1);
      for (const position of new Set(tour.visits))
        builder.set(position, column, tour.visits.filter((visited) => visited === position).length);
      if (tour.start > 0) builder.set(this.nightRowOf(cell - 1, tour.start), column, -1);
      if (tour.end > 0) builder.set(this.nightRowOf(cell, tour.end), column, 1);
      sideRows.forEach((row, index) => {
        const value = this.coefficient(row, tour);
        if (value !== 0) builder.set(this.sideRowAt[index], column, value);
      });
    }
    return builder.build();
  }
}
