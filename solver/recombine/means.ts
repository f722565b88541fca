/** What a recombination may use, and how long. */
import type { Itinerary } from '../itinerary/index.ts';
import type { LpSolver, SolveOptions } from '../lp/index.ts';

export interface RecombineMeans {
  readonly lpSolvers: readonly LpSolver[];
  /** Asked before each model. Left out, no clock decides: the outcome is the same on every machine. */
  readonly secondsLeft?: () => number;
  readonly isCancelled?: () => boolean;
}

/** Whether no model is to be begun any more. */
export function isOver({ secondsLeft, isCancelled }: RecombineMeans): boolean {
  return (secondsLeft?.() ?? Number.POSITIVE_INFINITY) <= 0 || isCancelled?.() === true;
}

/** @param share of the time left */
export function limitsOf({ secondsLeft, isCancelled }: RecombineMeans, share = 1): SolveOptions {
  return {
    ...(secondsLeft === undefined ? {} : { timeLimitSeconds: Math.max(0, share * secondsLeft()) }),
    ...(isCancelled === undefined ? {} : { isCancelled }),
  };
}

/** What `combine` makes of it. One that breaks a limit stays as it is, and one whose search was cancelled; as does the word that it was. */
export function combineWhole(known: Itinerary, { isCancelled }: RecombineMeans, combine: () => Itinerary): Itinerary {
  if (!known.feasible || known.stoppedBy === 'cancelled') return known;
  const best = combine();
  return isCancelled?.() ? { ...best, stoppedBy: 'cancelled' } : best;
}
