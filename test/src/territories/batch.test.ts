import { describe, expect, test } from 'vitest';
import type { Issue, Territory } from '#solver';
import { applyBatch } from '../../../src/territories/batch.ts';
import { smallRequest } from '../../solver/input/small-request.ts';

const { territory } = smallRequest({ customers: [{}, {}, {}] });
const error = (path: string, code = 'APPOINTMENT_ON_DAY_OFF'): Issue => ({
  ...{ severity: 'error', code, path },
  message: 'It is on a day off.',
  action: 'Move it.',
});
/** Finds fault with one customer, wherever he is, and with every one who is called Wrong. */
const judge = ({ customers }: Pick<Territory, 'customers'>): Issue[] =>
  customers.flatMap(({ id, name }, index) => {
    const path = `/territory/customers/${index}`;
    return [
      ...(id === 'C2' ? [error(`${path}/appointments/0`)] : []),
      ...(name === 'Wrong' ? [error(path, 'WRONG_NAME')] : []),
    ];
  });

/** Every row could be read. */
const whole = { cellIssues: new Map(), isWhole: true };
const apply = (rows: Record<string, unknown>[], deleteIds: string[] = [], fileRows: number[] | null = null) =>
  applyBatch(
    territory,
    { table: 'customers', mode: 'updateOrInsert', rows, deleteIds, fileRows, ...whole },
    judge,
    () => [],
  );
const resultsOf = ({ rows }: ReturnType<typeof apply>) => rows.map(({ id, result }) => `${id} ${result}`);

describe('an error that stood before the batch', () => {
  test('does not hold up the others, in whatever place its customer is now', () => {
    const batch = apply([{ id: 'C3', name: 'Three' }], ['C1']);
    expect(resultsOf(batch)).toEqual(['C3 updated', 'C1 deleted']);
    expect(batch.territory?.customers.map(({ id, name }) => [id, name])).toEqual([
      ['C2', territory.customers[1].name],
      ['C3', 'Three'],
    ]);
  });

  test('refuses the row that is about its customer, and that alone', () => {
    const batch = apply([
      { id: 'C2', name: 'Two' },
      { id: 'C3', name: 'Three' },
    ]);
    expect(resultsOf(batch)).toEqual(['C2 rejected', 'C3 updated']);
    expect(batch.rows[0].issues).toMatchObject([{ code: 'APPOINTMENT_ON_DAY_OFF', path: '/appointments/0' }]);
    expect(batch.territory?.customers[2].name).toBe('Three');
  });

  test('is no reason to refuse a batch that changes nothing', () => {
    const { isRefused, territory: next, issues } = apply([{ id: 'C3' }]);
    expect([isRefused, next]).toEqual([false, null]);
    expect(issues).toMatchObject([{ code: 'APPOINTMENT_ON_DAY_OFF' }]);
  });

  test('does not excuse a new one', () => {
    const added = { ...territory.customers[0], id: 'C4', name: 'Wrong' };
    const batch = applyBatch(
      { ...territory, customers: territory.customers.slice(0, 2) },
      {
        ...{ table: 'reps', mode: 'updateOrInsert', rows: [{ id: 'R1', name: 'One' }] },
        ...{ deleteIds: [], fileRows: null, ...whole },
      },
      (next) => (next.reps[0].name === 'One' ? judge({ customers: [...next.customers, added] }) : judge(next)),
      () => [],
    );
    expect([batch.isRefused, batch.territory]).toEqual([true, null]);
  });
});

describe('what is to be deleted', () => {
  test('stays as it is where a row names it too, and the row does not count', () => {
    const batch = apply([{ id: 'C1', name: 'One' }], ['C1']);
    expect(resultsOf(batch)).toEqual(['C1 rejected']);
    expect(batch.rows[0].issues).toMatchObject([{ code: 'DUPLICATE_ID', path: '/id' }]);
    expect(batch.territory).toBeNull();
  });

  test('is told where it is not there', () => {
    const batch = apply([], ['C9', 'C3', 'C9']);
    expect(resultsOf(batch)).toEqual(['C3 deleted', 'C9 unchanged']);
    expect(batch.rows[1].issues).toMatchObject([{ severity: 'warning', code: 'NOT_THERE' }]);
  });
});

