/** What is sent is judged by the threads that are given for it, and nowhere else; other calls are answered meanwhile. */
import { expect, test } from 'vitest';
import { makeIssue, type ParsedRequest, parseRequest } from '#solver';
import { samplePlan, sampleRequest } from './samples.ts';
import { issuesOf, plannedId, post, testApp } from './test-app.ts';

async function judgedWith(parse: (json: unknown) => Promise<ParsedRequest>) {
  const test = await testApp({ judging: { parse, judgeChange: async () => ({ issues: [], errors: [] }) } });
  const { territoryId } = await test.planning.storeTerritory({ territory: sampleRequest().territory, issues: [] });
  return { ...test, territoryId, planId: await plannedId(test) };
}

test('every call that brings or names a territory is answered with what the threads say', async () => {
  const issues = [makeIssue('UNKNOWN_FIELD', '/said/by/the/threads', { field: 'threads' })];
  const { app, territoryId, planId } = await judgedWith(async () => ({ request: null, issues }));
  const { territory, horizon } = sampleRequest();
  const calls = [
    ['POST', '/v1/territories', { territory }],
    ['POST', '/v1/territories', { territory, horizon }],
    ['PUT', `/v1/territories/${territoryId}`, { territory }],
    ['POST', `/v1/territories/${territoryId}/plans`, { horizon }],
    ['POST', `/v1/territories/${territoryId}/proposals`, { horizon }],
    ['POST', '/v1/plans', { territory, horizon }],
    ['POST', '/v1/plans', { territoryId, horizon }],
    ['POST', `/v1/plans/${planId}/replan`, {}],
    ['POST', '/v1/plans/check', { territory, horizon, plan: samplePlan() }],
    ['POST', '/v1/fit', { territory, horizon }],
    ['POST', '/v1/sizing', { territory, horizon }],
  ] as const;
  for (const [method, url, payload] of calls) {
    const answer = await app.inject({ method, url, payload });
    expect(issuesOf(answer), `${method} ${url}`).toEqual(['UNKNOWN_FIELD /said/by/the/threads']);
  }
});

test('other calls are answered while a territory is judged', async () => {
  const asked = Promise.withResolvers<void>();
  const free = Promise.withResolvers<void>();
  const { app, territoryId } = await judgedWith(async (json) => {
    asked.resolve();
    await free.promise;
    return parseRequest(json);
  });
  const { territory } = sampleRequest();
  const created = post(app, '/v1/territories', { territory });
  await asked.promise;
  expect((await app.inject('/health/live')).statusCode).toBe(200);
  expect((await app.inject(`/v1/territories/${territoryId}`)).statusCode).toBe(200);
  free.resolve();
  expect((await created).statusCode).toBe(201);
});
