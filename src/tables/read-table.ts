/** From one table to the entries of a request. */
import type { Issue } from '#solver';
import { cellReaders, readCell } from './cells.ts';
import { type DelimitedText, readDelimited } from './delimited-text.ts';
import { columnKey, type Field, type TableName, tableFields } from './fields.ts';
import { tableIssue } from './table-issues.ts';
import { textOf } from './text-of.ts';
import { isWorkbook, readWorkbook } from './workbook.ts';

/** Column of the file to field; null: leave the column out. */
export type ColumnMapping = Readonly<Record<string, string | null>>;

/** Whether each row is a whole entry, or may name by its id one that is known and only what changes of it. */
export type RowContent = 'entry' | 'changes';

export interface ReadOptions {
  /** What the table is called in messages. Default: by its content, such as customers.csv. */
  readonly file?: string;
  readonly mapping?: ColumnMapping | undefined;
  /** Default: entry. */
  readonly content?: RowContent;
  /** A table of more is refused as a whole. Default: any number. */
  readonly mostRows?: number;
}

export interface Table {
  /** Null when a required column is missing or the file cannot be read. A cell with an issue is left out of its entry. */
  readonly entries: readonly Record<string, unknown>[] | null;
  /** Per entry its row in the file; the header is row 1. */
  readonly rows: readonly number[];
  readonly issues: readonly Issue[];
}

interface Column {
  readonly index: number;
  readonly title: string;
  readonly field: Field;
}

/** A text table or a workbook, told apart by its first bytes. */
export async function readTable(name: TableName, bytes: Uint8Array, options: ReadOptions = {}): Promise<Table> {
  const asWorkbook = isWorkbook(bytes);
  const { mapping = {}, content = 'entry', mostRows = Number.POSITIVE_INFINITY } = options;
  const { file = `${name}.${asWorkbook ? 'xlsx' : 'csv'}` } = options;
  const path = `/territory/${name}`;
  const failed = (...issues: readonly Issue[]): Table => ({ entries: null, rows: [], issues });
  const text = asWorkbook ? '' : textOf(bytes);
  if (text === null) return failed(tableIssue('UNKNOWN_ENCODING', path, { file }));
  let table: DelimitedText;
  try {
    table = asWorkbook ? await readWorkbook(bytes) : readDelimited(text);
  } catch (error) {
    return failed(tableIssue('BAD_FILE', path, { file, what: error instanceof Error ? error.message : String(error) }));
  }
  if (table.rows.length > mostRows)
    return failed(tableIssue('TOO_MANY_ROWS', path, { file, found: table.rows.length, most: mostRows }));
  const { columns, issues } = columnsOf(name, file, table.header, mapping, content);
  if (issues.some(({ severity }) => severity === 'error')) return failed(...issues);
  return { ...entriesOf(name, file, table, columns, issues), rows: table.rows.map(({ row }) => row) };
}

function entriesOf(
  name: TableName,
  file: string,
  table: DelimitedText,
  columns: readonly Column[],
  columnIssues: readonly Issue[],
): Pick<Table, 'entries' | 'issues'> {
  const issues = [...columnIssues];
  const decimalComma = table.delimiter === ';';
  const entries = table.rows.map(({ row, cells }, index) => {
    const path = `/territory/${name}/${index}`;
    if (cells.slice(table.header.length).some((cell) => cell !== '')) {
      const values = { file, found: cells.length, expected: table.header.length };
      issues.push(tableIssue('TOO_MANY_CELLS', path, values, row));
    }
    return entryOf(name, columns, cells, decimalComma, ({ title, field }, cell) => {
      const values = { file, column: title, found: JSON.stringify(cell), expected: cellReaders[field.kind].expected };
      issues.push(tableIssue('BAD_CELL', `${path}/${field.path.join('/')}`, values, row));
    });
  });
  return { entries, issues };
}

