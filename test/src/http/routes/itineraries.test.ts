import { expect, test } from 'vitest';
import type { Plan } from '#solver';
import { itinerariesSchema } from '../../../../src/http/schemas/itineraries.ts';
import { samplePlan, sampleRequest } from '../samples.ts';
import { issuesOf, openConfig, plannedId, problemOf, testApp } from '../test-app.ts';

async function planned() {
  const fixture = await testApp();
  const planId = await plannedId(fixture);
  const get = (query = '', accept?: string, path = 'itineraries') =>
    fixture.app.inject({ url: `/v1/plans/${planId}/${path}${query}`, headers: accept === undefined ? {} : { accept } });
  return { ...fixture, planId, get };
}

test('itineraries are JSON when nothing else is asked for', async () => {
  const { get, planId } = await planned();
  const response = await get();
  expect(response.headers['content-type']).toMatch(/^application\/json/);
  expect(response.headers.vary).toBe('accept');
  const body = itinerariesSchema.parse(response.json());
  expect(body.planId).toBe(planId);
  expect(body.itineraries).toEqual(samplePlan().itineraries);
});

test('a rep and days narrow them', async () => {
  const { get } = await planned();
  const body = itinerariesSchema.parse((await get('?repId=R1&from=2026-12-01&to=2026-12-03')).json());
  expect(body.itineraries.map(({ repId, days }) => [repId, days.map(({ date }) => date)])).toEqual([
    ['R1', ['2026-12-03']],
  ]);
});

test('GeoJSON is made of what was asked for', async () => {
  const { get } = await planned();
  const response = await get('?repId=R2', 'application/geo+json');
  expect(response.headers['content-type']).toMatch(/^application\/geo\+json/);
  expect(response.json()).toEqual({
    type: 'FeatureCollection',
    features: [{ repId: 'R2', name: sampleRequest().territory.name }],
  });
});

