/**
 * Fewer tours: the relaxation says which tours are well filled, and those are searched for a cover. Where there is none, tours like
 * the best of them are looked at as well.
 */
import type { PooledTour } from '../itinerary/index.ts';
import type { ItineraryProblem } from '../problem/index.ts';
import { circuitOf } from './circuit.ts';
import type { IslandJoiner } from './join-islands.ts';
import { isOver, type RecombineMeans } from './means.ts';
import { nearTours } from './near-tours.ts';
import type { Relaxation, Relaxations } from './relaxation.ts';
import { findCover, type PricedTours } from './tour-cover.ts';

/** Of the pool so many tours are relaxed, those of the best itineraries; later those of them that may be in a cover, and so many are added. */
const MOST_TOURS = 10_000;
const MOST_LATER = 4000;
const MOST_ADDED = 2000;
/** So many of the cheapest are searched for a cover, for so many tries: in fewer there is less often one, in more it is found later. */
const TOURS_IN_COVER = 1400;
const TRIES = 20_000;
/**
 * In covers hard to find one tour is far dearer than the others, one for what they have left over. Beside it the cheapest are searched,
 * for so many tries with each of so many, and with all of them together.
 */
const MOST_OUTLIERS = 3000;
const TRIES_EACH = 10_000;
const TRIES_BESIDE = 2_000_000;
/** So many covers that are not connected are tried to be joined; that takes far longer than to find one. */
const MOST_JOINS = 100;
/** So often tours like the best ones are added; each is varied once. */
const ROUNDS = 4;
const VARIED = { most: 1500, cost: 0.1 };
const EPSILON = 1e-6;

export class FewerTours {
  private readonly problem: ItineraryProblem;
  private readonly relaxations: Relaxations;
  private readonly joiner: IslandJoiner;
  /** By how many tours those looked at last exceed what was asked for, even in shares; 0 or less: fewer may suffice. */
  ruledOutBy = Number.POSITIVE_INFINITY;

  constructor(problem: ItineraryProblem, relaxations: Relaxations, joiner: IslandJoiner) {
    this.problem = problem;
    this.relaxations = relaxations;
    this.joiner = joiner;
  }

  /**
   * @param pool tours that keep the limits, those of the best itineraries first
   * @param most tours
   * @returns tours in order, each begins where the one before has ended, or null
   */
  find(pool: readonly PooledTour[], most: number, means: RecombineMeans): readonly PooledTour[] | null {
    let tours = pool.slice(0, MOST_TOURS);
    const varied = new Set<PooledTour>();
    for (let round = 0; round < ROUNDS && !isOver(means); round++) {
      const relaxed = this.relaxations.relax(tours, { kind: 'few' }, means);
      if (relaxed === null) return null;
      const budget = most + EPSILON - relaxed.bound;
      this.ruledOutBy = -budget;
      if (budget < 0) return null;
      const ranked = byReducedCost(tours, relaxed);
      const affordable = ranked.filter(({ cost }) => cost <= budget);
      const found = this.cover(affordable, budget, most, means);
      if (found !== null) return found;
      const fresh = ranked.filter(({ tour, cost }) => cost <= VARIED.cost && !varied.has(tour));
      const base = fresh.slice(0, VARIED.most).map(({ tour }) => tour);
      for (const tour of base) varied.add(tour);
      const added = nearTours(this.problem, base, tours, relaxed, MOST_ADDED);
      if (added.length === 0) return null;
      tours = [...affordable.slice(0, MOST_LATER).map(({ tour }) => tour), ...added];
    }
    return null;
  }

  private cover(
    affordable: readonly RankedTour[],
    budget: number,
    most: number,
    means: RecombineMeans,
  ): readonly PooledTour[] | null {
    const { problem, joiner } = this;
    let joins = 0;
    const walkOf = (tours: readonly PooledTour[]) => {
      const { order, unreached } = circuitOf(tours, problem.home);
      if (unreached.length === 0) return order;
      if (++joins > MOST_JOINS) return null;
      const joined = joiner.join(order, unreached);
      return joined !== null && joined.length <= most ? joined : null;
    };
    const isStopped = () => isOver(means);
    const question = { tours: priced(affordable.slice(0, TOURS_IN_COVER)), budget, most };
    const walk = findCover(problem, question, { tries: TRIES, isOver: isStopped }, walkOf);
    if (walk !== null) return walk;
    joins = 0;
    const dear = affordable.slice(TOURS_IN_COVER, TOURS_IN_COVER + MOST_OUTLIERS).sort(byObjective);
    const limits = { tries: TRIES_BESIDE, triesEach: TRIES_EACH, isOver: isStopped };
    return findCover(problem, { ...question, outliers: priced(dear) }, limits, walkOf);
  }
}

interface RankedTour {
  readonly tour: PooledTour;
  readonly cost: number;
}

function byReducedCost(tours: readonly PooledTour[], { reducedCosts }: Relaxation): RankedTour[] {
  return tours.map((tour, index) => ({ tour, cost: reducedCosts[index] })).sort((a, b) => a.cost - b.cost);
}

/** Those of the best itineraries first: what is left over beside well filled tours is more often one of them than one of the cheapest. */
function byObjective({ tour: a }: RankedTour, { tour: b }: RankedTour): number {
  return a.objective === b.objective ? 0 : a.objective - b.objective;
}

function priced(ranked: readonly RankedTour[]): PricedTours {
  return { tours: ranked.map(({ tour }) => tour), reducedCosts: Float64Array.from(ranked, ({ cost }) => cost) };
}
