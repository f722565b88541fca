import { parse } from 'csv-parse/sync';
import readExcelFile from 'read-excel-file/node';
import { expect, test } from 'vitest';
import { itinerariesCsv, itinerariesXlsx } from '../../../src/export/index.ts';
import { madeUp } from './made-up-plan.ts';

type Row = Record<string, string>;

function rowsOf(csv: string): Row[] {
  return parse(csv, { bom: true, columns: true }) as Row[];
}

test('begins with a byte order mark and one header, and every day has its activities in order of time', () => {
  const { request, plan } = madeUp();
  const csv = itinerariesCsv(plan, request);
  expect(csv.startsWith('\uFEFFrepId,repName,date,')).toBe(true);
  const rows = rowsOf(csv);
  const day = plan.itineraries[1].days[0];
  const mine = rows.filter((row) => row.repId === 'R2' && row.date === day.date);
  expect(mine.map((row) => row.sequence)).toEqual(mine.map((_, index) => String(index + 1)));
  expect(mine.map((row) => row.activity)).toEqual([
    'start',
    'visit',
    'visit',
    'visit',
    'break',
    'visit',
    'visit',
    day.end.kind === 'home' ? 'end' : 'night',
  ]);
  expect(mine.filter((row) => row.activity === 'visit').map((row) => row.customerId)).toEqual(
    day.stops.map((stop) => stop.customerId),
  );
  expect(mine[0]).toMatchObject({ weekday: 'mon', endAt: '08:00', endAtInstant: '2026-11-30T08:00:00-06:00' });
});

test('times of day are local to the rep, whatever offset the instant has', () => {
  const { request, plan } = madeUp();
  request.territory.reps[0] = { ...request.territory.reps[0], timeZone: 'America/New_York' };
  plan.itineraries[0].days[0].start.departAt = '2026-11-30T14:00:00Z';
  const [first] = rowsOf(itinerariesCsv(plan, request));
  expect(first).toMatchObject({ endAt: '09:00', endAtInstant: '2026-11-30T14:00:00Z' });
});

test('a night carries the hotel, its price and the reason; a visit its class, contact and agenda', () => {
  const { request, plan } = madeUp();
  const rows = rowsOf(itinerariesCsv(plan, request));
  const nights = rows.filter((row) => row.activity === 'night');
  expect(nights).toHaveLength(plan.kpis.nightsOut);
  expect(nights[0]).toMatchObject({ nightCost: '90', nightReason: 'The next day begins close by.' });
  expect(nights[0].hotel).toMatch(/^Inn near /);
  const visit = rows.find((row) => row.customerId === 'C6')!;
  expect(visit).toMatchObject({ contact: 'Buyer 6', agenda: 'checkStock | exchangeInformation' });
  expect(visit.class).toMatch(/^(A1|A2|B1|B2|C)$/);
});

test('the morning after a night starts at the hotel by the name it had in the evening, also of one not in the request', () => {
  const { request, plan } = madeUp();
  const rows = rowsOf(itinerariesCsv(plan, request));
  const nights = rows.filter((row) => row.activity === 'night');
  const mornings = rows.filter((row) => row.activity === 'start' && row.hotel !== '');
  expect(mornings.map((row) => row.hotel)).toEqual(nights.map((row) => row.hotel));
});

test('a joint visit names who comes along; phone calls follow the day', () => {
  const { request, plan } = madeUp();
  request.territory.supervisors = [{ id: 'S1', name: 'Ida Gray' }];
  const [day] = plan.itineraries[0].days;
  day.stops[0].jointWith = 'S1';
  const called = request.territory.customers[0];
  day.phoneCalls = [{ customerId: called.id }];
  const rows = rowsOf(itinerariesCsv(plan, request)).filter(({ repId, date }) => repId === 'R1' && date === day.date);
  expect(rows.find(({ activity }) => activity === 'visit')?.jointWith).toBe('Ida Gray');
  expect(rows.at(-1)).toMatchObject({ activity: 'phoneCall', customerId: called.id, startAt: '' });
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1'])(
  'a name like %j cannot run as a formula; numbers stay numbers',
  (name) => {
    const { request, plan } = madeUp();
    const { customerId } = plan.itineraries[0].days[0].stops[0];
    const customer = request.territory.customers.find(({ id }) => id === customerId)!;
    customer.name = name;
    const row = rowsOf(itinerariesCsv(plan, request)).find((found) => found.customerId === customerId)!;
    expect(row.customerName).toBe(`'${name}`);
    expect(Number(row.lng)).toBe(customer.location.lng);
    expect(Number(row.lng)).toBeLessThan(0);
  },
);

type WorkbookRow = Record<string, string | number | Date | null>;

async function workbookRows(workbook: Buffer): Promise<WorkbookRow[]> {
  const [sheet] = await readExcelFile(workbook);
  const [header, ...rows] = sheet.data;
  return rows.map((row) => Object.fromEntries(header.map((column, index) => [column, row[index]])) as WorkbookRow);
}

test('the workbook says what the CSV says, with dates, times of day and numbers as such', async () => {
  const { request, plan } = madeUp();
  plan.itineraries[0].days[0].phoneCalls = [{ customerId: 'C1' }];
  request.territory.customers[0].name = 'Store 1';
  const texts = rowsOf(itinerariesCsv(plan, request));
  const cells = await workbookRows(await itinerariesXlsx(plan, request));
  expect(Object.keys(cells[0])).toEqual(Object.keys(texts[0]));
  expect(cells).toHaveLength(texts.length);
  cells.forEach((row, index) => {
    for (const [column, text] of Object.entries(texts[index])) {
      const cell = row[column];
      if (text === '') expect(cell, column).toBeNull();
      else if (column === 'date') expect((cell as Date).toISOString()).toBe(`${text}T00:00:00.000Z`);
      else if (/^(arriveAt|startAt|endAt)$/.test(column)) expect(clockOf(cell), column).toBe(text);
      else if (/^(drive|wait|lat|lng|nightCost|sequence)/.test(column)) expect(cell, column).toBe(Number(text));
      else expect(cell, column).toBe(text);
    }
  });
});

/** A time of day is a part of a day; what reads it as a time says so by a date before all. */
function clockOf(cell: WorkbookRow[string]): string {
  return new Date(Math.round(Number(cell) / 60_000) * 60_000)
    .toISOString()
    .replace(/^1899-12-30T(.{5}):00.000Z$/, '$1');
}

test('in the workbook a name that begins like a formula is the text that it is', async () => {
  const { request, plan } = madeUp();
  const [stop] = plan.itineraries[0].days[0].stops;
  request.territory.customers.find(({ id }) => id === stop.customerId)!.name = '=cmd|calc, "x"';
  const workbook = await itinerariesXlsx(plan, request);
  const row = (await workbookRows(workbook)).find(({ customerId }) => customerId === stop.customerId);
  expect(row?.customerName).toBe('=cmd|calc, "x"');
});
