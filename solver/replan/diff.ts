/** What a plan changes of the one before, and who must be told. */
import type { Interpretation } from '../input/interpretation.ts';
import type { Plan, PlanDiff } from '../output/index.ts';

/** Minutes from which a visit that keeps its day counts as being at another time. */
const RETIMED_MINUTES = 30;

interface Visit {
  readonly customerId: string;
  readonly repId: string;
  readonly date: string;
  readonly startAt: string;
}

const placeOf = ({ repId, date }: Visit) => ({ repId, date });

/**
 * Visits that keep customer, rep and day are kept; the others of a customer are matched in the order of time: moved, and what is
 * left over added or dropped. @param days of the plan; undefined without a previous plan
 */
export function planDiff(meaning: Interpretation, itineraries: Plan['itineraries']): PlanDiff | undefined {
  const previous = meaning.request.options?.previousPlan;
  if (previous === undefined || meaning.replanning === null) return undefined;
  const dates = new Set(meaning.dates);
  const before = Map.groupBy(
    visitsOf(previous.itineraries).filter(({ date }) => dates.has(date)),
    byCustomer,
  );
  const after = Map.groupBy(visitsOf(itineraries), byCustomer);
  const diff = { moved: [], added: [], dropped: [], retimed: [] } as Pick<
    PlanDiff,
    'moved' | 'added' | 'dropped' | 'retimed'
  >;
  let kept = 0;
  let total = 0;
  for (const customerId of new Set([...before.keys(), ...after.keys()])) {
    const old = before.get(customerId) ?? [];
    const now = after.get(customerId) ?? [];
    total += old.length;
    const stays = (a: Visit) => (b: Visit) => a.repId === b.repId && a.date === b.date;
    const gone = old.filter((visit) => !now.some(stays(visit)));
    const come = now.filter((visit) => !old.some(stays(visit)));
    kept += old.length - gone.length;
    for (const visit of old) {
      const same = now.find(stays(visit));
      const minutes = same ? Math.abs(Date.parse(same.startAt) - Date.parse(visit.startAt)) / 60_000 : 0;
      if (same && minutes >= RETIMED_MINUTES)
        diff.retimed.push({ customerId, ...placeOf(visit), from: visit.startAt, to: same.startAt });
    }
    const moves = Math.min(gone.length, come.length);
    for (let k = 0; k < moves; k++) diff.moved.push({ customerId, from: placeOf(gone[k]), to: placeOf(come[k]) });
    for (const visit of gone.slice(moves)) diff.dropped.push({ customerId, from: placeOf(visit) });
    for (const visit of come.slice(moves)) diff.added.push({ customerId, to: placeOf(visit) });
  }
  return {
    kept,
    ...diff,
    stabilityShare: total === 0 ? 1 : Math.round((kept / total) * 1e6) / 1e6,
    tell: whoMustBeTold(diff),
  };
}

function whoMustBeTold({ moved, added, dropped, retimed }: Pick<PlanDiff, 'moved' | 'added' | 'dropped' | 'retimed'>) {
  const changes = [...moved, ...added, ...dropped];
  const reps = [
    ...moved.flatMap(({ from, to }) => [from.repId, to.repId]),
    ...added.map(({ to }) => to.repId),
    ...dropped.map(({ from }) => from.repId),
    ...retimed.map(({ repId }) => repId),
  ];
  return {
    customerIds: [...new Set([...changes, ...retimed].map(({ customerId }) => customerId))].sort(),
    repIds: [...new Set(reps)].sort(),
  };
}

const byCustomer = ({ customerId }: Visit) => customerId;

function visitsOf(
  itineraries: readonly {
    readonly repId: string;
    readonly days: readonly {
      readonly date: string;
      readonly stops: readonly { customerId: string; startAt: string }[];
    }[];
  }[],
): Visit[] {
  return itineraries
    .flatMap(({ repId, days }) =>
      days.flatMap(({ date, stops }) => stops.map(({ customerId, startAt }) => ({ customerId, repId, date, startAt }))),
    )
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}
