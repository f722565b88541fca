/**
 * Linear relaxations of the choice of tours without dates, made sharper by cuts: a bound, and what each tour costs above what its
 * customers and places are worth (reduced costs, Dantzig & Wolfe 1960).
 */
import type { PooledTour } from '../itinerary/index.ts';
import { type LpBasis, type LpModel, solveWith, withRowDuals } from '../lp/index.ts';
import type { ItineraryProblem } from '../problem/index.ts';
import { brokenIslands } from './islands.ts';
import { isOver, limitsOf, type RecombineMeans } from './means.ts';
import { brokenSubsets } from './subset-rows.ts';
import type { TourCut } from './tour-cuts.ts';
import { type UndatedGoal, undatedModel, withCuts } from './undated-model.ts';

/** No relaxation takes more than this share of the time left. */
const SHARE_OF_TIME = 0.6;
/** So often at most cuts are added, and as long as the bound rises by this share. */
const CUT_ROUNDS = 8;
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
  readonly basis: LpBasis | undefined;
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
    const { lp: whole, rowOfPlace } = undatedModel(problem, tours, goal, cuts);
    const { integer: _, ...relaxed } = whole;
    let lp: LpModel = relaxed;
    let solved: SolvedModel | null = null;
    for (let round = 0; !isOver(means); round++) {
      const outcome = solveWith(lpSolvers, lp, {
        ...(solved?.basis && { basis: solved.basis }),
        ...limitsOf(means, SHARE_OF_TIME),
      });
      if (outcome.kind === 'infeasible') return null;
      if (outcome.kind !== 'optimal' || outcome.rowDual === undefined) break;
      const { x, rowDual, basis, objective: bound } = outcome;
      const hasRisen = bound > (1 + LEAST_RISE) * (solved?.bound ?? 0);
      solved = { lp, rowDual, bound, basis };
      this.cuts = cuts.filter(({ kind }, cut) => kind === 'island' || rowDual[lp.numRows - cuts.length + cut] > 1e-6);
      if (round === CUT_ROUNDS || !hasRisen) break;
      const used = tours.flatMap((tour, column) => (x[column] > 1e-6 ? [{ tour, share: x[column] }] : []));
      const broken = [...brokenIslands(used, problem.home), ...brokenSubsets(used, problem.customers)];
      if (broken.length === 0) break;
      cuts = [...cuts, ...broken];
      lp = withCuts(lp, tours, broken);
    }
    if (solved === null) return null;
    const { rowDual, bound } = solved;
    return {
      bound,
      reducedCosts: reducedCosts(tours, solved),
      worthOfCustomer: rowDual.subarray(0, problem.customers),
      worthOfPlace: new Map([...rowOfPlace].map(([place, row]) => [place, rowDual[row]])),
    };
  }
}

/** @param model its first columns are the tours */
function reducedCosts(tours: readonly PooledTour[], { lp, rowDual }: SolvedModel): Float64Array {
  const { colCost, colStart, rowIndex, value } = lp;
  return Float64Array.from(tours, (_, column) => {
    let sum = colCost[column];
    for (let k = colStart[column]; k < colStart[column + 1]; k++) sum -= value[k] * rowDual[rowIndex[k]];
    return Math.max(0, sum);
  });
}
