/**
 * A year of eastern Iowa replayed: the real order days of 2021 as visit records, a plan a month from what was recorded until then, a
 * replan in the middle of each month, a review at its end. `npm run replay -- [--dir DATA] [--steps N] [--months N] [--out FILE]`
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Coverage, Plan, PlanRequest, Territory, VisitRecord } from '#solver';
import { SolvePool } from '../../src/planning/index.ts';
import { createVisitRecords } from '../../src/records/index.ts';
import { insertTerritory, openDatabase, readTerritory } from '../../src/store/index.ts';
import { readArguments, readSteps, runCommand, wholeNumber } from '../command.ts';
import { silent, startTemporaryPostgres } from '../src/store/temporary-postgres.ts';
import { dataFolder } from './data-folder.ts';
import { iowaEastRequest } from './iowa-east.ts';

const date = (month: number, day: number) => `2021-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
const lastDay = (month: number) => new Date(Date.UTC(2021, month, 0)).getUTCDate();

function orderDays(folder: string): VisitRecord[] {
  const text = readFileSync(join(folder, 'iowa-east', 'order-days-2021.csv'), 'utf8');
  const rows: readonly Record<string, string>[] = parse(text, { columns: true });
  return rows.map(({ storeId, date: on }) => ({ id: `${storeId}-${on}`, customerId: storeId, date: on, by: 'order' }));
}

/** Everybody keeps the rep of the first plan: a year of one team. */
function withReps(territory: Territory, { territories }: Plan): Territory {
  const repOf = new Map(territories.flatMap(({ repId, customerIds }) => customerIds.map((id) => [id, repId])));
  return {
    ...territory,
    customers: territory.customers.map((customer) => ({
      ...customer,
      repId: repOf.get(customer.id) ?? territory.reps[0].id,
    })),
  };
}

interface Month {
  readonly month: number;
  readonly planned: number;
  readonly coverage: number;
  readonly stability: number;
  readonly told: number;
  readonly seconds: { readonly plan: number; readonly replan: number; readonly records: number };
  readonly review: Pick<Coverage['total'], 'required' | 'done' | 'overdue' | 'frequencyKept'>;
}

async function main(): Promise<void> {
  const { values } = readArguments({
    options: {
      dir: { type: 'string' },
      steps: { type: 'string', default: '2000' },
      months: { type: 'string', default: '12' },
      out: { type: 'string' },
    },
  });
  const maxSteps = readSteps(values.steps);
  const lastMonth = wholeNumber('--months', values.months, 12);
  const folder = dataFolder(values.dir);
  const request = iowaEastRequest(folder);
  const all = orderDays(folder);
  const server = await startTemporaryPostgres();
  const connection = await server.freshDatabase();
  const database = await openDatabase(connection, silent);
  const visits = createVisitRecords(database);
  const pool = new SolvePool(1);
  const solve = (request: PlanRequest) =>
    pool.solve(request, { signal: new AbortController().signal, onProgress: () => {} });
  const first = await solve({ ...request, options: { ...request.options, maxSteps: 100 } });
  const territoryId = await insertTerritory(database, { territory: withReps(request.territory, first), issues: [] });
  const territoryNow = async () => (await readTerritory(database, territoryId))?.territory as Territory;
  const months: Month[] = [];
  let reported = 0;

  /** Reports the visits of some days, twice: the second time nothing may change. */
  const report = async (from: string, to: string) => {
    const records = all.filter((record) => record.date >= from && record.date <= to);
    const once = (await visits.add(territoryId, records, new Date(`${to}T23:00:00Z`))) ?? [];
    const twice = (await visits.add(territoryId, records, new Date(`${to}T23:00:00Z`))) ?? [];
    if (once.some(({ result }) => result !== 'inserted')) throw new Error(`a record up to ${to} was not inserted`);
    if (twice.some(({ result }) => result !== 'unchanged'))
      throw new Error(`a record up to ${to} changed when sent again`);
    reported += records.length;
  };

  console.log('month  required  planned  coverage  kept-by-replan  told  done  overdue  plan s  replan s  records s');
  for (let month = 1; month <= lastMonth; month++) {
    const horizon = { start: date(month, 1), weeks: 4 };
    const options = { ...request.options, territories: 'keep' as const, maxSteps };
    const started = performance.now();
    const plan = await solve({ territory: await territoryNow(), horizon, options });
    const planned = performance.now();
    await report(date(month, 1), date(month, 14));
    const recorded = performance.now();
    const freezeUntil = date(month, 14);
    const next = await solve({
      territory: await territoryNow(),
      horizon,
      options: { ...options, previousPlan: plan, freezeUntil },
    });
    const replanned = performance.now();
    await report(date(month, 15), date(month, lastDay(month)));
    const after = performance.now();
    const [first, last] = [date(month, 1), date(month, lastDay(month))];
    const review = (await visits.coverage(territoryId, first, last, new Date(`${last}T23:00:00Z`))) as Coverage;
    const seconds = (from: number, to: number) => Math.round((to - from) / 100) / 10;
    const row: Month = {
      month,
      planned: next.kpis.plannedVisits,
      coverage: next.kpis.coverage,
      stability: next.diff?.stabilityShare ?? 0,
      told: next.diff?.tell.customerIds.length ?? 0,
      seconds: {
        plan: seconds(started, planned),
        replan: seconds(recorded, replanned),
        records: seconds(planned, recorded) + seconds(replanned, after),
      },
      review: review.total,
    };
    months.push(row);
    const { required, done, overdue } = row.review;
    const cells = [
      month,
      required,
      row.planned,
      row.coverage.toFixed(4),
      row.stability.toFixed(3),
      row.told,
      done,
      overdue,
    ];
    console.log([...cells, row.seconds.plan, row.seconds.replan, row.seconds.records.toFixed(1)].join('\t'));
  }
  const stored = (await visits.list(territoryId, '2021-01-01', '2021-12-31')) ?? [];
  console.log(
    `${stored.length} of ${reported} reported visits are stored; the judge found no violation in ${2 * months.length} plans`,
  );
  if (stored.length !== reported) throw new Error('a visit was lost');
  if (values.out !== undefined)
    writeFileSync(values.out, `${JSON.stringify({ months, stored: stored.length }, null, 1)}\n`);
  await pool.close();
  await database.destroy();
  await server.stop();
}

process.exitCode = await runCommand(main);
