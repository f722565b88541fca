/**
 * Many customers or reps changed in one call, each row judged by itself (contract, section 8): a row that breaks a rule is refused
 * with its issues and the others go through. A row that changes an entry names the fields that change; null takes a field away.
 */
import { isDeepStrictEqual } from 'node:util';
import { type Customer, checkForm, customerSchema, type Issue, type Rep, repSchema, type Territory } from '#solver';
import { idAsRead } from '../tables/index.ts';
import { withKnownIds } from './known-ids.ts';
import { entryPath, newErrors } from './new-errors.ts';

export const batchModes = ['insert', 'update', 'updateOrInsert', 'updateOrInsertOrDelete'] as const;
export type BatchMode = (typeof batchModes)[number];

export interface TerritoryBatch {
  readonly table: 'customers' | 'reps';
  readonly mode: BatchMode;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /**
   * Of a table, where in the file each row stands, as a spreadsheet counts them: an empty cell changes nothing either where several
   * cells make one field, as of a place. Null: the rows were sent as JSON.
   */
  readonly fileRows: readonly number[] | null;
  /** Of rows with cells that cannot be read, by position: without the cell it would say something else, so it only names its entry. */
  readonly cellIssues: ReadonlyMap<number, readonly Issue[]>;
  /** False: rows of the table were not read as rows of their own, so that nobody knows whom they name. */
  readonly isWhole: boolean;
  readonly deleteIds: readonly string[];
}

export interface RowResult {
  /** Position in the call; null: an entry that no row names, and that goes or is in `deleteIds`. */
  readonly index: number | null;
  readonly id: string | null;
  readonly result: 'inserted' | 'updated' | 'unchanged' | 'deleted' | 'rejected';
  /** Paths begin at the row: `/location/lat`. */
  readonly issues: readonly Issue[];
}

export interface BatchResult {
  /** As its callers say, before it follows visit records; null: nothing changes, or the batch is refused as a whole. */
  readonly territory: Territory | null;
  readonly rows: readonly RowResult[];
  /** The batch brings an error that no row is to blame for: nothing of it counts. */
  readonly isRefused: boolean;
  /** Of the territory as it would be; they are kept with it. */
  readonly issues: readonly Issue[];
  /** Of the call as a whole. */
  readonly callIssues: readonly Issue[];
}

type Entry = Customer | Rep;
type Row = {
  result: RowResult['result'];
  issues: Issue[];
  readonly id: string | null;
  entry: Entry | null;
  /** What was sent, with what is known of the entry, where it is not of the right form. */
  readonly malformed?: object;
};

/** @returns issues whose paths begin at `/territory` */
export type JudgeTerritory<T = unknown> = (territory: T) => readonly Issue[];

/** @param judge of a territory as it would be stored @param judgeSent of one with rows in it that are not of the right form */
export function applyBatch(
  territory: Territory,
  sent: TerritoryBatch,
  judge: JudgeTerritory<Territory>,
  judgeSent: JudgeTerritory,
): BatchResult {
  const before = new Map<string, Entry>(territory[sent.table].map((entry) => [entry.id, entry]));
  const batch = sent.fileRows === null ? sent : { ...sent, rows: withKnownIds(sent, territory) };
  const rows = batch.rows.map((row, index) => {
    const unread = batch.cellIssues.get(index);
    return unread === undefined ? rowOf(row, batch, before) : unreadRow(row, unread);
  });
  refuseRepeated(rows, batch.fileRows);
  refuseDeleted(rows, batch.deleteIds);
  for (;;) {
    const { next, gone, spared } = applied(territory, batch, rows, before);
    const issues = judge(next);
    const refused = refuseFaulty(rows, next, batch.table, issues);
    if (refused) continue;
    judgeMalformed(rows, next, batch.table, judgeSent);
    const results: RowResult[] = rows.map(({ id, result, issues: own }, index) => ({ index, id, result, issues: own }));
    for (const id of gone) results.push({ index: null, id, result: 'deleted', issues: [] });
    for (const id of new Set(batch.deleteIds)) if (!before.has(id)) results.push(notThere(id));
    const isRefused = newErrors(territory, next, issues, judge).length > 0;
    const isChanged = results.some(({ result }) => result !== 'unchanged' && result !== 'rejected');
    const callIssues = spared === 0 ? [] : [nobodyDeleted(batch.table, spared, rows.length)];
    return { territory: isRefused || !isChanged ? null : next, rows: results, isRefused, issues, callIssues };
  }
}

