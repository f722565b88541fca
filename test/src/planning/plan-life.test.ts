import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Plan, PlanRequest, Territory } from '#solver';
import type { Planning, PlanProgress, SolvePlan } from '../../../src/planning/index.ts';
import { createPlanning } from '../../../src/planning/plan-life.ts';
import { type Connection, type Database, openDatabase } from '../../../src/store/index.ts';
import { query, silent, startTemporaryPostgres } from '../store/temporary-postgres.ts';

let server: Awaited<ReturnType<typeof startTemporaryPostgres>>;
let connection: Connection;
let database: Database;
let opened: Planning[] = [];

beforeAll(async () => {
  server = await startTemporaryPostgres();
  connection = await server.freshDatabase();
  database = await openDatabase(connection, silent);
});

/** As good as a fresh database for each test, which would take longer to make than the test. */
beforeEach(() => query(connection, 'drop schema if exists pgboss cascade; truncate plans, territories cascade'));

afterEach(async () => {
  await Promise.all(opened.map((planning) => planning.close()));
  opened = [];
});

afterAll(async () => {
  await database.destroy();
  await server.stop();
});

const horizon = { start: '2026-11-30', weeks: 1 };
const territory = { timeZone: 'UTC', customers: [], reps: [] } as Territory;
const request: PlanRequest = { territory, horizon };
const progress: PlanProgress = { share: 0.5, steps: 10, coverage: 0.9, cost: 100, elapsedSeconds: 1 };
const solved = (status: Plan['status'], seed = 1) =>
  ({
    status,
    horizon,
    itineraries: [] as Plan['itineraries'],
    solver: { seed, steps: 1, version: '0', stoppedBy: 'maxSteps' },
  }) as Plan;

async function open(solve: SolvePlan, concurrency = 1): Promise<Planning> {
  const planning = await createPlanning({ database, connection, solve, concurrency, log: silent });
  opened.push(planning);
  await planning.begin();
  return planning;
}

/** Solves until it is told to stop, then hands over what it has. */
const untilStopped: SolvePlan = (_, { signal }) =>
  new Promise((resolve) => {
    const stop = () => resolve(solved('cancelled'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop);
  });

/** Waits for a plan to be taken from the queue; without that the test runs into its time limit. */
async function begun(planning: Planning, planId: string): Promise<void> {
  while ((await planning.plan(planId))?.status === 'queued') await sleep(10);
}

async function jobState(planId: string): Promise<string> {
  const jobs = await query<{ state: string }>(connection, 'select state from pgboss.job where id = $1', [planId]);
  return jobs[0].state;
}

describe('a requested plan', () => {
  it('is solved with the request as it was sent, and stored with its ids', async () => {
    const seen: PlanRequest[] = [];
    const planning = await open(async (asked) => {
      seen.push(asked);
      return solved('completed');
    });
    const options = { seed: 7, maxSteps: 1 };
    const { territoryId, planId } = await planning.storeTerritory({ territory, issues: [] }, { horizon, options });
    const record = await planning.waitForPlan(planId!, 30);
    expect(record).toMatchObject({ planId, territoryId, status: 'completed', failure: null });
    expect(record?.plan).toEqual({ planId, territoryId, ...solved('completed') });
    expect(record?.finishedAt).toBeInstanceOf(Date);
    expect(JSON.stringify(seen)).toBe(JSON.stringify([{ territory, horizon, options }]));
    expect(await planning.planRequest(planId!)).toEqual(seen[0]);
  });

  it('has no territory id when its territory is not stored', async () => {
    const planning = await open(async () => solved('completed'));
    const { planId } = await planning.requestPlan(request, null);
    const record = await planning.waitForPlan(planId, 30);
    expect(record?.territoryId).toBeNull();
    expect(record?.plan).not.toHaveProperty('territoryId');
  });

  it('reports its progress, and the wait for it ends with the record of that moment', async () => {
    const planning = await open((asked, control) => {
      control.onProgress(progress);
      return untilStopped(asked, control);
    });
    const { planId } = await planning.requestPlan(request, null);
    while ((await planning.plan(planId))?.progress === null) await sleep(20);
    expect(await planning.waitForPlan(planId, 0)).toMatchObject({ status: 'running', progress, plan: null });
  });

  it('is solved beside another one when two are allowed', async () => {
    const waiting: (() => void)[] = [];
    const planning = await open(async () => {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length === 2) for (const go of waiting) go();
      });
      return solved('completed');
    }, 2);
    const first = await planning.requestPlan(request, null);
    const second = await planning.requestPlan(request, null);
    expect((await planning.waitForPlan(first.planId, 30))?.status).toBe('completed');
    expect((await planning.waitForPlan(second.planId, 30))?.status).toBe('completed');
  });

  it('is stored together with its job, or not at all', async () => {
    const planning = await open(async () => solved('completed'));
    await query(
      connection,
      `create function refuse() returns trigger language plpgsql as $$ begin raise 'refused'; end $$;
       create trigger refuse before insert on pgboss.job for each row execute function refuse()`,
    );
    await expect(planning.requestPlan(request, null)).rejects.toThrow('refused');
    await expect(planning.storeTerritory({ territory, issues: [] }, { horizon })).rejects.toThrow('refused');
    expect(await query(connection, 'select id from plans')).toEqual([]);
    expect(await query(connection, 'select id from territories')).toEqual([]);
  });
});

