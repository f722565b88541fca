/** Territories without customers or reps, on a real database: stored, filled, read, emptied again, and never planned. */
import { expect, test } from 'vitest';
import { issuesOf, post, problemOf } from '../test-app.ts';
import {
  customer,
  patch,
  real,
  resultsOf,
  stored,
  storeTerritoryBeforeEach,
  territory,
  url,
} from './stored-territory.ts';

storeTerritoryBeforeEach();

const horizon = { start: '2026-11-30', weeks: 1 };
const options = { maxSteps: 20 };
const nobody = { timeZone: 'America/Chicago', customers: [], reps: [] };
const told = ({ issues }: { issues: { severity: string; code: string }[] }) =>
  issues.map(({ severity, code }) => `${severity} ${code}`);
const put = (body: object) => real.app.inject({ method: 'PUT', url, payload: body });
const get = (path: string, accept = 'application/json') =>
  real.app.inject({ url: path.startsWith('/') ? path : `${url}/${path}`, headers: { accept } });

test('a territory begins with its policy alone; reps and customers come as tables, and it is planned', async () => {
  const policy = { keyAccounts: { minAnnualRevenue: 1_000_000, repIds: ['R1'] } };
  const created = await post(real.app, '/v1/territories', { territory: { ...nobody, policy } });
  expect(created.statusCode).toBe(201);
  expect(told(created.json())).toEqual(['warning NO_CUSTOMERS_YET', 'warning NO_REPS_YET']);
  const address = `/v1/territories/${created.json().territoryId}`;
  const send = (path: string, payload: string) =>
    real.app.inject({ method: 'PATCH', url: address + path, headers: { 'content-type': 'text/csv' }, payload });
  const mode = '?mode=updateOrInsertOrDelete';
  const reps = await send(`/reps${mode}`, 'id,lat,lng\nR1,41.66,-91.53\n');
  expect([resultsOf(reps), told(reps.json())]).toEqual([['R1 inserted'], ['warning NO_CUSTOMERS_YET']]);
  const customers = await send(`/customers${mode}`, 'id,lat,lng,class\nC1,41.6,-91.5,C\n');
  expect([resultsOf(customers), told(customers.json())]).toEqual([['C1 inserted'], []]);
  expect((await get(address)).json().issues).toEqual([]);
  const plan = await post(real.app, `${address}/plans`, { horizon, options }, { prefer: 'wait=30' });
  expect(plan.json().status).toBe('completed');
});

test('reps that the policy names and that do not come with the others keep nobody out, and are told', async () => {
  const policy = { keyAccounts: { minAnnualRevenue: 1_000_000, repIds: ['R1', 'R2'] } };
  await put({ territory: { ...nobody, policy } });
  const reps = await patch('/reps', 'id,lat,lng\nR1,41.66,-91.53\nR2,abc,-91.53\n');
  expect(resultsOf(reps)).toEqual(['R1 inserted', 'R2 rejected']);
  expect(reps.json().issues).toMatchObject([
    { severity: 'error', code: 'UNKNOWN_REP', path: '/territory/policy/keyAccounts/repIds/1' },
    { severity: 'warning', code: 'NO_CUSTOMERS_YET' },
  ]);
  await patch('/customers', { customers: [customer('C1')] });
  expect(issuesOf(await post(real.app, `${url}/plans`, { horizon }))).toEqual([
    'UNKNOWN_REP /territory/policy/keyAccounts/repIds/1',
  ]);
  expect(resultsOf(await patch('/reps', 'id,lat,lng\nR2,41.7,-91.53\n'))).toEqual(['R2 inserted']);
});

