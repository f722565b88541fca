/** The service: opens the database, starts the threads, listens, and closes in the opposite order. */
import { readFile } from 'node:fs/promises';
import { createAccess, isLoopback } from './access/index.ts';
import { buildApp } from './app.ts';
import { createApprovals } from './approval/index.ts';
import { ConfigError, readConfig } from './config.ts';
import * as exporters from './export/index.ts';
import { closeGently } from './http/index.ts';
import { openJobs } from './jobs/index.ts';
import { createLog } from './log.ts';
import { mapHtml } from './map/index.ts';
import { atMost, createPlanning, SolvePool } from './planning/index.ts';
import { createProposals } from './proposals/index.ts';
import { createVisitRecords } from './records/index.ts';
import { createSchedules } from './schedules/index.ts';
import { createKeptAnswers, openDatabase, openPostgres, unfitDatabase } from './store/index.ts';
import { mappingIssues, TableThread, tableTemplate } from './tables/index.ts';
import { createTerritories, JudgingThreads } from './territories/index.ts';
import { createWebhooks } from './webhooks/index.ts';

/** How long calls that are under way may take when the service closes. */
const callsGraceMillis = 5_000;
/** How long a delivery that is under way may take then. */
const jobsGraceMillis = 10_000;

/** Plans that are judged, or searched for days, or wait for it: each takes well under a second. */
const mostJudged = 50;

/** Starts everything, and gives what closes it again. */
async function start(): Promise<() => Promise<void>> {
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  const postgres = await openPostgres({ databaseUrl: config.databaseUrl, dataDir: config.dataDir, log });
  const database = await openDatabase(postgres.connection, log);
  const access = createAccess(database);
  if (!isLoopback(config.host) && !(await access.exist())) {
    await database.destroy();
    await postgres.stop();
    throw new ConfigError(noKeys(config.host));
  }
  const plans = new SolvePool(config.solverThreads);
  // Judging does not wait behind plans, nor do questions about territories, which can take long themselves, nor the self-test behind
  // any, whose thread is there while it is asked.
  const aside = new SolvePool(1);
  const questions = new SolvePool(1);
  const probing = new SolvePool(1, 0);
  const few = atMost(mostJudged);
  const tables = new TableThread();
  const judging = new JudgingThreads();
  const jobs = await openJobs(postgres.connection, log);
  const webhooks = createWebhooks(database, jobs, config.webhooksToPrivate);
  const planning = await createPlanning({
    announce: webhooks.announce,
    database,
    connection: postgres.connection,
    solve: plans.solve,
    log,
    concurrency: config.planConcurrency,
  });
  const app = await buildApp({
    now: () => new Date(),
    access,
    planning,
    approvals: createApprovals(database, webhooks.announce),
    schedules: await createSchedules(database, jobs, planning, log),
    webhooks,
    territories: createTerritories(database, judging.apply),
    judging,
    proposals: createProposals(database),
    territoryQuestions: questions.questions,
    tables: { mappingIssues, tableTemplate, readTable: tables.readTable, writeTable: tables.writeTable },
    keptAnswers: createKeptAnswers(database),
    visits: createVisitRecords(database),
    selfTest: await selfTestWith(probing),
    check: (...asked) => few(() => aside.judge(...asked)),
    suggestDays: (...asked) => few(() => aside.suggestDays(...asked)),
    exports: { ...exporters, mapHtml },
    log,
    config: {
      maxBodyBytes: config.bodyLimit,
      eventStreams: config.eventStreams,
      openWithoutKeys: isLoopback(config.host),
      ...(config.tileUrl === null ? {} : { tileUrl: config.tileUrl }),
    },
  });
  const address = await app.listen({ host: config.host, port: config.port }).catch((error: Error) => {
    throw new ConfigError(`The service cannot listen: ${error.message}. Choose another HOST or PORT.`);
  });
  // Not before: where the port is taken this process ends at once, and what it had begun would have to be begun anew.
  await planning.begin();
  await jobs.begin();
  log.info(`The API is described at ${address}/docs`);

  return async () => {
    planning.endWaits();
    await closeGently(app, callsGraceMillis);
    await jobs.stop(jobsGraceMillis);
    await planning.close();
    await Promise.all([plans, aside, questions, probing, tables, judging].map((each) => each.close()));
    await database.destroy();
    await postgres.stop();
  };
}

function noKeys(host: string): string {
  return `There are no API keys, and HOST=${host} can be reached by other machines.\nMake one first, with the same DATABASE_URL or DATA_DIR: npm run keys -- create --role admin --name "…"`;
}

/** Plans the small example, a few steps only: what "ready" means. */
async function selfTestWith(pool: SolvePool): Promise<() => Promise<boolean>> {
  const text = await readFile(new URL('../fixtures/minimal.json', import.meta.url), 'utf8');
  const example = JSON.parse(text);
  const request = { ...example, options: { ...example.options, maxSteps: 20 } };
  return async () => {
    const plan = await pool.solve(request, { signal: new AbortController().signal, onProgress: () => {} });
    return plan.kpis.plannedVisits > 0;
  };
}

async function main(): Promise<void> {
  const asked = Promise.withResolvers<void>();
  // From the first moment on: asked to stop while it starts, it closes as soon as it has, and leaves no database running behind it.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => asked.resolve());
  const close = await start();
  await asked.promise;
  await close();
}

/** What the operator can mend is said in a line. */
function faultOf(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  return unfitDatabase(error) ?? String((error as Error).stack ?? error);
}

main().catch((error: unknown) => {
  process.stderr.write(`${faultOf(error)}\n`);
  process.exit(1);
});
