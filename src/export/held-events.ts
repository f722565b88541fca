/** Which events the calendar of a part of a plan must name: by the chain of plans, what those that were there before may hold. */
import type { ChainState, DayEvent, VisitEvent } from '../chain/index.ts';
import { isInside, type PlanFilter } from './filter-plan.ts';

export interface HeldEvents {
  /** Of a visit that the plan has. */
  visitOn(customerId: string, repId: string, date: string): VisitEvent;
  /** Of nights or calls that the plan has. */
  uidOfDay(kind: DayEvent['kind'], repId: string, date: string): string;
  /** Whether any of the plans had it in that part: with that rep, on one of those days. */
  hasBeenAskedFor(visit: VisitEvent): boolean;
  /** Visits that an earlier plan had on a day of this one, and that stand on a day outside of it. */
  readonly standElsewhere: readonly VisitEvent[];
  /** Visits that have fallen away or gone to another rep. */
  readonly goneVisits: readonly VisitEvent[];
  readonly goneDayEntries: readonly DayEvent[];
}

export function heldEvents({ firstDay, lastDay, visits, dayEntries }: ChainState, part: PlanFilter): HeldEvents {
  const isOfPlan = (date: string): boolean => firstDay <= date && date <= lastDay;
  const isMine = (repId: string): boolean => part.repId === undefined || part.repId === repId;
  const hasBeenAskedFor = ({ repId, dates }: VisitEvent) => isMine(repId) && dates.some((date) => isInside(part, date));
  const standing = visits.filter(({ stands }) => stands);
  const keyed = new Map(standing.map((visit) => [keyOf(visit.customerId, visit.repId, visit.date), visit]));
  const uids = new Map(dayEntries.map(({ kind, repId, date, uid }) => [keyOf(kind, repId, date), uid]));
  const asked = visits.filter(hasBeenAskedFor);
  // Events that earlier versions named are one for all reps: what stands with one of them has not gone.
  const confirmed = new Set(asked.filter(({ stands }) => stands).map(({ uid }) => uid));
  const gone = new Map(asked.filter(({ uid }) => !confirmed.has(uid)).map((visit) => [visit.uid, visit]));
  return {
    visitOn: (customerId, repId, date) => known(keyed.get(keyOf(customerId, repId, date))),
    uidOfDay: (kind, repId, date) => known(uids.get(keyOf(kind, repId, date))),
    hasBeenAskedFor,
    standElsewhere: asked.filter(
      ({ stands, date, dates }) =>
        stands && !isOfPlan(date) && dates.some((day) => isOfPlan(day) && isInside(part, day)),
    ),
    goneVisits: [...gone.values()],
    goneDayEntries: dayEntries.filter(({ stands, repId, date }) => !stands && isMine(repId) && isInside(part, date)),
  };
}

function known<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('The chain of plans does not know what the plan has.');
  return found;
}

function keyOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}
