import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { planAcceptedSchema } from '../../../../src/http/schemas/plan.ts';
import { storedTerritorySchema, territoryCreatedSchema } from '../../../../src/http/schemas/territory.ts';
import { sampleRequest, today } from '../samples.ts';
import { issuesOf, plannedId, post, problemOf, testApp } from '../test-app.ts';

async function stored() {
  const { territory } = sampleRequest();
  const test = await testApp();
  const { territoryId } = await test.planning.storeTerritory({ territory, issues: [] });
  return { ...test, territory, url: `/v1/territories/${territoryId}`, territoryId };
}

test('a territory is stored and can be read at its Location', async () => {
  const { app } = await testApp();
  const { territory } = sampleRequest();
  const created = await post(app, '/v1/territories', { territory });
  expect(created.statusCode).toBe(201);
  const { territoryId, issueCount } = territoryCreatedSchema.parse(created.json());
  expect(issueCount).toBe(0);
  expect(created.headers.location).toBe(`/v1/territories/${territoryId}`);
  const read = await app.inject(created.headers.location as string);
  expect(read.statusCode).toBe(200);
  expect(storedTerritorySchema.parse(read.json())).toEqual({ territoryId, version: 1, territory, issues: [] });
});

test('with a horizon it is planned at once', async () => {
  const { app, planning } = await testApp();
  const body = sampleRequest();
  const response = await post(app, '/v1/territories', body);
  expect(response.statusCode).toBe(202);
  const { planId, territoryId, status } = planAcceptedSchema.parse(response.json());
  expect(status).toBe('queued');
  expect(response.headers.location).toBe(`/v1/plans/${planId}`);
  expect(planning.requests.get(planId)).toEqual(body);
  expect((await planning.plan(planId))?.territoryId).toBe(territoryId);
});

test('with a horizon it may follow a stored plan', async () => {
  const test = await testApp();
  const options = { previousPlanId: await plannedId(test), freezeUntil: '2026-12-01' };
  const response = await post(test.app, '/v1/territories', { ...sampleRequest(), options });
  expect(response.statusCode).toBe(202);
  const request = test.planning.requests.get(response.json().planId);
  expect(request?.options).toMatchObject(options);
  expect(request?.options?.previousPlan?.territories).toHaveLength(2);
});

test('a territory is replaced without a horizon and options, and everything else wrong is told with them', async () => {
  const { app, url, territory } = await stored();
  territory.customers[0].repId = 'R9';
  const { horizon, options } = sampleRequest();
  const response = await app.inject({ method: 'PUT', url, payload: { territory, horizon, options } });
  expect(response.statusCode).toBe(400);
  expect(issuesOf(response)).toEqual([
    'UNKNOWN_FIELD /horizon',
    'UNKNOWN_FIELD /options',
    'UNKNOWN_REP /territory/customers/0/repId',
  ]);
});

test('warnings of a stored territory are answered and kept; those of its horizon are only answered', async () => {
  const { app, planning } = await testApp();
  const body = sampleRequest();
  body.territory.customers[0].appointments = [{ date: '2027-03-01', from: '10:00', minutes: 60 }];
  body.territory.customers[1].location = { lat: 41.66, lng: -101.53 };
  const answer = (await post(app, '/v1/territories', body)).json();
  expect(answer.issues.map((issue: { code: string }) => issue.code).sort()).toEqual([
    'APPOINTMENT_OUTSIDE_HORIZON',
    'FAR_FROM_ALL_OTHERS',
  ]);
  const kept = await planning.territory(answer.territoryId);
  expect(kept?.issues.map((issue) => issue.code)).toEqual(['FAR_FROM_ALL_OTHERS']);
});

test('without a horizon nothing is said about days', async () => {
  const { app } = await testApp();
  const { territory } = sampleRequest();
  const nextWeeks = Array.from({ length: 60 }, (_, day) => new Date(today.getTime() + (day - 5) * 86_400_000));
  for (const rep of territory.reps) rep.daysOff = nextWeeks.map((date) => date.toISOString().slice(0, 10));
  const response = await post(app, '/v1/territories', { territory });
  expect(response.statusCode).toBe(201);
  expect(response.json().issues).toEqual([]);
});

test('options without a horizon are not dropped silently', async () => {
  const { app } = await testApp();
  const { territory, options } = sampleRequest();
  const response = await post(app, '/v1/territories', { territory, options });
  expect(response.statusCode).toBe(400);
  expect(issuesOf(response)).toEqual(['MISSING_FIELD /horizon']);
});

test('a contradictory territory is refused with every contradiction', async () => {
  const { app } = await testApp();
  const { territory } = sampleRequest();
  territory.customers[0].repId = 'R9';
  territory.customers[1].id = 'C1';
  const response = await post(app, '/v1/territories', { territory });
  expect(response.statusCode).toBe(422);
  expect(issuesOf(response)).toEqual([
    'DUPLICATE_ID /territory/customers/1/id',
    'UNKNOWN_REP /territory/customers/0/repId',
  ]);
});

test.each([['"1"'], ['W/"1"'], ['"7", "1"'], ['*']])('If-None-Match %s answers 304 without a body', async (tag) => {
  const { app, url } = await stored();
  const response = await app.inject({ url, headers: { 'if-none-match': tag } });
  expect(response.statusCode).toBe(304);
  expect(response.headers.etag).toBe('"1"');
  expect(response.body).toBe('');
});

test('another ETag answers the territory', async () => {
  const { app, url } = await stored();
  const response = await app.inject({ url, headers: { 'if-none-match': '"2", "11"' } });
  expect(response.statusCode).toBe(200);
});

test('a stored territory is planned', async () => {
  const { app, planning, url, territory, territoryId } = await stored();
  const { horizon } = sampleRequest();
  const response = await post(app, `${url}/plans`, { horizon });
  expect(response.statusCode).toBe(202);
  const answer = planAcceptedSchema.parse(response.json());
  expect(answer.territoryId).toBe(territoryId);
  expect(response.headers.location).toBe(`/v1/plans/${answer.planId}`);
  expect(planning.requests.get(answer.planId)).toEqual({ territory, horizon });
});

test('a second territory in the body is refused, together with every other fault', async () => {
  const { app, url, territory, planning } = await stored();
  const response = await post(app, `${url}/plans`, { territory, horizon: { start: 'soon', weeks: 99 }, option: {} });
  expect(response.statusCode).toBe(400);
  expect(issuesOf(response)).toEqual([
    'BAD_FORMAT /horizon/start',
    'OUT_OF_RANGE /horizon/weeks',
    'UNKNOWN_FIELD /option',
    'UNKNOWN_FIELD /territory',
  ]);
  expect(planning.requests.size).toBe(0);
});

test.each([
  ['of the right form', randomUUID()],
  ['that is no UUID', 'eastern-iowa'],
  ['that is long', 'x'.repeat(10_000)],
])('an unknown territory with an id %s is a 404', async (_, id) => {
  const { app } = await testApp();
  for (const response of [
    await app.inject(`/v1/territories/${id}`),
    await post(app, `/v1/territories/${id}/plans`, { horizon: sampleRequest().horizon }),
  ]) {
    expect(response.statusCode).toBe(404);
    problemOf(response);
  }
});
