/** From one table to the entries of a request. */
import type { Issue } from '#solver';
import { cellReaders, notCalculated, readCell } from './cells.ts';
import { readDelimited } from './delimited-text.ts';
import { columnKey, type Field, type TableName, tableFields } from './fields.ts';
import { mostRowsAbove, type Row, type Sheet, type SheetTable, tableIn } from './sheet.ts';
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
  /** Per entry its row in the file, as a spreadsheet counts them. */
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
  const fieldOf = fieldFinder(name, mapping);
  const isHeader = (cells: readonly string[]) => {
    const fields = new Set(cells.map((title) => fieldOf(title)?.name).filter((field) => field !== undefined));
    return fields.has('id') && fields.size > 1;
  };
  // One more row tells that there are too many.
  const mostKept = mostRowsAbove + mostRows + 1;
  let read: { readonly sheets: readonly Sheet[]; readonly delimiter: string | null };
  try {
    read = asWorkbook
      ? { sheets: await readWorkbook(bytes), delimiter: null }
      : readDelimited(text, isHeader, mostKept);
  } catch (error) {
    return failed(tableIssue('BAD_FILE', path, { file, what: error instanceof Error ? error.message : String(error) }));
  }
  const table = tableIn(read.sheets, isHeader);
  const place = read.sheets.length > 1 ? `${file}, sheet "${table.sheet}"` : file;
  const left = leftOut(path, place, table);
  if (table.rows.length > mostRows)
    return failed(...left, tableIssue('TOO_MANY_ROWS', path, { file: place, most: mostRows }));
  const { columns, issues } = columnsOf(name, place, table.header, mapping, content);
  if (issues.some(({ severity }) => severity === 'error')) return failed(...left, ...issues);
  const decimalComma = hasDecimalComma(read.delimiter, table.rows, columns);
  const { entries, issues: cellIssues } = entriesOf(name, place, table, columns, decimalComma);
  return { entries, rows: table.rows.map(({ row }) => row), issues: [...left, ...issues, ...cellIssues] };
}

/** What stands beside the table that is read. */
function leftOut(path: string, file: string, { header, rowsAbove, otherSheets }: SheetTable): Issue[] {
  const sheets = otherSheets.map((sheet) => `"${sheet}"`).join(', ');
  return [
    ...(rowsAbove === 0 ? [] : [tableIssue('ROWS_ABOVE_HEADER', path, { file }, header.row)]),
    ...(sheets === '' ? [] : [tableIssue('SHEETS_NOT_READ', path, { file, sheets })]),
  ];
}

/**
 * Semicolons part the columns where commas are in the numbers. Tabs and others part them in all languages: there the cells
 * decide, of which most can be read in one way only. In a workbook numbers are no texts.
 */
function hasDecimalComma(delimiter: string | null, rows: readonly Row[], columns: readonly Column[]): boolean {
  if (delimiter === ';') return true;
  if (delimiter === ',' || delimiter === null) return false;
  let lead = 0;
  for (const { index, field } of columns) {
    if (field.kind !== 'number' && field.kind !== 'coordinate') continue;
    for (const { cells } of rows) {
      const cell = cells[index] ?? '';
      const [withComma, withPoint] = [true, false].map((comma) => readCell(field.kind, cell, comma) !== undefined);
      const isPoint = withPoint && (!withComma || (field.kind === 'coordinate' && cell.includes('.')));
      lead += withComma && !withPoint ? 1 : isPoint ? -1 : 0;
    }
  }
  return lead > 0;
}

function entriesOf(
  name: TableName,
  file: string,
  { header, rows }: SheetTable,
  columns: readonly Column[],
  decimalComma: boolean,
): { entries: Record<string, unknown>[]; issues: Issue[] } {
  const issues: Issue[] = [];
  const width = header.cells.length;
  const entries = rows.map(({ row, cells }, index) => {
    const path = `/territory/${name}/${index}`;
    if (cells.slice(width).some((cell) => cell !== ''))
      issues.push(tableIssue('TOO_MANY_CELLS', path, { file, found: cells.length, expected: width }, row));
    return entryOf(name, columns, cells, decimalComma, ({ title, field }, cell) => {
      const fieldPath = `${path}/${field.path.join('/')}`;
      if (cell === notCalculated) {
        issues.push(tableIssue('FORMULA_WITHOUT_RESULT', fieldPath, { file, column: title }, row));
        return;
      }
      const values = { file, column: title, found: JSON.stringify(cell), expected: cellReaders[field.kind].expected };
      issues.push(tableIssue('BAD_CELL', fieldPath, values, row));
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

/** The field that a title stands for: the mapping decides, then the names known. */
function fieldFinder(name: TableName, mapping: ColumnMapping): (title: string) => Field | undefined {
  const fieldByKey = fieldsByKey(name);
  const targetOf = targetsIn(mapping);
  return (title) => {
    const target = targetOf(title);
    return title === '' || target === null ? undefined : fieldByKey.get(columnKey(target ?? title));
  };
}

/** Which column holds which field; a name known is none where the mapping gives the field to another column. */
function columnsOf(
  name: TableName,
  file: string,
  { row, cells: titles }: Row,
  mapping: ColumnMapping,
  content: RowContent,
): { columns: Column[]; issues: Issue[] } {
  const path = `/territory/${name}`;
  const fieldOf = fieldFinder(name, mapping);
  const targetOf = targetsIn(mapping);
  const taken = new Set(titles.filter((title) => targetOf(title) !== undefined).map(fieldOf));
  const issues: Issue[] = [];
  const unknown: string[] = [];
  const columns: Column[] = [];
  titles.forEach((title, index) => {
    const target = targetOf(title);
    if (title === '' || target === null) return;
    const field = fieldOf(title);
    if (field !== undefined && (target !== undefined || !taken.has(field))) columns.push({ index, title, field });
    else if (target === undefined) unknown.push(`"${title}"`);
    else issues.push({ ...badMapping(name, title, target, path), row });
  });
  if (unknown.length > 0) issues.push(tableIssue('UNKNOWN_COLUMN', path, { file, columns: unknown.join(', ') }, row));
  return { columns, issues: [...issues, ...missingOrDoubled(name, file, row, columns, content)] };
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

function missingOrDoubled(
  name: TableName,
  file: string,
  row: number,
  columns: readonly Column[],
  content: RowContent,
): Issue[] {
  const path = `/territory/${name}`;
  return tableFields[name].flatMap((field) => {
    const titles = columns.filter((column) => column.field === field).map(({ title }) => `"${title}"`);
    const values = { file, field: field.name, columns: titles.join(', ') };
    if (titles.length > 1) return [tableIssue('DUPLICATE_COLUMN', path, values, row)];
    const isNeeded = field.required && (content === 'entry' || field.name === 'id');
    return titles.length === 0 && isNeeded ? [tableIssue('MISSING_COLUMN', path, values, row)] : [];
  });
}
