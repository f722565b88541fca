/** Instants of a plan as the people on the road read them. */
import { DateTime } from 'luxon';
import type { Plan, PlanRequest } from '#solver';

/** Local time of day, HH:MM, of an instant with any offset. */
export type ClockOf = (instant: string) => string;

/** Per rep the clock on the wall: the rep's own time zone, else the plan's. */
export function repClocks(plan: Plan, request: PlanRequest): (repId: string) => ClockOf {
  const zones = new Map(request.territory.reps.map((rep) => [rep.id, rep.timeZone]));
  return (repId) => {
    const zone = zones.get(repId) ?? plan.timeZone;
    return (instant) => DateTime.fromISO(instant, { zone }).toFormat('HH:mm');
  };
}

/** Of a date, 2026-11-30: mon. */
export function weekdayOf(date: string): string {
  return DateTime.fromISO(date, { zone: 'utc' }).setLocale('en').toFormat('ccc').toLowerCase();
}
