/** The bound of a day must not depend on the order in which the plan at hand makes its visits. */
import { describe, expect, it } from 'vitest';
import { highsSolver, javascriptLpSolver, type PlanRequest } from '#solver';
import { boundsOfFirstDay } from './one-day.ts';

describe('the bound from the dearest order of a day', async () => {
  const lpSolvers = [javascriptLpSolver(), await highsSolver()];
  const expectNotAboveLeast = (request: PlanRequest) => {
    const { least, most, bounds } = boundsOfFirstDay(request, lpSolvers);
    expect(most).toBeGreaterThan(least + 1);
    for (const found of bounds) {
      if (!('bound' in found)) throw new Error(found.remark);
      expect(found.bound).toBeLessThanOrEqual(least + 1e-6);
      expect(found.bound).toBeGreaterThan(0.99 * least);
    }
  };

  it.each(['America/Chicago', 'Asia/Shanghai', 'Pacific/Auckland'])('is not above the cheapest in %s', (timeZone) => {
    const customer = { class: 'C', visitDays: ['mon' as const] };
    expectNotAboveLeast({
      territory: {
        timeZone,
        customers: [
          { ...customer, id: 'A', location: { lat: 41.6, lng: -92 } },
          { ...customer, id: 'B', location: { lat: 41.65, lng: -92.3 } },
          { ...customer, id: 'D', location: { lat: 41.3, lng: -92.6 }, visitMinutes: 200 },
        ],
        reps: [{ id: 'R', home: { lat: 41, lng: -92 } }],
        hotels: [],
      },
      horizon: { start: '2026-11-30', weeks: 1 },
    });
  });

  const monday = ['mon' as const];
  const atHome = { id: 'R', home: { lat: 41, lng: -92 } };

  it('is not above the cheapest where doors open twice and the last leg is driven in own time', () => {
    const days = ['mon' as const, 'tue' as const, 'wed' as const, 'thu' as const, 'fri' as const];
    const open = (...times: [string, string][]) => times.map(([from, to]) => ({ days, from, to }));
    expectNotAboveLeast({
      territory: {
        timeZone: 'America/Chicago',
        customers: [
          {
            id: 'A',
            class: 'C',
            visitDays: ['wed'],
            location: { lat: 41.70313, lng: -92.17097 },
            visitMinutes: 85,
            openingHours: open(['10:00', '12:00']),
          },
          {
            id: 'B',
            class: 'C',
            location: { lat: 41.69732, lng: -92.22247 },
            visitMinutes: 50,
            openingHours: open(['12:00', '14:00'], ['14:30', '18:00']),
          },
          {
            id: 'C',
            class: 'C',
            visitDays: ['wed'],
            location: { lat: 41.6211, lng: -92.21793 },
            visitMinutes: 57,
            openingHours: open(['13:00', '15:00'], ['15:30', '18:00']),
          },
        ],
        reps: [
          {
            ...atHome,
            overnight: { maxConsecutiveNights: 0, maxNightsPerWeek: 0 },
            workingHours: open(['08:00', '17:00']),
            breaks: [{ minutes: 45, between: ['15:30', '17:00'] }],
          },
        ],
        hotels: [],
      },
      horizon: { start: '2026-12-02', weeks: 1 },
      options: { costs: { perDriveHour: 30, perKm: 0 } },
    });
  });

  it('is not above the cheapest where visits take minutes', () => {
    const places = [
      [41.13652, -92.26278, 4],
      [41.13939, -92.25956, 1],
      [41.13052, -92.26909, 6],
      [41.13369, -92.25446, 5],
      [41.13622, -92.27038, 6],
      [41.1417, -92.25971, 7],
      [41.13978, -92.25632, 2],
    ];
    expectNotAboveLeast({
      territory: {
        timeZone: 'America/Chicago',
        customers: places.map(([lat, lng, visitMinutes], index) => ({
          id: `C${index}`,
          class: 'C',
          location: { lat, lng },
          visitMinutes,
          visitDays: monday,
        })),
        reps: [atHome],
        hotels: [],
      },
      horizon: { start: '2026-11-30', weeks: 1 },
      options: { costs: { perDriveHour: 30, perKm: 0, ownTimeFactor: 0 } },
    });
  });

  it('is not above the cheapest where getting home some minutes later owes a break', () => {
    const minutes = [
      [0, 60, 61, 60],
      [60, 0, 10, 11],
      [61, 10, 0, 10],
      [60, 11, 10, 0],
    ];
    const seconds = minutes.map((row) => row.map((leg) => 60 * leg));
    const customer = { class: 'C', visitMinutes: 150, visitDays: monday };
    const place = (index: number) => ({ lat: 41.5, lng: -92 - index / 100 });
    expectNotAboveLeast({
      territory: {
        timeZone: 'America/Chicago',
        customers: [
          { ...customer, id: 'A', location: place(1) },
          { ...customer, id: 'B', location: place(2) },
          {
            ...customer,
            id: 'C',
            location: place(3),
            visitMinutes: 159,
            openingHours: [{ days: monday, from: '13:00', to: '17:00' }],
          },
        ],
        reps: [
          {
            ...atHome,
            workingHours: [{ days: monday, from: '08:00', to: '17:00' }],
            breaks: [{ minutes: 45, between: ['15:30', '17:00'] }],
          },
        ],
        hotels: [],
        travel: { mode: 'matrix', placeIds: ['R', 'A', 'B', 'C'], seconds, metres: seconds },
      },
      horizon: { start: '2026-11-30', weeks: 1 },
    });
  });
});
