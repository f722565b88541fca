import { afterEach, expect, test, vi } from 'vitest';
import { problemOf, testApp } from '../test-app.ts';

afterEach(() => void vi.useRealTimers());

test('the process lives whatever its dependencies do', async () => {
  const { app, planning } = await testApp({ selfTest: () => Promise.reject(new Error('no thread')) });
  planning.isReady = () => Promise.reject(new Error('no database'));
  const response = await app.inject('/health/live');
  expect(response.statusCode).toBe(200);
  expect(response.json()).toEqual({ status: 'live' });
});

test('the service is ready when it stores and solves', async () => {
  const { app } = await testApp();
  const response = await app.inject('/health/ready');
  expect(response.statusCode).toBe(200);
  expect(response.json()).toEqual({ status: 'ready' });
});

test.each([
  ['says no', async () => false],
  ['fails', () => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.7'))],
])('it is not ready when the store %s', async (_, isReady) => {
  const { app, planning } = await testApp();
  planning.isReady = isReady;
  const response = await app.inject('/health/ready');
  expect(response.statusCode).toBe(503);
  expect(response.headers['retry-after']).toBe('5');
  expect(problemOf(response).detail).toBe('Not ready: the store or the queue.');
});

test('it is not ready when it cannot solve', async () => {
  const { app } = await testApp({ selfTest: async () => false });
  const response = await app.inject('/health/ready');
  expect(response.statusCode).toBe(503);
  expect(problemOf(response).detail).toBe('Not ready: the solver.');
});

const never = () => new Promise<boolean>(() => {});

test.each([
  ['the store', 'the store or the queue', { isReady: never, selfTest: async () => true }],
  ['the small case', 'the solver', { isReady: async () => true, selfTest: never }],
])('it is not ready when %s hangs', async (_, named, { isReady, selfTest }) => {
  const { app, planning } = await testApp({ selfTest });
  planning.isReady = isReady;
  await app.ready();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const answer = app.inject('/health/ready');
  while (vi.getTimerCount() === 0) await new Promise(setImmediate);
  vi.runAllTimers();
  const response = await answer;
  expect(response.statusCode).toBe(503);
  expect(problemOf(response).detail).toBe(`Not ready: ${named}.`);
});

test('one small case serves many probes', async () => {
  let solved = 0;
  const { app } = await testApp({
    selfTest: async () => {
      solved += 1;
      return true;
    },
  });
  await app.inject('/health/ready');
  await app.inject('/health/ready');
  expect(solved).toBe(1);
});