function unreadRow({ id }: Readonly<Record<string, unknown>>, issues: readonly Issue[]): Row {
  return { id: typeof id === 'string' ? id : null, result: 'rejected', entry: null, issues: [...issues] };
}

function rowOf(
  row: Readonly<Record<string, unknown>>,
  { table, mode, fileRows }: TerritoryBatch,
  before: ReadonlyMap<string, Entry>,
): Row {
  const id = typeof row.id === 'string' ? row.id : null;
  const known = id === null ? undefined : before.get(id);
  const refuse = (issue: Omit<Issue, 'severity'>): Row => ({
    ...{ id, result: 'rejected', entry: null },
    issues: [{ severity: 'error', ...issue }],
  });
  if (known !== undefined && mode === 'insert')
    return refuse({
      code: 'ALREADY_THERE',
      path: '/id',
      message: `"${id}" is there already.`,
      action: 'Send it with mode update.',
    });
  if (known === undefined && mode === 'update' && id !== null)
    return refuse({
      code: 'NOT_THERE',
      path: '/id',
      message: `There is no "${id}".`,
      action: 'Send it with mode insert.',
    });
  const changes = fileRows === null ? row : withKnownCells(row, known);
  const merged = Object.fromEntries(Object.entries({ ...known, ...changes }).filter(([, value]) => value !== null));
  const { data: entry } = (table === 'customers' ? customerSchema : repSchema).safeParse(merged);
  if (entry === undefined) return { id, result: 'rejected', entry: null, issues: [], malformed: merged };
  if (known === undefined) return { id, result: 'inserted', entry, issues: [] };
  return { id, result: isDeepStrictEqual(known, entry) ? 'unchanged' : 'updated', entry, issues: [] };
}

function withKnownCells(row: Readonly<Record<string, unknown>>, known: object = {}): Record<string, unknown> {
  const entries = Object.entries(row).map(([name, value]) => {
    const isOfCells = typeof value === 'object' && value !== null && !Array.isArray(value);
    return [name, isOfCells ? { ...(known as Record<string, object>)[name], ...value } : value];
  });
  return Object.fromEntries(entries);
}

/** Of several rows with one id the last would win silently. */
function refuseRepeated(rows: readonly Row[], fileRows: TerritoryBatch['fileRows']): void {
  const placeOf = (index: number) => (fileRows === null ? `at index ${index}` : `in row ${fileRows[index]}`);
  const first = new Map<string, number>();
  rows.forEach((row, index) => {
    if (row.id === null) return;
    const other = first.get(row.id);
    if (other === undefined) first.set(row.id, index);
    else
      reject(row, {
        ...{ severity: 'error', code: 'DUPLICATE_ID', path: '/id' },
        message: `"${row.id}" is ${placeOf(other)} already; the first one counts.`,
        action: 'Send each id once.',
      });
  });
}

/** Whether the entry shall go or stay nobody can tell: it stays as it is. */
function refuseDeleted(rows: readonly Row[], deleteIds: readonly string[]): void {
  const deleted = new Set(deleteIds);
  for (const row of rows) {
    if (row.id === null || !deleted.has(row.id)) continue;
    reject(row, {
      ...{ severity: 'error', code: 'DUPLICATE_ID', path: '/id' },
      message: `"${row.id}" is in deleteIds too; the row does not count.`,
      action: 'Send each id either as a row or in deleteIds.',
    });
  }
}

function notThere(id: string): RowResult {
  const message = `There is no "${id}" to delete.`;
  const issue = { code: 'NOT_THERE', path: '', message, action: 'Leave it out of deleteIds, or correct it.' };
  return { index: null, id, result: 'unchanged', issues: [{ severity: 'warning', ...issue }] };
}

function reject(row: Row, issue: Issue): void {
  row.result = 'rejected';
  row.entry = null;
  row.issues.push(issue);
}

/**
 * Of rows of the wrong form, what is wrong with it and what contradicts the others too: each is judged in its place, as far as it
 * can be read. One that repeats an id has no place: only its form is judged.
 */
