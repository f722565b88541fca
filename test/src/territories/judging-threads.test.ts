/** The threads that judge: the same results, while the thread that answers is free. */
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { parseRequest, type VisitRecord } from '#solver';
import { applyFollowed, JudgingThreads, judgeChange, type TerritoryBatch } from '../../../src/territories/index.ts';
import { smallRequest } from '../../solver/input/small-request.ts';

const thread = new JudgingThreads();
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

test.each([
  ['right', smallRequest({ customers: [{}, { repId: 'R1' }] })],
  ['contradictory', smallRequest({ customers: [{ repId: 'R9' }] })],
  ['of the wrong form', { territory: { ...territory, reps: 5 }, horizon: undefined }],
  ['no object', null],
  ['nothing', undefined],
])('requests are judged as they are without it: %s', async (_, json) => {
  expect(await thread.parse(json)).toEqual(parseRequest(json));
});

test('changes are judged as they are without it', async () => {
  const { customers } = territory;
  const after = { ...territory, customers: [...customers, { ...customers[0], repId: 'R9' } as (typeof customers)[0]] };
  const asked = { before: territory, after, today: new Date('2026-11-20') };
  const there = await thread.judgeChange(asked);
  expect(there).toEqual(judgeChange(asked));
  expect(there.errors.map(({ code }) => code)).toEqual(['DUPLICATE_ID', 'UNKNOWN_REP']);
});

test('what is nested deeper than a thread can be sent is judged all the same, and so is what follows', async () => {
  const depth = 100_000;
  const deep = JSON.parse('['.repeat(depth) + ']'.repeat(depth));
  const asked = { ...smallRequest({}), note: deep };
  const { issues } = await thread.parse(asked);
  expect(issues).toEqual(parseRequest(asked).issues);
  expect(issues[0]).toMatchObject({ code: 'UNKNOWN_FIELD', path: '/note' });
  const { batch } = await thread.apply(job([{ id: 'C1', name: deep }]));
  expect(batch.rows.map(({ result }) => result)).toEqual(['rejected']);
  expect((await thread.parse(smallRequest({}))).request).not.toBeNull();
});

/** How often the thread that answers had its turn before something was judged. */
async function turnsDuring(judged: Promise<unknown>): Promise<number> {
  let isDone = false;
  let turns = 0;
  void judged.finally(() => {
    isDone = true;
  });
  while (!isDone) {
    await turn();
    turns += 1;
  }
  return turns;
}

test('the thread that answers goes on while many faulty rows are judged', async () => {
  const faulty = Array.from({ length: 2_000 }, (_, k) => ({ id: `N${k}`, name: 5, annualRevenue: 'much' }));
  const judged = thread.apply(job(faulty));
  expect(await turnsDuring(judged)).toBeGreaterThan(100);
  expect((await judged).batch.rows.every(({ result }) => result === 'rejected')).toBe(true);
});

test('the thread that answers goes on while many customers are judged', async () => {
  const request = smallRequest({ customers: Array.from({ length: 2_000 }, () => ({})) });
  const judged = thread.parse(request);
  expect(await turnsDuring(judged)).toBeGreaterThan(100);
  expect((await judged).issues).toEqual(parseRequest(request).issues);
});
