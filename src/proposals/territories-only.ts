/** Proposed territories in the form of a plan, for exports and the map. */
import { interpret, type Plan, type PlanRequest, type TerritoryProposal, version } from '#solver';

/** A plan in which nobody drives yet. @param request with the team of the proposal */
export function territoriesOnly({ territories, issues }: TerritoryProposal, request: PlanRequest): Plan {
  const { timeZone, currency, customers } = interpret(request);
  const requiredVisits = customers.reduce((sum, { requirement }) => sum + requirement.visits.length, 0);
  const known = new Set(customers.map(({ id }) => id));
  return {
    status: 'completed',
    horizon: request.horizon,
    timeZone,
    currency,
    coordinateSystem: request.territory.coordinateSystem ?? 'WGS84',
    solver: { version, seed: request.options?.seed ?? 1, steps: 0, stoppedBy: 'maxSteps' },
    // Customers may have gone since.
    territories: territories.map(({ customerIds, ...territory }) => ({
      ...territory,
      customerIds: customerIds.filter((id) => known.has(id)),
    })),
    itineraries: [],
    unassignedVisits: [],
    kpis: {
      requiredVisits,
      plannedVisits: 0,
      coverage: requiredVisits === 0 ? 1 : 0,
      driveMinutes: 0,
      driveKm: 0,
      nightsOut: 0,
      visitMinutes: 0,
      cost: { drive: 0, ownTime: 0, km: 0, nights: 0, total: 0 },
      workloadImbalance: 0,
      revenueImbalance: 0,
    },
    issues,
  };
}
