/** What had been said before a replan and still says something: older pins and events, beside the territory as it is now. */
import type { PlanEvent, PlanOptions, Territory } from '#solver';

/**
 * Nobody can take an older pin or event back, so that one which the territory has overtaken would hold up every replan to come:
 * whom it names is gone, or what it asks for is written down there.
 * @param frozen the last frozen date, or '' when no day is frozen
 */
export function goingOn(
  { pins = [], events = [] }: PlanOptions,
  territory: Territory,
  frozen: string,
): { readonly pins: NonNullable<PlanOptions['pins']>; readonly events: readonly PlanEvent[] } {
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
    pins: pins.filter(({ customerId, date }) => date > frozen && customers.has(customerId)),
    events: events
      .filter((event) => goesOn(event, frozen) && !isOvertaken(event))
      .map((event) => withoutOneGone(event, supervisors)),
  };
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
