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
});
