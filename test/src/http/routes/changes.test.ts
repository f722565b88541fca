/** The feed of a CRM and the sheets of the reps, on a real plan. */
import ICAL from 'ical.js';
import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Plan, planSchema } from '#solver';
import { changesSchema } from '../../../../src/http/schemas/cycle.ts';
import { type RealApp, startRealApp } from '../../real-app.ts';
import { samplePlan, sampleRequest } from '../samples.ts';
import { plannedId, post, testApp } from '../test-app.ts';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
let real: RealApp;
let first: string;
let second: string;

beforeAll(async () => {
  real = await startRealApp();
  const request = sampleRequest();
  request.territory.customers[0] = {
    ...request.territory.customers[0],
    ...{ name: 'Hill & <Sons>', area: 'Linn', contacts: [{ id: 'k1', name: 'Ana' }] },
  };
  request.territory.policy = {
    classes: [{ class: 'A1', visits: 4, per: 'month', visitMinutes: 60, agenda: ['checkStock'] }],
  };
  const wait = { prefer: 'wait=30' };
  const { territoryId } = (await post(real.app, '/v1/territories', { territory: request.territory })).json();
  const body = { territoryId, horizon: request.horizon, options: { maxSteps: 50 } };
  first = (await post(real.app, '/v1/plans', body, wait)).json().planId;
  const events = [{ kind: 'customerClosed', customerId: 'C3', from: '2026-11-30' }];
  second = (await post(real.app, `/v1/plans/${first}/replan`, { events }, wait)).json().planId;
});
afterAll(() => real.close());

const read = async (query: string, headers = {}) =>
  real.app.inject({ url: `/v1/plans/${second}/changes${query}`, headers });

test('a replan tells what changed since the plan that it follows, or since any other', async () => {
  const changes = changesSchema.parse((await read('')).json());
  expect(changes).toMatchObject({ planId: second, since: first, nextCursor: null });
  expect(changes.changes.some(({ customerId, change }) => customerId === 'C3' && change === 'dropped')).toBe(true);
  const everything = changesSchema.parse((await read('?since=nothing')).json());
  expect(everything.changes.every(({ change }) => change === 'added')).toBe(true);
  const nothing = changesSchema.parse((await read(`?since=${second}`)).json());
  expect(nothing.changes).toEqual([]);
});

test('days after the end of a shorter replan stand: for its changes, the next diff and the next calendar', async () => {
  const replan = async (planId: string, weeks: number): Promise<Plan> => {
    const body = { horizon: { start: '2026-11-30', weeks }, options: { maxSteps: 50 } };
    return planSchema.parse((await post(real.app, `/v1/plans/${planId}/replan`, body, { prefer: 'wait=30' })).json());
  };
  const changesOf = async (planId = '') => {
    const { changes } = changesSchema.parse((await real.app.inject(`/v1/plans/${planId}/changes`)).json());
    return changes.filter(({ kind }) => kind === 'visit');
  };
  const calendarOf = async (planId = '') => {
    const url = `/v1/plans/${planId}/itineraries`;
    const { body } = await real.app.inject({ url, headers: { accept: 'text/calendar' } });
    const events = new ICAL.Component(ICAL.parse(body))
      .getAllSubcomponents('vevent')
      .map((each) => new ICAL.Event(each));
    return events.filter(({ startDate }) => !startDate.isDate);
  };
  const long = await replan(second, 4);
  const short = await replan(long.planId ?? '', 2);
  const grown = await replan(short.planId ?? '', 4);
  const inLong = await calendarOf(long.planId);
  const late = inLong.filter(({ startDate }) => startDate.toString() >= '2026-12-14');
  expect(late.length).toBeGreaterThan(2);
  // Nothing is said of what lies after its end.
  for (const { from, to } of await changesOf(short.planId)) expect((from ?? to)!.date < '2026-12-14').toBe(true);
  const cancelled = (events: readonly ICAL.Event[]) =>
    events.filter(({ component }) => component.getFirstPropertyValue('status') === 'CANCELLED');
  const uidsOf = (events: readonly ICAL.Event[]) => events.map(({ uid }) => uid);
  for (const uid of uidsOf(await calendarOf(short.planId))) expect(uidsOf(late)).not.toContain(uid);
  // Then it is not taken for new.
  const counted = await changesOf(grown.planId);
  for (const kind of ['moved', 'added', 'dropped'] as const)
    expect(counted.filter(({ change }) => change === kind)).toHaveLength(grown.diff?.[kind].length ?? -1);
  const now = await calendarOf(grown.planId);
  for (const uid of uidsOf(late)) expect(uidsOf(now)).toContain(uid);
  const gone = uidsOf(cancelled(now)).filter((uid) => !uidsOf(cancelled(inLong)).includes(uid));
  expect(gone).toHaveLength(grown.diff?.dropped.length ?? -1);
  const stops = long.itineraries.flatMap(({ days }) => days.flatMap((day) => day.stops.map(() => day.date)));
  expect(grown.diff?.kept).toBeGreaterThan(stops.length / 2);
});