function entryOf(
  name: TableName,
  columns: readonly Column[],
  cells: readonly string[],
  decimalComma: boolean,
  reportBad: (column: Column, found: string) => void,
): Record<string, unknown> {
  const entry: Record<string, unknown> = {};
  // The object around a required field is always made, so that the request's own check names the field.
  for (const { path, required } of tableFields[name]) if (required) setAt(entry, path, undefined);
  for (const column of columns) {
    const { path, kind } = column.field;
    const text = cells[column.index] ?? '';
    const value = readCell(kind, text, decimalComma);
    if (value !== undefined) setAt(entry, path, value);
    else if (text !== '') reportBad(column, text);
  }
  return entry;
}

function setAt(entry: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let target = entry;
  for (const step of path.slice(0, -1)) {
    target[step] ??= {};
    target = target[step] as Record<string, unknown>;
  }
  if (value !== undefined) target[path.at(-1) as string] = value;
}

/** Which column holds which field: the mapping decides, then the names known of the fields that it leaves. */
function columnsOf(
  name: TableName,
  file: string,
  header: readonly string[],
  mapping: ColumnMapping,
  content: RowContent,
): { columns: Column[]; issues: Issue[] } {
  const path = `/territory/${name}`;
  const fieldByKey = fieldsByKey(name);
  const targetOf = targetsIn(mapping);
  const taken = new Set(header.map((title) => fieldByKey.get(columnKey(targetOf(title) ?? ''))));
  const issues: Issue[] = [];
  const unknown: string[] = [];
  const columns: Column[] = [];
  header.forEach((title, index) => {
    const target = targetOf(title);
    if (title === '' || target === null) return;
    const field = fieldByKey.get(columnKey(target ?? title));
    if (field !== undefined && (target !== undefined || !taken.has(field))) columns.push({ index, title, field });
    else if (target === undefined) unknown.push(`"${title}"`);
    else issues.push({ ...badMapping(name, title, target, path), row: 1 });
  });
  if (unknown.length > 0) issues.push(tableIssue('UNKNOWN_COLUMN', path, { file, columns: unknown.join(', ') }, 1));
  return { columns, issues: [...issues, ...missingOrDoubled(name, file, columns, content)] };
}

/** Of a column's title what it is mapped to: of titles that only differ in signs or brackets, each its own. */
function targetsIn(mapping: ColumnMapping): (title: string) => ColumnMapping[string] | undefined {
  const exact = new Map(Object.entries(mapping).map(([column, target]) => [column.trim(), target]));
  const alike = new Map(Object.entries(mapping).map(([column, target]) => [columnKey(column), target]));
  return (title) => (exact.has(title) ? exact.get(title) : alike.get(columnKey(title)));
}

/** What is wrong with a mapping before there is a table; paths begin at the mapping. */
export function mappingIssues(name: TableName, mapping: ColumnMapping): readonly Issue[] {
  const fieldByKey = fieldsByKey(name);
  return Object.entries(mapping).flatMap(([column, target]) => {
    if (target === null || fieldByKey.has(columnKey(target))) return [];
    return [badMapping(name, column, target, `/${column.replaceAll('~', '~0').replaceAll('/', '~1')}`)];
  });
}

function fieldsByKey(name: TableName): ReadonlyMap<string, Field> {
  return new Map(
    tableFields[name].flatMap((field) => field.synonyms.map((synonym) => [columnKey(synonym), field] as const)),
  );
}

function badMapping(name: TableName, column: string, field: string, path: string): Issue {
  const allowed = tableFields[name].map((each) => each.name).join(', ');
  return tableIssue('BAD_MAPPING', path, { table: name, column, field, allowed });
}

function missingOrDoubled(name: TableName, file: string, columns: readonly Column[], content: RowContent): Issue[] {
  const path = `/territory/${name}`;
  return tableFields[name].flatMap((field) => {
    const titles = columns.filter((column) => column.field === field).map(({ title }) => `"${title}"`);
    const values = { file, field: field.name, columns: titles.join(', ') };
    if (titles.length > 1) return [tableIssue('DUPLICATE_COLUMN', path, values, 1)];
    const isNeeded = field.required && (content === 'entry' || field.name === 'id');
    return titles.length === 0 && isNeeded ? [tableIssue('MISSING_COLUMN', path, values, 1)] : [];
  });
}
