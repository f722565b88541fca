/** Requests derived from a plan, so that plans compare on equal terms. */
import type { Customer, Plan, PlanRequest } from '#solver';

export function territoriesOf(plan: Plan): ReadonlyMap<string, string> {
  return new Map(plan.territories.flatMap(({ repId, customerIds }) => customerIds.map((id) => [id, repId] as const)));
}

/** Every customer stays with the rep given. */
export function withTerritories(request: PlanRequest, repOf: ReadonlyMap<string, string>): PlanRequest {
  const customers = request.territory.customers.map(({ eligibleRepIds: _, ...customer }) => ({
    ...customer,
    repId: repOf.get(customer.id),
  }));
  return {
    ...request,
    territory: { ...request.territory, customers },
    options: { ...request.options, territories: 'keep' },
  };
}

export function withoutNights(request: PlanRequest): PlanRequest {
  const reps = request.territory.reps.map((rep) => ({
    ...rep,
    overnight: { ...rep.overnight, maxConsecutiveNights: 0, maxNightsPerWeek: 0 },
  }));
  return { ...request, territory: { ...request.territory, reps } };
}

/** Customers of whom no visit is left out. */
export function servedWhole(plan: Plan, { territory }: PlanRequest): ReadonlySet<string> {
  const short = new Set(plan.unassignedVisits.map(({ customerId }) => customerId));
  return new Set(territory.customers.map(({ id }) => id).filter((id) => !short.has(id)));
}

export function onlyCustomers(request: PlanRequest, wanted: ReadonlySet<string>): PlanRequest {
  const customers = request.territory.customers.filter(({ id }) => wanted.has(id));
  return { ...request, territory: { ...request.territory, customers } };
}

/** Minutes of visits that the plan gives each customer. */
export function workMinutes(plan: Plan): (customer: Customer) => number {
  const minutes = new Map<string, number>();
  for (const { days } of plan.itineraries) {
    for (const { stops } of days) {
      for (const { customerId, startAt, endAt } of stops) {
        const visit = (Date.parse(endAt) - Date.parse(startAt)) / 60_000;
        minutes.set(customerId, (minutes.get(customerId) ?? 0) + visit);
      }
    }
  }
  return ({ id }) => minutes.get(id) ?? 1;
}

/** Visits that the plan gives each customer. */
export function visitCounts({ itineraries }: Plan): (customer: Customer) => number {
  const visits = new Map<string, number>();
  for (const { customerId } of itineraries.flatMap(({ days }) => days.flatMap(({ stops }) => stops))) {
    visits.set(customerId, (visits.get(customerId) ?? 0) + 1);
  }
  return ({ id }) => visits.get(id) ?? 0;
}
