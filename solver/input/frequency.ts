/** How many visits fall into a horizon, and how far apart they are: contract, section 4. */
import { ceilSafely, floorSafely, roundHalfUp } from './numbers.ts';
import type { PeriodName } from './request.ts';

export const defaultDaysPerMonth = 28;
export const defaultIntervalTolerance = 0.4;

/** Period days: week 7, month 28 (policy.daysPerMonth), quarter 84, year 364. */
export function periodDays(per: PeriodName, daysPerMonth = defaultDaysPerMonth): number {
  switch (per) {
    case 'week':
      return 7;
    case 'month':
      return daysPerMonth;
    case 'quarter':
      return 84;
    case 'year':
      return 364;
  }
}

export interface Spacing {
  readonly minDaysBetween: number;
  readonly maxDaysBetween: number;
}

/** minDaysBetween defaults to ceil((1 − tolerance) T), at least 1; maxDaysBetween to floor((1 + tolerance) T). */
export function spacingOf(
  intervalDays: number,
  given: { readonly minDaysBetween?: number | undefined; readonly maxDaysBetween?: number | undefined },
  tolerance = defaultIntervalTolerance,
): Spacing {
  const least = Math.max(1, ceilSafely((1 - tolerance) * intervalDays));
  const minDaysBetween = given.minDaysBetween ?? least;
  // With more than a visit a day, or a tolerance near 0, no whole number lies between; the smallest possible maximum is `least`.
  const maxDaysBetween = given.maxDaysBetween ?? Math.max(least, floorSafely((1 + tolerance) * intervalDays));
  return { minDaysBetween, maxDaysBetween };
}

export interface FrequencyQuestion {
  readonly intervalDays: number;
  readonly spacing: Spacing;
  readonly horizonDays: number;
  /** Day index of lastVisitedOn, negative before the horizon; null: never visited. */
  readonly lastVisitDay: number | null;
  /** Days of the appointments inside the horizon, ascending. */
  readonly appointmentDays: readonly number[];
}

export interface FrequencyAnswer {
  /** Due day of each visit owed, ascending; negative when overdue. */
  readonly dueDays: readonly number[];
  readonly firstDayMin: number;
  readonly firstDayMax: number | null;
  readonly overdue: boolean;
}

/** The visits owed in this horizon. An appointment counts as one of them; more appointments than that are owed too. */
export function owedVisits(question: FrequencyQuestion): FrequencyAnswer {
  const { lastVisitDay, spacing } = question;
  const required = lastVisitDay === null ? duesWithoutHistory(question) : duesAfter(lastVisitDay, question);
  const overdue = required.length > 0 && required[0] < 0;
  return {
    dueDays: withAppointments(required, question.appointmentDays),
    firstDayMin: lastVisitDay === null ? 0 : Math.max(0, lastVisitDay + spacing.minDaysBetween),
    firstDayMax: lastVisitDay === null || overdue ? null : lastVisitDay + spacing.maxDaysBetween,
    overdue,
  };
}

/** max(1, round(horizon days / T)) visits; the k-th is due on day round(k T), the first now. */
function duesWithoutHistory({ horizonDays, intervalDays }: FrequencyQuestion): number[] {
  const visits = Math.max(1, roundHalfUp(horizonDays / intervalDays));
  return Array.from({ length: visits }, (_, k) => Math.min(horizonDays - 1, roundHalfUp(k * intervalDays)));
}

/** Due dates L + round(k T) up to the last day of the horizon; the overdue ones count as one, due when the first of them was. */
function duesAfter(lastVisitDay: number, { horizonDays, intervalDays }: FrequencyQuestion): number[] {
  const dues: number[] = [];
  const first = lastVisitDay + roundHalfUp(intervalDays);
  if (first < 0) dues.push(first);
  // Years of overdue visits are skipped, not counted through.
  const from = Math.max(1, Math.floor((-lastVisitDay - 1) / intervalDays));
  for (let k = from; ; k++) {
    const due = lastVisitDay + roundHalfUp(k * intervalDays);
    if (due >= horizonDays) return dues;
    if (due >= 0) dues.push(due);
  }
}

function withAppointments(required: readonly number[], appointmentDays: readonly number[]): readonly number[] {
  if (appointmentDays.length <= required.length) return required;
  // Every visit is an appointment then; one that is overdue stays overdue.
  return appointmentDays.map((day, k) => (k === 0 && required.length > 0 ? Math.min(day, required[0]) : day));
}
