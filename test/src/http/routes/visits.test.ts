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

test('a record of the wrong form is rejected with all its faults, the others go through', async () => {
  const { app } = await testApp();
  const response = await post(app, `${url}/visits`, {
    visits: [{ ...visit, when: 1 }, visit, { id: 'v2', date: '20.11.2026' }, { ...visit, id: 3 }],
  });
  expect(response.statusCode).toBe(200);
  const { accepted, rejected, results } = visitResultsSchema.parse(response.json());
  expect([accepted, rejected]).toEqual([1, 3]);
  expect(results.map(({ index, id, result }) => [index, id, result])).toEqual([
    [0, 'v1', 'rejected'],
    [1, 'v1', 'inserted'],
    [2, 'v2', 'rejected'],
    [3, null, 'rejected'],
  ]);
  expect(results.map(({ issues }) => issues.map(({ code, path }) => `${code} ${path}`).sort())).toEqual([
    ['UNKNOWN_FIELD /when'],
    [],
    ['BAD_FORMAT /date', 'MISSING_FIELD /customerId'],
    ['WRONG_TYPE /id'],
  ]);
});

test('a call without records, and one of which none has the right form', async () => {
  const { app } = await testApp();
  expect(issuesOf(await post(app, `${url}/visits`, { visits: [] }))).toEqual(['OUT_OF_RANGE /visits']);
  const faulty = await post(app, `${url}/visits`, { visits: [{}] });
  expect(faulty.json()).toMatchObject({ accepted: 0, rejected: 1 });
  const nowhere = '/v1/territories/22222222-2222-4222-8222-222222222222/visits';
  expect(problemOf(await post(app, nowhere, { visits: [{}] })).status).toBe(404);
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

test('a review of more than two years is refused', async () => {
  const { app } = await testApp();
  const review = (from: string, to: string) => app.inject(`${url}/coverage?from=${from}&to=${to}`);
  expect((await review('2024-12-01', '2026-11-30')).statusCode).toBe(200);
  const long = problemOf(await review('2024-12-01', '2026-12-01'));
  expect([long.status, long.detail]).toEqual([422, 'The days from 2024-12-01 to 2026-12-01 are more than two years.']);
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
