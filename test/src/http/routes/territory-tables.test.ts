/** Many customers and reps in one call, on a real database. */
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { readTable } from '../../../../src/tables/index.ts';
import { type RealApp, startRealApp } from '../../real-app.ts';
import { issuesOf, post, problemOf } from '../test-app.ts';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const customer = (id: string, more: object = {}) => ({ id, location: { lat: 41.6, lng: -91.5 }, class: 'A1', ...more });
const territory = {
  timeZone: 'America/Chicago',
  reps: [
    { id: 'R1', home: { lat: 41.66, lng: -91.53 } },
    { id: 'R2', home: { lat: 41.97, lng: -91.66 } },
  ],
  customers: [customer('C1', { name: 'One', lastVisitedOn: '2026-11-02', repId: 'R1' }), customer('C2')],
};

let real: RealApp;
let url: string;
beforeAll(async () => {
  real = await startRealApp();
});
beforeEach(async () => {
  url = `/v1/territories/${(await post(real.app, '/v1/territories', { territory })).json().territoryId}`;
});
afterAll(() => real.close());

function patch(path: string, payload: unknown, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> {
  const isTable = typeof payload === 'string' || Buffer.isBuffer(payload);
  return real.app.inject({
    method: 'PATCH',
    url: url + path,
    headers: { 'content-type': isTable ? 'text/csv' : 'application/json', ...headers },
    payload: isTable ? payload : JSON.stringify(payload),
  });
}

const stored = async () => (await real.app.inject(url)).json();
const idsOf = async () => (await stored()).territory.customers.map(({ id }: { id: string }) => id);
const resultsOf = (response: LightMyRequestResponse) =>
  response.json().results.map(({ id, result }: { id: string; result: string }) => `${id} ${result}`);

test('a row of a table with text that no database keeps is refused, and the list of territories stays readable', async () => {
  const table = 'id,name,lat,lng,class\nC3,N\0N,41.6,-91.5,A1\nC4,Four,41.6,-91.5,A1\n';
  const response = await patch('/customers', table);
  expect(response.statusCode).toBe(200);
  expect(resultsOf(response)).toEqual(['C3 rejected', 'C4 inserted']);
  expect(response.json().results[0].issues).toMatchObject([{ code: 'BAD_CELL', path: '/name' }]);
  expect((await real.app.inject('/v1/territories')).statusCode).toBe(200);
});

describe('a batch', () => {
  test.each([
    ['insert', ['C2 rejected', 'C3 inserted'], ['C1', 'C2', 'C3']],
    ['update', ['C2 updated', 'C3 rejected'], ['C1', 'C2']],
    ['updateOrInsert', ['C2 updated', 'C3 inserted'], ['C1', 'C2', 'C3']],
    ['updateOrInsertOrDelete', ['C2 updated', 'C3 inserted', 'C1 deleted'], ['C2', 'C3']],
  ])('of mode %s', async (mode, results, ids) => {
    const rows = [customer('C2', { name: 'Two' }), customer('C3')];
    const response = await patch('/customers', { mode, customers: rows });
    expect(response.statusCode).toBe(200);
    expect(resultsOf(response)).toEqual(results);
    expect(await idsOf()).toEqual(ids);
    expect(response.headers.etag).toBe('"2"');
    expect((await stored()).version).toBe(2);
  });

  test('changes only the fields that a row names; null takes one away', async () => {
    const rows = [{ id: 'C1', annualRevenue: 5000, name: null }];
    expect(resultsOf(await patch('/customers', { mode: 'update', customers: rows }))).toEqual(['C1 updated']);
    expect((await stored()).territory.customers[0]).toEqual({
      ...customer('C1', { lastVisitedOn: '2026-11-02', repId: 'R1' }),
      annualRevenue: 5000,
    });
  });

  test('that changes nothing keeps the version', async () => {
    const response = await patch('/customers', { customers: [customer('C2')] });
    expect(response.json()).toMatchObject({ version: 1, unchanged: 1, updated: 0 });
  });

  test('rejects the rows that are wrong in themselves or together, each with its issues, and does the rest', async () => {
    const rows = [
      customer('C3', { visitMinutes: 5000, colour: 'red' }),
      customer('C4', { repId: 'R9' }),
      customer('C5', { minDaysBetween: 20, maxDaysBetween: 10 }),
      { location: { lat: 41, lng: -91 } },
      customer('C6'),
      customer('C6', { name: 'again' }),
    ];
    const response = await patch('/customers', { customers: rows });
    const { results, inserted, rejected } = response.json();
    expect([inserted, rejected]).toEqual([1, 5]);
    expect(
      results.map(({ issues }: { issues: { code: string; path: string }[] }) =>
        issues.map(({ code, path }) => `${code} ${path}`).sort(),
      ),
    ).toEqual([
      ['OUT_OF_RANGE /visitMinutes', 'UNKNOWN_FIELD /colour'],
      ['UNKNOWN_REP /repId'],
      [expect.stringMatching(/^SPACING_CONTRADICTION/)],
      ['MISSING_FIELD /id'],
      [],
      ['DUPLICATE_ID /id'],
    ]);
    expect(await idsOf()).toEqual(['C1', 'C2', 'C6']);
  });

  test('tells of a row of the wrong form what it contradicts, too, and of others nothing that follows from it', async () => {
    const rows = [
      customer('C1', { visitMinutes: 9999, repId: 'R9' }),
      customer('C3', { repId: 'R1', eligibleRepIds: ['R2'], minDaysBetween: '7' }),
      { id: 'C4', repId: 'R9', location: { lat: 0, lng: 0 } },
      { location: { lat: 41.6 }, class: 'Z' },
      customer('C5'),
    ];
    const response = await patch('/customers', { customers: rows });
    const told = response
      .json()
      .results.map(({ issues }: { issues: { code: string; path: string }[] }) =>
        issues.map(({ code, path }) => `${code} ${path}`),
      );
    expect(told).toEqual([
      ['OUT_OF_RANGE /visitMinutes', 'UNKNOWN_REP /repId'],
      ['WRONG_TYPE /minDaysBetween', 'LOCKED_REP_NOT_ELIGIBLE /repId'],
      ['UNKNOWN_REP /repId', 'ZERO_COORDINATES /location'],
      ['MISSING_FIELD /id', 'MISSING_FIELD /location/lng'],
      [],
    ]);
    expect(await idsOf()).toEqual(['C1', 'C2', 'C5']);
  });

  test('deletes by id', async () => {
    expect(resultsOf(await patch('/customers', { customers: [], deleteIds: ['C2', 'C9'] }))).toEqual(['C2 deleted']);
    expect(await idsOf()).toEqual(['C1']);
  });

  test('is refused as a whole when what remains would break a rule that no row breaks', async () => {
    const response = await patch('/reps', { reps: [], deleteIds: ['R1'] });
    expect(response.statusCode).toBe(422);
    expect(issuesOf(response)).toEqual(['UNKNOWN_REP /territory/customers/0/repId']);
    expect((await stored()).version).toBe(1);
  });

  test('of another form is refused with every fault', async () => {
    const response = await patch('/customers', { mode: 'replace', customers: 3, more: true });
    expect(response.statusCode).toBe(400);
    expect(issuesOf(response)).toEqual(['UNKNOWN_FIELD /more', 'UNKNOWN_VALUE /mode', 'WRONG_TYPE /customers']);
  });

  test('keeps what visits have said of a customer, also of one that comes back', async () => {
    const visits = [{ id: 'v1', customerId: 'C1', date: '2026-11-20' }];
    await post(real.app, `${url}/visits`, { visits });
    await patch('/customers', { customers: [], deleteIds: ['C1'] });
    await patch('/customers', { customers: [customer('C1')] });
    const { customers } = (await stored()).territory;
    expect(customers.find(({ id }: { id: string }) => id === 'C1').lastVisitedOn).toBe('2026-11-20');
  });

  test('sent back as it was read says nothing of its own of visits', async () => {
    const report = (date: string) =>
      post(real.app, `${url}/visits`, { visits: [{ id: 'v1', customerId: 'C1', date }] });
    const last = async () => (await stored()).territory.customers[0].lastVisitedOn;
    await report('2026-11-20');
    await patch('/customers', { customers: [{ ...(await stored()).territory.customers[0], name: 'First' }] });
    await real.app.inject({ method: 'PUT', url, payload: { territory: (await stored()).territory } });
    expect(await last()).toBe('2026-11-20');
    await report('2026-11-01');
    expect(await last()).toBe('2026-11-02');
    await patch('/customers', { customers: [{ id: 'C1', lastVisitedOn: '2026-10-30' }] });
    expect(await last()).toBe('2026-11-01');
    await report('2026-10-20');
    expect(await last()).toBe('2026-10-30');
  });

  test('with an older ETag is a 412, and never undoes what another caller did', async () => {
    const first = await patch('/customers', { customers: [customer('C3')] }, { 'if-match': '"1"' });
    expect(first.statusCode).toBe(200);
    const second = await patch('/customers', { customers: [customer('C4')] }, { 'if-match': '"1"' });
    expect(second.statusCode).toBe(412);
    problemOf(second);
    expect(await idsOf()).toEqual(['C1', 'C2', 'C3']);
  });

  test('and twenty others at the same time all take effect', async () => {
    const names = Array.from({ length: 20 }, (_, k) => `N${k}`);
    const visits = names.map((_, k) => ({ id: `v${k}`, customerId: 'C2', date: '2026-11-10' }));
    await Promise.all([
      ...names.map((id) => patch('/customers', { customers: [customer(id)] })),
      ...visits.map((visit) => post(real.app, `${url}/visits`, { visits: [visit] })),
      post(real.app, `${url}/plans`, { horizon: { start: '2026-11-30', weeks: 1 }, options: { maxSteps: 10 } }),
    ]);
    const { territory: after, version } = await stored();
    expect(after.customers.map(({ id }: { id: string }) => id).sort()).toEqual(['C1', 'C2', ...names].sort());
    expect(after.customers[1].lastVisitedOn).toBe('2026-11-10');
    expect(version).toBe(1 + 20 + 1);
  });
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

  test.each(['text/csv', xlsx])('the template as %s is a table that can be read', async (accept) => {
    for (const name of ['customers', 'reps'] as const) {
      const template = await real.app.inject({ url: `/v1/templates/${name}`, headers: { accept } });
      const { entries, issues } = await readTable(name, template.rawPayload);
      expect(issues).toEqual([]);
      expect(entries).toHaveLength(1);
    }
  });

  test('JSON lists the entries, once', async () => {
    const again = await real.app.inject({ url: `${url}/reps`, headers: { 'if-none-match': '"1"' } });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    expect((await real.app.inject(`${url}/reps`)).json()).toEqual({ reps: territory.reps });
  });
});
