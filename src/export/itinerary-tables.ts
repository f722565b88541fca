/** The itineraries as tables: a text for a CRM, a workbook for people. */
import writeExcelFile from 'write-excel-file/node';
import type { Plan, PlanRequest } from '#solver';
import { type Cell, csvTable } from './csv-table.ts';
import { type ItineraryColumn, itineraryColumns, itineraryRows } from './itinerary-rows.ts';
import { workbookSheet } from './workbook-sheet.ts';

/** CSV, one row an activity. */
export function itinerariesCsv(plan: Plan, request: PlanRequest): string {
  return csvTable(itineraryColumns, itineraryRows(plan, request));
}

const widths: Partial<Record<ItineraryColumn, number>> = {
  ...{ repName: 20, customerName: 30, hotel: 24, agenda: 40, contact: 20, jointWith: 20, nightReason: 60 },
  ...{ arriveAtInstant: 26, startAtInstant: 26, endAtInstant: 26 },
};

/**
 * XLSX with the columns of the CSV on one sheet, which can be filtered and summed: dates, times of day and numbers are such,
 * texts are texts, whatever they begin with. The columns `…Instant` stay texts: a cell knows no offset.
 */
export async function itinerariesXlsx(plan: Plan, request: PlanRequest): Promise<Buffer> {
  const rows = itineraryRows(plan, request).map((row) =>
    itineraryColumns.map((column) => workbookCell(column, row[column])),
  );
  const columns = itineraryColumns.map((column) => ({ width: widths[column] ?? 13 }));
  return writeExcelFile([{ ...workbookSheet('itineraries', itineraryColumns, rows), columns }]).toBuffer();
}

function workbookCell(column: ItineraryColumn, cell: Cell) {
  if (cell === undefined || cell === '') return null;
  if (column === 'date') return { value: new Date(`${cell}T00:00:00Z`), format: 'yyyy-mm-dd' };
  if (column === 'arriveAt' || column === 'startAt' || column === 'endAt') {
    const [hours = 0, minutes = 0] = String(cell).split(':').map(Number);
    // A time of day is a part of a day (ECMA-376, part 1, section 18.17.4.2).
    return { value: (hours * 60 + minutes) / 1440, format: 'hh:mm' };
  }
  return cell;
}
