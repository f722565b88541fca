import { readSheet } from 'read-excel-file/node';
import { expect, test } from 'vitest';
import { type CellKind, cellReaders } from '../../../src/tables/cells.ts';
import { tableFields } from '../../../src/tables/fields.ts';
import { readTable, tableTemplate } from '../../../src/tables/index.ts';

const names = ['customers', 'reps', 'hotels'] as const;

test.each(names)('the template of %s holds nothing that could be sent by mistake', async (name) => {
  for (const format of ['csv', 'xlsx'] as const) {
    const { entries, issues } = await readTable(name, Buffer.from(await tableTemplate(name, format)));
    expect([entries, issues], format).toEqual([[], []]);
  }
  const titles = tableFields[name].map((field) => field.name).join(',');
  expect(await tableTemplate(name, 'csv')).toBe(`\uFEFF${titles}\r\n`);
});

test.each(names)(
  'the second sheet of the template of %s has an example of every column that can be read',
  async (name) => {
    const [head, ...lines] = await readSheet(Buffer.from(await tableTemplate(name, 'xlsx')), 'columns');
    expect(head).toEqual(['column', 'required', 'holds', 'example', 'other names']);
    for (const [index, field] of tableFields[name].entries()) {
      const example = String(lines[index]?.[3] ?? '');
      expect(cellReaders[field.kind as CellKind].read(example, false), field.name).toBeDefined();
      expect(example, field.name).not.toBe('');
    }
  },
);

test('the examples of reps are reps, those of customers customers', async () => {
  const exampleOf = async (name: (typeof names)[number], column: string) => {
    const rows = await readSheet(Buffer.from(await tableTemplate(name, 'xlsx')), 'columns');
    return rows.find(([title]) => title === column)?.[3];
  };
  expect(await exampleOf('customers', 'name')).toBe('Hill Street News');
  expect([await exampleOf('reps', 'id'), await exampleOf('reps', 'name')]).toEqual(['R1', 'Ana']);
});
