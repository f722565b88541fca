/** The thread for tables: the same tables, while the thread that asks is free. */
import { afterAll, expect, test } from 'vitest';
import { readTable, TableThread, writeTable } from '../../../src/tables/index.ts';

const thread = new TableThread();
afterAll(() => thread.close());

const customers = [
  { id: 'C1', name: '客户', location: { lat: 41.6, lng: -91.5 }, visitDays: ['tue'] },
  { id: 'C2', location: { lat: 41.7, lng: -91.6 } },
];

test.each(['csv', 'xlsx'] as const)('tables as %s are written and read as they are without it', async (format) => {
  const written = await thread.writeTable('customers', customers, format);
  expect(Buffer.isBuffer(written)).toBe(format === 'xlsx');
  const here = await writeTable('customers', customers, format);
  if (format === 'csv') expect(written).toBe(here);
  const options = { mapping: { Note: null }, content: 'changes', mostRows: 5 } as const;
  const table = await thread.readTable('customers', Buffer.from(written), options);
  expect(table).toEqual(await readTable('customers', Buffer.from(here), options));
  expect(table.entries).toEqual(customers);
});

test('what cannot be read is told, and the next table is read', async () => {
  const refused = await thread.readTable('customers', Buffer.from('id\nC1\nC2\n'), { content: 'changes', mostRows: 1 });
  expect(refused.issues.map(({ code }) => code)).toEqual(['TOO_MANY_ROWS']);
  const { entries } = await thread.readTable('customers', Buffer.from('id\nC1\n'), { content: 'changes' });
  expect(entries?.map(({ id }) => id)).toEqual(['C1']);
});
