/** Tables that come as workbooks. */
import { expect, test } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { readTable } from '../../../src/tables/index.ts';

const titles = ['id', 'lat', 'lng', 'Last visit'];
const workbook = (...visits: (string | Date)[]) =>
  writeExcelFile([
    [...titles],
    ...visits.map((visit, k) => [
      `C${k + 1}`,
      41.6,
      -91.5,
      visit instanceof Date ? { value: visit, type: Date, format: 'yyyy-mm-dd hh:mm' } : visit,
    ]),
  ]).toBuffer();

test('a cell of date and time is its day, also where its fraction of a day falls short of the second', async () => {
  const times = ['15:30', '00:00', '23:59', '08:10'].map((time) => new Date(`2026-11-03T${time}:00Z`));
  const { entries, issues } = await readTable('customers', await workbook(...times));
  expect(issues).toEqual([]);
  expect(entries?.map(({ lastVisitedOn }) => lastVisitedOn)).toEqual(times.map(() => '2026-11-03'));
});

test('a date where another kind of cell is due is told as it was typed', async () => {
  const mapping = { 'Last visit': 'visitFrequency' };
  const { issues } = await readTable('customers', await workbook(new Date('2026-11-03T15:30:00Z')), { mapping });
  expect(issues.map(({ message }) => message)).toEqual([
    'customers.xlsx, row 2, column "Last visit": "2026-11-03 15:30" is not a frequency such as 2/month.',
  ]);
});

test('what is wrong with a workbook is said of a workbook', async () => {
  const { issues } = await readTable('customers', await writeExcelFile([['id', 'mood']]).toBuffer());
  expect(issues.map(({ message }) => message)).toEqual([
    'customers.xlsx has columns that are not used: "mood".',
    'customers.xlsx has no column for "lat".',
    'customers.xlsx has no column for "lng".',
  ]);
});
