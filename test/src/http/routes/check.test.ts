import { expect, test } from 'vitest';
import { checkResultSchema } from '../../../../src/http/schemas/check.ts';
import { samplePlan, sampleRequest } from '../samples.ts';
import { issuesOf, post, testApp } from '../test-app.ts';

test('a plan is judged against the territory sent with it', async () => {
  const { app } = await testApp();
  const response = await post(app, '/v1/plans/check', { ...sampleRequest(), plan: samplePlan() });
  expect(response.statusCode).toBe(200);
  const { violations, kpis } = checkResultSchema.parse(response.json());
  expect(violations.map(({ code }) => code)).toEqual(['EMPTY_DAY']);
  expect(kpis).toEqual(samplePlan().kpis);
});

test('a plan is judged against a stored territory', async () => {
  const asked: unknown[] = [];
  const { app, planning } = await testApp({
    check: async (request, plan) => {
      asked.push(request);
      return { violations: [], kpis: plan.kpis ?? samplePlan().kpis, issues: [] };
    },
  });
  const { territory, horizon } = sampleRequest();
  const { territoryId } = await planning.storeTerritory({ territory, issues: [] });
  const response = await post(app, '/v1/plans/check', { territoryId, horizon, plan: samplePlan() });
  expect(response.json().violations).toEqual([]);
  expect(asked).toEqual([{ territory, horizon }]);
});

test('of a plan made by hand the visits and their times are enough', async () => {
  const { app } = await testApp();
  const stop = { customerId: 'C1', startAt: '2026-11-30T09:00:00-06:00', endAt: '2026-11-30T10:00:00-06:00' };
  const itineraries = [{ repId: 'R1', days: [{ date: '2026-11-30', stops: [stop] }] }];
  const response = await post(app, '/v1/plans/check', { ...sampleRequest(), plan: { itineraries } });
  expect(response.statusCode).toBe(200);
});

test('faults of the request and of the plan are named at once', async () => {
  const { app } = await testApp();
  const { itineraries, ...plan } = samplePlan();
  const wrong = { ...plan, status: 'done', currency: 1, 'a/b': 0 };
  const response = await post(app, '/v1/plans/check', {
    ...sampleRequest(),
    horizon: { start: '2026-11-30' },
    plan: wrong,
  });
  expect(response.statusCode).toBe(400);
  expect(issuesOf(response)).toEqual([
    'MISSING_FIELD /horizon/weeks',
    'MISSING_FIELD /plan/itineraries',
    'UNKNOWN_FIELD /plan/a~1b',
    'UNKNOWN_VALUE /plan/status',
    'WRONG_TYPE /plan/currency',
  ]);
});

test.each([
  ['without a plan', sampleRequest(), ['MISSING_FIELD /plan']],
  ['that is a list', [], ['MISSING_FIELD /plan', 'WRONG_TYPE ']],
])('a body %s is a 400', async (_, body, issues) => {
  const { app } = await testApp();
  const response = await post(app, '/v1/plans/check', body);
  expect(response.statusCode).toBe(400);
  expect(issuesOf(response)).toEqual(issues);
});
