/** Of a plan only its days, who is visited on them, and what else lies on them. */
import { DateTime } from 'luxon';
import type { DatedVisit, Plan } from '#solver';

export interface TimedVisit extends DatedVisit {
  readonly startAt: string;
  readonly endAt: string;
}

/** What a rep does on a day at no hour of it: a night away, or phone calls. */
export interface DayEntry {
  readonly kind: 'night' | 'phoneCalls';
  readonly repId: string;
  readonly date: string;
}

/** In the order of time. */
export function visitsOf({ itineraries }: Pick<Plan, 'itineraries'>): TimedVisit[] {
  const visits = itineraries.flatMap(({ repId, days }) =>
    days.flatMap(({ date, stops }) =>
      stops.map(({ customerId, startAt, endAt }) => ({ customerId, repId, date, startAt, endAt })),
    ),
  );
  return visits.sort(byDate);
}

export function dayEntriesOf({ itineraries }: Pick<Plan, 'itineraries'>): DayEntry[] {
  return itineraries.flatMap(({ repId, days }) =>
    days.flatMap(({ date, overnightStay, phoneCalls = [] }): DayEntry[] => [
      ...(overnightStay === null ? [] : [{ kind: 'night' as const, repId, date }]),
      ...(phoneCalls.length === 0 ? [] : [{ kind: 'phoneCalls' as const, repId, date }]),
    ]),
  );
}

export function lastDayOf({ horizon }: Pick<Plan, 'horizon'>): string {
  return daysAfter(horizon.start, horizon.weeks * 7 - 1);
}

export function daysAfter(date: string, days: number): string {
  return DateTime.fromISO(date, { zone: 'utc' }).plus({ days }).toFormat('yyyy-MM-dd');
}

export function byDate(a: { readonly date: string }, b: { readonly date: string }): number {
  return a.date < b.date ? -1 : a.date > b.date ? 1 : 0;
}
