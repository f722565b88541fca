/**
 * Linear relaxations of the choice of tours without dates, made sharper by cuts: a bound, and what each tour costs above what its
 * customers and places are worth (reduced costs, Dantzig & Wolfe 1960).
 */
import type { PooledTour } from '../itinerary/index.ts';
import { type LpModel, reducedCosts, SiftedModel, withRowDuals } from '../lp/index.ts';
import type { ItineraryProblem } from '../problem/index.ts';
import { CutRows } from './cut-rows.ts';
import { brokenIslands } from './islands.ts';
import { isOver, limitsOf, type RecombineMeans } from './means.ts';
import { brokenSubsets } from './subset-rows.ts';
import type { TourCut } from './tour-cuts.ts';
import { type UndatedGoal, undatedModel } from './undated-model.ts';

/** No relaxation takes more than this share of the time left. */
const SHARE_OF_TIME = 0.6;
/** So often at most cuts are added, and as long as the bound rises by this share. */
const CUT_ROUNDS = 8;
/** Tours that a relaxation begins with, those of the best itineraries; others join as far as they make it cheaper. */
const FIRST_TOURS = 600;
const LEAST_RISE = 0.001;

export interface Relaxation {
  /** No choice of whole tours costs less; in the unit of the goal. */
  readonly bound: number;
  /** Per tour, 0 or more. */
  readonly reducedCosts: Float64Array;
  /** What a visit of the customer is worth. */
  readonly worthOfCustomer: Float64Array;
  /** What a tour that starts or ends there and not at its other end is worth. */
  readonly worthOfPlace: ReadonlyMap<number, number>;
}

interface SolvedModel {
  readonly lp: LpModel;
  readonly rowDual: Float64Array;
  readonly bound: number;
}

/** Cuts that one relaxation has found hold for the others, too, whatever their tours. */
export class Relaxations {
  private readonly problem: ItineraryProblem;
  private cuts: readonly TourCut[] = [];

  constructor(problem: ItineraryProblem) {
    this.problem = problem;
  }

  /** Cuts that forbid islands, those found last at the end. */
  islandCuts(): TourCut[] {
    return this.cuts.filter(({ kind }) => kind === 'island');
  }

  forbid(islands: readonly TourCut[]): void {
    this.cuts = [...this.cuts, ...islands];
  }

  /** @returns null where not even shares of tours can be chosen, or where time is over */
  relax(tours: readonly PooledTour[], goal: UndatedGoal, means: RecombineMeans): Relaxation | null {
    const { problem } = this;
    const lpSolvers = withRowDuals(means.lpSolvers);
    let { cuts } = this;
    const { lp: whole, rowOfPlace } = undatedModel(problem, tours, goal);
    const { integer: _, ...relaxed } = whole;
    const cutRows = new CutRows(tours);
    let lp: LpModel = cutRows.addTo(relaxed, cuts);
    let solved: SolvedModel | null = null;
    const first = tours.slice(0, FIRST_TOURS).map((_, tour) => tour);
    const places = Array.from({ length: lp.numCols - tours.length }, (_, place) => tours.length + place);
    const sifted = new SiftedModel(lpSolvers, lp.numCols, [...first, ...places]);
    for (let round = 0; !isOver(means); round++) {
      const outcome = sifted.solve(lp, () => limitsOf(means, SHARE_OF_TIME));
      if (outcome.kind === 'infeasible') return null;
      if (outcome.kind !== 'optimal' || outcome.rowDual === undefined) break;
      const { x, rowDual, objective: bound } = outcome;
      const hasRisen = bound > (1 + LEAST_RISE) * (solved?.bound ?? 0);
      solved = { lp, rowDual, bound };
      this.cuts = cuts.filter(({ kind }, cut) => kind === 'island' || rowDual[lp.numRows - cuts.length + cut] > 1e-6);
      if (round === CUT_ROUNDS || !hasRisen) break;
      const used = tours.flatMap((tour, column) => (x[column] > 1e-6 ? [{ tour, share: x[column] }] : []));
      const broken = [...brokenIslands(used, problem.home), ...brokenSubsets(used, problem.customers)];
      if (broken.length === 0) break;
      cuts = [...cuts, ...broken];
      lp = cutRows.addTo(lp, broken);
    }
    if (solved === null) return null;
    const { rowDual, bound } = solved;
    const costs = reducedCosts(solved.lp, rowDual).subarray(0, tours.length);
    return {
      bound,
      reducedCosts: costs.map((cost) => Math.max(0, cost)),
      worthOfCustomer: rowDual.subarray(0, problem.customers),
      worthOfPlace: new Map([...rowOfPlace].map(([place, row]) => [place, rowDual[row]])),
    };
  }
}
