/** Which plan of a territory is in force, and what databases know of it that are older than the question. */
import { randomUUID } from 'node:crypto';
import { Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Horizon, Plan, Territory } from '#solver';
import type { ChainState } from '../../../src/chain/index.ts';
import type { Tables } from '../../../src/store/database.ts';
import {
  type Connection,
  claimPlan,
  type Database,
  finishPlan,
  insertPlan,
  insertTerritory,
  openDatabase,
  readApproval,
  readOverlooked,
  readPlanInForce,
  readPlanSummaries,
  readPlansByWord,
} from '../../../src/store/index.ts';
import { migrations } from '../../../src/store/migrations/index.ts';
import { samplePlan, sampleRequest } from '../http/samples.ts';
import { query, silent, startTemporaryPostgres } from './temporary-postgres.ts';

let server: Awaited<ReturnType<typeof startTemporaryPostgres>>;
let connection: Connection;
let database: Database;

beforeAll(async () => {
  server = await startTemporaryPostgres();
  connection = await server.freshDatabase();
  database = await openDatabase(connection, silent);
});

afterAll(async () => {
  await database.destroy();
  await server.stop();
});

const stored = () => insertTerritory(database, { territory: sampleRequest().territory as Territory, issues: [] });
const weeks = (start: string, count: number): Horizon => ({ start, weeks: count });

/** @param approvedOn null: a draft */
async function made(
  territoryId: string | null,
  horizon: Horizon,
  approvedOn: string | null,
  { itineraries = samplePlan().itineraries, previousPlanId, chain = null }: Made = {},
): Promise<string> {
  const options = previousPlanId === undefined ? {} : { previousPlanId };
  const planId = await insertPlan(database, { ...sampleRequest(), horizon, options }, territoryId);
  const { run } = (await claimPlan(database, planId))!;
  const plan = { ...samplePlan(), horizon, planId, itineraries };
  await finishPlan(database, { planId, run }, { status: 'completed', plan }, chain);
  if (approvedOn !== null)
    await query(connection, "update plans set approval = 'approved', approved_at = $2::date where id = $1", [
      planId,
      approvedOn,
    ]);
  return planId;
}

interface Made {
  readonly itineraries?: Plan['itineraries'];
  readonly previousPlanId?: string;
  readonly chain?: ChainState | null;
}

test('on a day the plan approved last is in force, else the one asked for last; it may begin later where none holds the first', async () => {
  const territoryId = await stored();
  const inForce = (start: string, count = 4) => readPlanInForce(database, territoryId, weeks(start, count));
  expect(await inForce('2026-12-07')).toBeNull();
  const draft = await made(territoryId, weeks('2026-11-30', 8), null);
  expect(await inForce('2026-12-07')).toBe(draft);
  const january = await made(territoryId, weeks('2026-12-28', 4), '2026-12-02');
  const december = await made(territoryId, weeks('2026-11-30', 4), '2026-12-01');
  await made(territoryId, weeks('2026-11-30', 8), null);
  // That of January was approved later, but is in force later too.
  expect(await inForce('2026-12-07')).toBe(december);
  expect(await inForce('2026-12-28')).toBe(january);
  // What is approved goes before a draft, also where only the draft holds the first day.
  expect(await inForce('2026-11-23')).toBe(december);
  const again = await made(territoryId, weeks('2026-12-14', 4), '2026-12-03');
  expect(await inForce('2026-12-14')).toBe(again);
  expect(await inForce('2026-12-28')).toBe(again);
  const words = (await readPlansByWord(database, territoryId)).map(({ planId }) => planId);
  expect(words.slice(-3)).toEqual([december, january, again]);
});

test('neither a rejected plan nor one without itineraries is in force', async () => {
  const territoryId = await stored();
  const first = await made(territoryId, weeks('2026-11-30', 4), null);
  const rejected = await made(territoryId, weeks('2026-11-30', 4), null);
  await query(connection, "update plans set approval = 'rejected' where id = $1", [rejected]);
  await made(territoryId, weeks('2026-11-30', 4), null, { itineraries: [] });
  await insertPlan(database, sampleRequest(), territoryId);
  expect(await readPlanInForce(database, territoryId, weeks('2026-11-30', 4))).toBe(first);
  expect((await readPlansByWord(database, territoryId)).map(({ planId }) => planId)).toEqual([first]);
});

test('what is approved goes before a draft also where that begins earlier, and only days that stand count', async () => {
  const territoryId = await stored();
  const inForce = (start: string, count = 4) => readPlanInForce(database, territoryId, weeks(start, count));
  const approved = await made(territoryId, weeks('2026-12-07', 1), '2026-12-01');
  const draft = await made(territoryId, weeks('2026-11-30', 4), null);
  expect(await inForce('2026-11-30')).toBe(approved);
  expect(await inForce('2026-12-14')).toBe(draft);
  // A shorter one that follows two others, and of which days before and after it stand, with weeks between of which nobody says anything.
  const chain = {
    ...{ scope: null, planId: draft, firstDay: '2027-02-01', lastDay: '2027-02-07', visits: [], dayEntries: [] },
    before: [{ planId: draft, from: '2027-01-04', to: '2027-01-10' }],
    after: [{ planId: draft, from: '2027-02-15', to: '2027-02-21' }],
  };
  const short = await made(territoryId, weeks('2027-02-01', 1), '2026-12-02', { chain });
  const between = await made(territoryId, weeks('2027-01-11', 6), null);
  expect(await inForce('2027-01-04', 1)).toBe(short);
  expect(await inForce('2027-01-11', 3)).toBe(between);
  expect(await inForce('2027-02-08', 1)).toBe(between);
  expect(await inForce('2027-02-15', 1)).toBe(short);
});