test.each([
  ['an index of the call', null, 'at index 1'],
  ['a row of the file', [2, 4, 5], 'in row 4'],
])('an id that is repeated is told where it stands first, by %s', (_, fileRows, place) => {
  const { rows } = apply([{ id: 'C1' }, { id: 'C3' }, { id: 'C3' }], [], fileRows);
  expect(rows[2].issues.map(({ message }) => message)).toEqual([`"C3" is ${place} already; the first one counts.`]);
});

test('many rows of the wrong form do not look through the territory one by one', () => {
  let reads = 0;
  const customers = Array.from({ length: 50 }, (_, k) => ({
    ...territory.customers[0],
    get id() {
      reads++;
      return `C${k}`;
    },
  }));
  const rows = Array.from({ length: 400 }, (_, k) => ({ id: `N${k}`, name: 5 }));
  const batch = applyBatch(
    { ...territory, customers },
    { table: 'customers', mode: 'updateOrInsert', rows, deleteIds: [], fileRows: null, ...whole },
    () => [],
    () => [],
  );
  expect(batch.rows.every(({ result }) => result === 'rejected')).toBe(true);
  expect(reads).toBeLessThan(10 * customers.length);
});

test('a row of the wrong form that repeats an id is told both', () => {
  const { rows } = apply([{ id: 'C1' }, { id: 'C1', name: 5, colour: 'red' }]);
  expect(rows[1].issues.map(({ code, path }) => `${code} ${path}`).sort()).toEqual([
    'DUPLICATE_ID /id',
    'UNKNOWN_FIELD /colour',
    'WRONG_TYPE /name',
  ]);
});

test('a row with a cell that cannot be read is refused with it, and nobody judges what is left of the row', () => {
  let judged = 0;
  const cell = { ...error('/name', 'BAD_CELL'), row: 3 };
  const batch = applyBatch(
    territory,
    {
      ...{ table: 'customers', mode: 'updateOrInsertOrDelete', rows: [{ id: 'C1' }, { id: 'C9' }, { id: 'C2' }] },
      ...{ fileRows: [2, 3, 4], cellIssues: new Map([[1, [cell]]]), isWhole: true, deleteIds: [] },
    },
    () => [],
    () => {
      judged++;
      return [];
    },
  );
  expect(resultsOf(batch)).toEqual(['C1 unchanged', 'C9 rejected', 'C2 unchanged', 'C3 deleted']);
  expect([batch.rows[1].issues, judged]).toEqual([[cell], 0]);
});

test('whom a table names are those of the territory, also where their ids end in blanks, which no cell can hold', () => {
  const [rep] = territory.reps;
  const padded = {
    ...territory,
    reps: [
      { ...rep, id: 'R1 ' },
      { ...rep, id: 'R2' },
    ],
    supervisors: [{ id: 'S1 ' }],
  };
  const applyTo = (table: 'customers' | 'reps', row: Record<string, unknown>) =>
    applyBatch(
      padded,
      { table, mode: 'updateOrInsert', rows: [row], deleteIds: [], fileRows: [2], ...whole },
      () => [],
      () => [],
    ).territory;
  const row = { id: 'C3', repId: 'R1', currentRepId: 'R1', eligibleRepIds: ['R1', 'R2'] };
  expect(applyTo('customers', row)?.customers[2]).toMatchObject({
    ...{ repId: 'R1 ', currentRepId: 'R1 ', eligibleRepIds: ['R1 ', 'R2'] },
  });
  expect(applyTo('reps', { id: 'R1', supervisorId: 'S1' })?.reps[0]).toMatchObject({ id: 'R1 ', supervisorId: 'S1 ' });
});
