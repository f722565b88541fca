/** What a recombination may use, and how long. */
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
