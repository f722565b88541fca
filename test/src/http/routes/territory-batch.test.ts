/** Many customers and reps in one call, on a real database. */
import { describe, expect, test } from 'vitest';
import { issuesOf, post, problemOf } from '../test-app.ts';
import { customer, patch, real, resultsOf, stored, storeTerritoryBeforeEach, url } from './stored-territory.ts';

storeTerritoryBeforeEach();
const idsOf = async () => (await stored()).territory.customers.map(({ id }: { id: string }) => id);

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

  test('deletes nobody whose row is refused for its id', async () => {
    await patch('/customers', { customers: [customer('2106'), customer('C4')] });
    const mode = 'updateOrInsertOrDelete';
    const numeric = await patch('/customers', { mode, customers: [{ id: 'C1' }, { id: 2106, annualRevenue: 5 }] });
    expect(resultsOf(numeric)).toEqual(['C1 unchanged', 'null rejected', 'C2 deleted', 'C4 deleted']);
    // Whose row this is cannot be told.
    const without = await patch('/customers', { mode, customers: [{ id: 'C1' }, { annualRevenue: 5 }] });
    expect(resultsOf(without)).toEqual(['C1 unchanged', 'null rejected']);
    expect(without.json().issues).toMatchObject([{ severity: 'warning', code: 'NOBODY_DELETED' }]);
    expect(await idsOf()).toEqual(['C1', '2106']);
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
    expect(resultsOf(await patch('/customers', { customers: [], deleteIds: ['C2', 'C9'] }))).toEqual([
      'C2 deleted',
      'C9 unchanged',
    ]);
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
