/** Which plan of a territory is in force, and what databases know of it that are older than the question. */
import { Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Horizon, Territory } from '#solver';
import type { Tables } from '../../../src/store/database.ts';
import {
  type Connection,
  type Database,
  insertPlan,
  insertTerritory,
  openDatabase,
  readPlanInForce,
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
async function made(territoryId: string, horizon: Horizon, approvedOn: string | null): Promise<string> {
  const id = await insertPlan(database, { ...sampleRequest(), horizon }, territoryId);
  const plan = JSON.stringify({ ...samplePlan(), horizon, planId: id });
  await query(
    connection,
    `update plans set plan = $2, approval = case when $3::date is null then 'draft' else 'approved' end, approved_at = $3::date where id = $1`,
    [id, plan, approvedOn],
  );
  return id;
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
  const stopped = await made(territoryId, weeks('2026-11-30', 4), null);
  await query(connection, "update plans set plan = jsonb_set(plan::jsonb, '{itineraries}', '[]') where id = $1", [
    stopped,
  ]);
  await insertPlan(database, sampleRequest(), territoryId);
  expect(await readPlanInForce(database, territoryId, weeks('2026-11-30', 4))).toBe(first);
  expect((await readPlansByWord(database, territoryId)).map(({ planId }) => planId)).toEqual([first]);
});

test('plans that an older version has approved have the time of that, which nobody changes', async () => {
  const old = await server.freshDatabase();
  const before = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: new pg.Pool(old) }) });
  await new Migrator({ db: before, provider: { getMigrations: async () => migrations } }).migrateTo(
    '0043-idempotency-ids',
  );
  const territoryId = await insertTerritory(before, { territory: sampleRequest().territory as Territory, issues: [] });
  const ids = [];
  for (let k = 0; k < 3; k++) ids.push(await insertPlan(before, sampleRequest(), territoryId));
  const [said, byHand, draft] = ids;
  await before.destroy();
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