test('whoever decides on a replan of a territory that is not stored has the first plan of the chain to himself', async () => {
  const first = await made(null, weeks('2026-11-30', 4), null);
  const second = await made(null, weeks('2026-11-30', 4), null, { previousPlanId: first });
  const third = await made(null, weeks('2026-11-30', 4), null, { previousPlanId: second });
  await database.transaction().execute(async (transaction) => {
    await readApproval(transaction, third, true);
    const other = 'select id from plans where id = $1 for no key update nowait';
    await expect(query(connection, other, [first])).rejects.toThrow('could not obtain lock');
    expect(await query(connection, other, [second])).toHaveLength(1);
  });
});

test('neither question reads the documents of plans', async () => {
  const territoryId = await stored();
  const before = await made(territoryId, weeks('2026-11-30', 4), '2026-12-01');
  const planId = await made(territoryId, weeks('2026-11-30', 4), null, { previousPlanId: before });
  await query(connection, "update plans set plan = 'null', request = 'null', chain = 'null' where id = $1", [planId]);
  expect(await readPlanInForce(database, territoryId, weeks('2026-11-30', 4))).toBe(before);
  expect(await readOverlooked(database, before)).toBeNull();
  await query(connection, "update plans set approval = 'approved', approved_at = '2026-12-02' where id = $1", [planId]);
  expect(await readPlanInForce(database, territoryId, weeks('2026-11-30', 4))).toBe(planId);
  const [{ horizon }] = await readPlanSummaries(database, territoryId);
  expect(horizon).toEqual(weeks('2026-11-30', 4));
  expect((await readOverlooked(database, before))?.planId).toBe(planId);
});

test('plans that an older version has stored have their days, and those on which they stand', async () => {
  const old = await server.freshDatabase();
  const before = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: new pg.Pool(old) }) });
  await new Migrator({ db: before, provider: { getMigrations: async () => migrations } }).migrateTo('0045-plan-chains');
  const territoryId = await insertTerritory(before, { territory: sampleRequest().territory as Territory, issues: [] });
  await before.destroy();
  const [short, alone, empty, waiting] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const request = JSON.stringify({ ...sampleRequest(), horizon: weeks('2026-11-30', 2) });
  for (const id of [short, alone, empty, waiting]) await query(old, insertOld, [id, territoryId, request]);
  const after = [{ planId: alone, from: '2026-12-21', to: '2026-12-27' }];
  const plan = JSON.stringify({ ...samplePlan(), horizon: weeks('2026-11-30', 2) });
  const finish = 'update plans set plan = $2, chain = $3 where id = $1';
  await query(old, finish, [short, plan, JSON.stringify({ after })]);
  await query(old, finish, [alone, plan, null]);
  await query(old, finish, [
    empty,
    JSON.stringify({ ...samplePlan(), itineraries: [] }),
    JSON.stringify({ after: [] }),
  ]);
  await query(old, "update plans set approval = 'approved', approved_at = now() where id = $1", [short]);

  await (await openDatabase(old, silent)).destroy();
  const rows = await query<{ id: string; days: string; stands: string | null }>(
    old,
    'select id, days, stands from plans',
  );
  const found = new Map(rows.map(({ id, days, stands }) => [id, [days, stands]]));
  const days = '[2026-11-30,2026-12-14)';
  expect(found.get(short)).toEqual([days, `{${days},[2026-12-21,2026-12-28)}`]);
  expect(found.get(alone)).toEqual([days, `{${days}}`]);
  expect([found.get(empty), found.get(waiting)]).toEqual([
    [days, null],
    [days, null],
  ]);
});

/** As earlier versions did. */
const insertOld = "insert into plans (id, territory_id, request, status) values ($1, $2, $3, 'queued')";

test('plans that an older version has approved have the time of that, which nobody changes', async () => {
  const old = await server.freshDatabase();
  const before = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: new pg.Pool(old) }) });
  await new Migrator({ db: before, provider: { getMigrations: async () => migrations } }).migrateTo(
    '0043-idempotency-ids',
  );
  const territoryId = await insertTerritory(before, { territory: sampleRequest().territory as Territory, issues: [] });
  await before.destroy();
  const [said, byHand, draft] = [randomUUID(), randomUUID(), randomUUID()];
  for (const id of [said, byHand, draft])
    await query(old, insertOld, [id, territoryId, JSON.stringify(sampleRequest())]);
  const word = `insert into approvals values ($1, 1, 'submit', 'x', 'crm', null, '2026-11-01Z'), ($1, 2, 'approve', 'x', 'admin', null, '2026-11-02Z')`;
  await query(old, word, [said]);
  await query(old, "update plans set finished_at = '2026-11-03Z'");
  await query(old, "update plans set approval = 'approved' where id in ($1, $2)", [said, byHand]);

  await (await openDatabase(old, silent)).destroy();
  const rows = await query<{ id: string; approved_at: Date | null }>(old, 'select id, approved_at from plans');
  const times = new Map(rows.map(({ id, approved_at }) => [id, approved_at?.toISOString().slice(0, 10)]));
  expect([said, byHand, draft].map((id) => times.get(id))).toEqual(['2026-11-02', '2026-11-03', undefined]);
  await expect(query(old, 'update plans set approved_at = now() where id = $1', [said])).rejects.toThrow('approved');
  await expect(query(old, "update plans set approval = 'approved' where id = $1", [draft])).rejects.toThrow(
    'plans_approved_at',
  );
});
