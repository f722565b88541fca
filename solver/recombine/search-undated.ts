/** The search for tours without dates: annealing, the tours that it has passed by combined anew, and the best annealed on. */
import { partOf } from '../annealing/index.ts';
import { type Itinerary, type SearchControl, searchItinerary, startOf, TourPool } from '../itinerary/index.ts';
import { type ItineraryProblem, isSymmetric } from '../problem/index.ts';
import type { RecombineMeans } from './means.ts';
import { UndatedCombiner } from './undated.ts';

/**
 * Shares of the budget at which the searches for few tours end. After each it is asked whether fewer of the tours passed by suffice,
 * which takes a share of a time limit at most.
 */
const ROUNDS = [0.15, 0.28, 0.41, 0.54, 0.67, 0.8];
const FEWER = 0.06;
/** One more, at the cost of their length, where the tours passed by do not rule out fewer. */
const LAST_ROUND = 0.9;
/** Where fewer are ruled out, one search from nothing until there instead of all these, and the rest is for the length. */
const LAST_FROM_NOTHING = 0.5;
/** In tours: the bound of the first tours is seldom above those of later ones by more. */
const FIRST_ABOVE_LATER = 0.1;
/** The share of a time limit at which they have been combined into shorter ones. */
const SHORTER = 0.9;
/** The last search ends there, unless steps are counted, of which models take none. */
const LAST = 0.97;
/** Where on the way of the annealing it begins. */
const LAST_FROM = 0.6;

/**
 * Where the tours cannot be combined, one search has the whole budget.
 * @param control its stop criterion is for the whole
 * @returns the best with the steps of all searches, and what the first ones have found without any model
 */
export function searchUndated(
  problem: ItineraryProblem,
  control: Pick<SearchControl, 'seed' | 'stop'>,
  means: RecombineMeans,
): { readonly found: Itinerary; readonly searched: Itinerary } {
  const { stop } = control;
  if (!canBeCombined(problem)) {
    const found = searchItinerary(problem, control);
    return { found, searched: found };
  }
  const { secondsLeft } = means;
  const seconds = secondsLeft?.() ?? 0;
  const until = (share: number): RecombineMeans => ({
    ...means,
    ...(secondsLeft && { secondsLeft: () => secondsLeft() - (1 - share) * seconds }),
  });
  const pool = new TourPool(problem);
  const combiner = new UndatedCombiner(problem);
  let searched = searchItinerary(problem, { ...control, stop: partOf(stop, 0, ROUNDS[0]), pool });
  let best = combiner.fewer(searched, pool.tours(), until(ROUNDS[0] + FEWER));
  let searchedTo = ROUNDS[0];
  let seed = control.seed;
  const searchOn = (share: number) => {
    searchedTo = share;
    seed++;
    const next = searchItinerary(problem, { seed, stop: partOf(stop, best.steps, share), pool });
    searched = better(searched, next);
    best = better(best, next);
  };
  for (const share of [...ROUNDS.slice(1), LAST_ROUND]) {
    const margin = searchedTo === ROUNDS[0] ? FIRST_ABOVE_LATER : 0;
    if (best.stoppedBy === 'cancelled') return { found: best, searched };
    if (!combiner.mayBeFewer(margin)) break;
    searchOn(share);
    best = combiner.fewer(best, pool.tours(), until(share + FEWER));
  }
  if (searchedTo < LAST_FROM_NOTHING) searchOn(LAST_FROM_NOTHING);
  const combined = combiner.shorter(best, pool.tours(), until(SHORTER));
  if (combined.stoppedBy === 'cancelled') return { found: combined, searched };
  const known = combined.feasible ? { start: startOf(combined), annealing: { from: LAST_FROM, to: 1 } } : {};
  const rest = partOf(stop, combined.steps, secondsLeft === undefined ? 1 : LAST);
  const last = searchItinerary(problem, { ...known, seed: seed + 1, stop: rest, pool });
  // The search may have begun from something else: not every hotel can be kept, and a stop may have come at once.
  return { found: combiner.shorter(better(combined, last), pool.tours(), until(1)), searched };
}

/** The better one, as what two searches have found one after the other. */
function better(known: Itinerary, next: Itinerary): Itinerary {
  const best = next.objective < known.objective ? next : known;
  return { ...best, steps: known.steps + next.steps, stoppedBy: next.stoppedBy };
}

/** Whether tours may be driven either way, as all ways take as long there as back, and cost their drive alone. */
function canBeCombined({ travel, dislike, overduePerDay, costPerDriveSecond }: ItineraryProblem): boolean {
  return (
    isSymmetric(travel) &&
    costPerDriveSecond > 0 &&
    !dislike.some((money) => money !== 0) &&
    !overduePerDay.some((money) => money !== 0)
  );
}
