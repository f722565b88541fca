/** What one customer is owed in the horizon: frequency, spacing, and the content of each visit (contract, sections 3 and 4). */

import type { HorizonDays } from './clock.ts';
import { owedVisits, periodDays, spacingOf } from './frequency.ts';
import type { FrozenVisit } from './frozen-tour.ts';
import type { DaySpan, Replanning, VisitContent, VisitRequirement } from './interpretation.ts';
import type { ClassRules } from './policy.ts';
import { frozenDaysFor, frozenVisitsOf } from './previous-tours.ts';
import type { Customer, PlanOptions, Policy } from './request.ts';
import { contentOnDays } from './visit-content.ts';

/** What the options say of single customers. */
export interface DatedWishes {
  /** Ascending, inside the horizon. */
  readonly pinnedDays: readonly number[];
  /** Days of the previous plan with a visit, ascending, also where it was not made. */
  readonly plannedDays: readonly number[];
  /** Those of them that are frozen, without visits that were not made. */
  readonly frozenVisits: readonly number[];
  /** The visits on them. */
  readonly kept: readonly FrozenVisit[];
  /** The first day that is not frozen. */
  readonly firstFree: number;
  readonly lastVisitDay: number | null;
  /** Whether something can be agreed for this day: it is not frozen, or was planned already. */
  isOpen(day: number): boolean;
}

/** Pins and frozen visits by customer. */
export function datedWishes(options: PlanOptions | undefined, days: HorizonDays, replanning: Replanning | null) {
  const length = days.dates.length;
  const pinned = Map.groupBy(options?.pins ?? [], ({ customerId }) => customerId);
  const frozen = frozenVisitsOf(replanning);
  const visitsBefore = (replanning?.tours ?? []).flatMap(({ day, customers }) =>
    customers.map((customer) => ({ customer, day })),
  );
  const before = Map.groupBy(visitsBefore, ({ customer }) => customer);
  const notDone = Map.groupBy(
    options?.events?.filter((event) => event.kind === 'visitNotDone') ?? [],
    ({ customerId }) => customerId,
  );
  return ({ id, lastVisitedOn }: Customer, index: number): DatedWishes => {
    const kept = frozen.get(index) ?? [];
    const visits = kept.map(({ day }) => day);
    const firstFree = frozenDaysFor(replanning, index);
    const isOpen = (day: number) => day >= firstFree || visits.includes(day);
    return {
      pinnedDays: [...new Set(pinned.get(id)?.map(({ date }) => days.indexOf(date)))]
        .filter((day) => day >= 0 && day < length && isOpen(day))
        .sort((a, b) => a - b),
      plannedDays: [
        ...(before.get(index)?.map(({ day }) => day) ?? []),
        ...(notDone
          .get(id)
          ?.map(({ date }) => days.indexOf(date))
          .filter((day) => day >= 0 && day < length) ?? []),
      ].sort((a, b) => a - b),
      frozenVisits: visits,
      kept,
      firstFree,
      lastVisitDay: lastVisitedOn === undefined ? null : days.indexOf(lastVisitedOn),
      isOpen,
    };
  };
}

export function requirementOf(
  customer: Customer,
  rules: ClassRules,
  policy: Policy | undefined,
  content: VisitContent,
  { pinnedDays, frozenVisits, lastVisitDay, isOpen }: DatedWishes,
  urgent: DaySpan | null,
  horizonDays: number,
  agreedDays: readonly number[],
): VisitRequirement {
  const { visits, per } = customer.visitFrequency ?? rules;
  const intervalDays = periodDays(per, policy?.daysPerMonth) / visits;
  const given = {
    minDaysBetween: customer.minDaysBetween ?? rules.minDaysBetween ?? undefined,
    maxDaysBetween: customer.maxDaysBetween ?? rules.maxDaysBetween ?? undefined,
  };
  const spacing = spacingOf(intervalDays, given, policy?.intervalTolerance);
  // Within the horizon when part of it has passed: visits made until then are owed beside those that fall due after it.
  const made = frozenVisits.filter((day) => day <= (lastVisitDay ?? -1));
  const appointmentDays = [...new Set([...agreedDays, ...pinnedDays])]
    .filter((day) => day >= 0 && day < horizonDays && isOpen(day) && !made.includes(day))
    .sort((a, b) => a - b);
  const owed = owedVisits({ intervalDays, spacing, horizonDays, lastVisitDay, appointmentDays });
  const datedDays = appointmentDays.filter((day) => !frozenVisits.includes(day));
  const dueDays = withDatedVisits([...made, ...owed.dueDays], urgent, frozenVisits.length, datedDays);
  // An urgent visit is the next one, however near the last one was.
  const isNext = urgent !== null && frozenVisits.length === 0;
  const firstDayMin = isNext ? urgent.first : owed.firstDayMin;
  const firstDayMax = isNext ? urgent.last : owed.firstDayMax;
  const left = horizonDays - 1 - (dueDays.length - 1) * spacing.minDaysBetween;
  const firstVisitBy = Math.max(firstDayMin, Math.min(firstDayMax ?? left, left));
  return {
    visits: contentOnDays(content, { intervalDays, firstVisitBy }, dueDays).map(({ seconds }, k) => ({
      dueDay: dueDays[k],
      seconds,
    })),
    intervalDays,
    ...spacing,
    firstDayMin,
    firstRegularDay: owed.firstDayMin,
    firstDayMax,
    overdue: owed.overdue && !isNext,
    firstVisitBy,
  };
}

/** Visits that took place already are owed in any case, and beside them each one that is agreed, pinned or urgent. */
function withDatedVisits(
  dueDays: readonly number[],
  urgent: DaySpan | null,
  frozenVisits: number,
  datedDays: readonly number[],
): readonly number[] {
  const owed = [...dueDays];
  while (owed.length < frozenVisits) owed.push(owed.at(-1) ?? 0);
  const isAgreed = datedDays.some((day) => urgent !== null && urgent.first <= day && day <= urgent.last);
  const dated = urgent === null || isAgreed ? datedDays : [urgent.first, ...datedDays];
  const beside = frozenVisits + dated.length - owed.length;
  if (beside > 0) owed.push(...dated.slice(-beside));
  return owed.sort((a, b) => a - b);
}
