import { expect, test } from 'vitest';
import { coverageSchema } from '#solver';
import { visitResultsSchema } from '../../../../src/http/schemas/visits.ts';
import { knownTerritory } from '../fake-visits.ts';
import { issuesOf, post, problemOf, testApp } from '../test-app.ts';

const url = `/v1/territories/${knownTerritory}`;
const visit = { id: 'v1', customerId: 'C1', date: '2026-12-01' };

test('visits are reported, each with its result', async () => {
  const { app } = await testApp();
  const response = await post(app, `${url}/visits`, { visits: [visit] });
  expect(response.statusCode).toBe(200);
  expect(visitResultsSchema.parse(response.json())).toMatchObject({ accepted: 1, rejected: 0 });
});

test('every fault of the records is named at once', async () => {
  const { app } = await testApp();
  const response = await post(app, `${url}/visits`, {
    visits: [
      { ...visit, when: 1 },
      { id: 'v2', date: 'today' },
    ],
  });
  expect(response.statusCode).toBe(400);
  expect(issuesOf(response)).toEqual([
    'BAD_FORMAT /visits/1/date',
    'MISSING_FIELD /visits/1/customerId',
    'UNKNOWN_FIELD /visits/0/when',
  ]);
});

test('a period is reviewed, as JSON and as CSV', async () => {
  const { app } = await testApp();
  const period = `${url}/coverage?from=2026-11-30&to=2026-12-27`;
  expect(coverageSchema.parse((await app.inject(period)).json()).total.done).toBe(0);
  const csv = await app.inject({ url: period, headers: { accept: 'text/csv' } });
  expect(csv.headers['content-type']).toMatch(/^text\/csv/);
  expect(csv.body).toContain('total');
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  const xlsx = await app.inject({ url: period, headers: { accept: type } });
  expect(xlsx.headers['content-type']).toBe(type);
  expect(xlsx.rawPayload.toString()).toBe('total');
});

test('the last day lies not before the first, and the territory exists', async () => {
  const { app } = await testApp();
  const wrong = await app.inject(`${url}/coverage?from=2026-12-27&to=2026-11-30`);
  expect(problemOf(wrong).status).toBe(422);
  const unknown = await app.inject(
    '/v1/territories/22222222-2222-4222-8222-222222222222/visits?from=2026-12-01&to=2026-12-02',
  );
  expect(problemOf(unknown).status).toBe(404);
});
