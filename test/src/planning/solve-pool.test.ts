import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Piscina } from 'piscina';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import type { PlanRequest } from '#solver';
import { SolvePool } from '../../../src/planning/solve-pool.ts';

const pools = [new SolvePool(1), new SolvePool(2)];
const ran = Piscina.prototype.run;
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});
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

  it('says of a plan that is judged what stood in for an engine that failed', async () => {
    const travel = { mode: 'osrm', baseUrl: 'http://127.0.0.1:1', fallback: 'greatCircle' } as const;
    const { territory, horizon } = request;
    const { issues } = await pools[0].judge({ territory: { ...territory, travel }, horizon }, { itineraries: [] });
    expect(issues).toMatchObject([{ severity: 'warning', code: 'TRAVEL_ENGINE_FAILED' }]);
    expect((await pools[0].judge({ territory, horizon }, { itineraries: [] })).issues).toEqual([]);
  });

  it('says of suggested days, too, what stood in for an engine that failed', async () => {
    const travel = { mode: 'osrm', baseUrl: 'http://127.0.0.1:1', fallback: 'greatCircle' } as const;
    const plan = await pools[0].solve(request, { signal: new AbortController().signal, onProgress: () => {} });
    const [customer] = request.territory.customers;
    const asked = { ...request, territory: { ...request.territory, travel } };
    const { issues, suggestions } = await pools[0].suggestDays(asked, plan, { customer });
    expect(issues).toMatchObject([{ severity: 'warning', code: 'TRAVEL_ENGINE_FAILED' }]);
    const known = await pools[0].suggestDays(request, plan, { customer });
    expect(known.issues).toEqual([]);
    expect(suggestions.length).toBe(known.suggestions.length);
  });

  it('asks the routing engine for the ways of a new customer, too', async () => {
    const engine = createServer(({ url = '' }, response) => {
      const [path, query] = url.split('?');
      const places = (path.split('/').at(-1) ?? '').split(';').map((place) => place.split(',').map(Number));
      const from = (name: string) =>
        (new URLSearchParams(query).get(name) ?? '').split(';').map((k) => places[Number(k)]);
      const durations = from('sources').map(([a, b]) =>
        from('destinations').map(([c, d]) => Math.round(4000 * (Math.abs(a - c) + Math.abs(b - d)))),
      );
      response.end(JSON.stringify({ code: 'Ok', durations, distances: durations }));
    }).listen(0, '127.0.0.1');
    await once(engine, 'listening');
    const { port } = engine.address() as AddressInfo;
    const travel = { mode: 'osrm' as const, baseUrl: `http://127.0.0.1:${port}` };
    const asked = { ...request, territory: { ...request.territory, travel } };
    const control = { signal: new AbortController().signal, onProgress: () => {} };
    const plan = await pools[0].solve(asked, control);
    const customer = { id: 'new', location: { lat: 41.11, lng: -92 }, visitMinutes: 30 };
    const { suggestions } = await pools[0].suggestDays(asked, plan, { customer });
    expect(suggestions[0].detourMinutes).toBeLessThan(10);
    engine.close();
  });

  it('searches as long where a routing engine takes its time', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const engine = createServer((_, response) => {
      vi.advanceTimersByTime(100_000);
      response.end('no table');
    }).listen(0, '127.0.0.1');
    await once(engine, 'listening');
    const { port } = engine.address() as AddressInfo;
    const travel = { mode: 'osrm', baseUrl: `http://127.0.0.1:${port}`, fallback: 'greatCircle' } as const;
    const asked = { ...request, territory: { ...request.territory, travel }, options: { timeLimitSeconds: 60 } };
    const enough = new AbortController();
    const run = vi.spyOn(Piscina.prototype, 'run').mockImplementation(function (this: Piscina, job, options) {
      if (options?.name === 'solve') enough.abort();
      return ran.call(this, job, options);
    });
    await pools[1].solve(asked, { signal: enough.signal, onProgress: () => {} });
    const budgets = run.mock.calls.flatMap(([job, options]) => (options?.name === 'solve' ? [job.budget] : []));
    expect(budgets.map(({ seconds }) => seconds > 1)).toEqual([true, true]);
    engine.close();
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
