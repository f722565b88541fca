/** The service inside the test: a real database, a real queue, one real thread. */
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { createAccess } from '../../src/access/index.ts';
import { buildApp } from '../../src/app.ts';
import { createApprovals } from '../../src/approval/index.ts';
import * as exporters from '../../src/export/index.ts';
import type { AppDeps } from '../../src/http/index.ts';
import { openJobs } from '../../src/jobs/index.ts';
import { mapHtml } from '../../src/map/index.ts';
import { createPlanning, SolvePool } from '../../src/planning/index.ts';
import { createProposals } from '../../src/proposals/index.ts';
import { createVisitRecords } from '../../src/records/index.ts';
import { createSchedules } from '../../src/schedules/index.ts';
import { type Connection, createKeptAnswers, openDatabase } from '../../src/store/index.ts';
import { mappingIssues, TableThread, tableTemplate } from '../../src/tables/index.ts';
import { createTerritories, JudgingThreads } from '../../src/territories/index.ts';
import { createWebhooks } from '../../src/webhooks/index.ts';
import { today } from './http/samples.ts';
import { silent, startTemporaryPostgres } from './store/temporary-postgres.ts';

export interface RealApp {
  readonly app: FastifyInstance;
  readonly deps: AppDeps;
  readonly connection: Connection;
  close(): Promise<void>;
}

export async function startRealApp(): Promise<RealApp> {
  const server = await startTemporaryPostgres();
  const connection = await server.freshDatabase();
  const database = await openDatabase(connection, silent);
  const pool = new SolvePool(1);
  const tables = new TableThread();
  const judging = new JudgingThreads();
  const jobs = await openJobs(connection, silent);
  const webhooks = createWebhooks(database, jobs, true);
  const { announce } = webhooks;
  const planning = await createPlanning({
    announce,
    database,
    connection,
    solve: pool.solve,
    log: silent,
    concurrency: 1,
  });
  const deps: AppDeps = {
    now: () => today,
    access: createAccess(database),
    planning,
    approvals: createApprovals(database, announce),
    schedules: await createSchedules(database, jobs, planning, silent),
    webhooks,
    territories: createTerritories(database, judging.apply),
    judging,
    proposals: createProposals(database),
    territoryQuestions: pool.questions,
    tables: { mappingIssues, tableTemplate, readTable: tables.readTable, writeTable: tables.writeTable },
    keptAnswers: createKeptAnswers(database),
    visits: createVisitRecords(database),
    selfTest: async () => true,
    check: (...asked) => pool.judge(...asked),
    suggestDays: (...asked) => pool.suggestDays(...asked),
    exports: { ...exporters, mapHtml },
    log: pino({ enabled: false }),
    config: { maxBodyBytes: 20_000_000, openWithoutKeys: true, eventStreams: { total: 100, perKey: 100 } },
  };
  const app = await buildApp(deps);
  await planning.begin();
  await jobs.begin();
  return {
    app,
    deps,
    connection,
    close: async () => {
      await app.close();
      await jobs.stop(1_000);
      await planning.close();
      await Promise.all([pool.close(), tables.close(), judging.close()]);
      await database.destroy();
      await server.stop();
    },
  };
}