describe('a plan that fails', () => {
  const issues = [{ severity: 'error', code: 'X', path: '/territory', message: 'm', action: 'a' }] as const;

  it('says why when the solver says it for the caller, and is not tried again', async () => {
    let runs = 0;
    const planning = await open(async () => {
      runs += 1;
      throw Object.assign(new Error('The travel engine is away.'), { code: 'TRAVEL_ENGINE_FAILED', issues });
    });
    const { planId } = await planning.requestPlan(request, null);
    expect(await planning.waitForPlan(planId, 30)).toMatchObject({
      status: 'failed',
      plan: null,
      failure: { code: 'TRAVEL_ENGINE_FAILED', message: 'The travel engine is away.', issues },
    });
    while ((await jobState(planId)) === 'active') await sleep(10);
    expect(await jobState(planId)).toBe('completed');
    expect(runs).toBe(1);
  });

  it('keeps the inside of the machine to itself', async () => {
    const planning = await open(async () => {
      throw Object.assign(new Error("ENOENT: no such file '/srv/secret'"), { code: 'ENOENT' });
    });
    const { planId } = await planning.requestPlan(request, null);
    const failure = (await planning.waitForPlan(planId, 30))?.failure;
    expect(failure).toMatchObject({ code: 'SOLVER_FAILED', issues: [] });
    expect(JSON.stringify(failure)).not.toMatch(/ENOENT|srv/);
  });
});

