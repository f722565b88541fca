import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Plan, Territory, VisitRecord } from '#solver';
import { createVisitRecords, type VisitRecords } from '../../../src/records/index.ts';
import type { Connection, Database } from '../../../src/store/index.ts';
import {
  claimPlan,
  finishPlan,
  insertPlan,
  insertTerritory,
  openDatabase,
  readTerritory,
} from '../../../src/store/index.ts';
import { samplePlan, sampleRequest } from '../http/samples.ts';
import { query, silent, startTemporaryPostgres } from '../store/temporary-postgres.ts';

let server: Awaited<ReturnType<typeof startTemporaryPostgres>>;
let connection: Connection;
let database: Database;
let records: VisitRecords;
let territoryId: string;

const territory = {
  timeZone: 'America/Chicago',
  reps: [
    { id: 'R1', home: { lat: 41.66, lng: -91.53 } },
    { id: 'R2', home: { lat: 40.7, lng: -74 }, timeZone: 'America/New_York' },
    { id: 'R3', home: { lat: 31.2, lng: 121.5 }, timeZone: 'Asia/Shanghai' },
  ],
  customers: [
    { id: 'C1', class: 'A1', location: { lat: 41.66, lng: -91.5 }, lastVisitedOn: '2026-11-20' },
    { id: 'C2', class: 'C', location: { lat: 41.7, lng: -91.5 } },
    { id: 'C3', class: 'C', location: { lat: 31.2, lng: 121.4 }, repId: 'R3' },
  ],
} as Territory;
const now = new Date('2026-12-02T12:00:00Z');
/** When all periods are over. */
const later = new Date('2027-01-01T12:00:00Z');
const visit = (id: string, more: Partial<VisitRecord> = {}): VisitRecord => {
  const { date = '2026-12-01' } = more;
  return { ...{ id, customerId: 'C1', date, endAt: `${date}T16:00:00Z` }, ...more };
};

/** A plan with one visit to C1, made after all others. */
async function storePlan(driveMinutes: number): Promise<string> {
  const plan = samplePlan();
  const [{ repId, days }] = plan.itineraries;
  const stops = [{ customerId: 'C1' }];
  const itineraries = [{ repId, days: [{ ...days[0], stops, driveMinutes }] }];
  const planId = await insertPlan(database, { ...sampleRequest(), territory }, territoryId);
  const { run } = (await claimPlan(database, planId))!;
  const made = { ...plan, planId, itineraries } as unknown as Plan;
  await finishPlan(database, { planId, run }, { status: 'completed', plan: made }, null);
  return planId;
}

const decide = (planId: string, approval: string) =>
  query(
    connection,
    `update plans set approval = $2, approved_at = case when $2 = 'approved' then clock_timestamp() end where id = $1`,
    [planId, approval],
  );

beforeAll(async () => {
  server = await startTemporaryPostgres();
  connection = await server.freshDatabase();
  database = await openDatabase(connection, silent);
  records = createVisitRecords(database);
});

beforeEach(async () => {
  territoryId = await insertTerritory(database, { territory, issues: [] });
});

afterAll(async () => {
  await database.destroy();
  await server.stop();
});

