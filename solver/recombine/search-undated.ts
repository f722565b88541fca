/** The search for tours without dates: annealing, the tours that it has passed by combined anew, and the best annealed on. */
import { partOf } from '../annealing/index.ts';
import { type Itinerary, type SearchControl, searchItinerary, startOf, TourPool } from '../itinerary/index.ts';
import { type ItineraryProblem, isSymmetric } from '../problem/index.ts';
import type { RecombineMeans } from './means.ts';
import { recombine } from './recombine.ts';

/**
 * Shares of the budget at which the first annealings and the last one end. After each the tours are combined anew: of a time limit
 * until the second share, else as long as a bounded number of nodes takes.
 */
const FIRST = { to: 0.5, combined: 0.9 };
const LAST = { to: 0.97, toBySteps: 1, combined: 1 };
/** Where on the way of the annealing the last one begins. */
const LAST_FROM = 0.6;

/**
 * Where the tours cannot be combined, one search has the whole budget.
 * @param control its stop criterion is for the whole
 * @returns the best with the steps of both searches, and what the first annealings have found
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
  const pool = new TourPool(problem);
  const combine = (known: Itinerary, share: number) => {
    const until = { ...means, ...(secondsLeft && { secondsLeft: () => secondsLeft() - (1 - share) * seconds }) };
    return recombine(problem, known, pool.tours(), until);
  };
  const searched = searchItinerary(problem, { ...control, stop: partOf(stop, 0, FIRST.to), pool });
  const combined = combine(searched, FIRST.combined);
  if (combined.stoppedBy === 'cancelled') return { found: combined, searched };
  const { steps } = searched;
  const known = searched.feasible ? { start: startOf(combined), annealing: { from: LAST_FROM, to: 1 } } : {};
  const rest = partOf(stop, steps, secondsLeft === undefined ? LAST.toBySteps : LAST.to);
  const last = searchItinerary(problem, { ...known, seed: control.seed + 1, stop: rest, pool });
  // The search may have begun from something else: not every hotel can be kept, and a stop may have come at once.
  const better = last.objective < combined.objective ? last : combined;
  const { stoppedBy } = last;
  return { found: combine({ ...better, steps: steps + last.steps, stoppedBy }, LAST.combined), searched };
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
