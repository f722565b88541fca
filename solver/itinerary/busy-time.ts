/** How much driving and service a stretch of a day can hold beside the breaks that are owed. */
import type { ItineraryProblem } from '../problem/index.ts';

/**
 * The most seconds of driving and service between two moments. Of the breaks of the day the first ones may be settled before `from`
 * or not owed because the tour starts after their windows open, the last ones after `to` or because it ends before they close
 * (contract, section 5); all others lie between.
 */
export function mostBusySeconds(
  { breaks, breakSeconds }: ItineraryProblem,
  day: number,
  from: number,
  to: number,
): number {
  const first = breaks.offset[day];
  const last = breaks.offset[day + 1];
  if (first === last) return to - from;
  let most = Number.NEGATIVE_INFINITY;
  let begin = from;
  for (let before = first; before <= last; before++) {
    if (before > first) begin = Math.max(begin, breaks.from[before - 1]);
    let end = to;
    let rest = 0;
    for (let k = before; k < last; k++) rest += breakSeconds[k];
    most = Math.max(most, end - begin - rest);
    for (let after = last - 1; after >= before; after--) {
      end = Math.min(end, breaks.to[after]);
      rest -= breakSeconds[after];
      most = Math.max(most, end - begin - rest);
    }
  }
  return most;
}
