/** The thread for batches: the same results, while the thread that answers is free. */
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import type { VisitRecord } from '#solver';
import { applyFollowed, BatchThread, type TerritoryBatch } from '../../../src/territories/index.ts';
import { smallRequest } from '../../solver/input/small-request.ts';

const thread = new BatchThread();
afterAll(() => thread.close());

const { territory } = smallRequest({ customers: [{}, {}] });
const visit: VisitRecord = {
  id: 'V1',
  customerId: 'C1',
  repId: 'R1',
  date: '2026-11-03',
  startAt: '2026-11-03T10:00:00Z',
};
const job = (rows: TerritoryBatch['rows']) => ({
  before: territory,
  batch: {
    ...{ table: 'customers', mode: 'updateOrInsert', rows, fileRows: null, deleteIds: [] },
    ...{ cellIssues: new Map(), isWhole: true },
  } satisfies TerritoryBatch,
  visits: { factsGiven: new Map(), records: new Map([['C1', [visit]]]) },
  today: new Date('2026-11-20'),
});

test('batches are judged as they are without it', async () => {
  const asked = job([
    { id: 'C1', name: 'One' },
    { id: 'C2', name: 5 },
    { id: 'C3', repId: 'R9' },
  ]);
  const there = await thread.apply(asked);
  expect(there).toEqual(applyFollowed(asked));
  expect(there.batch.rows.map(({ id, result }) => `${id} ${result}`)).toEqual([
    'C1 updated',
    'C2 rejected',
    'C3 rejected',
  ]);
  expect(there.followed?.territory.customers[0]).toMatchObject({ name: 'One', lastVisitedOn: '2026-11-03' });
});

test('the thread that answers goes on while many faulty rows are judged', async () => {
  const faulty = Array.from({ length: 2_000 }, (_, k) => ({ id: `N${k}`, name: 5, annualRevenue: 'much' }));
  let isDone = false;
  let turns = 0;
  const judged = thread.apply(job(faulty)).finally(() => {
    isDone = true;
  });
  while (!isDone) {
    await turn();
    turns += 1;
  }
  expect((await judged).batch.rows.every(({ result }) => result === 'rejected')).toBe(true);
  expect(turns).toBeGreaterThan(100);
});
