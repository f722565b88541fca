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
const samples: Readonly<Record<CellKind, string | number>> = {
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
const textSamples: Readonly<Record<string, string | number>> = {
  ...{ id: '1001', name: 'Hill Street News', class: 'A1', area: 'Linn', repId: 'R1', supervisorId: 'S1' },
  ...{ timeZone: 'America/Chicago', lng: -91.53, annualRevenue: 125000, eligibleRepIds: 'R1|R2', tags: 'tenant' },
  ...{ maxConsecutiveNights: 4, maxNightsPerWeek: 4, maxCustomers: 150, maxWorkloadMinutesPerWeek: 2400 },
  ...{ minDaysBetween: 10, maxDaysBetween: 20, maxDriveMinutesPerDay: 480, costPerNight: 95 },
  ...{ credit: 70, potential: 40 },
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
      tableFields[name].map((field) => [titleOf(field), cellOf(field.kind, valueAt(entry, field.path))]),
    ),
  );
  return tableIn(format, name, rows);
}

/** The columns, one row as an example, and in a workbook a second sheet that says what each holds. */
export async function tableTemplate(name: TableName, format: TableFormat): Promise<string | Buffer> {
  const row = Object.fromEntries(
    tableFields[name].map((field) => [titleOf(field), textSamples[field.name] ?? samples[field.kind]]),
  );
  return tableIn(
    format,
    name,
    [row],
    [
      ['column', 'required', 'holds', 'other names'],
      ...tableFields[name].map((field) => [
        titleOf(field),
        field.required ? 'yes' : 'no',
        cellReaders[field.kind].expected,
        field.synonyms.slice(2).join(', '),
      ]),
    ],
  );
}

async function tableIn(
  format: TableFormat,
  name: TableName,
  rows: readonly Record<string, string | number | undefined>[],
  description?: readonly (readonly string[])[],
): Promise<string | Buffer> {
  const titles = tableFields[name].map(titleOf);
  if (format === 'csv') return csvTable(titles, rows);
  const cells = rows.map((row) => titles.map((title) => row[title] ?? null));
  const table = workbookSheet(name, titles, cells);
  if (description === undefined) return writeExcelFile([table]).toBuffer();
  const [head = [], ...lines] = description;
  return writeExcelFile([table, workbookSheet('columns', head, lines)]).toBuffer();
}

function valueAt(entry: object, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], entry);
}
