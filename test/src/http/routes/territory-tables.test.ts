/** Tables of customers and reps, in and out, on a real database. */
import { describe, expect, test } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { readTable } from '../../../../src/tables/index.ts';
import { issuesOf, problemOf } from '../test-app.ts';
import {
  customer,
  patch,
  real,
  resultsOf,
  stored,
  storeTerritoryBeforeEach,
  territory,
  url,
} from './stored-territory.ts';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
storeTerritoryBeforeEach();

test('a row of a table with text that no database keeps is refused, and the list of territories stays readable', async () => {
  const table = 'id,name,lat,lng,class\nC3,N\0N,41.6,-91.5,A1\nC4,Four,41.6,-91.5,A1\n';
  const response = await patch('/customers', table);
  expect(response.statusCode).toBe(200);
  expect(resultsOf(response)).toEqual(['C3 rejected', 'C4 inserted']);
  expect(response.json().results[0].issues).toMatchObject([{ code: 'BAD_CELL', path: '/name' }]);
  expect((await real.app.inject('/v1/territories')).statusCode).toBe(200);
});

describe('tables', () => {
  test('a text table goes in with a mode, and says which row is wrong', async () => {
    const csv = 'id;lat;lng;revenue;class\r\nC2;41,6;-91,5;1.000;A1\r\nC3;41,7;-91,6;many;B1\r\nC4;41,7;;5;\r\n';
    const response = await patch('/customers?mode=updateOrInsertOrDelete', csv);
    expect(response.statusCode).toBe(200);
    const { results } = response.json();
    expect(results.map(({ row, id, result }: Record<string, unknown>) => [row, id, result])).toEqual([
      [2, 'C2', 'updated'],
      [3, 'C3', 'rejected'],
      [4, 'C4', 'rejected'],
      [undefined, 'C1', 'deleted'],
    ]);
    expect(results[1].issues).toMatchObject([{ code: 'BAD_CELL', path: '/annualRevenue', row: 3 }]);
    expect(results[2].issues).toMatchObject([{ code: 'MISSING_FIELD', path: '/location/lng' }]);
    expect((await stored()).territory.customers).toEqual([customer('C2', { annualRevenue: 1000 })]);
  });

  test('nobody is deleted where line ends differ, or where a row has cells that are not its own, and that is told', async () => {
    const mode = '/customers?mode=updateOrInsertOrDelete';
    const mixed = await patch(mode, 'id,name\r\nC1,One\nC2,Two\n');
    expect(resultsOf(mixed)).toEqual(['C1 unchanged', 'C2 updated']);
    const torn = await patch(mode, 'id,name\nC1,One,C2,Two\n');
    expect(resultsOf(torn)).toEqual(['C1 rejected']);
    expect(torn.json()).toMatchObject({ deleted: 0, issues: [{ severity: 'warning', code: 'NOBODY_DELETED' }] });
    const sheets = ['a', 'b'].map((sheet, k) => ({
      sheet,
      data: [
        ['id', 'name'],
        [`C${k + 1}`, 'One'],
      ],
    }));
    const half = await patch(mode, await writeExcelFile(sheets).toBuffer(), { 'content-type': xlsx });
    expect(half.json().issues.map(({ code }: { code: string }) => code)).toEqual(['SHEETS_NOT_READ', 'NOBODY_DELETED']);
    expect((await stored()).territory.customers).toHaveLength(2);
  });

  test('columns are called as they were mapped once', async () => {
    const mappings = { customers: { Erpnr: 'id', 'Wert 1': 'annualRevenue', Notiz: null } };
    const put = await real.app.inject({ method: 'PUT', url: `${url}/column-mappings`, payload: mappings });
    expect(put.statusCode).toBe(200);
    expect((await real.app.inject(`${url}/column-mappings`)).json()).toEqual(mappings);
    const response = await patch('/customers', 'Erpnr,lat,lng,Wert 1,Notiz\nC7,41.5,-91.4,700,x\n');
    expect(resultsOf(response)).toEqual(['C7 inserted']);
    expect((await stored()).territory.customers[2].annualRevenue).toBe(700);
  });

  test.each(['text/csv', xlsx])(
    'as %s names only what changes: an empty cell or no column changes nothing',
    async (type) => {
      const send = async (mode: string, cells: readonly (readonly string[])[]) => {
        const isCsv = type === 'text/csv';
        const payload = isCsv ? cells.join('\n') : await writeExcelFile(cells.map((row) => [...row])).toBuffer();
        return patch(`/customers?mode=${mode}`, payload, { 'content-type': type });
      };
      const minutes = await send('update', [
        ['id', 'visitMinutes'],
        ['C1', '35'],
      ]);
      expect(resultsOf(minutes)).toEqual(['C1 updated']);
      const places = await send('updateOrInsert', [
        ['id', 'lat', 'lng', 'visitMinutes'],
        ['C1', '', '-91.4', ''],
        ['C2', '', '', '40'],
        ['C3', '', '-91.4', '40'],
      ]);
      expect(resultsOf(places)).toEqual(['C1 updated', 'C2 updated', 'C3 rejected']);
      expect(places.json().results[2].issues).toMatchObject([{ code: 'MISSING_FIELD', path: '/location/lat' }]);
      expect((await stored()).territory.customers).toEqual([
        { ...territory.customers[0], visitMinutes: 35, location: { lat: 41.6, lng: -91.4 } },
        customer('C2', { visitMinutes: 40 }),
      ]);
    },
  );

  test('a mapping to what is no field is refused at once, with the fields that there are', async () => {
    const put = (payload: object) => real.app.inject({ method: 'PUT', url: `${url}/column-mappings`, payload });
    const wrong = await put({ customers: { Nr: 'nope', 'a/b': 'colour', Name: 'name' }, hotels: { Ort: 'repId' } });
    expect(wrong.statusCode).toBe(422);
    expect(issuesOf(wrong)).toEqual([
      'BAD_MAPPING /customers/Nr',
      'BAD_MAPPING /customers/a~1b',
      'BAD_MAPPING /hotels/Ort',
    ]);
    expect(problemOf(wrong).issues[0].action).toMatch(/^Use one of: id, name, lat, lng, /);
    expect((await real.app.inject(`${url}/column-mappings`)).json()).toEqual({});
    expect((await put({ customers: { Nr: 'Kundennummer', Ort: null } })).statusCode).toBe(200);
  });

  test('a row that would insert says which fields it lacks, though the table has no column for them', async () => {
    const response = await patch('/customers', 'id,visitMinutes\nC1,35\nC7,40\n');
    expect(resultsOf(response)).toEqual(['C1 updated', 'C7 rejected']);
    expect(response.json().results[1].issues).toMatchObject([
      { code: 'MISSING_FIELD', path: '/location/lat' },
      { code: 'MISSING_FIELD', path: '/location/lng' },
    ]);
  });

  test('an empty cell keeps what it is about also where two cells make one field', async () => {
    await patch('/reps', { reps: [{ id: 'R1', overnight: { maxConsecutiveNights: 2, maxNightsPerWeek: 3 } }] });
    const response = await patch('/reps', 'id,maxConsecutiveNights,maxNightsPerWeek\nR1,1,\n');
    expect(resultsOf(response)).toEqual(['R1 updated']);
    expect((await stored()).territory.reps[0].overnight).toEqual({ maxConsecutiveNights: 1, maxNightsPerWeek: 3 });
  });

  test('a table without a needed column, and one that is no table, are refused', async () => {
    const without = await patch('/customers?mode=insert', 'id,lat\nC7,41\n');
    expect(without.statusCode).toBe(422);
    expect(issuesOf(without)).toEqual(['MISSING_COLUMN /territory/customers']);
    expect(issuesOf(await patch('/customers', 'lat,lng\n41,-91\n'))).toEqual(['MISSING_COLUMN /territory/customers']);
    const broken = await patch('/customers', Buffer.from('PK\u0003\u0004 no workbook'), { 'content-type': xlsx });
    expect(issuesOf(broken)).toEqual(['BAD_FILE /territory/customers']);
  });

  test('a table takes as many rows as JSON does', async () => {
    const ids = Array.from({ length: 20_001 }, (_, k) => `N${k}`);
    const response = await patch('/customers', ['id', ...ids].join('\n'));
    expect(response.statusCode).toBe(422);
    expect(problemOf(response).issues).toMatchObject([
      { code: 'TOO_MANY_ROWS', message: 'customers.csv has more than 20000 rows, the most that one call takes.' },
    ]);
    expect((await patch('/customers', { customers: ids.map((id) => ({ id })) })).statusCode).toBe(400);
  });

  test.each(['text/csv', xlsx])('what is read as %s can be sent back and changes nothing', async (type) => {
    const contacts = [{ id: 'k1', name: 'Ana', decisionMaker: true }];
    await patch('/customers', { customers: [customer('C2', { contacts, tags: ['a', 'b'], name: '=1+1' })] });
    const before = await stored();
    const table = await real.app.inject({ url: `${url}/customers`, headers: { accept: type } });
    expect(table.statusCode).toBe(200);
    const response = await patch('/customers?mode=updateOrInsertOrDelete', table.rawPayload, { 'content-type': type });
    expect(response.json()).toMatchObject({ unchanged: 2, rejected: 0, deleted: 0, issueCount: 0 });
    expect(await stored()).toEqual(before);
  });

  test.each(['text/csv', xlsx])('as %s ids and texts that no cell holds as they are come back too', async (type) => {
    const more = { name: 'Two ', contacts: [{ id: 'k1', name: 'Ana', decisionMaker: true }] };
    const ids = ['C1   ', " 'x", "'=1", '_x0041_', 'a\u0001b'];
    await patch('/reps', { reps: [{ id: 'R3  ', home: { lat: 41.6, lng: -91.5 } }] });
    const rows = ids.map((id) => customer(id, { ...more, repId: 'R3  ' }));
    const deleteIds = ['C1'];
    await patch('/customers', { customers: rows, deleteIds });
    const before = await stored();
    const table = await real.app.inject({ url: `${url}/customers`, headers: { accept: type } });
    const response = await patch('/customers?mode=updateOrInsertOrDelete', table.rawPayload, { 'content-type': type });
    expect(response.json()).toMatchObject({ unchanged: 6, rejected: 0, deleted: 0, inserted: 0 });
    expect(resultsOf(response)).toEqual(['C2', ...ids].map((id) => `${id} unchanged`));
    expect(await stored()).toEqual(before);
  });

  test('of two ids that are one in a table none is deleted', async () => {
    await patch('/customers', { customers: [customer('C1 ')] });
    const response = await patch('/customers?mode=updateOrInsertOrDelete', 'id,name\nC1,First\n');
    expect(resultsOf(response)).toEqual(['C1 updated', 'C2 deleted']);
    expect((await stored()).territory.customers.map(({ id }: { id: string }) => id)).toEqual(['C1', 'C1 ']);
  });

  test.each(['text/csv', xlsx])('the template as %s is a table without a row', async (accept) => {
    for (const name of ['customers', 'reps'] as const) {
      const template = await real.app.inject({ url: `/v1/templates/${name}`, headers: { accept } });
      const { entries, issues } = await readTable(name, template.rawPayload);
      expect([entries, issues]).toEqual([[], []]);
    }
  });

  test('JSON lists the entries, once', async () => {
    const again = await real.app.inject({ url: `${url}/reps`, headers: { 'if-none-match': '"1"' } });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    expect((await real.app.inject(`${url}/reps`)).json()).toEqual({ reps: territory.reps });
  });
});
