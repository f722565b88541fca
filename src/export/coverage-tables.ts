/** A review as tables: one row a class, rep and customer. */
import writeExcelFile from 'write-excel-file/node';
import { type Coverage, type CoverageRow, coverageRowSchema } from '#solver';
import { type Cell, csvTable } from './csv-table.ts';

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
  const bold = (value: string) => ({ value, fontWeight: 'bold' as const });
  const sheets = groupsOf(coverage).map(([by, rows]) => ({
    sheet: by,
    data: [fields.map(bold), ...rows.map((row) => fields.map((field) => cellsOf(row)[field] ?? null))],
    stickyRowsCount: 1,
  }));
  const suggestions = coverage.suggestions.map(({ code, subject, message }) => [code, subject, message]);
  const last = {
    sheet: 'suggestions',
    data: [['code', 'subject', 'message'].map(bold), ...suggestions],
    stickyRowsCount: 1,
  };
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
  };
}