describe('visit records', () => {
  it('are idempotent by id: the same again changes nothing, another body replaces', async () => {
    const results = async (record: VisitRecord) => (await records.add(territoryId, [record], now))?.[0].result;
    expect(await results(visit('v1'))).toBe('inserted');
    expect(await results(visit('v1'))).toBe('unchanged');
    expect(await results(visit('v1', { note: 'signed' }))).toBe('updated');
    const stored = await records.list(territoryId, '2026-12-01', '2026-12-01');
    expect(stored?.map(({ record }) => [record.id, record.note])).toEqual([['v1', 'signed']]);
  });

  it('of one id in one call count once: what says something else is rejected, the same again changes nothing', async () => {
    const sent = [visit('v1'), visit('v1', { customerId: 'C2' }), visit('v1'), visit('v2', { customerId: '?' })];
    const found = await records.add(territoryId, [...sent, visit('v2')], now);
    expect(found?.map(({ result }) => result)).toEqual(['inserted', 'rejected', 'unchanged', 'rejected', 'rejected']);
    expect(found?.[1].issues).toMatchObject([{ code: 'DUPLICATE_ID', path: '/id' }]);
    const stored = await records.list(territoryId, '2026-12-01', '2026-12-01');
    expect(stored?.map(({ record }) => [record.id, record.customerId])).toEqual([['v1', 'C1']]);
  });

  it('are judged one by one, and say everything that is wrong with each', async () => {
    const found = await records.add(
      territoryId,
      [visit('a'), visit('b', { customerId: '?', repId: '?' }), visit('c', { date: '2026-12-09' })],
      now,
    );
    expect(found?.map(({ result }) => result)).toEqual(['inserted', 'rejected', 'rejected']);
    expect(found?.map(({ issues }) => issues.map(({ code, path }) => `${code} ${path}`))).toEqual([
      [],
      ['UNKNOWN_CUSTOMER /customerId', 'UNKNOWN_REP /repId'],
      ['NOT_YET /date', 'NOT_YET /endAt'],
    ]);
  });

  it.each([
    [{ startAt: '2026-12-01T16:00:01Z' }, ['WINDOW_ENDS_BEFORE_START /endAt']],
    [{ startAt: '2026-12-01T16:00:00Z' }, []],
    [{ startAt: '2026-12-01T05:59:00Z' }, ['OTHER_DATE /startAt']],
    [{ startAt: '2026-12-01T06:00:00Z' }, []],
    [{ startAt: '2026-12-01T05:59:00Z', repId: 'R2' }, []],
    [{ startAt: '2026-12-01T00:30:00+08:00' }, ['OTHER_DATE /startAt']],
    // Six in the morning in Chicago, ten in the evening in Shanghai.
    [{ date: '2026-12-02', startAt: '2026-12-02T12:04:00Z', endAt: undefined }, []],
    [{ date: '2026-12-02', startAt: '2026-12-02T12:06:00Z', endAt: undefined }, ['NOT_YET /startAt']],
    [{ date: '2026-12-02', endAt: '2026-12-02T12:06:00Z' }, ['NOT_YET /endAt']],
    [{ date: '2026-12-03', endAt: undefined }, ['NOT_YET /date']],
    [{ date: '2026-12-03', endAt: undefined, repId: 'R3' }, ['NOT_YET /date']],
    [{ startAt: '2026-12-02T05:00:00Z', endAt: '2026-12-02T06:30:00Z' }, []],
    [{ date: '2026-11-27', endAt: '2026-11-29T15:00:00Z' }, ['OTHER_DATE /endAt']],
    [{ endAt: '2026-11-30T23:00:00Z' }, ['OTHER_DATE /endAt']],
  ])('whose times contradict each other or the date, as %j, are rejected', async (times, issues) => {
    const [found] = (await records.add(territoryId, [visit('a', times)], now)) ?? [];
    expect(found.issues.map(({ code, path }) => `${code} ${path}`)).toEqual(issues);
    expect(found.result).toBe(issues.length === 0 ? 'inserted' : 'rejected');
  });

  it('are late after 24 hours, and tell how far from the customer they were made', async () => {
    const location = { lat: 41.67, lng: -91.5 };
    const found = await records.add(
      territoryId,
      [visit('a', { location }), visit('b', { endAt: '2026-12-01T11:59:00Z' })],
      now,
    );
    expect(found?.map(({ late }) => late)).toEqual([false, true]);
    expect(found?.[0].distanceMetres).toBeGreaterThan(1100);
    expect(found?.[0].distanceMetres).toBeLessThan(1125);
  });

  it('tell the distance also across 180 degrees', async () => {
    const moved = { ...territory.customers[0], location: { lat: -17, lng: 179.999 } };
    territoryId = await insertTerritory(database, { territory: { ...territory, customers: [moved] }, issues: [] });
    const [found] =
      (await records.add(territoryId, [visit('a', { location: { lat: -17, lng: -179.999 } })], now)) ?? [];
    expect(found.distanceMetres).toBe(213);
  });

  it('have not come where the rep is until their day begins there', async () => {
    const dates = async (repId: string, at: string) =>
      (await records.add(territoryId, [{ id: repId, customerId: 'C1', repId, date: '2026-12-03' }], new Date(at)))?.[0]
        .result;
    expect(await dates('R3', '2026-12-02T15:54:00Z')).toBe('rejected');
    expect(await dates('R3', '2026-12-02T15:56:00Z')).toBe('inserted');
    expect(await dates('R1', '2026-12-03T05:54:00Z')).toBe('rejected');
    expect(await dates('R1', '2026-12-03T05:56:00Z')).toBe('inserted');
  });

  it.each([
    // 22 hours after the day has ended in Chicago, and 31 after it has in Shanghai.
    ['C1', '2026-11-22T04:00:00Z', false],
    ['C3', '2026-11-21T23:00:00Z', true],
  ])('without endAt count from the end of the local day: of %s at %s', async (customerId, at, late) => {
    const record = { id: 'a', customerId, date: '2026-11-20' };
    expect(await records.add(territoryId, [record], new Date(at))).toMatchObject([{ result: 'inserted', late }]);
  });

  it('are followed by the last visit, the contact and the actions of the customer, never back in time', async () => {
    await records.add(territoryId, [visit('a', { contactId: 'k1', agenda: ['checkStock'] })], now);
    await records.add(territoryId, [visit('b', { date: '2026-11-10', contactId: 'k2', agenda: ['checkStock'] })], now);
    const stored = await readTerritory(database, territoryId);
    expect(stored?.territory.customers[0]).toMatchObject({
      ...{ lastVisitedOn: '2026-12-01', lastContactId: 'k1' },
      lastActions: [{ action: 'checkStock', on: '2026-12-01' }],
    });
    expect(stored?.version).toBe(2);
  });

  it('that are corrected leave nothing of the wrong one, and what the territory was given stays', async () => {
    const facts = async () => {
      const [first, second] = (await readTerritory(database, territoryId))?.territory.customers ?? [];
      return [first.lastVisitedOn, first.lastContactId, first.lastActions, second.lastVisitedOn];
    };
    const wrong = visit('v1', { date: '2026-11-27', contactId: 'k1', agenda: ['checkStock'] });
    await records.add(territoryId, [wrong], now);
    expect(await facts()).toEqual(['2026-11-27', 'k1', [{ action: 'checkStock', on: '2026-11-27' }], undefined]);
    await records.add(territoryId, [{ ...wrong, date: '2026-11-25', endAt: '2026-11-25T16:00:00Z' }], now);
    expect(await facts()).toEqual(['2026-11-25', 'k1', [{ action: 'checkStock', on: '2026-11-25' }], undefined]);
    await records.add(territoryId, [visit('v2', { date: '2026-11-22' }), visit('v1', { date: '2026-11-10' })], now);
    expect(await facts()).toEqual(['2026-11-22', undefined, undefined, undefined]);
    await records.add(territoryId, [visit('v2', { date: '2026-11-22', customerId: 'C2' })], now);
    expect(await facts()).toEqual(['2026-11-20', undefined, undefined, '2026-11-22']);
  });

  it('of several callers at once never overwrite each other', async () => {
    const calls = Array.from({ length: 12 }, (_, k) =>
      records.add(territoryId, [visit(`v${k}`, { customerId: k % 2 === 0 ? 'C1' : 'C2' })], now),
    );
    await Promise.all(calls);
    const stored = await readTerritory(database, territoryId);
    const [first, second] = stored?.territory.customers ?? [];
    expect([first.lastVisitedOn, second.lastVisitedOn]).toEqual(['2026-12-01', '2026-12-01']);
    expect(await records.list(territoryId, '2026-01-01', '2026-12-31')).toHaveLength(12);
  });

  it('add up to a coverage', async () => {
    await records.add(territoryId, [visit('a')], now);
    const coverage = await records.coverage(territoryId, '2026-11-30', '2026-12-06', later);
    expect(coverage?.total).toMatchObject({ customers: 3, done: 1 });
    expect(coverage?.byCustomer.find(({ key }) => key === 'C1')).toMatchObject({ required: 2, done: 1, overdue: 0 });
    // Due on 27 November after the visit that was given, eleven days before the one recorded: 4 of 7 days late.
    expect(coverage?.byCustomer.find(({ key }) => key === 'C1')?.intervalDeviation).toBeCloseTo(4 / 7, 3);
  });

  it('are measured against the approved plan, else the newest that is not rejected', async () => {
    const planned = async () => {
      const coverage = await records.coverage(territoryId, '2026-11-30', '2026-12-06', later);
      return [coverage?.total.plannedDriveMinutes, coverage?.byCustomer[0].planned];
    };
    const approved = await storePlan(10);
    const draft = await storePlan(20);
    const rejected = await storePlan(30);
    await decide(rejected, 'rejected');
    expect(await planned()).toEqual([20, 1]);
    await decide(approved, 'approved');
    expect(await planned()).toEqual([10, 1]);
    await decide(draft, 'approved');
    expect(await planned()).toEqual([20, 1]);
  });

  it('are measured against the plan that was approved last, whichever was ready first', async () => {
    const [early, late] = [await storePlan(10), await storePlan(20)];
    await decide(late, 'approved');
    await decide(early, 'approved');
    const coverage = await records.coverage(territoryId, '2026-11-30', '2026-12-06', later);
    expect(coverage?.total.plannedDriveMinutes).toBe(10);
  });

  it('of an unknown territory are null', async () => {
    expect(await records.add('11111111-1111-4111-8111-111111111111', [visit('a')], now)).toBeNull();
    expect(await records.coverage('?', '2026-11-30', '2026-12-06', later)).toBeNull();
  });
});
