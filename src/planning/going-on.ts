/** What had been said before a replan and still says something: older pins and events, beside the territory as it is now. */
import type { PlanEvent, PlanOptions, Territory } from '#solver';

/** Days about which nothing can be said any more. */
export interface PastDays {
  /** The first day of the new horizon. */
  readonly start: string;
  /** The last frozen day. Default: no day is frozen. */
  readonly freezeUntil?: string | undefined;
}

/**
 * Nobody can take an older pin or event back, so that one which the territory has overtaken would hold up every replan to come:
 * whom it names is gone, or what it asks for is written down there. One that has passed would be an issue of each of them.
 */
export function goingOn(
  { pins = [], events = [] }: PlanOptions,
  territory: Territory,
  { start, freezeUntil: frozen = '' }: PastDays,
): { readonly pins: NonNullable<PlanOptions['pins']>; readonly events: PlanEvent[] } {
  const customers = new Map(territory.customers.map((customer) => [customer.id, customer]));
  const reps = new Set(territory.reps.map(({ id }) => id));
  const supervisors = new Set((territory.supervisors ?? []).map(({ id }) => id));
  const isOvertaken = (event: PlanEvent): boolean => {
    if (event.kind === 'repAbsent') return !reps.has(event.repId);
    const customer = customers.get(event.customerId);
    if (customer === undefined || event.kind !== 'newAppointment') return customer === undefined;
    return customer.appointments?.some(({ date }) => date === event.date) ?? false;
  };
  return {
    pins: pins.filter(({ customerId, date }) => date >= start && date > frozen && customers.has(customerId)),
    events: events
      .filter((event) => lastDayOf(event) >= start && goesOn(event, frozen) && !isOvertaken(event))
      .map((event) => withoutOneGone(event, supervisors)),
  };
}

function lastDayOf(event: PlanEvent): string {
  if ('date' in event) return event.date;
  return event.to ?? '9999-12-31';
}

/** Visits that were not done have gone from the plan in force already. */
function goesOn(event: PlanEvent, frozen: string): boolean {
  if (event.kind === 'visitNotDone') return false;
  return event.kind !== 'urgentVisit' || event.to > frozen;
}

/** What was agreed with a customer stays agreed when the supervisor who was to come along has left. */
function withoutOneGone(event: PlanEvent, supervisors: ReadonlySet<string>): PlanEvent {
  if (event.kind !== 'newAppointment' || event.jointWith === undefined || supervisors.has(event.jointWith))
    return event;
  const { jointWith: _, ...appointment } = event;
  return appointment;
}