describe('a cancelled plan', () => {
  it('never begins when it was queued', async () => {
    const planning = await open(untilStopped);
    const first = await planning.requestPlan(request, null);
    await begun(planning, first.planId);
    const second = await planning.requestPlan(request, null);
    expect(await planning.cancelPlan(second.planId)).toMatchObject({ status: 'cancelled', plan: null });
    expect(await jobState(second.planId)).toBe('cancelled');
  });

  it('keeps the best so far when it was running', async () => {
    const planning = await open(untilStopped);
    const { planId } = await planning.requestPlan(request, null);
    await begun(planning, planId);
    const record = await planning.cancelPlan(planId);
    expect(record).toMatchObject({ status: 'cancelled', plan: { planId, status: 'cancelled' }, failure: null });
  });

  it('stops in the process that solves it when another process is asked', async () => {
    const solving = await open(untilStopped);
    const asked = await open(untilStopped, 0);
    const { planId } = await asked.requestPlan(request, null);
    await begun(solving, planId);
    await asked.cancelPlan(planId);
    expect(await asked.waitForPlan(planId, 30)).toMatchObject({ status: 'cancelled', plan: { planId } });
  });

  it('is cancelled without a plan when the solver cannot hand one over', async () => {
    const planning = await open(async (_, { signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      throw new Error('stopped before there was a plan');
    });
    const { planId } = await planning.requestPlan(request, null);
    await begun(planning, planId);
    expect(await planning.cancelPlan(planId)).toMatchObject({ status: 'cancelled', plan: null, failure: null });
  });

  it('stays as it is once it has ended', async () => {
    const planning = await open(async () => solved('completed'));
    const { planId } = await planning.requestPlan(request, null);
    const before = await planning.waitForPlan(planId, 30);
    expect(await planning.cancelPlan(planId)).toEqual(before);
    expect(await planning.cancelPlan('c0ffee00-0000-4000-8000-000000000000')).toBeNull();
    expect(await planning.cancelPlan('none')).toBeNull();
  });
});

describe('a service that is closed', () => {
  it('tells who waits for a plan how far it has come', async () => {
    const planning = await open(untilStopped);
    const { planId } = await planning.requestPlan(request, null);
    await begun(planning, planId);
    const waiting = planning.waitForPlan(planId, 3600);
    planning.endWaits();
    expect(await waiting).toMatchObject({ planId, status: 'running' });
  });

  it('leaves its running plan to the next one, which begins it anew', async () => {
    const first = await open(untilStopped);
    const { planId } = await first.requestPlan(request, null);
    await begun(first, planId);
    await first.close();
    const rows = 'select status, lost_runs from plans';
    expect(await query(connection, rows)).toEqual([{ status: 'queued', lost_runs: 0 }]);
    const second = await open(async () => solved('completed', 2));
    expect(await second.waitForPlan(planId, 30)).toMatchObject({ status: 'completed', plan: { solver: { seed: 2 } } });
  });

  it('was ready before, and is no longer', async () => {
    const planning = await open(untilStopped);
    expect(await planning.ready()).toBe(true);
    await query(connection, 'drop schema pgboss cascade');
    expect(await planning.ready()).toBe(false);
    await planning.close();
    expect(await planning.ready()).toBe(false);
  });
});

describe('a plan whose run is lost', () => {
  it('is given up by the run that lost it', async () => {
    const reasons: unknown[] = [];
    const planning = await open((asked, control) => {
      control.signal.addEventListener('abort', () => reasons.push(control.signal.reason));
      return untilStopped(asked, control);
    });
    const { planId } = await planning.requestPlan(request, null);
    await begun(planning, planId);
    await query(connection, 'update plans set run = run + 1');
    while (reasons.length === 0) await sleep(20);
    await planning.close();
    expect(reasons).toEqual(['lost']);
    expect(await query(connection, 'select status, run from plans')).toEqual([{ status: 'running', run: 2 }]);
  });

  it('is not begun a second time by the process that still solves it', async () => {
    let finish = () => {};
    const planning = await open(async () => {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return solved('completed');
    }, 2);
    const { planId } = await planning.requestPlan(request, null);
    await begun(planning, planId);
    // The queue takes the process for dead, and hands out the job again.
    await query(connection, "update pgboss.job set state = 'retry' where id = $1", [planId]);
    while ((await jobState(planId)) !== 'active') await sleep(20);
    finish();
    await planning.waitForPlan(planId, 30);
    expect(await query(connection, 'select status, run from plans')).toEqual([{ status: 'completed', run: 1 }]);
  });

  it('ends without a plan when it was to be cancelled', async () => {
    const asked = await open(untilStopped, 0);
    const { planId } = await asked.requestPlan(request, null);
    await query(connection, "update plans set status = 'running', cancel_requested = true");
    const planning = await open(async () => solved('completed'));
    expect(await planning.waitForPlan(planId, 30)).toMatchObject({ status: 'cancelled', plan: null });
  });

  it('fails when that happens again and again', async () => {
    const asked = await open(untilStopped, 0);
    const { planId } = await asked.requestPlan(request, null);
    await query(connection, "update plans set status = 'running', lost_runs = 3");
    const planning = await open(async () => solved('completed'));
    expect(await planning.waitForPlan(planId, 30)).toMatchObject({
      status: 'failed',
      failure: { code: 'SOLVER_LOST' },
    });
  });
});
