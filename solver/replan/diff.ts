/** What a plan changes of the one before, and who must be told. */
import type { Interpretation } from '../input/interpretation.ts';
import type { Plan, PlanDiff } from '../output/index.ts';
import { type DatedVisit, matchVisits } from './match-visits.ts';

/** Minutes from which a visit that keeps its day counts as being at another time. */
const RETIMED_MINUTES = 30;

interface Visit extends DatedVisit {
  readonly startAt: string;
}

const placeOf = ({ repId, date }: Visit) => ({ repId, date });

/** @returns undefined without a previous plan; of that only the visits on days of the plan count */
export function planDiff(meaning: Interpretation, itineraries: Plan['itineraries']): PlanDiff | undefined {
  const previous = meaning.request.options?.previousPlan;
  if (previous === undefined || meaning.replanning === null) return undefined;
  const dates = new Set(meaning.dates);
  const before = visitsOf(previous.itineraries).filter(({ date }) => dates.has(date));
  const matched = matchVisits(before, visitsOf(itineraries));
  const diff = {
    moved: matched.moved.map(([from, to]) => ({ customerId: to.customerId, from: placeOf(from), to: placeOf(to) })),
    added: matched.added.map((visit) => ({ customerId: visit.customerId, to: placeOf(visit) })),
    dropped: matched.dropped.map((visit) => ({ customerId: visit.customerId, from: placeOf(visit) })),
    retimed: matched.kept
      .filter(([from, to]) => Math.abs(Date.parse(to.startAt) - Date.parse(from.startAt)) >= RETIMED_MINUTES * 60_000)
      .map(([from, to]) => ({ customerId: to.customerId, ...placeOf(to), from: from.startAt, to: to.startAt })),
  };
  const kept = matched.kept.length;
  return {
    kept,
    ...diff,
    stabilityShare: before.length === 0 ? 1 : Math.round((kept / before.length) * 1e6) / 1e6,
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
