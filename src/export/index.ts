/** The door of the room: a plan in the formats that others read. */
export { agendaWords } from './agenda-words.ts';
export { coverageCsv, coverageXlsx } from './coverage-tables.ts';
export { type Cell, csvTable } from './csv-table.ts';
export { filterPlan, type PlanFilter } from './filter-plan.ts';
export { itinerariesCalendar, type PlanOrigin } from './itineraries-calendar.ts';
export { itinerariesCsv, itinerariesXlsx } from './itinerary-tables.ts';
export { type ClockOf, repClocks, weekdayOf } from './local-time.ts';
export { type ChangedVisit, type PlanChange, planChanges } from './plan-changes.ts';
export { planGeoJson } from './plan-geojson.ts';
export { type PlanNames, planNames } from './plan-names.ts';
export { repColours } from './rep-colours.ts';
export { unassignedVisitsCsv } from './unassigned-visits-csv.ts';
export {
  type VisitSheet,
  visitSheets,
  visitSheetsCsv,
  visitSheetsHtml,
  visitSheetsXlsx,
} from './visit-sheet.ts';
export { workbookSheet } from './workbook-sheet.ts';
