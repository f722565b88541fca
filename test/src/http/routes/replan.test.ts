import { expect, test } from 'vitest';
import { daySuggestionsSchema } from '../../../../src/http/schemas/replan.ts';
import { samplePlan, sampleRequest } from '../samples.ts';
import { issuesOf, plannedId, post, problemOf, testApp } from '../test-app.ts';

test('a replan is a new plan that knows the one before', async () => {
  const test = await testApp();
  const planId = await plannedId(test);
  const [{ id }] = sampleRequest().territory.customers;
  const body = { freezeUntil: '2026-12-01', maxChangedVisits: 5, pins: [{ customerId: id, date: '2026-12-04' }] };
  const response = await post(test.app, `/v1/plans/${planId}/replan`, body);
  expect(response.statusCode).toBe(202);
  const request = test.planning.requests.get(response.json().planId);
  expect(request?.horizon).toEqual(sampleRequest().horizon);
  expect(request?.options).toMatchObject({ ...body, previousPlanId: planId });
  expect(request?.options?.previousPlan?.territories).toHaveLength(samplePlan().territories.length);
});

test('what had happened before goes on in the next replan, but for visits that were not done', async () => {
  const test = await testApp();
  const planId = await plannedId(test);
  const [{ id }] = sampleRequest().territory.customers;
  const [{ id: repId }] = sampleRequest().territory.reps;
  const absent = { kind: 'repAbsent', repId, from: '2026-12-03', to: '2026-12-03' };
  const notDone = { kind: 'visitNotDone', customerId: id, date: '2026-12-01' };
  const first = await post(test.app, `/v1/plans/${planId}/replan`, { events: [absent, notDone] });
  const firstId = first.json().planId;
  test.planning.complete(firstId, samplePlan());
  const second = await post(test.app, `/v1/plans/${firstId}/replan`, {});
  expect(test.planning.requests.get(second.json().planId)?.options?.events).toEqual([absent]);
});

test.each([
  ['2026-11-30T05:00:00Z', undefined],
  ['2026-12-02T05:00:00Z', '2026-11-30'],
  ['2026-12-02T07:00:00Z', '2026-12-01'],
  ['2026-12-14T07:00:00Z', undefined],
])('at %s the days that have passed stay as they were: up to %s', async (now, freezeUntil) => {
  const test = await testApp({ now: () => new Date(now) });
  const replan = async (planId: string, body: object) => {
    const { planId: next } = (await post(test.app, `/v1/plans/${planId}/replan`, body)).json();
    return test.planning.requests.get(next)?.options?.freezeUntil;
  };
  const planId = await plannedId(test);
  expect(await replan(planId, {})).toBe(freezeUntil);
  expect(await replan(planId, { freezeUntil: '2026-12-08' })).toBe('2026-12-08');
});

test('a previous plan is named by its id in any request', async () => {
  const test = await testApp();
  const planId = await plannedId(test);
  const named = { ...sampleRequest(), options: { previousPlanId: planId } };
  const response = await post(test.app, '/v1/plans', named);
  expect(response.statusCode).toBe(202);
  expect(test.planning.requests.get(response.json().planId)?.options?.previousPlan).toBeDefined();
  const unknown = await post(test.app, '/v1/plans', {
    ...sampleRequest(),
    options: { previousPlanId: '22222222-2222-4222-8222-222222222222' },
  });
  expect(problemOf(unknown).status).toBe(404);
});

test('what is wrong with a replan is named at once', async () => {
  const test = await testApp();
  const planId = await plannedId(test);
  const form = await post(test.app, `/v1/plans/${planId}/replan`, { freezeUntil: 'soon', what: 1 });
  expect(form.statusCode).toBe(400);
  expect(issuesOf(form)).toEqual(['BAD_FORMAT /freezeUntil', 'UNKNOWN_FIELD /what']);
  const names = await post(test.app, `/v1/plans/${planId}/replan`, { pins: [{ customerId: '?', date: '2026-12-04' }] });
  expect(names.statusCode).toBe(422);
});

test('a limit of the search takes the place of the other one that the plan had', async () => {
  const test = await testApp();
  const planId = await plannedId(test);
  const optionsOf = async (options: object) => {
    const response = await post(test.app, `/v1/plans/${planId}/replan`, { options });
    return test.planning.requests.get(response.json().planId)?.options;
  };
  expect(await optionsOf({ seed: 2 })).toMatchObject({ seed: 2, maxSteps: 100 });
  const timed = await optionsOf({ timeLimitSeconds: 5 });
  expect(timed).toMatchObject({ seed: 1, timeLimitSeconds: 5 });
  expect(timed?.maxSteps).toBeUndefined();
});

test('issues point into the body that was sent, whatever was said before it', async () => {
  const test = await testApp();
  const planId = await plannedId(test);
  const said = {
    pins: [{ customerId: 'C1', date: '2026-12-04' }],
    events: [{ kind: 'repAbsent', repId: 'R1', from: '2026-12-03', to: '2026-12-03' }],
  };
  const before = await post(test.app, `/v1/plans/${planId}/replan`, said);
  const url = `/v1/plans/${before.json().planId}/replan`;
  test.planning.complete(before.json().planId, samplePlan());
  const wrong = await post(test.app, url, {
    pins: [{ customerId: 'nobody', date: '2026-12-04' }],
    events: [{ kind: 'repAbsent', repId: 'R9', from: '2026-12-03', to: '2026-12-03' }],
  });
  expect(issuesOf(wrong)).toEqual(['UNKNOWN_CUSTOMER /pins/0/customerId', 'UNKNOWN_REP /events/0/repId']);
  const late = await post(test.app, url, { pins: [{ customerId: 'C2', date: '2027-01-04' }] });
  expect(late.statusCode).toBe(202);
  expect(late.json().issues).toMatchObject([{ code: 'DATE_OUTSIDE_HORIZON', path: '/pins/0/date' }]);
});

test('days are suggested for a customer of the plan and for a new one', async () => {
  const test = await testApp();
  const url = `/v1/plans/${await plannedId(test)}/suggest-days`;
  const [{ id }] = sampleRequest().territory.customers;
  const known = daySuggestionsSchema.parse((await post(test.app, url, { customerId: id })).json());
  expect(known.suggestions[0].afterCustomerId).toBe(id);
  const customer = { id: 'new', location: { lat: 41.7, lng: -91.5 } };
  expect((await post(test.app, url, { customer })).statusCode).toBe(200);
  expect((await post(test.app, url, { customerId: '?' })).statusCode).toBe(422);
});

test('days for a customer whom the matrix of the plan does not know cannot be suggested', async () => {
  const { app, planning } = await testApp();
  const { territory, ...rest } = sampleRequest();
  const placeIds = [...territory.customers, ...territory.reps].map(({ id }) => id);
  const none = placeIds.map(() => placeIds.map(() => 0));
  const travel = { mode: 'matrix' as const, placeIds, seconds: none, metres: none };
  const { planId } = await planning.requestPlan({ territory: { ...territory, travel }, ...rest }, null);
  planning.complete(planId, samplePlan());
  const url = `/v1/plans/${planId}/suggest-days`;
  expect((await post(app, url, { customerId: placeIds[0] })).statusCode).toBe(200);
  const response = await post(app, url, { customer: { id: 'new', location: { lat: 41.7, lng: -91.5 } } });
  expect(response.statusCode).toBe(422);
  expect(problemOf(response).detail).toContain('The travel matrix of the plan has no ways to "new"');
});
