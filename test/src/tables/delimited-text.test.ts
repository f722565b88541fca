/** Text tables as other programs write them. */
import { expect, test } from 'vitest';
import { readDelimited } from '../../../src/tables/delimited-text.ts';
import { readTable } from '../../../src/tables/index.ts';

const isHeader = (cells: readonly string[]) => cells.includes('id');
/** Below the header. */
const rowsOf = (text: string) =>
  readDelimited(text, isHeader)
    .sheets[0].rows.slice(1)
    .map(({ row, cells }) => [row, ...cells]);

test.each([
  ['one kind', 'id,name\nC1,a\nC2,b\n'],
  ['CRLF below the header', 'id,name\nC1,a\r\nC2,b\r\n'],
  ['CRLF in the header alone', 'id,name\r\nC1,a\nC2,b\n'],
  ['CR in the header alone', 'id,name\rC1,a\nC2,b'],
  ['a mixture', 'id,name\nC1,a\rC2,b\r\n'],
])('rows end at every line end: %s', (_, text) => {
  expect(rowsOf(text)).toEqual([
    [2, 'C1', 'a'],
    [3, 'C2', 'b'],
  ]);
});

test('a line end inside of quotes belongs to the text', () => {
  expect(rowsOf('id,name\r\nC1,"a\nb"\nC2,"a\r\nb"\n')).toEqual([
    [2, 'C1', 'a\nb'],
    [3, 'C2', 'a\r\nb'],
  ]);
});

const entriesIn = async (text: string) => {
  const { entries, rows, issues } = await readTable('customers', Buffer.from(text));
  return { entries, rows, issues: issues.map(({ code, row }) => `${code} ${row}`) };
};
const place = { location: { lat: 41.6, lng: -91.5 } };

test.each([
  ['sep=;\r\n', ';', [2], []],
  ['"sep=|"\n', '|', [2], []],
  ['\n\n', ',', [4], []],
  ['Customers, 2026; as of today\n\n', ';', [4], ['ROWS_ABOVE_HEADER 3']],
])('%j above the header is no row of the table', async (above, sign, rows, issues) => {
  const lines = ['id,lat,lng', 'C1,41.6,-91.5'].map((line) => line.replaceAll(',', sign));
  expect(await entriesIn(above + lines.join('\n'))).toEqual({ entries: [{ id: 'C1', ...place }], rows, issues });
});

test.each([
  ['41,6', '-91,5', '12.500', 12_500],
  ['41,6', '-91,5', '12.500,00', 12_500],
  ['41.6', '-91.5', '12.500', 12.5],
  ['41.6', '-91.5', '12,500', 12_500],
])('between tabs the cells say what a comma is: %s, %s, %s', async (lat, lng, revenue, annualRevenue) => {
  const table = [
    ['id', 'lat', 'lng', 'revenue'],
    ['C1', lat, lng, revenue],
  ];
  const { entries, issues } = await entriesIn(table.map((cells) => cells.join('\t')).join('\n'));
  expect([entries, issues]).toEqual([[{ id: 'C1', ...place, annualRevenue }], []]);
});

test('so they do between signs that a line `sep=` says', async () => {
  const { entries, issues } = await entriesIn('sep=|\nid|lat|lng\nC1|41,6|-91,5\n');
  expect([entries, issues]).toEqual([[{ id: 'C1', ...place }], []]);
});

test('between tabs one number written otherwise is told, and changes the others not', async () => {
  const rows = ['C1\t41.6\t-91.5\t12.500', 'C2\t41,6\t-91.5\t3.5'];
  const { entries, issues } = await entriesIn(['id\tlat\tlng\trevenue', ...rows].join('\n'));
  expect(entries?.map(({ annualRevenue }) => annualRevenue)).toEqual([12.5, 3.5]);
  expect(issues).toEqual(['BAD_CELL 3']);
});

test('of a text with too many rows not all are read; empty ones do not count', async () => {
  const rows = Array.from({ length: 60 }, (_, k) => `C${k},41.6,-91.5`);
  const read = (lines: string[]) =>
    readTable('customers', Buffer.from(['id,lat,lng', ...lines].join('\n')), { mostRows: 60 });
  const spaced = await read(rows.flatMap((row) => [row, ',,', '']));
  expect([spaced.entries?.length, spaced.rows.at(-1)]).toEqual([60, 179]);
  // The quote that never ends is not reached.
  const many = await read([...rows, ...rows, '"C']);
  expect(many.issues.map(({ code }) => code)).toEqual(['TOO_MANY_ROWS']);
});
