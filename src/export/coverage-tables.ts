/** A review as tables: one row a class, rep and customer. */
import writeExcelFile from 'write-excel-file/node';
import { type Coverage, type CoverageRow, coverageRowSchema } from '#solver';
import { type Cell, csvTable } from './csv-table.ts';
import { workbookSheet } from './workbook-sheet.ts';

const fields = coverageRowSchema.keyof().options;
const columns = ['by', ...fields] as const;

/** CSV; a number that does not exist is empty. */
export function coverageCsv(coverage: Coverage): string {
  return csvTable(
    columns,
    groupsOf(coverage).flatMap(([by, rows]) => rows.map((row) => ({ by, ...cellsOf(row) }))),
  );
}

/** XLSX with a sheet for the classes, the reps, the customers and the suggestions. */
export async function coverageXlsx(coverage: Coverage): Promise<Buffer> {
  const sheets = groupsOf(coverage).map(([by, rows]) =>
    workbookSheet(
      by,
      fields,
      rows.map((row) => fields.map((field) => cellsOf(row)[field] ?? null)),
    ),
  );
  const suggestions = coverage.suggestions.map(({ code, subject, message }) => [code, subject, message]);
  const last = workbookSheet('suggestions', ['code', 'subject', 'message'], suggestions);
  return writeExcelFile([...sheets, last]).toBuffer();
}

function groupsOf({ total, byClass, byRep, byCustomer }: Coverage): [by: string, rows: readonly CoverageRow[]][] {
  return [
    ['total', [total]],
    ['class', byClass],
    ['rep', byRep],
    ['customer', byCustomer],
  ];
}

function cellsOf(row: CoverageRow): Record<(typeof fields)[number], Cell> {
  return {
    ...row,
    intervalDeviation: row.intervalDeviation ?? undefined,
    planAdherence: row.planAdherence ?? undefined,
    plannedDriveMinutes: row.plannedDriveMinutes ?? undefined,
    doneDriveMinutes: row.doneDriveMinutes ?? undefined,
  };
}
