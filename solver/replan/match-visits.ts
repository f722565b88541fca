/** Which visit of one plan is which of another. */

export interface DatedVisit {
  readonly customerId: string;
  readonly repId: string;
  /** 2026-11-30 */
  readonly date: string;
}

export interface MatchedVisits<Before, After> {
  /** The same customer, rep and day. */
  readonly kept: readonly (readonly [Before, After])[];
  readonly moved: readonly (readonly [Before, After])[];
  readonly added: readonly After[];
  readonly dropped: readonly Before[];
}

/**
 * Visits that keep customer, rep and day are kept; the others of a customer are matched in the order of time: moved, and what is
 * left over added or dropped. Both lists are in the order of time.
 */
export function matchVisits<Before extends DatedVisit, After extends DatedVisit>(
  before: readonly Before[],
  after: readonly After[],
): MatchedVisits<Before, After> {
  const old = Map.groupBy(before, ({ customerId }) => customerId);
  const now = Map.groupBy(after, ({ customerId }) => customerId);
  const kept: [Before, After][] = [];
  const moved: [Before, After][] = [];
  const added: After[] = [];
  const dropped: Before[] = [];
  for (const customerId of new Set([...old.keys(), ...now.keys()])) {
    const come = new Map((now.get(customerId) ?? []).map((visit) => [placeOf(visit), visit]));
    const gone: Before[] = [];
    for (const visit of old.get(customerId) ?? []) {
      const same = come.get(placeOf(visit));
      if (same === undefined) gone.push(visit);
      else kept.push([visit, same]);
      come.delete(placeOf(visit));
    }
    const left = [...come.values()];
    const moves = Math.min(gone.length, left.length);
    for (let k = 0; k < moves; k++) moved.push([gone[k], left[k]]);
    added.push(...left.slice(moves));
    dropped.push(...gone.slice(moves));
  }
  return { kept, moved, added, dropped };
}

const placeOf = ({ repId, date }: DatedVisit): string => JSON.stringify([repId, date]);
