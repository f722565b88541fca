/** What has happened, as changes of the territory: a rep away, a customer closed, a new appointment. */
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
  const { horizon, territory } = request;
  const last = new Date(Date.parse(`${horizon.start}T00:00:00Z`) + (horizon.weeks * 7 - 1) * dayMillis);
  const reps = new Map<string, Rep>(territory.reps.map((rep) => [rep.id, rep]));
  const customers = new Map<string, Customer>(territory.customers.map((customer) => [customer.id, customer]));
  for (const event of events) {
    if (event.kind === 'repAbsent') {
      const rep = reps.get(event.repId);
      const absent = inHorizon(datesBetween(event.from, event.to), request);
      if (rep) reps.set(rep.id, { ...rep, daysOff: [...(rep.daysOff ?? []), ...absent] });
      continue;
    }
    const customer = customers.get(event.customerId);
    if (customer === undefined) continue;
    if (event.kind === 'customerClosed') {
      const closed = inHorizon(datesBetween(event.from, event.to ?? last.toISOString().slice(0, 10)), request);
      customers.set(customer.id, { ...customer, closedOn: [...(customer.closedOn ?? []), ...closed] });
    } else if (event.kind === 'newAppointment') {
      const { date, from, minutes, jointWith } = event;
      const appointment = { date, from, minutes, ...(jointWith === undefined ? {} : { jointWith }) };
      customers.set(customer.id, { ...customer, appointments: [...(customer.appointments ?? []), appointment] });
    }
  }
  return {
    ...request,
    territory: {
      ...territory,
      reps: territory.reps.map((rep) => reps.get(rep.id) ?? rep),
      customers: territory.customers.map((customer) => customers.get(customer.id) ?? customer),
    },
  };
}

function inHorizon(dates: readonly string[], { horizon }: PlanRequest): string[] {
  const end = Date.parse(`${horizon.start}T00:00:00Z`) + horizon.weeks * 7 * dayMillis;
  return dates.filter((date) => date >= horizon.start && Date.parse(`${date}T00:00:00Z`) < end);
}
