/**
 * The night of a CRM: sends what has changed, has the plan follow with few changes, hands it in for approval, and fetches what
 * is to be written back. It may be broken off at any point and run again: every step that is repeated is answered, not done twice.
 *
 *   node examples/crm-nightly/nightly.ts --data FOLDER --state FILE [--url URL] [--date 2026-11-30] [--weeks 4] [--freeze 2]
 *
 * Reads from FOLDER territory.json, reps.csv, customers.csv, and where they exist visits.json and events.json (arrays as the API
 * describes them). Writes FOLDER/changes-DATE.json. ROUNDSMAN_KEY is the API key; none is needed where the service has none.
 * Needs nothing but Node: copy it and change what your CRM wants otherwise.
 */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    state: { type: 'string' },
    url: { type: 'string', default: 'http://127.0.0.1:8080' },
    date: { type: 'string', default: new Date().toISOString().slice(0, 10) },
    weeks: { type: 'string', default: '4' },
    freeze: { type: 'string', default: '2' },
    seconds: { type: 'string', default: '30' },
  },
});
const { data, state: stateFile, url, date } = values;
if (data === undefined || stateFile === undefined) {
  console.error('nightly needs --data FOLDER and --state FILE');
  process.exit(2);
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
  body?: string | object,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const isTable = typeof body === 'string';
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(new URL(path, url), {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': isTable ? 'text/csv' : 'application/json' }),
        ...(process.env.ROUNDSMAN_KEY === undefined ? {} : { authorization: `Bearer ${process.env.ROUNDSMAN_KEY}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isTable ? body : JSON.stringify(body) }),
    });
    if (response.ok) return (await response.json()) as Answer;
    const wait = Number(response.headers.get('retry-after'));
    if (wait > 0 && attempt < 10) {
      await new Promise((resolve) => setTimeout(resolve, wait * 1000));
      continue;
    }
    const { detail, issues = [] } = (await response.json()) as Problem;
    const lines = issues.map(({ path: at, message, action }) => `  ${at}: ${message} ${action}`);
    throw new Error([`${method} ${path} was answered ${response.status}: ${detail}`, ...lines].join('\n'));
  }
}

async function readIfThere(file: string): Promise<string | null> {
  return readFile(join(data as string, file), 'utf8').catch(() => null);
}

const jsonIfThere = async (file: string): Promise<object[]> => JSON.parse((await readIfThere(file)) ?? '[]');

let state: State = JSON.parse(await readFile(stateFile, 'utf8').catch(() => '{}'));

/** Written whole or not at all. */
async function writeWhole(file: string, content: unknown): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(content, null, 2));
  await rename(`${file}.new`, file);
}

async function remember(change: State): Promise<void> {
  state = { ...state, ...change };
  await writeWhole(stateFile as string, state);
}

/** Rows of a small CSV without quotes, to begin with: the service reads the files themselves from then on. */
function rowsOf(csv: string): Record<string, string>[] {
  const [header = '', ...lines] = csv.trim().split(/\r?\n/);
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, k) => [header.split(',')[k] ?? '', cell])));
}

/** 1. The territory: stored once, with a first rep and customer, which the tables then overwrite. */
async function territory(): Promise<string> {
  if (state.territoryId !== undefined) return state.territoryId;
  const settings = JSON.parse((await readIfThere('territory.json')) ?? '{}');
  const place = ({ lat, lng }: Record<string, string>) => ({ lat: Number(lat), lng: Number(lng) });
  const [rep = {}] = rowsOf((await readIfThere('reps.csv')) ?? '');
  const [customer = {}] = rowsOf((await readIfThere('customers.csv')) ?? '');
  const first = {
    ...settings,
    reps: [{ id: rep.id, home: place(rep) }],
    customers: [{ id: customer.id, location: place(customer), class: customer.class }],
  };
  const key = { 'idempotency-key': `territory ${settings.name}` };
  const { territoryId } = await call<{ territoryId: string }>('POST', '/v1/territories', { territory: first }, key);
  await remember({ territoryId });
  return territoryId;
}

/** 2. Customers and reps as they are tonight; whoever is not in the file goes. Rows that are wrong are named and left as they were. */
async function sendTable(territoryId: string, name: 'reps' | 'customers'): Promise<void> {
  const table = await readIfThere(`${name}.csv`);
  if (table === null) return;
  const path = `/v1/territories/${territoryId}/${name}?mode=updateOrInsertOrDelete`;
  const { inserted, updated, deleted, rejected, results } = await call<TableAnswer>('PATCH', path, table);
  console.log(`${name}: ${inserted} new, ${updated} changed, ${deleted} gone, ${rejected} rejected`);
  for (const { row, id, issues } of results)
    for (const { message, action } of issues) console.log(`  row ${row}, ${id}: ${message} ${action}`);
}

/** 3. What the reps did. */
async function sendVisits(territoryId: string): Promise<void> {
  const visits = await jsonIfThere('visits.json');
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
  const weeks = Number(values.weeks);
  return { start: day(first), weeks, until: day(first + weeks * 7 - 1) };
}

/** 4. The plan follows: the first one, or the smallest sensible change of the one in force. */
async function plan(territoryId: string): Promise<string> {
  if (state.plannedOn === date && state.planId !== undefined) return state.planId;
  const options = { timeLimitSeconds: Number(values.seconds) };
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
            freezeUntil: day(Number(values.freeze)),
            events: await jsonIfThere('events.json'),
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
    await new Promise((resolve) => setTimeout(resolve, 1000));
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
  await writeWhole(join(data as string, `changes-${date}.json`), changes);
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
