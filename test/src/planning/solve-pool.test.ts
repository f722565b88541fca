import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import type { PlanRequest } from '#solver';
import { SolvePool } from '../../../src/planning/solve-pool.ts';

const pools = [new SolvePool(1), new SolvePool(2)];
afterAll(() => Promise.all(pools.map((pool) => pool.close())));

/** Two reps, a town each, and customers in between whom either could carry; more visits than get a bound, which would take long. */
const request: PlanRequest = {
  territory: {
    timeZone: 'America/Chicago',
    customers: [0, 1, 2, 3, 4, 5, 6, 7, 8].map((k) => ({
      id: `C${k}`,
      class: k % 2 === 0 ? 'A2' : 'A1',
      location: { lat: 41.1 + (k % 3) / 40, lng: -92 + k / 6 },
    })),
    reps: [
      { id: 'RA', home: { lat: 41.1, lng: -92 } },
      { id: 'RB', home: { lat: 41.1, lng: -90.8 } },
    ],
  },
  horizon: { start: '2026-11-30', weeks: 8 },
  options: { maxSteps: 200, seed: 3 },
};

describe('SolvePool', () => {
  it('gives the same plan by steps, whatever the number of threads', async () => {
    const control = { signal: new AbortController().signal, onProgress: () => {} };
    const [one, two] = await Promise.all(pools.map((pool) => pool.solve(request, control)));
    expect(two).toEqual(one);
    expect(one.solver.steps).toBeGreaterThanOrEqual(2 * 200);
    expect(one.kpis.plannedVisits).toBe(one.kpis.requiredVisits);
  });

  it('answers a stop that came before anything was found with a plan that is valid', async () => {
    const control = { signal: AbortSignal.abort(), onProgress: () => {} };
    const { territory } = request;
    const plan = await pools[0].solve({ territory, horizon: { start: '2026-11-30', weeks: 4 } }, control);
    expect(plan.status).toBe('cancelled');
    expect(plan.solver.steps).toBe(0);
    expect(plan.kpis.boundRemark).toContain('cancelled');
    expect(plan.kpis.plannedVisits).toBeGreaterThan(0);
  });

  it('waits for no routing engine once it is closed', async () => {
    const engine = createServer().listen(0, '127.0.0.1');
    await once(engine, 'listening');
    const { port } = engine.address() as AddressInfo;
    const travel = { mode: 'osrm' as const, baseUrl: `http://127.0.0.1:${port}` };
    const pool = new SolvePool(1);
    const asked = once(engine, 'request');
    const answer = pool.questions.fit({ ...request, territory: { ...request.territory, travel } });
    await asked;
    await Promise.all([pool.close(), expect(answer).rejects.toThrow('not waited for')]);
    engine.close();
  });
});
