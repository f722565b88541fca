/** The service: opens the database, starts the threads, listens, and closes in the opposite order. */
import { readFile } from 'node:fs/promises';
import { buildApp } from './app.ts';
import { ConfigError, readConfig } from './config.ts';
import { coverageCsv, coverageXlsx, itinerariesCsv, planGeoJson } from './export/index.ts';
import { createLog } from './log.ts';
import { mapHtml } from './map/index.ts';
import { createPlanning, SolvePool } from './planning/index.ts';
import { createVisitRecords } from './records/index.ts';
import { openPostgres } from './store/index.ts';

/** Starts everything, and gives what closes it again. */
async function start(): Promise<() => Promise<void>> {
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  const postgres = await openPostgres({ databaseUrl: config.databaseUrl, dataDir: config.dataDir, log });
  const plans = new SolvePool(config.solverThreads);
  // Judging and the self-test do not wait behind plans.
  const aside = new SolvePool(1);
  const planning = await createPlanning({
    connection: postgres.connection,
    solve: plans.solve,
    log,
    concurrency: config.planConcurrency,
  });
  const visits = await createVisitRecords(postgres.connection, log);
  const app = await buildApp({
    planning,
    visits,
    selfTest: await selfTestWith(aside),
    check: (request, plan) => aside.judge(request, plan),
    suggestDays: (request, plan, question) => aside.suggestDays(request, plan, question),
    exports: { coverageCsv, coverageXlsx, itinerariesCsv, planGeoJson, mapHtml },
    log,
    config: { maxBodyBytes: config.bodyLimit, ...(config.tileUrl === null ? {} : { tileUrl: config.tileUrl }) },
  });
  const address = await app.listen({ host: config.host, port: config.port });
  log.info(`The API is described at ${address}/docs`);

  return async () => {
    await app.close();
    await planning.close();
    await visits.close();
    await Promise.all([plans.close(), aside.close()]);
    await postgres.stop();
  };
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

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof ConfigError ? error.message : String((error as Error).stack ?? error)}\n`);
  process.exit(1);
});
