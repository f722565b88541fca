import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { planSchema } from '#solver';
import { planAcceptedSchema, planStateSchema } from '../../../../src/http/schemas/plan.ts';
import { samplePlan, sampleRequest } from '../samples.ts';
import { issuesOf, plannedId, post, problemOf, testApp } from '../test-app.ts';

const progress = { share: 0.4, steps: 40, coverage: 0.9, cost: 145.5, elapsedSeconds: 12 };

test('a plan is requested with its territory', async () => {
  const { app, planning } = await testApp();
  const response = await post(app, '/v1/plans', sampleRequest());
  expect(response.statusCode).toBe(202);
  const answer = planAcceptedSchema.parse(response.json());
  expect(answer).toEqual({ planId: answer.planId, status: 'queued', issues: [], issueCount: 0 });
  expect(response.headers.location).toBe(`/v1/plans/${answer.planId}`);
  expect(planning.requests.get(answer.planId)).toEqual(sampleRequest());
  expect(planning.waits).toEqual([]);
});

test('a plan is requested for a stored territory', async () => {
  const { app, planning } = await testApp();
  const { territory, horizon } = sampleRequest();
  const { territoryId } = await planning.storeTerritory({ territory, issues: [] });
  const response = await post(app, '/v1/plans', { territoryId, horizon });
  expect(response.statusCode).toBe(202);
  const { planId, ...answer } = response.json();
  expect(answer.territoryId).toBe(territoryId);
  expect(planning.requests.get(planId)).toEqual({ territory, horizon });
});

test('every fault of a request is named at once', async () => {
  const { app } = await testApp();
  const { territory, horizon } = sampleRequest();
  const customers = [{ ...territory.customers[0], location: { lat: 416 }, revenu: 1 }];
  const response = await post(app, '/v1/plans', { territory: { ...territory, customers }, horizon, horizn: 1 });
  expect(response.statusCode).toBe(400);
  expect(issuesOf(response)).toEqual([
    'MISSING_FIELD /territory/customers/0/location/lng',
    'OUT_OF_RANGE /territory/customers/0/location/lat',
    'UNKNOWN_FIELD /horizn',
    'UNKNOWN_FIELD /territory/customers/0/revenu',
  ]);
  expect(problemOf(response).detail).toContain('4 errors');
});

test.each([
  ['nothing in it', {}, ['MISSING_FIELD /horizon', 'MISSING_FIELD /territory']],
  ['an array', [], ['WRONG_TYPE ']],
  ['null', null, ['WRONG_TYPE ']],
  ['an id that is no text', { territoryId: 7 }, ['WRONG_TYPE /territoryId']],
])('a body with %s is a 400', async (_, body, issues) => {
  const { app } = await testApp();
  const response = await post(app, '/v1/plans', body);
  expect(response.statusCode).toBe(400);
  expect(issuesOf(response)).toEqual(issues);
});

test('a territory beside the id of a stored one is refused', async () => {
  const { app, planning } = await testApp();
  const { territory, horizon } = sampleRequest();
  const { territoryId } = await planning.storeTerritory({ territory, issues: [] });
  const response = await post(app, '/v1/plans', { territory, territoryId, horizon });
  expect(response.statusCode).toBe(400);
  expect(issuesOf(response)).toEqual(['UNKNOWN_FIELD /territory']);
});

test('a plan for a territory that is not stored is a 404', async () => {
  const { app } = await testApp();
  const { horizon } = sampleRequest();
  const response = await post(app, '/v1/plans', { territoryId: randomUUID(), horizon });
  expect(response.statusCode).toBe(404);
  problemOf(response);
});

test('Prefer: wait answers 200 with the plan when it is ready in time', async () => {
  const { app, planning } = await testApp();
  planning.onWait = (planId) => planning.complete(planId, samplePlan());
  const response = await post(app, '/v1/plans', sampleRequest(), { prefer: 'respond-async, wait=20' });
  expect(response.statusCode).toBe(200);
  expect(response.headers['preference-applied']).toBe('wait=20');
  const plan = planSchema.parse(response.json());
  expect(response.headers.location).toBe(`/v1/plans/${plan.planId}`);
  expect(planning.waits).toEqual([20]);
});

test('Prefer: wait answers 202 with the state when the time is over', async () => {
  const { app, planning } = await testApp();
  planning.onWait = (planId) => planning.set(planId, { status: 'running' });
  const response = await post(app, '/v1/plans', sampleRequest(), { prefer: 'wait=1' });
  expect(response.statusCode).toBe(202);
  expect(response.headers['preference-applied']).toBeUndefined();
  expect(planAcceptedSchema.parse(response.json()).status).toBe('running');
});

