import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Plan, type PlanRequest, parseRequest } from '#solver';
import { propertyRuns } from '../property-runs.ts';
import { randomRequest } from './random-request.ts';
import { planOf } from './replan/planning.ts';

/** Every third customer is moved so many hours of driving north, and hotels are strewn on the way there. */
const requestWithFarCustomers = fc
  .record({
    drawn: randomRequest,
    hours: fc.double({ min: 5, max: 24, noNaN: true }),
    gap: fc.double({ min: 1, max: 6, noNaN: true }),
    nights: fc.integer({ min: 1, max: 6 }),
  })
  .map(({ drawn, hours, gap, nights }): PlanRequest => {
    const { territory } = drawn;
    const degrees = (ofDriving: number) => ofDriving * 0.414;
    return {
      ...drawn,
      territory: {
        ...territory,
        customers: territory.customers.map(({ location: { lat, lng }, ...customer }, index) => ({
          ...customer,
          location: { lat: lat - 30 + (index % 3 === 0 ? degrees(hours) : 0), lng },
        })),
        reps: territory.reps.map(({ home: { lat, lng }, maxDriveMinutesPerDay: _, ...rep }) => ({
          ...rep,
          home: { lat: lat - 30, lng },
          overnight: { maxConsecutiveNights: nights, maxNightsPerWeek: nights },
        })),
        hotels: Array.from({ length: Math.ceil(hours / gap) + 2 }, (_, k) => ({
          id: `H${k}`,
          location: { lat: 11.6 + degrees(k * gap), lng: -92 - (k % 3) / 5 },
          costPerNight: 60 + 10 * k,
        })),
      },
    };
  });

/** The longest run of days away on which nobody is visited. */
function longestWay({ itineraries }: Plan): number {
  return Math.max(
    0,
    ...itineraries.map(({ days }) => {
      let run = 0;
      return days.reduce((most, { stops, start, end }) => {
        run = stops.length === 0 && (start.kind === 'hotel' || end.kind === 'hotel') ? run + 1 : 0;
        return Math.max(most, run);
      }, 0);
    }),
  );
}

describe('random small territories with customers far away', () => {
  it('give plans without violation, whose bound is kept, and every owed visit is planned or reported', () => {
    let long = 0;
    let bounded = 0;
    fc.assert(
      fc.property(requestWithFarCustomers, (request) => {
        if (parseRequest(request).issues.some(({ severity }) => severity === 'error')) return;
        const plan = planOf(request, 50);
        expect(plan.kpis.plannedVisits + plan.unassignedVisits.length).toBe(plan.kpis.requiredVisits);
        const { bound, cost } = plan.kpis;
        if (typeof bound === 'number') {
          expect(bound).toBeLessThanOrEqual(cost.total + 0.01);
          bounded++;
        }
        if (longestWay(plan) > 1) long++;
      }),
      propertyRuns(30),
    );
    expect(bounded).toBeGreaterThan(8);
    expect(long).toBeGreaterThan(0);
  });
});
