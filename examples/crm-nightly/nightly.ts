/**
 * The night of a CRM: sends what has changed, has the plan follow with few changes, hands it in for approval, and fetches what
 * is to be written back. It may be broken off at any point and run again: every step that is repeated is answered, not done twice.
 *
 *   npm run night -- --data FOLDER --state FILE [--url URL] [--date 2026-11-30] [--weeks 4] [--freeze 2] [--seconds 30] [--wait 30]
 *
 * Reads from FOLDER territory.json, reps and customers as .csv or .xlsx, and where they exist visits.json and events.json (arrays
 * as the API describes them). Writes FOLDER/changes-DATE.json. ROUNDSMAN_KEY is the API key; none is needed where the service has none.
 * Needs nothing but Node 22.18 or later: copy it, call it with `node nightly.ts`, and change what your CRM wants otherwise.
 */
import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const usage =
  'nightly --data FOLDER --state FILE [--url URL] [--date 2026-11-30] [--weeks 4] [--freeze 2] [--seconds 30] [--wait 30]';
const { data, stateFile, url, date, weeks, freeze, seconds, wait } = settingsOf(process.argv.slice(2));

/** Called the wrong way, the script says so in a line and does nothing. */
function settingsOf(args: readonly string[]) {
  if (args.includes('--help')) {
    console.log(usage);
    process.exit(0);
  }
  try {
    const text = (value?: string) => ({ type: 'string', ...(value === undefined ? {} : { default: value }) }) as const;
    const options = {
      ...{ data: text(), state: text(), url: text('http://127.0.0.1:8080') },
      ...{ date: text(new Date().toISOString().slice(0, 10)), weeks: text('4'), freeze: text('2') },
      ...{ seconds: text('30'), wait: text('30') },
    };
    const { values } = parseArgs({ args: [...args], options });
    if (!values.data || !values.state) throw new Error('Name --data FOLDER and --state FILE.');
    return {
      data: values.data,
      stateFile: values.state,
      url: urlOf(values.url),
      date: dateOf(values.date),
      weeks: numberOf('weeks', values.weeks, 1, 26),
      freeze: numberOf('freeze', values.freeze, 0, 182),
      seconds: numberOf('seconds', values.seconds, 1, 86_400),
      wait: numberOf('wait', values.wait, 0, 3600),
    };
  } catch (error) {
    console.error(`${(error as Error).message} Usage: ${usage}`);
    process.exit(2);
  }
}

function urlOf(text = ''): string {
  if (/^https?:$/.test(URL.parse(text)?.protocol ?? '')) return text;
  throw new Error(`--url must be one such as http://127.0.0.1:8080, not "${text}".`);
}

/** Of this form alone: of another one `Date` would guess which number is the month. */
function dateOf(text = ''): string {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  // 30 February, which would be taken for one of March.
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(text)) return text;
  throw new Error(`--date must be a date such as 2026-11-30, not "${text}".`);
}

function numberOf(name: string, text = '', least: number, most: number): number {
  if (/^\d+$/.test(text) && Number(text) >= least && Number(text) <= most) return Number(text);
  throw new Error(`--${name} must be a whole number from ${least} to ${most}, not "${text}".`);
}

/** What is remembered from night to night. */
interface State {
  readonly territoryId?: string;
  /** The plan in force. */
  readonly planId?: string;
  /** The plan whose visits the CRM has. */
  readonly writtenBack?: string;
  /** The night on which the plan was made, and its last day. */
  readonly plannedOn?: string;
  readonly plannedUntil?: string;
}

interface TableAnswer {
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
  readonly rejected: number;
  readonly results: readonly { row: number; id: string; issues: readonly { message: string; action: string }[] }[];
  /** Of the table and the territory as a whole. */
  readonly issues: readonly { message: string; action: string }[];
}

interface VisitsAnswer {
  readonly accepted: number;
  readonly rejected: number;
  readonly results: readonly { id: string | null; issues: readonly { message: string; action: string }[] }[];
}

interface PlanState {
  readonly planId: string;
  readonly status: string;
  readonly failure?: { readonly message: string } | null;
}