test('Prefer: wait answers a failure as soon as it is known', async () => {
  const { app, planning } = await testApp();
  const failure = { code: 'TRAVEL_ENGINE_FAILED', message: 'The travel engine does not answer.', issues: [] };
  planning.onWait = (planId) => planning.set(planId, { status: 'failed', failure });
  const response = await post(app, '/v1/plans', sampleRequest(), { prefer: 'wait=20' });
  expect(response.statusCode).toBe(200);
  expect(planStateSchema.parse(response.json())).toMatchObject({ status: 'failed', failure });
});

test('a finished plan is answered whole, with its ids', async () => {
  const fixture = await testApp();
  const planId = await plannedId(fixture);
  const response = await fixture.app.inject(`/v1/plans/${planId}`);
  expect(response.statusCode).toBe(200);
  expect(planSchema.parse(response.json())).toEqual({ ...samplePlan(), planId, approval: 'draft', version: 1 });
});

test('a plan that has ended is a 304 to whoever knows it, until its approval changes', async () => {
  const fixture = await testApp();
  const planId = await plannedId(fixture);
  const url = `/v1/plans/${planId}`;
  const etag = String((await fixture.app.inject(url)).headers.etag);
  const known = await fixture.app.inject({ url, headers: { 'if-none-match': etag } });
  expect([known.statusCode, known.body]).toEqual([304, '']);
  fixture.planning.set(planId, { approval: 'submitted' });
  expect((await fixture.app.inject({ url, headers: { 'if-none-match': etag } })).statusCode).toBe(200);
});

test('a running plan answers its progress, a stopped one the best so far', async () => {
  const { app, planning } = await testApp();
  const { planId } = await planning.requestPlan(sampleRequest(), null);
  planning.set(planId, { status: 'running', progress });
  const running = await app.inject(`/v1/plans/${planId}`);
  expect(running.statusCode).toBe(200);
  expect(planStateSchema.parse(running.json())).toMatchObject({ planId, status: 'running', progress });
  planning.set(planId, { status: 'cancelled', plan: samplePlan() });
  const stopped = planSchema.parse((await app.inject(`/v1/plans/${planId}`)).json());
  expect(stopped.status).toBe('cancelled');
  expect(stopped.itineraries).toHaveLength(2);
});

test('the status is answered without the plan', async () => {
  const fixture = await testApp();
  const planId = await plannedId(fixture);
  const response = await fixture.app.inject(`/v1/plans/${planId}/status`);
  expect(planStateSchema.parse(response.json())).toEqual({
    planId,
    status: 'completed',
    progress: null,
    failure: null,
    approval: 'draft',
    version: 1,
    previousPlanId: null,
    requestedAt: '2026-11-27T08:00:00.000Z',
    finishedAt: '2026-11-27T08:00:30.000Z',
  });
});

test.each([
  ['queued', 200, 'cancelled'],
  ['running', 202, 'running'],
  ['completed', 200, 'completed'],
] as const)('stopping a %s plan answers %i and that it is %s', async (before, code, after) => {
  const { app, planning } = await testApp();
  const { planId } = await planning.requestPlan(sampleRequest(), null);
  planning.set(planId, { status: before });
  const response = await app.inject({ method: 'DELETE', url: `/v1/plans/${planId}` });
  expect(response.statusCode).toBe(code);
  expect(planStateSchema.parse(response.json()).status).toBe(after);
});

test('a DELETE that names the type of a body that it does not have is understood', async () => {
  const fixture = await testApp();
  const url = `/v1/plans/${await plannedId(fixture)}`;
  const response = await fixture.app.inject({ method: 'DELETE', url, headers: { 'content-type': 'application/json' } });
  expect(response.statusCode).toBe(200);
});

test.each([[randomUUID()], ['7'], ['%27%3B--']])('the unknown plan %s is a 404', async (id) => {
  const { app } = await testApp();
  for (const [method, path] of [
    ['GET', ''],
    ['GET', '/status'],
    ['GET', '/events'],
    ['GET', '/itineraries'],
    ['GET', '/map'],
    ['DELETE', ''],
  ] as const) {
    const response = await app.inject({ method, url: `/v1/plans/${id}${path}` });
    expect(response.statusCode).toBe(404);
    problemOf(response);
  }
});

test('a plan that is completed has no progress short of the whole', async () => {
  const fixture = await testApp();
  const planId = await plannedId(fixture);
  const progress = { share: 0.84, steps: 40, coverage: 1, cost: 575, elapsedSeconds: 5 };
  const shareWhile = async (status: 'running' | 'cancelled' | 'completed') => {
    fixture.planning.set(planId, { status, progress });
    return (await fixture.app.inject(`/v1/plans/${planId}/status`)).json().progress.share;
  };
  expect(await shareWhile('running')).toBe(0.84);
  expect(await shareWhile('cancelled')).toBe(0.84);
  expect(await shareWhile('completed')).toBe(1);
});