test('a plan that was rejected was never taken over: changes are told since the one before it', async () => {
  const replan = async (planId: string): Promise<string> =>
    (await post(real.app, `/v1/plans/${planId}/replan`, {}, { prefer: 'wait=30' })).json().planId;
  const reject = async (planId: string) => {
    for (const decision of [{ action: 'submit' }, { action: 'reject', comment: 'No.' }])
      expect((await post(real.app, `/v1/plans/${planId}/approval`, decision)).statusCode).toBe(200);
  };
  const sinceOf = async (planId: string) => (await real.app.inject(`/v1/plans/${planId}/changes`)).json().since;
  const [third, other] = [await replan(second), await replan(first)];
  const fourth = await replan(third);
  await reject(third);
  expect(await sinceOf(fourth)).toBe(second);
  const fifth = await replan(fourth);
  await reject(fourth);
  expect(await sinceOf(fifth)).toBe(second);
  expect(await sinceOf(other)).toBe(first);
});

test('days between plans of a chain stand: for its changes, and for a replan that begins before the plan it follows', async () => {
  const replan = async (planId: string, start: string, weeks: number): Promise<Plan> => {
    const body = { horizon: { start, weeks }, options: { maxSteps: 50, seed: weeks } };
    return planSchema.parse((await post(real.app, `/v1/plans/${planId}/replan`, body, { prefer: 'wait=30' })).json());
  };
  const changesOf = async ({ planId }: Plan, since: Plan) => {
    const response = await real.app.inject(`/v1/plans/${planId}/changes?since=${since.planId}`);
    return changesSchema.parse(response.json()).changes;
  };
  const visitsIn = ({ itineraries }: Plan, from: string, to: string) =>
    itineraries.flatMap(({ days }) =>
      days.flatMap(({ date, stops }) => (from <= date && date <= to ? stops.map(() => date) : [])),
    ).length;
  const all = await replan(second, '2026-11-30', 4);
  expect(visitsIn(all, '2026-12-07', '2026-12-13')).toBeGreaterThan(0);
  const last = await replan(all.planId ?? '', '2026-12-14', 2);
  const week = await replan(last.planId ?? '', '2026-11-30', 1);
  // The second week is still that of the first plan, and nothing of it is told.
  const told = (await changesOf(week, all)).flatMap(({ from, to }) => [from?.date, to?.date]);
  expect(told.filter((date) => date !== undefined && '2026-12-07' <= date && date <= '2026-12-13')).toEqual([]);
  // Whoever plans it anew, after either of them, knows what was there.
  for (const before of [week, last]) {
    const again = await replan(before.planId ?? '', '2026-11-30', 4);
    const { kept = 0, moved = [], dropped = [] } = again.diff ?? {};
    const first = before === week ? week : all;
    const planned = [
      visitsIn(first, '2026-11-30', '2026-12-06'),
      visitsIn(all, '2026-12-07', '2026-12-13'),
      visitsIn(last, '2026-12-14', '2026-12-27'),
    ];
    expect(kept + moved.length + dropped.length).toBe(planned.reduce((sum, count) => sum + count));
    const visits = (await changesOf(again, before)).filter(({ kind }) => kind === 'visit');
    expect(visits.filter(({ change }) => change === 'added')).toHaveLength(again.diff?.added.length ?? -1);
  }
});

