/** From a folder of tables to a request. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Issue } from '#solver';
import type { TableName } from './fields.ts';
import { type ColumnMapping, readTable, type Table } from './read-table.ts';
import { tableIssue } from './table-issues.ts';
import { textOf } from './text-of.ts';

/** What the caller says beside the folder; each wins over territory.json. */
export interface FolderOptions {
  readonly timeZone?: string | undefined;
  /** First date of the horizon. */
  readonly start?: string | undefined;
  readonly weeks?: number | undefined;
}

export interface RequestFolder {
  /**
   * For `parseRequest`; null when a file or a required column is missing. What a BAD_CELL issue names is left out here, so
   * that the request's own check may name the same path again.
   */
  readonly json: unknown;
  /** Where the entry that a JSON Pointer leads to was read; null for what no table holds. */
  readonly rowOf: (path: string) => { readonly file: string; readonly row: number } | null;
  readonly issues: readonly Issue[];
}

type JsonObject = Record<string, unknown>;

const columnMappingSchema = z.record(z.string(), z.string().nullable()).optional();
const settingsSchema = z.record(z.string(), z.unknown());
const mappingSchema = z.strictObject({
  customers: columnMappingSchema,
  reps: columnMappingSchema,
  hotels: columnMappingSchema,
});

/**
 * Reads customers.csv and reps.csv, and where they exist hotels.csv (each of them also as .xlsx), territory.json (`timeZone`, `horizon`, `options`,
 * `policy`, … all but the tables) and mapping.json (`{"customers": {"Kundennummer": "id"}}`).
 */
export async function readRequestFolder(dir: string, options: FolderOptions = {}): Promise<RequestFolder> {
  const issues: Issue[] = [];
  const settings = await readJson(dir, 'territory.json', settingsSchema, issues);
  const mapping = await readJson(dir, 'mapping.json', mappingSchema, issues);
  const tables = new Map<TableName, NamedTable>();
  for (const name of ['customers', 'reps', 'hotels'] as const) {
    const table = await tableIn(dir, name, mapping?.[name]);
    if (table !== null) {
      tables.set(name, table);
      issues.push(...table.issues);
    } else if (name !== 'hotels') {
      issues.push(tableIssue('FILE_MISSING', `/territory/${name}`, { file: filesOf(name).join(' or ') }));
    }
  }
  const complete =
    settings !== null &&
    mapping !== null &&
    tables.has('customers') &&
    tables.has('reps') &&
    [...tables.values()].every(({ entries }) => entries !== null);
  return { json: complete ? requestOf(settings, tables, options) : null, rowOf: rowFinder(tables), issues };
}

function requestOf(settings: JsonObject, tables: ReadonlyMap<TableName, Table>, options: FolderOptions): JsonObject {
  const { horizon, options: planOptions, ...territory } = settings;
  const given = without({ start: options.start, weeks: options.weeks });
  return without({
    territory: {
      ...territory,
      ...without({ timeZone: options.timeZone }),
      ...Object.fromEntries([...tables].map(([name, { entries }]) => [name, entries])),
    },
    horizon: isObject(horizon) || horizon === undefined ? { ...horizon, ...given } : horizon,
    options: planOptions,
  });
}

/** The object without its undefined values. */
function without(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function rowFinder(tables: ReadonlyMap<TableName, NamedTable>): RequestFolder['rowOf'] {
  return (path) => {
    const [, name, index] = /^\/territory\/(customers|reps|hotels)\/(\d+)(?:\/|$)/.exec(path) ?? [];
    const table = tables.get(name as TableName);
    const row = table?.rows[Number(index)];
    return table === undefined || row === undefined ? null : { file: table.file, row };
  };
}

interface NamedTable extends Table {
  readonly file: string;
}

const filesOf = (name: TableName) => [`${name}.csv`, `${name}.xlsx`];

/** Null when there is no such file. */
async function tableIn(dir: string, name: TableName, mapping?: ColumnMapping): Promise<NamedTable | null> {
  const path = `/territory/${name}`;
  const read = await Promise.all(
    filesOf(name).map(async (file) => ({ file, found: await readFileIn(dir, file, path) })),
  );
  const [first, second] = read.filter(({ found }) => found !== null);
  if (first === undefined || first.found === null) return null;
  const { file, found } = first;
  const failed = (issue: Issue): NamedTable => ({ file, entries: null, rows: [], issues: [issue] });
  if (second !== undefined) return failed(tableIssue('TWO_FILES', path, { file: `${file} and ${second.file}` }));
  return 'issue' in found ? failed(found.issue) : { file, ...(await readTable(name, found.bytes, { file, mapping })) };
}

/** Null when there is no such file. */
async function readFileIn(
  dir: string,
  file: string,
  path: string,
): Promise<{ readonly bytes: Uint8Array } | { readonly issue: Issue } | null> {
  try {
    return { bytes: await readFile(join(dir, file)) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    return { issue: tableIssue('BAD_FILE', path, { file, what: code === 'EISDIR' ? 'it is a folder' : message }) };
  }
}

/** What the file holds; of no file an empty object; null, with an issue, when it cannot be read. */
async function readJson<T>(dir: string, file: string, schema: z.ZodType<T>, issues: Issue[]): Promise<T | null> {
  const found = await readFileIn(dir, file, '');
  if (found !== null && 'issue' in found) {
    issues.push(found.issue);
    return null;
  }
  const text = found === null ? '{}' : textOf(found.bytes);
  if (text === null) {
    issues.push(tableIssue('UNKNOWN_ENCODING', '', { file }));
    return null;
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    issues.push(tableIssue('BAD_FILE', '', { file, what: causeOf(error) }));
    return null;
  }
}

function causeOf(error: unknown): string {
  if (error instanceof z.ZodError) {
    return error.issues.map(({ path, message }) => `${path.join('.')} ${message}`.trim()).join('; ');
  }
  return error instanceof Error ? error.message : String(error);
}
