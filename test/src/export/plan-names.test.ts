/** Names of a plan, and that tables, sheets and map all use them. */
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import {
  itinerariesCsv,
  planGeoJson,
  unassignedVisitsCsv,
  visitSheets,
  visitSheetsCsv,
  visitSheetsHtml,
} from '../../../src/export/index.ts';
import { mapHtml } from '../../../src/map/index.ts';
import { madeUp } from './made-up-plan.ts';

type Row = Record<string, string>;
const rowsOf = (csv: string) => parse(csv, { bom: true, columns: true }) as Row[];

/** Two reps of one name, and ids of customers and contacts that are the same when they are joined by a slash. */
function confusing() {
  const { plan, request } = madeUp();
  const [ana, ben] = request.territory.reps;
  ben.name = ana.name;
  const [{ days }] = plan.itineraries;
  const [first, second] = days[0].stops;
  const rename = (from: string, to: string) => {
    request.territory.customers.find(({ id }) => id === from)!.id = to;
    for (const territory of plan.territories)
      territory.customerIds = territory.customerIds.map((id) => (id === from ? to : id));
    for (const day of plan.itineraries.flatMap((itinerary) => itinerary.days))
      for (const stop of day.stops) if (stop.customerId === from) stop.customerId = to;
  };
  rename(first.customerId, 'a');
  rename(second.customerId, 'a/b');
  const customer = (id: string) => request.territory.customers.find((each) => each.id === id)!;
  customer('a').contacts = [{ id: 'b/c', name: 'Xaver' }];
  customer('a/b').contacts = [{ id: 'c', name: 'Yvonne' }];
  Object.assign(first, { contactId: 'b/c' });
  Object.assign(second, { contactId: 'c' });
  return { plan, request, date: days[0].date };
}

test('a contact is the one of the customer, whatever signs ids have', () => {
  const { plan, request, date } = confusing();
  const visits = rowsOf(itinerariesCsv(plan, request)).filter((row) => row.activity === 'visit' && row.date === date);
  expect(visits.slice(0, 2).map(({ contact }) => contact)).toEqual(['Xaver', 'Yvonne']);
  const sheets = visitSheets(plan, request, 'week', date);
  expect(sheets[0].rows.slice(0, 2).map(({ contact }) => contact)).toEqual(['Xaver', 'Yvonne']);
  const contacts = [...mapHtml(plan, request).matchAll(/"contact":"([^"]*)"/g)].map(([, name]) => name);
  expect(contacts.slice(0, 2)).toEqual(['Xaver', 'Yvonne']);
});

test('reps of one name have their ids behind it, in every format that names them; others do not', () => {
  const { plan, request, date } = confusing();
  const titles = ['Ana Ruiz (R1)', 'Ana Ruiz (R2)', '陈静'];
  const repNames = (csv: string) => [...new Set(rowsOf(csv).map(({ repName }) => repName))];
  expect(repNames(itinerariesCsv(plan, request))).toEqual(titles);
  expect(repNames(unassignedVisitsCsv(plan, request)).filter((name) => !titles.includes(name))).toEqual([]);
  const drawn = planGeoJson(plan, request).features.map(({ properties }) => properties?.repName);
  expect([...new Set(drawn.filter((name) => name !== undefined))]).toEqual(titles);
  const sheets = visitSheets(plan, request, 'week', date);
  expect(repNames(visitSheetsCsv(sheets))).toEqual(titles);
  const headings = [...visitSheetsHtml(sheets, 'Visits').matchAll(/<h1>(.*?)<\/h1>/g)].map(([, title]) => title);
  expect(headings).toEqual(titles);
});
