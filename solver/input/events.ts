/** What has happened, as changes of the territory: a rep away, a customer closed, a new appointment. */
import { horizonDays } from './clock.ts';
import type { PlanEvent } from './replanning.ts';
import type { Customer, PlanRequest, Rep } from './request.ts';

/** The request with its events in the territory; indexes stay what they were. */
export function withEvents(request: PlanRequest): PlanRequest {
  const events = request.options?.events ?? [];
  if (events.length === 0) return request;
  const { territory } = request;
  const { dates } = horizonDays(request.horizon);
  const ofReps = Map.groupBy(events, (event) => (event.kind === 'repAbsent' ? event.repId : null));
  const ofCustomers = Map.groupBy(events, (event) => (event.kind === 'repAbsent' ? null : event.customerId));
  return {
    ...request,
    territory: {
      ...territory,
      reps: territory.reps.map((rep) =>
        (ofReps.get(rep.id) ?? []).reduce((before, event) => absent(before, event, dates), rep),
      ),
      customers: territory.customers.map((customer) =>
        (ofCustomers.get(customer.id) ?? []).reduce((before, event) => changed(before, event, dates), customer),
      ),
    },
  };
}

function absent(rep: Rep, event: PlanEvent, dates: readonly string[]): Rep {
  if (event.kind !== 'repAbsent') return rep;
  return { ...rep, daysOff: [...(rep.daysOff ?? []), ...datesOf(event, dates)] };
}

function changed(customer: Customer, event: PlanEvent, dates: readonly string[]): Customer {
  if (event.kind === 'customerClosed')
    return { ...customer, closedOn: [...(customer.closedOn ?? []), ...datesOf(event, dates)] };
  if (event.kind !== 'newAppointment') return customer;
  const { date, from, minutes, jointWith } = event;
  const appointment = { date, from, minutes, ...(jointWith === undefined ? {} : { jointWith }) };
  return { ...customer, appointments: [...(customer.appointments ?? []), appointment] };
}

/** Those of the horizon from one date to the other, both included: an event may end long after it. Default: to its end. */
function datesOf(
  { from, to }: { readonly from: string; readonly to?: string | undefined },
  dates: readonly string[],
): readonly string[] {
  return dates.filter((date) => from <= date && (to === undefined || date <= to));
}
