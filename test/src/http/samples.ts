/** A small request and a plan that answers it, in form only. */
import type { Plan, PlanRequest } from '#solver';

/** When it is, for all who ask. */
export const today = new Date('2026-11-29T12:00:00Z');

export function sampleRequest(): PlanRequest {
  return {
    territory: {
      name: 'Eastern Iowa',
      timeZone: 'America/Chicago',
      customers: [
        { id: 'C1', location: { lat: 41.6608, lng: -91.5353 }, annualRevenue: 180_000, class: 'A1' },
        { id: 'C2', location: { lat: 41.6867, lng: -91.6089 }, annualRevenue: 90_000, class: 'B1' },
        { id: 'C3', location: { lat: 41.8072, lng: -91.4941 }, annualRevenue: 40_000, class: 'C' },
      ],
      reps: [
        { id: 'R1', home: { lat: 41.66, lng: -91.53 } },
        { id: 'R2', home: { lat: 41.97, lng: -91.66 } },
      ],
    },
    horizon: { start: '2026-11-30', weeks: 2 },
    options: { seed: 1, maxSteps: 100 },
  };
}

export function samplePlan(): Plan {
  return {
    status: 'completed',
    horizon: { start: '2026-11-30', weeks: 2 },
    timeZone: 'America/Chicago',
    currency: 'USD',
    coordinateSystem: 'WGS84',
    solver: { version: '1', seed: 1, steps: 100, stoppedBy: 'maxSteps' },
    territories: [territory('R1', ['C1', 'C2']), territory('R2', ['C3'])],
    itineraries: [
      { repId: 'R1', days: [day('2026-11-30'), day('2026-12-03'), day('2026-12-08')] },
      { repId: 'R2', days: [day('2026-12-01')] },
    ],
    unassignedVisits: [unassigned('C2'), unassigned('C3')],
    kpis: {
      requiredVisits: 6,
      plannedVisits: 4,
      coverage: 4 / 6,
      driveMinutes: 200,
      driveKm: 180,
      nightsOut: 0,
      visitMinutes: 240,
      cost: { drive: 100, ownTime: 0, km: 45, nights: 0, total: 145 },
      workloadImbalance: 0.2,
      revenueImbalance: 0.3,
    },
    issues: [],
  };
}

function territory(repId: string, customerIds: string[]): Plan['territories'][number] {
  return {
    repId,
    customerIds,
    channelWidth: {
      customers: customerIds.length,
      keyAccounts: 0,
      annualRevenue: 100_000,
      revenueShare: 0.5,
      visits: 2,
      visitMinutes: 120,
      driveMinutes: 100,
      workloadMinutesPerWeek: 110,
      byClass: { A1: 1 },
    },
    boundary: { type: 'MultiPolygon', coordinates: [] },
  };
}

function day(date: string): Plan['itineraries'][number]['days'][number] {
  const location = { lat: 41.66, lng: -91.53 };
  return {
    date,
    start: { kind: 'home', location, departAt: `${date}T08:00:00-06:00` },
    stops: [],
    breaks: [],
    end: { kind: 'home', location, arriveAt: `${date}T12:00:00-06:00`, driveMinutes: 25, driveKm: 22.5 },
    overnightStay: null,
    driveMinutes: 50,
    ownTimeDriveMinutes: 0,
    visitMinutes: 60,
    driveKm: 45,
  };
}

function unassigned(customerId: string): Plan['unassignedVisits'][number] {
  const reason = { code: 'REP_CAPACITY_EXHAUSTED' as const, message: 'No time is left.', suggestion: 'Add a rep.' };
  return { customerId, visit: 1, dueOn: '2026-12-04', reasons: [reason] };
}
