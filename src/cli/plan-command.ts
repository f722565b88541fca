/** `plan REQUEST`: reads, plans, writes the files and says what came out. */
import { access, constants, mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import type { Issue, Plan, PlanRequest } from '#solver';
import { itinerariesCsv, planGeoJson, unassignedVisitsCsv } from '../export/index.ts';
import { mapHtml } from '../map/index.ts';
// Not through the door of its room: with the life of plans comes the database, which takes longer to load than all the rest.
import { SolvePool } from '../planning/solve-pool.ts';
import { readArguments } from './arguments.ts';
import { issueLines } from './issue-list.ts';
import { progressDisplay } from './progress.ts';
import { readRequest } from './read-request.ts';
import { summaryOf } from './summary.ts';
import { UsageError } from './usage-error.ts';

/** @returns the exit code: 0 planned, 2 the request is wrong */
export async function planCommand(args: readonly string[]): Promise<number> {
  const { path, out, threads, tiles, ...overrides } = optionsOf(args);
  const { request, issues } = await readRequest(path, overrides);
  process.stderr.write(issueLines(issues));
  if (request === null) return 2;
  const folder = out ?? join('out', basename(path).replace(/\.json$/, ''));
  await makeFolder(folder);
  const plan = await planWith(request, threads ?? availableParallelism());
  await writeFiles(folder, plan, request, tiles);
  const told = new Set(issues.map(textOf));
  process.stderr.write(issueLines(plan.issues.filter((issue) => !told.has(textOf(issue)))));
  return 0;
}

const textOf = ({ code, path, message }: Issue): string => [code, path, message].join(' ');

/** Before the search, whose plan would be lost otherwise. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch {
    throw new UsageError(`The plan cannot be written: ${folder} is not a folder that can be written to.`);
  }
}

async function planWith(request: PlanRequest, threads: number): Promise<Plan> {
  const pool = new SolvePool(threads);
  const display = progressDisplay(process.stderr, request.territory.currency ?? 'USD');
  const stop = new AbortController();
  // The first interrupt keeps the best plan so far; the second is left to the system.
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  try {
    return await pool.solve(request, { signal: stop.signal, onProgress: display.show });
  } finally {
    display.end();
    await pool.close();
  }
}

async function writeFiles(folder: string, plan: Plan, request: PlanRequest, tileUrl: string | undefined) {
  const files = {
    'plan.json': `${JSON.stringify(plan, null, 2)}\n`,
    'itineraries.csv': itinerariesCsv(plan, request),
    'unassigned-visits.csv': unassignedVisitsCsv(plan, request),
    'plan.geojson': `${JSON.stringify(planGeoJson(plan, request))}\n`,
    'map.html': mapHtml(plan, request, tileUrl === undefined ? {} : { tileUrl }),
  };
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
  process.stdout.write(summaryOf(plan, request));
  process.stdout.write(`\nWritten to ${folder}: ${Object.keys(files).join(', ')}\n`);
}

function optionsOf(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const { values, positionals } = readArguments({
    args: [...args],
    allowPositionals: true,
    options: {
      ...{ out: text, seconds: text, steps: text, seed: text, threads: text },
      ...{ tiles: text, start: text, weeks: text, 'time-zone': text },
    },
  });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new UsageError('plan needs one request: a file or a folder.');
  const given = {
    seconds: numberOf('seconds', values.seconds, 0.1),
    steps: integerOf('steps', values.steps, 1),
    seed: integerOf('seed', values.seed, 0),
    threads: integerOf('threads', values.threads, 1),
    weeks: integerOf('weeks', values.weeks, 1),
    out: values.out,
    tiles: values.tiles,
    start: values.start,
    timeZone: values['time-zone'],
  };
  if (given.seconds !== undefined && given.steps !== undefined) {
    throw new UsageError('Give --seconds or --steps, not both.');
  }
  return { path, ...definedOnly(given) };
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function definedOnly<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
}

function numberOf(name: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !(value >= least)) throw new UsageError(`--${name} needs a number of at least ${least}.`);
  return value;
}

function integerOf(name: string, text: string | undefined, least: number): number | undefined {
  const value = numberOf(name, text, least);
  if (value !== undefined && !Number.isInteger(value)) throw new UsageError(`--${name} needs a whole number.`);
  return value;
}
