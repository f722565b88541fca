/** What has happened, as changes of the territory: a rep away, a customer closed, a new appointment. */
import type { PlanEvent } from './replanning.ts';
import type { Customer, PlanRequest, Rep } from './request.ts';

const dayMillis = 86_400_000;

/** Dates from one to the other, both included. */
export function datesBetween(from: string, to: string): string[] {
  const dates: string[] = [];
  for (let at = Date.parse(`${from}T00:00:00Z`); at <= Date.parse(`${to}T00:00:00Z`); at += dayMillis)
    dates.push(new Date(at).toISOString().slice(0, 10));
  return dates;
}

/** The request with its events in the territory; indexes stay what they were. */
export function withEvents(request: PlanRequest): PlanRequest {
  const events = request.options?.events ?? [];
  if (events.length === 0) return request;
  const { territory } = request;
  const ofReps = Map.groupBy(events, (event) => (event.kind === 'repAbsent' ? event.repId : null));
  const ofCustomers = Map.groupBy(events, (event) => (event.kind === 'repAbsent' ? null : event.customerId));
  return {
    ...request,
    territory: {
      ...territory,
      reps: territory.reps.map((rep) =>
        (ofReps.get(rep.id) ?? []).reduce((before, event) => absent(before, event, request), rep),
      ),
      customers: territory.customers.map((customer) =>
        (ofCustomers.get(customer.id) ?? []).reduce((before, event) => changed(before, event, request), customer),
      ),
    },
  };
}

function absent(rep: Rep, event: PlanEvent, request: PlanRequest): Rep {
  if (event.kind !== 'repAbsent') return rep;
  const days = inHorizon(datesBetween(event.from, event.to), request);
  return { ...rep, daysOff: [...(rep.daysOff ?? []), ...days] };
}

function changed(customer: Customer, event: PlanEvent, request: PlanRequest): Customer {
  if (event.kind === 'customerClosed') {
    const { start, weeks } = request.horizon;
    const last = new Date(Date.parse(`${start}T00:00:00Z`) + (weeks * 7 - 1) * dayMillis);
    const closed = inHorizon(datesBetween(event.from, event.to ?? last.toISOString().slice(0, 10)), request);
    return { ...customer, closedOn: [...(customer.closedOn ?? []), ...closed] };
  }
  if (event.kind !== 'newAppointment') return customer;
  const { date, from, minutes, jointWith } = event;
  const appointment = { date, from, minutes, ...(jointWith === undefined ? {} : { jointWith }) };
  return { ...customer, appointments: [...(customer.appointments ?? []), appointment] };
}

function inHorizon(dates: readonly string[], { horizon }: PlanRequest): string[] {
  const end = Date.parse(`${horizon.start}T00:00:00Z`) + horizon.weeks * 7 * dayMillis;
  return dates.filter((date) => date >= horizon.start && Date.parse(`${date}T00:00:00Z`) < end);
}
