/** When a search ends: small values that compose. */

export type StopReason = 'maxSteps' | 'timeLimit' | 'cancelled';

export interface StopCriterion {
  /** Why the search ends before this step, or null to go on. */
  reason(step: number): StopReason | null;
  /** The share of the budget used, 0 to 1; the annealing temperature follows it. */
  share(step: number): number;
}

export function maxSteps(steps: number): StopCriterion {
  return {
    reason: (step) => (step >= steps ? 'maxSteps' : null),
    share: (step) => Math.min(1, step / steps),
  };
}

/** @param clock seconds, monotonic; read once in 32 steps */
export function maxSeconds(clock: () => number, seconds: number): StopCriterion {
  const start = clock();
  let elapsed = 0;
  const read = (step: number) => {
    if (step % 32 === 0) elapsed = clock() - start;
    return elapsed;
  };
  return {
    reason: (step) => (read(step) >= seconds ? 'timeLimit' : null),
    share: () => Math.min(1, elapsed / seconds),
  };
}

/** Ends on request. @param isCancelled asked before every step */
export function cancelled(isCancelled: () => boolean): StopCriterion {
  return { reason: () => (isCancelled() ? 'cancelled' : null), share: () => 0 };
}

/**
 * What is left of a budget that several searches share, one after the other, or a part of that; it ends as a budget of steps does.
 * @param begun steps of those before @param to the share of the whole at which it ends
 */
export function partOf(whole: StopCriterion, begun: number, to: number): StopCriterion {
  // Other work may have come between the searches: at step 0 a budget of time always looks at the clock.
  whole.reason(0);
  const from = whole.share(begun);
  return {
    reason: (step) => whole.reason(begun + step) ?? (whole.share(begun + step) >= to ? 'maxSteps' : null),
    share: (step) => (from < to ? Math.min(1, Math.max(0, (whole.share(begun + step) - from) / (to - from))) : 1),
  };
}

/** Ends with the first of these. */
export function anyOf(...criteria: readonly StopCriterion[]): StopCriterion {
  return {
    reason: (step) => {
      for (const criterion of criteria) {
        const reason = criterion.reason(step);
        if (reason !== null) return reason;
      }
      return null;
    },
    share: (step) => criteria.reduce((most, criterion) => Math.max(most, criterion.share(step)), 0),
  };
}
