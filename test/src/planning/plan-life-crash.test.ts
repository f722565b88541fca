import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Plan, PlanRequest } from '#solver';
import { createPlanning } from '../../../src/planning/plan-life.ts';
import { openDatabase, startPrivatePostgres } from '../../../src/store/index.ts';
import { startProcess } from '../store/processes/processes.ts';
import { temporaryDirectory } from '../store/temporary-directory.ts';
import { query, silent } from '../store/temporary-postgres.ts';

let directory: string;

beforeEach(async () => {
  directory = await temporaryDirectory();
});

afterEach(() => rm(directory, { recursive: true, force: true }));

it('a plan whose process is killed is taken up again by the next process', async () => {
  const request = { horizon: { start: '2026-11-30', weeks: 1 }, territory: { timeZone: 'UTC' } } as PlanRequest;
  const killed = startProcess('solve-for-ever.ts', directory, JSON.stringify(request));
  const lines = [await killed.nextLine(), await killed.nextLine()];
  const planId = lines.find((line) => line !== 'solving')!;
  await killed.kill('SIGKILL');

  const server = await startPrivatePostgres({ dataDir: directory, log: silent });
  // A minute passes, as far as the queue can tell.
  await query(server.connection, "update pgboss.job set heartbeat_on = heartbeat_on - interval '1 minute'");
  await query(server.connection, 'update pgboss.queue set monitor_on = null, monitor_claim_on = null');
  const solved: PlanRequest[] = [];
  const database = await openDatabase(server.connection, silent);
  const planning = await createPlanning({
    database,
    connection: server.connection,
    log: silent,
    concurrency: 1,
    solve: async (asked) => {
      solved.push(asked);
      return { status: 'completed', horizon: asked.horizon, itineraries: [] as Plan['itineraries'] } as Plan;
    },
  });
  await planning.begin();
  expect(await planning.waitForPlan(planId, 60)).toMatchObject({ status: 'completed', plan: { planId } });
  expect(JSON.stringify(solved)).toBe(JSON.stringify([request]));
  await planning.close();
  await database.destroy();
  await server.stop();
});