function judgeMalformed(
  rows: readonly Row[],
  territory: Territory,
  table: TerritoryBatch['table'],
  judgeSent: JudgeTerritory,
): void {
  const placeOfId = new Map(territory[table].map(({ id }, index) => [id, index]));
  const places = new Map<number, Row>();
  const entries: object[] = [...territory[table]];
  const repeated: Row[] = [];
  for (const row of rows) {
    if (row.malformed === undefined) continue;
    if (row.issues.length > 0) {
      repeated.push(row);
      continue;
    }
    const place = placeOfId.get(row.id ?? '') ?? entries.length;
    entries[place] = row.malformed;
    places.set(place, row);
  }
  const tell = (issues: readonly Issue[], rowAt: (place: number) => Row | undefined): void => {
    for (const issue of issues) {
      const [, name, index, rest] = entryPath.exec(issue.path) ?? [];
      const row = name === table ? rowAt(Number(index)) : undefined;
      if (row !== undefined && issue.severity === 'error') row.issues.push({ ...issue, path: rest ?? '' });
    }
  };
  if (places.size > 0) tell(judgeSent({ ...territory, [table]: entries }), (place) => places.get(place));
  if (repeated.length === 0) return;
  const form = checkForm({ territory: { [table]: repeated.map(({ malformed }) => malformed) } });
  tell(form.issues, (place) => repeated[place]);
}

/**
 * The territory with the rows that are not refused; known entries keep their places, new ones follow. `spared` counts those who
 * would have gone, had every row said whom it names.
 */
function applied(
  territory: Territory,
  { table, mode, deleteIds, rows: sent, fileRows, isWhole }: TerritoryBatch,
  rows: readonly Row[],
  before: ReadonlyMap<string, Entry>,
): { next: Territory; gone: string[]; spared: number } {
  const entries = new Map(before);
  // A refused row names its entry all the same: that is no reason to delete it.
  const named = new Set(sent.map(({ id }) => (typeof id === 'number' ? String(id) : id)));
  // Of two ids that are one in a table nobody knows which one is meant.
  const isNamed = (id: string) => named.has(id) || (fileRows !== null && named.has(idAsRead(id)));
  const unnamed = [...before.keys()].filter((id) => !isNamed(id));
  const deleted = new Set(deleteIds);
  // A row without an id may be anybody's, and nobody means to send no rows at all.
  const allSayWhom = isWhole && named.size > 0 && [...named].every((id) => typeof id === 'string');
  const deletesOthers = mode === 'updateOrInsertOrDelete' && allSayWhom;
  const gone = unnamed.filter((id) => deletesOthers || deleted.has(id));
  for (const id of gone) entries.delete(id);
  for (const { entry } of rows) if (entry !== null) entries.set(entry.id, entry);
  const spared = mode === 'updateOrInsertOrDelete' ? unnamed.length - gone.length : 0;
  return { next: { ...territory, [table]: [...entries.values()] }, gone, spared };
}

function nobodyDeleted(table: TerritoryBatch['table'], spared: number, rows: number): Issue {
  const issue = { severity: 'warning', code: 'NOBODY_DELETED', path: `/territory/${table}` } as const;
  if (rows === 0)
    return {
      ...issue,
      message: `There are no rows: the ${spared} ${table} of the territory are not deleted.`,
      action: 'Send all of the table again, or name in deleteIds who goes.',
    };
  return {
    ...issue,
    message: `${spared} ${table} that no row names are not deleted: a row without an id, one with more cells than the header, or a sheet that is not read may be theirs.`,
    action: 'Correct the table and send all of it again.',
  };
}

/** Refuses the rows that an error is about; false: there is none. */
function refuseFaulty(
  rows: readonly Row[],
  territory: Territory,
  table: TerritoryBatch['table'],
  issues: readonly Issue[],
): boolean {
  const rowOfId = new Map(rows.flatMap((row) => (row.entry === null ? [] : [[row.entry.id, row] as const])));
  let refused = false;
  for (const issue of issues) {
    if (issue.severity !== 'error') continue;
    const [, name, index, rest] = entryPath.exec(issue.path) ?? [];
    const row = name === table ? rowOfId.get(territory[table][Number(index)]?.id ?? '') : undefined;
    if (row === undefined) continue;
    reject(row, { ...issue, path: rest ?? '' });
    refused = true;
  }
  return refused;
}
