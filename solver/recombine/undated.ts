/**
 * Tours without dates combined anew: first into fewer tours, then into shorter ones. Of all tours that the search has passed by, the
 * model gets those that were in good itineraries and that the linear relaxation of the whole pool makes cheap (reduced costs,
 * Dantzig & Wolfe 1960).
 */
import type { Itinerary, PooledTour } from '../itinerary/index.ts';
import {
  type LpBasis,
  type LpModel,
  type LpSolver,
  type SolveOptions,
  type SolveOutcome,
  solveWith,
} from '../lp/index.ts';
import type { ItineraryProblem } from '../problem/index.ts';
import { circuitOf } from './circuit.ts';
import { brokenIslands, islandsOf } from './islands.ts';
import { IslandJoiner } from './join-islands.ts';
import { toursOf } from './known-tours.ts';
import { isOver, limitsOf, type RecombineMeans } from './means.ts';
import { brokenSubsets } from './subset-rows.ts';
import type { TourCut } from './tour-cuts.ts';
import { undatedModel, withCuts } from './undated-model.ts';

/** Tours in a model: those with the least sum of two ranks, by the best itinerary that they were in and by reduced cost. */
const SIZES = [500, 900, 1800, 3600];
/** Above the smallest no more than one per so many steps of the search. */
const STEPS_PER_TOUR = 50;
/** Where as many tours are to get shorter, only the smallest models pay. */
const SIZES_FOR_SHORTER = 2;
const MOST_NODES = 20;
/** No model takes more than this share of the time left. */
const SHARE_OF_MODEL = 0.6;
/** So often islands are forbidden and the model is solved again. */
const MOST_ROUNDS = 4;
/** Cuts against islands in a model, the newest ones. */
const MOST_ISLAND_CUTS = 300;
/** So often at most cuts are added to the relaxation, and as long as its bound rises by this share. */
const CUT_ROUNDS = 8;
const LEAST_RISE = 0.001;

/**
 * @param known feasible, to begin with
 * @param pool tours that keep the limits, those of the best itineraries first
 * @returns a better itinerary, or `known` itself
 */
export function combineUndated(
  problem: ItineraryProblem,
  known: Itinerary,
  pool: readonly PooledTour[],
  means: RecombineMeans,
): Itinerary {
  const recombination = new Recombination(problem, known, pool, means);
  while (recombination.findFewer());
  recombination.findShorter();
  return recombination.best;
}

class Recombination {
  private readonly problem: ItineraryProblem;
  private readonly pool: readonly PooledTour[];
  private readonly means: RecombineMeans;
  private readonly lpSolvers: readonly LpSolver[];
  /** The tours of the best itinerary so far. */
  private tours: readonly PooledTour[];
  best: Itinerary;
  /** Found so far; they hold for any number of tours. */
  private cuts: readonly TourCut[] = [];
  private readonly joiner: IslandJoiner;

  constructor(problem: ItineraryProblem, known: Itinerary, pool: readonly PooledTour[], means: RecombineMeans) {
    this.problem = problem;
    this.means = means;
    this.lpSolvers = means.lpSolvers.filter((solver) => solver.givesRowDuals);
    this.best = known;
    this.tours = toursOf(problem, known);
    this.pool = pool;
    this.joiner = new IslandJoiner(problem);
  }

  /** @returns whether there are fewer tours now */
  findFewer(): boolean {
    const most = this.tours.length - 1;
    const ranked = this.rank(this.pool, most);
    if (ranked === null) return false;
    return this.sizes().some((size) => this.combine(ranked.slice(0, size), most, null));
  }

  /** As many tours as now, or fewer, and the shortest. */
  findShorter(): void {
    const ranked = this.rank([...new Set([...this.tours, ...this.pool])], this.tours.length);
    if (ranked === null) return;
    for (const size of this.sizes().slice(0, SIZES_FOR_SHORTER)) {
      const chosen = new Set([...this.tours, ...ranked.slice(0, size)]);
      this.combine([...chosen], this.tours.length, this.tours);
    }
  }

  /** Those that the pool and the steps allow. */
  private sizes(): typeof SIZES {
    const most = Math.min(this.pool.length, Math.ceil(this.best.steps / STEPS_PER_TOUR));
    return SIZES.filter((size, index) => index === 0 || size <= most);
  }