test('the last ones can be deleted, also whom customers name, and come back', async () => {
  const reps = await patch('/reps', { reps: [], deleteIds: ['R1', 'R2'] });
  expect([resultsOf(reps), told(reps.json())]).toEqual([['R1 deleted', 'R2 deleted'], ['warning NO_REPS_YET']]);
  const customers = await patch('/customers', { customers: [], deleteIds: ['C1', 'C2'] });
  expect(told(customers.json())).toEqual(['warning NO_CUSTOMERS_YET', 'warning NO_REPS_YET']);
  expect((await stored()).territory).toMatchObject({ customers: [], reps: [] });
  await patch('/customers', { customers: territory.customers });
  expect(resultsOf(await patch('/reps', { reps: territory.reps }))).toEqual(['R1 inserted', 'R2 inserted']);
  expect((await stored()).issues).toEqual([]);
});

test('what names those who are missing says nothing yet, what is wrong beside is told', async () => {
  const policy = { keyAccounts: { minAnnualRevenue: 1, repIds: ['R7'] } };
  const travel = { mode: 'matrix', placeIds: ['C1'], seconds: [[0]], metres: [[0]] };
  const locked = customer('C1', { repId: 'R1', eligibleRepIds: ['R2'] });
  const replaced = await put({ territory: { ...nobody, customers: [locked], policy, travel } });
  expect(told(replaced.json())).toEqual(['warning NO_REPS_YET']);
  expect(told(await stored())).toEqual(['warning NO_REPS_YET']);
  const wrong = await put({ territory: { ...nobody, customers: [customer('C1', { class: 'Z9' })], colour: 'red' } });
  expect(issuesOf(wrong)).toEqual([
    'CLASS_WITHOUT_POLICY /territory/customers/0/class',
    'NO_REPS_YET /territory/reps',
    'UNKNOWN_FIELD /territory/colour',
  ]);
});

test.each([
  ['a table of a header alone', 'id,lat,lng,class\n', '?mode=updateOrInsertOrDelete'],
  ['a call without rows', { mode: 'updateOrInsertOrDelete', customers: [] }, ''],
])('%s, as a broken export leaves it, deletes nobody, and says so', async (_, payload, query) => {
  const response = await patch(`/customers${query}`, payload);
  expect(response.json()).toMatchObject({ version: 1, deleted: 0, results: [] });
  expect(response.json().issues).toMatchObject([
    { severity: 'warning', code: 'NOBODY_DELETED', action: expect.stringContaining('deleteIds') },
  ]);
});

test.each([
  [{ customers: [] }, ['customers']],
  [{ reps: [] }, ['reps']],
  [{ customers: [], reps: [] }, ['customers', 'reps']],
])('whatever needs some refuses a territory without them (%j)', async (part, missing) => {
  const planned = await post(real.app, `${url}/plans`, { horizon, options }, { prefer: 'wait=30' });
  const { planId, territories, itineraries } = planned.json();
  const empty = { ...territory, ...part };
  expect((await put({ territory: empty })).statusCode).toBe(200);
  const territoryId = url.split('/').at(-1);
  const ofStored: [string, object][] = [
    [`${url}/plans`, { horizon }],
    [`${url}/proposals`, { horizon }],
    [`${url}/what-if`, { horizon, changes: [{ kind: 'leaves', repId: 'R1' }] }],
    ['/v1/plans', { territoryId, horizon }],
    ['/v1/fit', { territoryId, horizon }],
    ['/v1/sizing', { territoryId, horizon }],
    ['/v1/plans/check', { territoryId, horizon, plan: { territories, itineraries } }],
    [`/v1/plans/${planId}/replan`, {}],
  ];
  const codes = missing.map((name) => `NO_${name.toUpperCase()}_YET /territory/${name}`);
  for (const [path, body] of ofStored) {
    const { status, issues } = problemOf(await post(real.app, path, body));
    const found = issues.filter(({ code }) => code.endsWith('_YET'));
    expect([path, status, found.map(({ code, path: at }) => `${code} ${at}`)]).toEqual([path, 422, codes]);
    for (const [index, { severity, action }] of found.entries())
      expect([severity, action]).toEqual(['error', expect.stringContaining(`PATCH …/${missing[index]}`)]);
  }
  const sent: [string, object][] = [
    ['/v1/plans', { territory: empty, horizon }],
    ['/v1/territories', { territory: empty, horizon }],
    ['/v1/fit', { territory: empty, horizon }],
  ];
  for (const [path, body] of sent) {
    const response = await post(real.app, path, body);
    expect([path, response.statusCode]).toEqual([path, 400]);
    expect(issuesOf(response)).toEqual(missing.map((name) => `OUT_OF_RANGE /territory/${name}`));
  }
  const wrong = await post(real.app, `${url}/plans`, { horizon: { ...horizon, weeks: 99 } });
  expect([wrong.statusCode, issuesOf(wrong)]).toEqual([400, [...codes, 'OUT_OF_RANGE /horizon/weeks']]);
});

