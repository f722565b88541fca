/** Entries of a territory as a table that can be sent back in, and templates to begin with. */
import writeExcelFile from 'write-excel-file/node';
import { csvTable, workbookSheet } from '../export/index.ts';
import { cellOf } from './cell-texts.ts';
import { type CellKind, cellReaders } from './cells.ts';
import { type Field, type TableName, tableFields } from './fields.ts';

export type TableFormat = 'csv' | 'xlsx';

/** A column is called by its field, with the path where two fields share a name. */
const titleOf = ({ name }: Field): string => name;

/** What a cell of this kind can look like. */
const examples: Readonly<Record<CellKind, string | number>> = {
  text: '',
  number: 60,
  coordinate: 41.66,
  boolean: 'no',
  list: 'a|b',
  date: '2026-12-03',
  dates: '2026-12-24|2026-12-31',
  weekdays: 'tue|thu',
  hours: 'mon-fri 09:00-17:00',
  frequency: '2/month',
  appointments: '2026-12-03 10:00 60',
  breaks: '45 11:30-13:30',
  contacts: 'Ana|Bob',
};

/** What the kind alone does not show. */
const examplesOf: Readonly<Record<TableName, Readonly<Record<string, string | number>>>> = {
  customers: {
    ...{ id: '1001', name: 'Hill Street News', lng: -91.53, class: 'A1', area: 'Linn', tags: 'tenant' },
    ...{ annualRevenue: 125000, credit: 70, potential: 40, minDaysBetween: 10, maxDaysBetween: 20 },
    ...{ repId: 'R1', currentRepId: 'R1', eligibleRepIds: 'R1|R2' },
  },
  reps: {
    ...{ id: 'R1', name: 'Ana', lng: -91.53, timeZone: 'America/Chicago', supervisorId: 'S1' },
    ...{ eveningDriveMinutes: 120, maxDriveMinutesPerDay: 480, maxConsecutiveNights: 4, maxNightsPerWeek: 4 },
    ...{ maxCustomers: 150, maxWorkloadMinutesPerWeek: 2400 },
  },
  hotels: { id: 'H1', name: 'Ottumwa', lng: -92.41, costPerNight: 95 },
};

/**
 * A row an entry. A value that no cell can hold (a contact with more than a name) leaves its cell empty, and an empty cell
 * changes nothing when the table is sent back.
 */
export async function writeTable(
  name: TableName,
  entries: readonly object[],
  format: TableFormat,
): Promise<string | Buffer> {
  const rows = entries.map((entry) =>
    Object.fromEntries(
      tableFields[name].map((field) => [titleOf(field), cellOfField(field, valueAt(entry, field.path))]),
    ),
  );
  return tableIn(format, name, rows);
}

/** The columns alone, so that no example is sent back; in a workbook a second sheet says what each holds, with an example. */
export async function tableTemplate(name: TableName, format: TableFormat): Promise<string | Buffer> {
  const descriptions = tableFields[name].map((field) => [
    titleOf(field),
    field.required ? 'yes' : 'no',
    cellReaders[field.kind].expected,
    examplesOf[name][field.name] ?? examples[field.kind],
    field.synonyms.slice(2).join(', '),
  ]);
  const titles = ['column', 'required', 'holds', 'example', 'other names'];
  return tableIn(format, name, [], workbookSheet('columns', titles, descriptions));
}

/** @param more sheets of a workbook, behind the table */
async function tableIn(
  format: TableFormat,
  name: TableName,
  rows: readonly Record<string, string | number | undefined>[],
  ...more: readonly ReturnType<typeof workbookSheet<string | number | null>>[]
): Promise<string | Buffer> {
  const titles = tableFields[name].map(titleOf);
  if (format === 'csv') return csvTable(titles, rows);
  const cells = rows.map((row) => titles.map((title) => row[title] ?? null));
  return writeExcelFile([workbookSheet(name, titles, cells), ...more]).toBuffer();
}

/** Without an id a row would be nobody's: it is there also where it is read as another, as `idAsRead` says. */
function cellOfField({ name, kind }: Field, value: unknown): string | number | undefined {
  return name === 'id' ? String(value) : cellOf(kind, value);
}

function valueAt(entry: object, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], entry);
}