test('pages follow each other without a gap', async () => {
  const { changes, total } = (await read('?since=nothing')).json();
  const paged: unknown[] = [];
  for (let cursor: string | null = '0'; cursor !== null; ) {
    const page: { changes: unknown[]; nextCursor: string | null } = (
      await read(`?since=nothing&limit=2&cursor=${cursor}`)
    ).json();
    paged.push(...page.changes);
    cursor = page.nextCursor;
  }
  expect(paged).toEqual(changes);
  expect(paged).toHaveLength(total);
});

test('what is known already is a 304', async () => {
  const { etag } = (await read('')).headers;
  expect((await read('', { 'if-none-match': etag })).statusCode).toBe(304);
  expect((await read('?limit=1', { 'if-none-match': etag })).statusCode).toBe(200);
  // As it was tagged before days that stand were counted: what was kept of it is out of date.
  const old = `"${second}.${first}.0.1000"`;
  expect((await read('', { 'if-none-match': old })).statusCode).toBe(200);
});

test('unknown plans and wrong queries are refused', async () => {
  expect((await read('?since=11111111-1111-4111-8111-111111111111')).statusCode).toBe(404);
  expect((await read('?since=yesterday')).statusCode).toBe(400);
  expect((await read('?limit=0')).statusCode).toBe(400);
});

const sheet = (query: string, accept: string) =>
  real.app.inject({ url: `/v1/plans/${first}/sheets?${query}`, headers: { accept } });

test('a weekly sheet holds time, place, purpose, customer and contact', async () => {
  const html = await sheet('period=week&repId=R1', 'text/html');
  expect(html.statusCode).toBe(200);
  expect(html.body).toContain('Hill &amp; &lt;Sons&gt;');
  expect(html.body).toContain('check stock');
  expect(html.body).toContain('Ana');
  expect(html.body).toContain('Linn, 41.66080 -91.53530');
  expect(html.body).toMatch(/<td[^>]*>\d\d:\d\d<\/td><td[^>]*>\d\d:\d\d<\/td><td[^>]*>visit<\/td>/);
  expect(html.body).toContain('2026-11-30 – 2026-12-06');
});

test('a month has more than a week, and another week other days', async () => {
  const rows = async (query: string) => (await sheet(query, 'text/csv')).body.trim().split('\r\n').length - 1;
  const [week, next, month] = [
    await rows('period=week'),
    await rows('period=week&on=2026-12-09'),
    await rows('period=month&on=2026-12-01'),
  ];
  expect(week).toBeGreaterThan(0);
  expect(next).toBeGreaterThan(0);
  expect(month).toBeGreaterThan(next);
});

test('the workbook has a sheet a rep', async () => {
  const response = await sheet('period=week', xlsx);
  const rows = await readSheet(response.rawPayload, 1);
  expect(rows[0]).toEqual(expect.arrayContaining(['date', 'from', 'place', 'purpose', 'customer', 'contact']));
  expect(rows.length).toBeGreaterThan(1);
});

test('a rep who has a territory and no tours gets an empty sheet', async () => {
  const test = await testApp();
  const planId = await plannedId(test);
  const plan = samplePlan();
  test.planning.complete(planId, { ...plan, itineraries: plan.itineraries.filter(({ repId }) => repId === 'R1') });
  const response = await test.app.inject(`/v1/plans/${planId}/sheets?period=week&repId=R2`);
  expect(response.statusCode).toBe(200);
  expect(response.body).toContain('<h1>R2</h1>');
  expect(response.body).toContain('no visits');
});

test('an unknown rep or period is refused', async () => {
  expect((await sheet('period=week&repId=R7', 'text/html')).statusCode).toBe(404);
  expect((await sheet('period=year', 'text/html')).statusCode).toBe(400);
  expect((await sheet('period=week', 'image/png')).statusCode).toBe(406);
});
