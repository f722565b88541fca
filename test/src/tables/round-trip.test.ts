/** A table that was exported can be sent back as it is. */
import { expect, test } from 'vitest';
import { readTable, writeTable } from '../../../src/tables/index.ts';

const starts = ['=', '+', '-', '@', '\uff1d', '\uff0b', '\uff0d', '\uff20'];

test.each(['csv', 'xlsx'] as const)('a text that begins with a blank leaves its cell of %s empty', async (format) => {
  const location = { lat: 41.5, lng: -91.5 };
  const customers = ['\t=1', ' a', "'=1"].map((name, k) => ({ id: `C${k}`, name, location }));
  const { entries } = await readTable('customers', Buffer.from(await writeTable('customers', customers, format)));
  expect(entries).toEqual(customers.map(({ id }) => ({ id, location })));
});

test.each(['csv', 'xlsx'] as const)(
  'texts that begin like formulas come back from %s as they were, in names, ids and lists',
  async (format) => {
    const customers = starts.map((start, k) => ({
      id: `${start}${k}`,
      name: `${start}SUM(A1), "x"`,
      location: { lat: -41.5, lng: -91.5 },
      class: `${start}A`,
      tags: [`${start}a`, 'b'],
      contacts: [{ id: `${start}Ana`, name: `${start}Ana` }],
    }));
    const { entries, issues } = await readTable(
      'customers',
      Buffer.from(await writeTable('customers', customers, format)),
    );
    expect(issues).toEqual([]);
    expect(entries).toEqual(customers);
  },
);
