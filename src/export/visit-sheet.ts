/** The sheet that a rep takes along, a week or a month: time, place, purpose, customer and contact of every visit. */
import { DateTime } from 'luxon';
import writeExcelFile from 'write-excel-file/node';
import type { Plan, PlannedDay, PlanRequest } from '#solver';
import { agendaWords } from './agenda-words.ts';
import { type Cell, csvTable } from './csv-table.ts';
import { type ClockOf, repClocks, weekdayOf } from './local-time.ts';
import { type PlanNames, planNames } from './plan-names.ts';
import { workbookSheet } from './workbook-sheet.ts';

export const sheetColumns = [
  'date',
  'weekday',
  'from',
  'to',
  'activity',
  'customerId',
  'customer',
  'class',
  'place',
  'purpose',
  'contact',
  'with',
  'done',
] as const;

export type SheetRow = Partial<Record<(typeof sheetColumns)[number], Cell>>;

/** Of one rep. */
export interface VisitSheet {
  readonly repId: string;
  readonly repName: string;
  readonly from: string;
  readonly to: string;
  readonly rows: readonly SheetRow[];
}

/**
 * A row a visit, phone call and night; `done` is left empty for the pen.
 * @param period the week (from Monday) or month in which `on` lies
 */
export function visitSheets(
  plan: Plan,
  request: PlanRequest,
  period: 'week' | 'month',
  on: string,
): readonly VisitSheet[] {
  const day = DateTime.fromISO(on, { zone: 'utc' });
  const from = day.startOf(period).toFormat('yyyy-MM-dd');
  const to = day.endOf(period).toFormat('yyyy-MM-dd');
  const names = planNames(plan, request);
  const clockOf = repClocks(plan, request);
  return plan.itineraries.map(({ repId, days }) => ({
    ...{ repId, repName: names.rep(repId), from, to },
    rows: days
      .filter(({ date }) => date >= from && date <= to)
      .flatMap((planned) => rowsOf(planned, clockOf(repId), names)),
  }));
}

function rowsOf(day: PlannedDay, clock: ClockOf, names: PlanNames): SheetRow[] {
  const head = { date: day.date, weekday: weekdayOf(day.date) };
  const customerOf = (customerId: string): SheetRow => {
    const { name, class: className } = names.customer(customerId);
    return { customerId, customer: name, class: className };
  };
  const visits = day.stops.map(
    ({ customerId, contactId, jointWith, ...stop }): SheetRow => ({
      ...head,
      ...{ from: clock(stop.startAt), to: clock(stop.endAt), activity: stop.appointment ? 'appointment' : 'visit' },
      ...customerOf(customerId),
      place: placeOf(names.customer(customerId)),
      purpose: agendaWords(stop.agenda),
      contact: contactId && names.contact(customerId, contactId),
      with: jointWith && names.supervisor(jointWith),
    }),
  );
  const calls = (day.phoneCalls ?? []).map(
    ({ customerId }): SheetRow => ({ ...head, activity: 'phone call', ...customerOf(customerId) }),
  );
  const night = day.overnightStay;
  const nights: SheetRow[] =
    night === null ? [] : [{ ...head, from: clock(day.end.arriveAt), activity: 'night', place: night.name }];
  return [...visits, ...calls, ...nights];
}

function placeOf({ area, place }: ReturnType<PlanNames['customer']>): string {
  const where = place === undefined ? undefined : `${place.lat.toFixed(5)} ${place.lng.toFixed(5)}`;
  return [area, where].filter((part) => part !== undefined).join(', ');
}

export function visitSheetsCsv(sheets: readonly VisitSheet[]): string {
  const rows = sheets.flatMap(({ repId, repName, rows: own }) => own.map((row) => ({ repId, repName, ...row })));
  return csvTable(['repId', 'repName', ...sheetColumns], rows);
}

/** A sheet of the workbook a rep, to be printed across the page. */
export function visitSheetsXlsx(sheets: readonly VisitSheet[]): Promise<Buffer> {
  const taken = new Set<string>();
  return writeExcelFile(
    sheets.map(({ repName, rows }) => ({
      ...workbookSheet(
        sheetName(repName, taken),
        sheetColumns,
        rows.map((row) => sheetColumns.map((column) => row[column] ?? null)),
      ),
      columns: sheetColumns.map((column) => ({ width: ['customer', 'purpose', 'place'].includes(column) ? 28 : 12 })),
      orientation: 'landscape' as const,
    })),
  ).toBuffer();
}

/** At most 31 characters, none of \ / ? * [ ] : and no apostrophe at the ends; none twice. */
function sheetName(name: string, taken: Set<string>): string {
  const plain =
    name
      .replace(/[\\/?*[\]:]|\p{Cc}/gu, ' ')
      .slice(0, 26)
      // The cut may have halved a character.
      .replace(/[\uD800-\uDBFF]$/, '')
      .replace(/^['\s]+|['\s]+$/g, '') || 'rep';
  let free = plain;
  for (let number = 2; taken.has(free.toLowerCase()); number++) free = `${plain} ${number}`;
  taken.add(free.toLowerCase());
  return free;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: unknown): string => String(text ?? '').replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign);

/** One page a rep, for the printer; on a phone each row is a card, with the column before its value. */
export function visitSheetsHtml(sheets: readonly VisitSheet[], title: string): string {
  const shown = sheetColumns.filter((column) => column !== 'customerId');
  const page = ({ repName, from, to, rows }: VisitSheet) => `<section><h1>${escaped(repName)}</h1>
<p>${escaped(title)} · ${from} – ${to} · ${rows.length === 0 ? 'no visits' : `${rows.length} entries`}</p>
<table><thead><tr>${shown.map((column) => `<th scope="col">${column}</th>`).join('')}</tr></thead><tbody>
${rows.map((row) => `<tr>${shown.map((column) => `<td data-column="${column}">${escaped(row[column])}</td>`).join('')}</tr>`).join('\n')}
</tbody></table></section>`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="icon" href="data:,"><title>${escaped(title)}</title><style>
body{font:13px/1.4 system-ui,sans-serif;margin:1.5rem;color:#1c2430;overflow-wrap:anywhere}h1{margin:0;font-size:1.3rem}p{margin:.2rem 0 .8rem;color:#5a6675}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #c8d0da;padding:.25rem .4rem;text-align:left;vertical-align:top}
th,td:nth-child(-n+5){white-space:nowrap}th:nth-child(8){min-width:6rem}th{background:#eef2f6}tr{break-inside:avoid}section{break-after:page;margin-bottom:2rem}@page{size:A4 landscape;margin:12mm}
@media screen and (max-width:700px){body{margin:1rem}table,tbody,tr,td{display:block}thead,td:empty{display:none}tr{border:1px solid #c8d0da;margin-bottom:.6rem;padding:.3rem .5rem}
td,td:nth-child(-n+5){border:0;padding:.1rem 0 .1rem 6rem;text-indent:-6rem;white-space:normal}td::before{content:attr(data-column);display:inline-block;width:6rem;text-indent:0;color:#5a6675}}
@media print{body{margin:0}}</style></head><body>${sheets.map(page).join('\n')}</body></html>`;
}
