import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan, PlanRequest, Territory } from '#solver';
import {
  checkRun,
  claimPlan,
  type Database,
  finishPlan,
  insertPlan,
  insertTerritory,
  openDatabase,
  readPlan,
  readPlanRequest,
  readTerritory,
  requeuePlan,
} from '../../../src/store/index.ts';
import { migrations } from '../../../src/store/migrations/index.ts';
import { query, silent, startTemporaryPostgres } from './temporary-postgres.ts';

let server: Awaited<ReturnType<typeof startTemporaryPostgres>>;
let database: Database;

beforeAll(async () => {
  server = await startTemporaryPostgres();
  database = await openDatabase(await server.freshDatabase(), silent);
});

afterAll(async () => {
  await database.destroy();
  await server.stop();
});

/** Keys out of any order, and texts that a database may refuse. */
const territory = {
  timeZone: 'America/Chicago',
  reps: [{ id: 'R1', home: { lng: -91.53, lat: 41.66 } }],
  customers: [{ id: 'nul \u0000, half a pair \ud800, 中文, "quoted"', location: { lng: 0.1, lat: 1e-7 } }],
  currency: 'USD',
} as Territory;
const request: PlanRequest = { options: { seed: 2 }, horizon: { weeks: 1, start: '2026-11-30' }, territory };
const plan = {
  status: 'completed',
  kpis: { coverage: 1 },
  horizon: request.horizon,
  itineraries: [],
} as unknown as Plan;

describe('the database', () => {
  it('brings its tables up to date when several processes open it at once', async () => {
    const fresh = await server.freshDatabase();
    const opened = await Promise.all([1, 2, 3].map(() => openDatabase(fresh, silent)));
    await Promise.all(opened.map((each) => each.destroy()));
    const names = await query<{ name: string }>(fresh, 'select name from kysely_migration order by name');
    expect(names.map(({ name }) => name)).toEqual(Object.keys(migrations));
  });

  it('refuses tables that a newer version has changed', async () => {
    const connection = await server.freshDatabase();
    await (await openDatabase(connection, silent)).destroy();
    await query(connection, "insert into kysely_migration values ('9999-to-come', now()::text)");
    await expect(openDatabase(connection, silent)).rejects.toThrow('9999-to-come');
  });

  it('refuses an encoding that does not hold every name', async () => {
    const connection = await server.freshDatabase();
    await query(connection, "create database latin encoding 'LATIN1' locale 'C' template template0");
    const opened = openDatabase({ ...connection, database: 'latin' } as typeof connection, silent);
    await expect(opened).rejects.toThrow('encoding LATIN1, which does not hold every name');
  });

  it('reads times also where its operator has another style of dates', async () => {
    const connection = await server.freshDatabase();
    const name = 'database' in connection ? connection.database : '';
    await query(connection, `alter database ${name} set datestyle = 'German, DMY'`);
    const opened = await openDatabase(connection, silent);
    const planId = await insertPlan(opened, request, null);
    expect((await readPlan(opened, planId))?.requestedAt.getFullYear()).toBeGreaterThan(2000);
    await opened.destroy();
  });

  it('breaks off a statement that takes very long, or longer than its operator allows', async () => {
    const connection = await server.freshDatabase();
    const limit = async () => {
      const opened = await openDatabase(connection, silent);
      const { rows } = await sql<{ statement_timeout: string }>`show statement_timeout`.execute(opened);
      await opened.destroy();
      return rows;
    };
    expect(await limit()).toEqual([{ statement_timeout: '2min' }]);
    const database = 'database' in connection ? connection.database : '';
    await query(connection, `alter database ${database} set statement_timeout = '90s'`);
    expect(await limit()).toEqual([{ statement_timeout: '90s' }]);
  });
});

describe('documents', () => {
  it('come back as they were sent, keys in their order', async () => {
    const issue = { severity: 'warning', code: 'C', path: '/x', message: 'm', action: 'a' } as const;
    const territoryId = await insertTerritory(database, { territory, issues: [issue] });
    const planId = await insertPlan(database, request, territoryId);
    const run = await claimPlan(database, planId);
    await finishPlan(database, run!, { status: 'completed', plan }, null);
    const stored = await readTerritory(database, territoryId);
    expect(stored).toMatchObject({ territoryId, version: 1, issues: [issue] });
    expect(JSON.stringify(stored?.territory)).toBe(JSON.stringify(territory));
    expect(JSON.stringify(await readPlanRequest(database, planId))).toBe(JSON.stringify(request));
    expect(JSON.stringify((await readPlan(database, planId))?.plan)).toBe(JSON.stringify(plan));
  });

  it('are not found by an id that is none', async () => {
    for (const id of ['', '1', "'; drop table plans", 'c0ffee00-0000-4000-8000-000000000000']) {
      expect(await readTerritory(database, id)).toBeNull();
      expect(await readPlan(database, id)).toBeNull();
      expect(await readPlanRequest(database, id)).toBeNull();
    }
  });
});

describe('a run of a plan', () => {
  it('writes nothing once a later run has begun', async () => {
    const planId = await insertPlan(database, request, null);
    const first = (await claimPlan(database, planId))!;
    const second = (await claimPlan(database, planId))!;
    expect([first.lostRuns, second.lostRuns]).toEqual([0, 1]);
    expect(await checkRun(database, first)).toBe('lost');
    expect(await requeuePlan(database, first)).toBe(false);
    await finishPlan(database, first, { status: 'cancelled', plan: null }, null);
    expect((await readPlan(database, planId))?.status).toBe('running');
    await finishPlan(database, second, { status: 'completed', plan }, null);
    expect((await readPlan(database, planId))?.status).toBe('completed');
    expect(await claimPlan(database, planId)).toBeNull();
  });

  it('that is put back is not lost', async () => {
    const planId = await insertPlan(database, request, null);
    const first = (await claimPlan(database, planId))!;
    expect(await requeuePlan(database, first)).toBe(true);
    expect((await claimPlan(database, planId))?.lostRuns).toBe(0);
  });
});