test('CSV is a file to keep', async () => {
  const { get, planId } = await planned();
  const response = await get('?from=2026-12-02', 'text/csv');
  expect(response.headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(response.headers['content-disposition']).toBe(`attachment; filename="itineraries-${planId}.csv"`);
  expect(response.body).toBe('repId,days\r\nR1,2\r\nR2,0');
});

test('a workbook is a file to keep', async () => {
  const { get, planId } = await planned();
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  const response = await get('', type);
  expect(response.headers['content-type']).toBe(type);
  expect(response.headers['content-disposition']).toBe(`attachment; filename="itineraries-${planId}.xlsx"`);
  expect(response.body).toBe('R1,R2');
});

test('a calendar is that of the rep asked for, in a file called after him', async () => {
  const { get, planId } = await planned();
  const response = await get('?repId=R1&to=2026-12-03', 'text/calendar');
  expect(response.headers['content-type']).toBe('text/calendar; charset=utf-8');
  expect(response.headers.vary).toBe('accept');
  expect(response.headers['content-disposition']).toBe(`attachment; filename="itineraries-${planId}-R1.ics"`);
  expect(response.body).toBe('R1: 3,R2: 1\r\n2026-11-27T08:00:30.000Z\r\n{"repId":"R1","to":"2026-12-03"}\r\n');
});

test('a calendar knows what the plans before its own had on its days', async () => {
  const { app, planning } = await testApp();
  let previousPlanId: string | undefined;
  for (const [start, visits] of [
    ['2026-11-02', 1],
    ['2026-11-17', 3],
    ['2026-11-17', 2],
  ] as const) {
    const options = previousPlanId === undefined ? {} : { options: { previousPlanId } };
    const { planId } = await planning.requestPlan({ ...sampleRequest(), ...options }, null);
    planning.complete(planId, planOf(start, visits));
    previousPlanId = planId;
  }
  const url = `/v1/plans/${previousPlanId}/itineraries?repId=R2`;
  const { body } = await app.inject({ url, headers: { accept: 'text/calendar' } });
  expect(body.split('\r\n').at(-1)?.split(',').sort()).toEqual([
    ...['C0 2026-11-30 true', 'C1 2026-11-30 true', 'C2 2026-11-30 false'],
  ]);
});

test('who is no longer in a plan has a calendar all the same, so that it clears', async () => {
  const { app, planning } = await testApp();
  const { territory, ...rest } = sampleRequest();
  const reps = [...territory.reps, { id: 'R3', home: { lat: 41.6, lng: -91.5 } }];
  const { territoryId } = await planning.storeTerritory({ territory: { ...territory, reps }, issues: [] });
  const before = await planning.requestPlan({ territory, ...rest }, territoryId);
  planning.complete(before.planId, samplePlan());
  const options = { previousPlanId: before.planId };
  const { planId } = await planning.requestPlan({ territory, ...rest, options }, territoryId);
  const { territories, itineraries, ...plan } = samplePlan();
  planning.complete(planId, { ...plan, territories: [territories[1]], itineraries: [itineraries[1]] });
  const statusOf = async (repId: string, accept: string) =>
    (await app.inject({ url: `/v1/plans/${planId}/itineraries?repId=${repId}`, headers: { accept } })).statusCode;
  // R1 was in the plan before, R3 is in the territory, R9 is nobody.
  expect(await Promise.all(['R1', 'R2', 'R3', 'R9'].map((repId) => statusOf(repId, 'text/calendar')))).toEqual([
    ...[200, 200, 200, 404],
  ]);
  expect(await statusOf('R1', 'text/csv')).toBe(404);
});

/** Of two weeks, with so many visits on its first day. */
function planOf(start: string, visits: number): Plan {
  const plan = samplePlan();
  const [day] = plan.itineraries[0].days;
  const at = day.start.departAt;
  day.stops = Array.from({ length: visits }, (_, index) => ({
    ...{ customerId: `C${index}`, arriveAt: at, startAt: at, endAt: at },
    ...{ driveMinutes: 0, driveKm: 0, waitMinutes: 0, appointment: false },
  }));
  return { ...plan, horizon: { start, weeks: 2 } };
}

test('what likes several formats gets the one it likes best', async () => {
  const { get } = await planned();
  const typeFor = async (accept: string) => (await get('', accept)).headers['content-type'];
  expect(await typeFor('text/csv;q=0.5, text/calendar')).toBe('text/calendar; charset=utf-8');
  expect(await typeFor('text/*')).toBe('text/csv; charset=utf-8');
  expect(await typeFor('text/html, */*;q=0.1')).toBe('application/json; charset=utf-8');
});

test('another format is a 406 that names those there are', async () => {
  const { get } = await planned();
  const response = await get('', 'application/pdf, image/*');
  expect(response.statusCode).toBe(406);
  expect(problemOf(response).detail).toBe(
    'This can be sent as application/json, application/geo+json, text/csv, text/calendar, ' +
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.',
  );
});

test('a plan without itineraries is a 409 that says why', async () => {
  const { app, planning } = await testApp();
  const { planId } = await planning.requestPlan(sampleRequest(), null);
  for (const path of ['itineraries', 'map']) {
    const response = await app.inject(`/v1/plans/${planId}/${path}`);
    expect(response.statusCode).toBe(409);
    expect(problemOf(response).detail).toContain('queued');
  }
});

test('every fault of a query is named at once', async () => {
  const { get } = await planned();
  const response = await get('?from=yesterday&until=2026-12-03&repId=R1&repId=R2');
  expect(response.statusCode).toBe(400);
  expect(issuesOf(response)).toEqual(['BAD_FORMAT /from', 'UNKNOWN_FIELD /until', 'WRONG_TYPE /repId']);
  expect(problemOf(response).issues.map(({ message }) => message)).toContain('Expected a string, found an array of 2.');
});

test('days that end before they begin are a 422', async () => {
  const { get } = await planned();
  const response = await get('?from=2026-12-03&to=2026-12-01');
  expect(response.statusCode).toBe(422);
  problemOf(response);
});

test('a rep who is not in the plan is a 404', async () => {
  const { get } = await planned();
  const response = await get('?repId=R9');
  expect(response.statusCode).toBe(404);
  expect(issuesOf(response)).toEqual(['UNKNOWN_REP /repId']);
});

test('the map is a page with the tiles of the settings', async () => {
  const fixture = await testApp({
    config: { ...openConfig, maxBodyBytes: 1000, tileUrl: 'https://tiles.example/{z}/{x}/{y}.png' },
  });
  const planId = await plannedId(fixture);
  const response = await fixture.app.inject(`/v1/plans/${planId}/map`);
  expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(response.body).toBe('<!doctype html><title>Eastern Iowa</title>https://tiles.example/{z}/{x}/{y}.png');
});

test('the map is nothing but a page', async () => {
  const { get } = await planned();
  const response = await get('', 'application/json', 'map');
  expect(response.statusCode).toBe(406);
  problemOf(response);
});
