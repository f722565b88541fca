/** Questions about territories in a thread: given up, refused, and told what stood in for an engine. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import type { PlanRequest, Travel } from '#solver';
import { SolvePool, TooMuchWork } from '../../../src/planning/index.ts';
import { samplePlan, sampleRequest } from '../http/samples.ts';

const pool = new SolvePool(1);
afterAll(() => pool.close());

const request = sampleRequest();
const travelling = (travel: Travel): PlanRequest => ({ ...request, territory: { ...request.territory, travel } });

test('a question that nobody waits for leaves the thread to the next', async () => {
  // The thread is ready then, and takes up the next at once.
  await pool.questions.fit(request);
  const gone = new AbortController();
  const given = pool.questions.sizing(request, { from: 1, to: 200 }, gone.signal);
  await turn();
  const next = pool.questions.fit(request);
  await turn();
  gone.abort('gone');
  await expect(given).rejects.toThrow('aborted');
  expect((await next).fit.reps.length).toBe(request.territory.reps.length);
});

test('a plan that nobody waits to have judged leaves the thread to the next, and so do days', async () => {
  const gone = new AbortController();
  const plan = { itineraries: [] };
  const [customer] = request.territory.customers;
  const given = [
    pool.judge(request, plan, gone.signal),
    pool.suggestDays(request, samplePlan(), { customer }, gone.signal),
  ];
  gone.abort('gone');
  for (const each of given) await expect(each).rejects.toThrow('aborted');
  expect((await pool.judge(request, plan)).issues).toEqual([]);
});

test('a question that comes when too many wait is refused, and an engine is not waited for when its caller has gone', async () => {
  const engine = createServer().listen(0, '127.0.0.1');
  await once(engine, 'listening');
  const baseUrl = `http://127.0.0.1:${(engine.address() as AddressInfo).port}`;
  const gone = new AbortController();
  const waiting = Array.from({ length: 8 }, () =>
    pool.questions.fit(travelling({ mode: 'osrm', baseUrl }), gone.signal),
  );
  await expect(pool.questions.fit(request)).rejects.toThrow(TooMuchWork);
  gone.abort('gone');
  for (const each of waiting) await expect(each).rejects.toThrow('not waited for');
  expect((await pool.questions.fit(request)).issues).toEqual([]);
  engine.close();
});

test('an answer tells what stood in for an engine that failed', async () => {
  const { issues } = await pool.questions.fit(
    travelling({ mode: 'osrm', baseUrl: 'http://127.0.0.1:1', fallback: 'greatCircle' }),
  );
  expect(issues).toMatchObject([{ severity: 'warning', code: 'TRAVEL_ENGINE_FAILED' }]);
});