interface Problem {
  readonly detail: string;
  readonly issues: readonly { message: string; action: string; path: string }[];
}

/** One call; busy services are asked again, refusals end the night with everything that is wrong. */
async function call<Answer>(
  method: string,
  path: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const response = await reach(new URL(path, url), {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(process.env.ROUNDSMAN_KEY === undefined ? {} : { authorization: `Bearer ${process.env.ROUNDSMAN_KEY}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: body instanceof Uint8Array ? body : JSON.stringify(body) }),
    });
    if (response.ok) return (await response.json()) as Answer;
    const retryAfter = Number(response.headers.get('retry-after'));
    if (retryAfter > 0 && attempt < 10) {
      await pause(retryAfter);
      continue;
    }
    const { detail, issues = [] } = (await response.json()) as Problem;
    const lines = issues.map(({ path: at, message, action }) => `  ${at}: ${message} ${action}`);
    throw new Error([`${method} ${path} was answered ${response.status}: ${detail}`, ...lines].join('\n'));
  }
}

const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** A service that does not listen, as while it starts, is asked again for up to `--wait` seconds. */
async function reach(address: URL, options: RequestInit): Promise<Response> {
  for (let waited = 0; ; waited++) {
    try {
      return await fetch(address, options);
    } catch (error) {
      const { code, message } = ((error as Error).cause ?? error) as NodeJS.ErrnoException;
      if (code === 'ECONNREFUSED' && waited < wait) {
        if (waited === 0) console.error(`nothing answers at ${url} yet: waiting for up to ${wait} seconds`);
        await pause(1);
        continue;
      }
      throw new Error(
        `nothing answers at ${url} (${code ?? message}): start the service, or name its address with --url`,
      );
    }
  }
}

/** Null: there is no such file. */
async function readIfThere(file: string): Promise<Buffer<ArrayBuffer> | null> {
  return readFile(join(data, file)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

async function jsonIfThere<T>(file: string, otherwise: T): Promise<T> {
  const content = await readIfThere(file);
  return content === null ? otherwise : JSON.parse(content.toString('utf8').replace(/^\uFEFF/, ''));
}

let state: State = JSON.parse(await readFile(stateFile, 'utf8').catch(() => '{}'));

/** Written whole or not at all. */
async function writeWhole(file: string, content: unknown): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(content, null, 2));
  await rename(`${file}.new`, file);
}

async function remember(change: State): Promise<void> {
  state = { ...state, ...change };
  await writeWhole(stateFile, state);
}

/** 1. The territory: stored once, with all but its tables. */
async function territory(): Promise<string> {
  if (state.territoryId !== undefined) return state.territoryId;
  const first = { ...(await jsonIfThere<object>('territory.json', {})), reps: [], customers: [] };
  // A header holds neither every name nor any length.
  const key = { 'idempotency-key': `territory ${createHash('sha256').update(JSON.stringify(first)).digest('hex')}` };
  const { territoryId } = await call<{ territoryId: string }>('POST', '/v1/territories', { territory: first }, key);
  await remember({ territoryId });
  return territoryId;
}

const tableTypes = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/**
 * 2. Customers and reps as they are tonight; whoever is not in the file goes. Rows that are wrong are named and left as they were.
 * The service reads the files, whatever wrote them: here they are only sent.
 */
async function sendTable(territoryId: string, name: 'reps' | 'customers'): Promise<void> {
  const [csv, xlsx] = [await readIfThere(`${name}.csv`), await readIfThere(`${name}.xlsx`)];
  if (csv !== null && xlsx !== null) throw new Error(`There are ${name}.csv and ${name}.xlsx: remove one of them.`);
  const table = csv ?? xlsx;
  if (table === null) {
    console.log(`${name}: no file, they stay as they are`);
    return;
  }
  const path = `/v1/territories/${territoryId}/${name}?mode=updateOrInsertOrDelete`;
  const type = { 'content-type': csv === null ? tableTypes.xlsx : tableTypes.csv };
  const { inserted, updated, deleted, rejected, ...more } = await call<TableAnswer>('PATCH', path, table, type);
  console.log(`${name}: ${inserted} new, ${updated} changed, ${deleted} gone, ${rejected} rejected`);
  for (const { row, id, issues } of more.results)
    for (const { message, action } of issues) console.log(`  row ${row}, ${id}: ${message} ${action}`);
  for (const { message, action } of more.issues) console.log(`  ${message} ${action}`);
}

/** 3. What the reps did. */
async function sendVisits(territoryId: string): Promise<void> {
  const visits = await jsonIfThere<object[]>('visits.json', []);
  if (visits.length === 0) return;
  const path = `/v1/territories/${territoryId}/visits`;
  const { accepted, rejected, results } = await call<VisitsAnswer>('POST', path, { visits });
  console.log(`visits: ${accepted} accepted, ${rejected} rejected`);
  for (const { id, issues } of results)
    for (const { message, action } of issues) console.log(`  ${id}: ${message} ${action}`);
}

/** The date so many days after tonight. */
const day = (count: number) => new Date(Date.parse(date) + count * 86_400_000).toISOString().slice(0, 10);

/**
 * The horizon moves on with the weeks. It begins on Monday, so that trips and limits of the week are seen whole; where the plan in
 * force does not reach to yesterday it begins tonight, so that nothing is planned on days that have passed.
 */
function horizon(): { start: string; weeks: number; until: string } {
  const sinceMonday = (new Date(date).getUTCDay() + 6) % 7;
  const first = (state.plannedUntil ?? '') >= day(-1) ? -sinceMonday : 0;
  return { start: day(first), weeks, until: day(first + weeks * 7 - 1) };
}

/** 4. The plan follows: the first one, or the smallest sensible change of the one in force. */
async function plan(territoryId: string): Promise<string> {
  if (state.plannedOn === date && state.planId !== undefined) return state.planId;
  const options = { timeLimitSeconds: seconds };
  const { until, ...days } = horizon();
  const key = { 'idempotency-key': `plan of ${date}`, prefer: 'wait=20' };
  const answer =
    state.planId === undefined
      ? await call<PlanState>('POST', `/v1/territories/${territoryId}/plans`, { horizon: days, options }, key)
      : await call<PlanState>(
          'POST',
          `/v1/plans/${state.planId}/replan`,
          {
            horizon: days,
            freezeUntil: day(freeze),
            events: await jsonIfThere<object[]>('events.json', []),
            options,
          },
          key,
        );
  const { planId } = answer;
  for (;;) {
    const { status, failure } = await call<PlanState>('GET', `/v1/plans/${planId}/status`);
    if (status === 'completed') break;
    if (status === 'failed' || status === 'cancelled')
      throw new Error(`the plan ${planId} is ${status}: ${failure?.message}`);
    await pause(1);
  }
  await remember({ planId, plannedOn: date, plannedUntil: until });
  return planId;
}

/** 5. To the supervisor. */
async function submit(planId: string): Promise<void> {
  const { state: approval } = await call<{ state: string }>('GET', `/v1/plans/${planId}/approval`);
  if (approval === 'draft') await call('POST', `/v1/plans/${planId}/approval`, { action: 'submit' });
}

/** 6. What the CRM must write: only what is not there yet, a file a night, so that none takes the place of one not read yet. */
async function writeBack(planId: string): Promise<void> {
  if (state.writtenBack === planId) return;
  const since = state.writtenBack ?? 'nothing';
  const changes: unknown[] = [];
  for (let cursor: string | null = '0'; cursor !== null; ) {
    const path: string = `/v1/plans/${planId}/changes?since=${since}&cursor=${cursor}`;
    const page = await call<{ changes: unknown[]; nextCursor: string | null }>('GET', path);
    changes.push(...page.changes);
    cursor = page.nextCursor;
  }
  await writeWhole(join(data, `changes-${date}.json`), changes);
  console.log(`to write back: ${changes.length} changes`);
  await remember({ writtenBack: planId });
}

try {
  const territoryId = await territory();
  await sendTable(territoryId, 'reps');
  await sendTable(territoryId, 'customers');
  await sendVisits(territoryId);
  const planId = await plan(territoryId);
  await submit(planId);
  await writeBack(planId);
  console.log(`plan ${planId} is handed in`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
