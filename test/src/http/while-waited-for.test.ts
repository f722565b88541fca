/** On a real connection: an injected call has none to lose. */
import { type AddressInfo, connect } from 'node:net';
import { expect, test } from 'vitest';
import type { AppDeps } from '../../../src/http/index.ts';
import { TooMuchWork } from '../../../src/planning/index.ts';
import { resolveTravel } from '../../../src/travel/index.ts';
import { samplePlan, sampleRequest } from './samples.ts';
import { plannedId, post, problemOf, testApp } from './test-app.ts';

const onlyFit = (fit: AppDeps['territoryQuestions']['fit']) => ({ fit }) as AppDeps['territoryQuestions'];
/** A service with one question only. */
const answering = (fit: AppDeps['territoryQuestions']['fit']) => testApp({ territoryQuestions: onlyFit(fit) });

test.each([
  ['a fit', () => '/v1/fit', sampleRequest()],
  ['a check', () => '/v1/plans/check', { ...sampleRequest(), plan: samplePlan() }],
  ['suggested days', (planId: string) => `/v1/plans/${planId}/suggest-days`, { customerId: 'C1' }],
])('%s is given up when the caller goes', async (_, urlOf, asked) => {
  const begun = Promise.withResolvers<AbortSignal>();
  const workOn = (signal: AbortSignal | undefined): Promise<never> =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new Error('given up')));
      if (signal === undefined) begun.reject(new Error('it is never given up'));
      else begun.resolve(signal);
    });
  const test = await testApp({
    territoryQuestions: onlyFit((_, signal) => workOn(signal)),
    check: (_, __, signal) => workOn(signal),
    suggestDays: (_, __, ___, signal) => workOn(signal),
  });
  const { app, logged } = test;
  const url = urlOf(await plannedId(test));
  await app.listen({ port: 0, host: '127.0.0.1' });
  const body = JSON.stringify(asked);
  const head = [`POST ${url} HTTP/1.1`, 'host: localhost', 'content-type: application/json'];
  const caller = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  caller.write([...head, `content-length: ${Buffer.byteLength(body)}`, '', body].join('\r\n'));
  const signal = await begun.promise;
  expect(signal.aborted).toBe(false);
  caller.destroy();
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
  await app.close();
  expect(logged.filter((line) => line.includes('request failed'))).toEqual([]);
});

test('a caller who waits is answered, and told why not', async () => {
  const { app } = await answering((request, signal) => resolveTravel(request, signal) as never);
  const { territory, ...rest } = sampleRequest();
  const travel = { mode: 'osrm', baseUrl: 'http://127.0.0.1:1' };
  const response = await post(app, '/v1/fit', { territory: { ...territory, travel }, ...rest });
  expect(response.statusCode).toBe(503);
  expect(response.headers['retry-after']).toBe('5');
  expect(problemOf(response)).toMatchObject({
    detail: expect.stringContaining('OSRM cannot be reached'),
    issues: [{ code: 'TRAVEL_ENGINE_FAILED', path: '/territory/travel/baseUrl' }],
  });
});

test('one more caller than may wait is asked to come back', async () => {
  const { app } = await answering(() => Promise.reject(new TooMuchWork('Too many wait.')));
  const response = await post(app, '/v1/fit', sampleRequest());
  expect(response.statusCode).toBe(503);
  expect(response.headers['retry-after']).toBe('5');
  expect(problemOf(response).detail).toBe('Too many wait.');
});
