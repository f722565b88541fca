/** Days of a plan as ranges of PostgreSQL, small enough to be read of all plans of a territory. */
import type { Horizon, Plan } from '#solver';
import { type ChainState, lastDayOf } from '../chain/index.ts';

/** A `daterange`. */
export function rangeOf(horizon: Horizon): string {
  return rangeFrom({ from: horizon.start, to: lastDayOf({ horizon }) });
}

/** A `datemultirange`: of the days of a plan, and of those around it that stand. Null: it has no itineraries, so that it never does. */
export function rangesOf(plan: Plan | null, chain: ChainState | null): string | null {
  if (plan === null || plan.itineraries.length === 0) return null;
  const around = [...(chain?.before ?? []), ...(chain?.after ?? [])].map(rangeFrom);
  return `{${[rangeOf(plan.horizon), ...around].join()}}`;
}

const rangeFrom = ({ from, to }: { readonly from: string; readonly to: string }): string => `[${from},${to}]`;