test('a call that was refused because nobody was there is done with the same key once they are', async () => {
  const key = { 'idempotency-key': `plan of tonight ${url}`, prefer: 'wait=30' };
  const plan = () => post(real.app, `${url}/plans`, { horizon, options }, key);
  await put({ territory: nobody });
  expect((await plan()).statusCode).toBe(422);
  await put({ territory });
  expect((await plan()).json().status).toBe('completed');
});

test('everything of an empty territory can be read, and of what was planned before it was', async () => {
  const planned = await post(real.app, `${url}/plans`, { horizon, options }, { prefer: 'wait=30' });
  const { planId } = planned.json();
  const drawn = await post(real.app, `${url}/proposals`, { horizon });
  const { proposalId } = drawn.json().proposals[0];
  await put({ territory: nobody });
  const territoryId = url.split('/').at(-1);
  const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  const calls: [string, string?][] = [
    [url],
    ['customers'],
    ['customers', 'text/csv'],
    ['customers', xlsx],
    ['reps', 'text/csv'],
    ['coverage?from=2026-11-30&to=2026-12-06'],
    ['coverage?from=2026-11-30&to=2026-12-06', 'text/csv'],
    ['coverage?from=2026-11-30&to=2026-12-06', xlsx],
    ['visits?from=2026-11-30&to=2026-12-06'],
    ['plans'],
    ['proposals'],
    [`proposals/${proposalId}`],
    [`proposals/${proposalId}`, 'application/geo+json'],
    [`proposals/${proposalId}/map`, 'text/html'],
    [`/v1/plans/${planId}`],
    [`/v1/plans/${planId}/itineraries`, 'text/calendar'],
    [`/v1/plans/${planId}/itineraries`, xlsx],
    [`/v1/plans/${planId}/map`, 'text/html'],
    [`/v1/plans/${planId}/changes?since=nothing`],
    [`/v1/plans/${planId}/approval`],
  ];
  for (const [path, accept] of calls)
    expect([path, accept, (await get(path, accept)).statusCode]).toEqual([path, accept, 200]);
  expect((await get('/v1/territories')).json().territories).toContainEqual(
    expect.objectContaining({ territoryId, customers: 0, reps: 0 }),
  );
  expect((await get('customers', 'text/csv')).body).toMatch(/id,name,lat,lng/);
  const choice = await post(real.app, `${url}/proposals/${proposalId}/choice`, {});
  expect(choice.statusCode).toBe(409);
  const visits = await post(real.app, `${url}/visits`, { visits: [{ id: 'v', customerId: 'C1', date: '2026-11-20' }] });
  expect(visits.json()).toMatchObject({ accepted: 0, rejected: 1 });
});

test('the clock says of an empty territory what is missing', async () => {
  await put({ territory: nobody });
  const schedule = { cron: '30 2 * * *', timeZone: 'America/Chicago', horizon: { weeks: 2 } };
  expect((await real.app.inject({ method: 'PUT', url: `${url}/schedule`, payload: schedule })).statusCode).toBe(200);
  await real.deps.schedules.run(url.split('/').at(-1) ?? '', 'job', new Date('2026-11-30T08:00:00Z'));
  expect((await get('schedule')).json().lastRun).toMatchObject({
    planId: null,
    issues: [
      { severity: 'error', code: 'NO_CUSTOMERS_YET' },
      { severity: 'error', code: 'NO_REPS_YET' },
    ],
  });
});