  /**
   * @param tours those of the best itineraries first
   * @returns by the sum of their ranks, that one and the one by reduced cost, or null where the relaxation has no solution, so that
   *   the model has none, or where time is over
   */
  private rank(tours: readonly PooledTour[], most: number): PooledTour[] | null {
    const { problem } = this;
    let { cuts } = this;
    const { integer: _, ...relaxed } = undatedModel(problem, tours, most, cuts).lp;
    let lp: LpModel = relaxed;
    let solved: { readonly lp: LpModel; readonly rowDual: Float64Array; readonly basis: LpBasis | undefined } | null =
      null;
    let bound = 0;
    for (let round = 0; !isOver(this.means); round++) {
      const outcome: SolveOutcome = this.solve(lp, solved?.basis === undefined ? {} : { basis: solved.basis });
      if (outcome.kind === 'infeasible') return null;
      if (outcome.kind !== 'optimal' || outcome.rowDual === undefined) break;
      const { x, rowDual, basis, objective } = outcome;
      const hasRisen = objective > (1 + LEAST_RISE) * bound;
      bound = objective;
      solved = { lp, rowDual, basis };
      this.cuts = cuts.filter(({ kind }, cut) => kind === 'island' || rowDual[lp.numRows - cuts.length + cut] > 1e-6);
      if (round === CUT_ROUNDS || !hasRisen) break;
      const used = tours.flatMap((tour, column) => (x[column] > 1e-6 ? [{ tour, share: x[column] }] : []));
      const broken = [...brokenIslands(used, problem.home), ...brokenSubsets(used, problem.customers)];
      if (broken.length === 0) break;
      cuts = [...cuts, ...broken];
      lp = withCuts(lp, tours, broken);
    }
    return solved === null ? null : bySumOfRanks(tours, reducedCosts(tours, solved.lp, solved.rowDual));
  }

  /** @param start tours to begin with @returns whether the best itinerary is a better one now */
  private combine(tours: readonly PooledTour[], most: number, start: readonly PooledTour[] | null): boolean {
    const { problem } = this;
    let cuts = this.cuts.filter(({ kind }) => kind === 'island').slice(-MOST_ISLAND_CUTS);
    let isBetter = false;
    for (let round = 0; round < MOST_ROUNDS && !isOver(this.means); round++) {
      const { lp, places } = undatedModel(problem, tours, most, cuts);
      const outcome = this.solve(lp, {
        maxNodes: MOST_NODES,
        ...(start === null ? { relativeGap: 1 } : { start: pointOf(start, tours, places) }),
      });
      if (outcome.kind !== 'optimal' && outcome.kind !== 'feasible') break;
      const { x } = outcome;
      const chosen = tours.filter((_, column) => x[column] === 1);
      const { order, unreached } = circuitOf(chosen, problem.home);
      if (unreached.length === 0) return this.keep(chosen, order) || isBetter;
      const joined = this.joiner.join(order, unreached);
      if (joined !== null && joined.length <= most && this.keep(joined, joined)) {
        // Few tours are what was asked for; where they are to be short, one that needs no joining may be shorter.
        if (start === null) return true;
        isBetter = true;
      }
      const islands = islandsOf(unreached);
      cuts = [...cuts, ...islands].slice(-MOST_ISLAND_CUTS);
      this.cuts = [...this.cuts, ...islands];
    }
    return isBetter;
  }

  private keep(chosen: readonly PooledTour[], order: readonly PooledTour[]): boolean {
    const { problem, best } = this;
    const price = problem.undatedTourPrice ?? 0;
    const objective = order.reduce((sum, { cost }) => sum + cost + price, 0);
    if (objective >= best.objective - 1e-9) return false;
    const stops = best.stops.map((_, tour) => order[tour]?.customers ?? new Int32Array(0));
    const sleep = Int32Array.from(stops, (_, tour) => (order[tour]?.end ?? problem.home) - problem.home - 1);
    this.best = { ...best, stops, sleep, objective };
    this.tours = chosen;
    return true;
  }

  private solve(model: LpModel, options: SolveOptions): SolveOutcome {
    return solveWith(this.lpSolvers, model, { ...options, ...limitsOf(this.means, SHARE_OF_MODEL) });
  }
}

/** @param model its first columns are the tours */
function reducedCosts(
  tours: readonly PooledTour[],
  { colCost, colStart, rowIndex, value }: LpModel,
  rowDual: Float64Array,
): Float64Array {
  return Float64Array.from(tours, (_, column) => {
    let sum = colCost[column];
    for (let k = colStart[column]; k < colStart[column + 1]; k++) sum -= value[k] * rowDual[rowIndex[k]];
    return sum;
  });
}

/** @param tours in the order of one rank @param costs in that of the other, the least first */
function bySumOfRanks(tours: readonly PooledTour[], costs: Float64Array): PooledTour[] {
  const cheapest = Int32Array.from(tours, (_, rank) => rank).sort((a, b) => costs[a] - costs[b] || a - b);
  const sums = new Float64Array(tours.length);
  cheapest.forEach((first, second) => {
    sums[first] = first + second;
  });
  const order = Int32Array.from(tours, (_, rank) => rank).sort((a, b) => sums[a] - sums[b] || a - b);
  return Array.from(order, (rank) => tours[rank]);
}

/** The columns of the model when these tours are chosen. */
function pointOf(chosen: readonly PooledTour[], tours: readonly PooledTour[], places: readonly number[]): Float64Array {
  const all = new Set(chosen);
  const pairs = places.map((place) => {
    let ends = 0;
    for (const { start, end } of chosen) if (start !== end && (start === place || end === place)) ends++;
    return ends / 2;
  });
  return Float64Array.from([...tours.map((tour) => (all.has(tour) ? 1 : 0)), ...pairs]);
}
