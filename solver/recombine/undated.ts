/**
 * Tours without dates combined anew: first into fewer tours, then into shorter ones. Of all tours that the search has passed by, the
 * model of the shortest gets those that were in good itineraries and that the linear relaxation of the whole pool makes cheap.
 */
import type { Itinerary, PooledTour } from '../itinerary/index.ts';
import { solveWith, withRowDuals } from '../lp/index.ts';
import type { ItineraryProblem } from '../problem/index.ts';
import { circuitOf } from './circuit.ts';
import { CutRows } from './cut-rows.ts';
import { FewerTours } from './fewer-tours.ts';
import { islandsOf } from './islands.ts';
import { IslandJoiner } from './join-islands.ts';
import { toursOf } from './known-tours.ts';
import { combineWhole, isOver, limitsOf, type RecombineMeans } from './means.ts';
import { Relaxations } from './relaxation.ts';
import { undatedModel } from './undated-model.ts';

/** Tours in a model: those with the least sum of two ranks, by the best itinerary that they were in and by reduced cost. */
const SIZES = [500, 900];
/** Above the smallest no more than one per so many steps of the search. */
const STEPS_PER_TOUR = 50;
const MOST_NODES = 20;
/** No model takes more than this share of the time left. */
const SHARE_OF_MODEL = 0.6;
/** So often islands are forbidden and the model is solved again. */
const MOST_ROUNDS = 4;
/** Cuts against islands in a model, the newest ones. */
const MOST_ISLAND_CUTS = 300;

/** What it learns of the problem serves each combination that follows. */
export class UndatedCombiner {
  private readonly problem: ItineraryProblem;
  private readonly relaxations: Relaxations;
  private readonly joiner: IslandJoiner;
  private readonly fewerTours: FewerTours;

  constructor(problem: ItineraryProblem) {
    this.problem = problem;
    this.joiner = new IslandJoiner(problem);
    this.relaxations = new Relaxations(problem);
    this.fewerTours = new FewerTours(problem, this.relaxations, this.joiner);
  }

  /** @param margin in tours: so much the next pool may be better @returns whether the last one does not rule out that even fewer suffice */
  mayBeFewer(margin: number): boolean {
    return this.fewerTours.ruledOutBy <= margin;
  }

  /**
   * As few tours as can be found.
   * @param known to begin with
   * @param pool tours that keep the limits, those of the best itineraries first
   * @returns a better itinerary, or `known` itself
   */
  fewer(known: Itinerary, pool: readonly PooledTour[], means: RecombineMeans): Itinerary {
    return combineWhole(known, means, () => {
      const best = new BestTours(this.problem, known);
      for (;;) {
        const found = this.fewerTours.find(pool, best.tours.length - 1, means);
        if (found === null) return best.itinerary;
        best.keep(found, found);
      }
    });
  }

  /** As many tours as now, or fewer, and the shortest; otherwise as `fewer`. */
  shorter(known: Itinerary, pool: readonly PooledTour[], means: RecombineMeans): Itinerary {
    return combineWhole(known, means, () => {
      const best = new BestTours(this.problem, known);
      const tours = [...new Set([...best.tours, ...pool])];
      const relaxed = this.relaxations.relax(tours, { kind: 'short', most: best.tours.length }, means);
      if (relaxed === null) return known;
      const ranked = bySumOfRanks(tours, relaxed.reducedCosts);
      const most = Math.min(pool.length, Math.ceil(known.steps / STEPS_PER_TOUR));
      for (const [index, size] of SIZES.entries()) {
        if (index === 0 || size <= most) this.shorten(best, ranked.slice(0, size), means);
      }
      return best.itinerary;
    });
  }

  private shorten(best: BestTours, offered: readonly PooledTour[], means: RecombineMeans): void {
    const { problem, relaxations } = this;
    const start = best.tours;
    const most = start.length;
    const tours = [...new Set([...start, ...offered])];
    const { lp, rowOfPlace } = undatedModel(problem, tours, { kind: 'short', most });
    const cutRows = new CutRows(tours);
    let cuts = relaxations.islandCuts().slice(-MOST_ISLAND_CUTS);
    for (let round = 0; round < MOST_ROUNDS && !isOver(means); round++) {
      const outcome = solveWith(withRowDuals(means.lpSolvers), cutRows.addTo(lp, cuts), {
        maxNodes: MOST_NODES,
        start: pointOf(start, tours, [...rowOfPlace.keys()]),
        ...limitsOf(means, SHARE_OF_MODEL),
      });
      if (outcome.kind !== 'optimal' && outcome.kind !== 'feasible') return;
      const { x } = outcome;
      const chosen = tours.filter((_, column) => x[column] === 1);
      const { order, unreached } = circuitOf(chosen, problem.home);
      if (unreached.length === 0) {
        best.keep(chosen, order);
        return;
      }
      const joined = this.joiner.join(order, unreached);
      // One that needs no joining may be shorter.
      if (joined !== null && joined.length <= most) best.keep(joined, joined);
      const islands = islandsOf(unreached);
      cuts = [...cuts, ...islands].slice(-MOST_ISLAND_CUTS);
      relaxations.forbid(islands);
    }
  }
}

/** The best itinerary so far, and its tours. */
class BestTours {
  private readonly problem: ItineraryProblem;
  itinerary: Itinerary;
  tours: readonly PooledTour[];

  constructor(problem: ItineraryProblem, known: Itinerary) {
    this.problem = problem;
    this.itinerary = known;
    this.tours = toursOf(problem, known);
  }

  /** @param order the chosen ones, each from where the one before has ended */
  keep(chosen: readonly PooledTour[], order: readonly PooledTour[]): void {
    const { problem, itinerary } = this;
    const price = problem.undatedTourPrice ?? 0;
    const objective = order.reduce((sum, { cost }) => sum + cost + price, 0);
    if (objective >= itinerary.objective - 1e-9) return;
    const stops = itinerary.stops.map((_, tour) => order[tour]?.customers ?? new Int32Array(0));
    const sleep = Int32Array.from(stops, (_, tour) => (order[tour]?.end ?? problem.home) - problem.home - 1);
    this.itinerary = { ...itinerary, stops, sleep, objective };
    this.tours = chosen;
  }
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
