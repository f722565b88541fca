/** A request of the wrong form is judged as far as it can be read: nothing that is wrong beside is left for the next try. */
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Issue, type PlanRequest, parseRequest, planRequestSchema } from '#solver';
import { readFixture } from '../../fixtures/read-fixture.ts';
import { smallRequest } from './small-request.ts';

type Json = Record<string, unknown>;

const named = ({ issues }: { issues: readonly Issue[] }) => issues.map(({ code, path }) => `${code} ${path}`).sort();

test('wrong form and broken rules are told together', () => {
  const customers = [{ class: 'Z9' }, { class: 'B1', annualRevenue: '5' }, { id: 'C1', annualRevenue: 40_000 }];
  const request = smallRequest({ customers: customers as object[], territory: { timeZone: 'Mars/X' } });
  expect(named(parseRequest(request))).toEqual([
    'CLASS_WITHOUT_POLICY /territory/customers/0/class',
    'DUPLICATE_ID /territory/customers/2/id',
    'UNKNOWN_TIME_ZONE /territory/timeZone',
    'WRONG_TYPE /territory/customers/1/annualRevenue',
  ]);
});

test('paths and messages count the entries that are left out', () => {
  const customers = [null, { class: 'A1' }, { id: 7 }, { id: 'C2', class: 'A1', visitDays: ['someday'] }];
  const { territory, ...rest } = smallRequest({ customers: customers.map((customer) => customer ?? {}) as object[] });
  const sent = { territory: { ...territory, customers: territory.customers.with(0, null as never) }, ...rest };
  const { issues } = parseRequest(sent);
  expect(named({ issues })).toEqual([
    'DUPLICATE_ID /territory/customers/3/id',
    'UNKNOWN_VALUE /territory/customers/3/visitDays/0',
    'WRONG_TYPE /territory/customers/0',
    'WRONG_TYPE /territory/customers/2/id',
  ]);
  expect(issues.find(({ code }) => code === 'DUPLICATE_ID')?.message).toContain('used by customers/1.');
});

test.each([
  [{ territory: 'horizon' }, []],
  [
    { horizon: { weeks: 99 } },
    ['CLASS_WITHOUT_POLICY /territory/customers/0/class', 'UNKNOWN_REP /territory/customers/0/repId'],
  ],
  [{ territory: { customers: {} } }, ['UNKNOWN_SUPERVISOR /territory/reps/0/supervisorId']],
  [{ territory: { reps: {} } }, ['CLASS_WITHOUT_POLICY /territory/customers/0/class']],
  [{ options: [] }, ['CLASS_WITHOUT_POLICY /territory/customers/0/class', 'UNKNOWN_REP /territory/customers/0/repId']],
])('without a required part the rules judge what they can without it (%j)', (change, expected) => {
  const request = smallRequest({ customers: [{ class: 'Z9', repId: 'R9' }], reps: [{ supervisorId: 'S9' }] }) as Json;
  for (const [part, value] of Object.entries(change) as [string, Json][]) {
    const isPart = !Array.isArray(value) && typeof value === 'object';
    request[part] = isPart ? { ...(request[part] as Json), ...value } : value;
  }
  expect(named(parseRequest(request))).toEqual(expect.arrayContaining(expected));
});

/** All paths of a document; of long lists only the first entries. */
function* pathsOf(value: unknown, path: readonly string[] = []): Generator<readonly string[]> {
  if (path.length > 0) yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value).slice(0, 6)) yield* pathsOf((value as Json)[key], [...path, key]);
}

/** What is never a value of a request, as an object or as a text. */
function broken(document: unknown, path: readonly string[], value: unknown): unknown {
  const copy = structuredClone(document);
  let parent = copy as Json;
  for (const step of path.slice(0, -1)) parent = parent[step] as Json;
  parent[path[path.length - 1]] = value;
  return copy;
}

const fixtures = readdirSync(new URL('../../../fixtures/hostile', import.meta.url)).filter(
  (file) => planRequestSchema.safeParse(readFixture(`hostile/${file}`)).success,
);

/** Without fault only because of fields that could be malformed. */
const onTheEdge: PlanRequest = smallRequest({
  customers: [
    { class: 'B2', minDaysBetween: 20, annualRevenue: 900_000, repId: 'R2' },
    { class: 'A1', minDaysBetween: 17, visitFrequency: { visits: 1, per: 'month' }, repId: 'R2' },
    { class: 'A1', minDaysBetween: 12, maxDaysBetween: 20, repId: 'R2', eligibleRepIds: ['R1', 'R2'] },
    { class: 'Gold', keyAccount: false, annualRevenue: 800_000, repId: 'R2' },
    { annualRevenue: 700_000, keyAccount: true, repId: 'R1', tags: ['tenant', 'market'], visitDays: ['tue', 'wed'] },
    {
      ...{ class: 'C', currentRepId: 'R2', eligibleRepIds: ['R2'] },
      appointments: [{ date: '2026-12-05', from: '10:00', minutes: 60, jointWith: 'S1' }],
    },
  ],
  reps: [
    { daysOff: ['2026-12-04'], supervisorId: 'S1' },
    { workingHours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '16:00' }] },
  ],
  territory: {
    supervisors: [{ id: 'S1' }],
    hotels: [{ id: 'H1', location: { lat: 41.6, lng: -91.4 } }],
    calendar: { country: 'US', extraWorkingDays: ['2026-12-05'] },
    policy: {
      classes: [{ class: 'Gold', visits: 2 }],
      slots: [
        { tag: 'tenant', days: ['thu'], from: '10:00', to: '12:00' },
        { tag: 'market', days: ['tue'], from: '10:00', to: '12:00' },
      ],
      keyAccounts: { minAnnualRevenue: 750_000, repIds: ['R1', 'R2'] },
    },
  },
  options: {
    territories: 'keep',
    freezeUntil: '2026-12-01',
    previousPlan: {
      territories: [{ repId: 'R2', customerIds: ['C1'] }],
      itineraries: [
        {
          repId: 'R2',
          days: [{ date: '2026-12-01', stops: [{ customerId: 'C1', startAt: '2026-12-01T10:00:00-06:00' }], end: {} }],
        },
      ],
    },
    pins: [{ customerId: 'C1', date: '2026-12-01' }],
    events: [{ kind: 'repAbsent', repId: 'R1', from: '2026-12-07', to: '2026-12-08' }],
  },
});
describe('whatever part is malformed, no issue is a consequence of it', () => {
  test('what could be one is planned without it', () => {
    expect(named(parseRequest(onTheEdge))).toEqual([]);
  });

  test.each([...fixtures, 'on the edge'])('%s', (file) => {
    const document = file === 'on the edge' ? onTheEdge : readFixture(`hostile/${file}`);
    const known = new Set(named(parseRequest(document)));
    for (const path of pathsOf(document)) {
      for (const value of [{ 'not known': null }, '\n', null]) {
        const sent = broken(document, path, value);
        const form = planRequestSchema.safeParse(sent);
        if (form.success) continue;
        const others = parseRequest(sent).issues.slice(form.error.issues.length);
        for (const issue of named({ issues: others })) {
          if (!known.has(issue)) expect.fail(`${issue} follows from ${path.join('/')}: ${JSON.stringify(value)}`);
        }
      }
    }
  });
});
