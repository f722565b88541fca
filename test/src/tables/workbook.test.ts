/** Tables that come as workbooks. */
import { unzipSync, zipSync } from 'fflate';
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
    'customers.xlsx has no column for "lat" in row 1, which is taken for the header.',
    'customers.xlsx has no column for "lng" in row 1, which is taken for the header.',
  ]);
});

/** With another D2, as XML. */
function withCell(bytes: Buffer, cell: string): Buffer {
  const files = unzipSync(bytes);
  const name = 'xl/worksheets/sheet1.xml';
  const xml = Buffer.from(files[name]).toString();
  const changed = xml.replace(/<c r="D2"[^>]*>.*?<\/c>/, cell);
  expect(changed).not.toBe(xml);
  return Buffer.from(zipSync({ ...files, [name]: Buffer.from(changed) }));
}

const withClass = () =>
  writeExcelFile([
    ['id', 'lat', 'lng', 'class'],
    ['C1', 41.6, -91.5, 'A1'],
  ]).toBuffer();

test('a formula that failed is a cell that cannot be read, not an empty one', async () => {
  const failed = '<c r="D2" t="e"><f>VLOOKUP(1,A:A,2)</f><v>#N/A</v></c>';
  const { issues } = await readTable('customers', withCell(await withClass(), failed));
  expect(issues.map(({ code, path, message }) => `${code} ${path} ${message}`)).toEqual([
    'BAD_CELL /territory/customers/0/class customers.xlsx, row 2, column "class": "#N/A" is not a text.',
  ]);
});

test.each([
  ['no value', '<c r="D2"><f>IF(A2>"B","A1","B1")</f></c>'],
  ['an empty value', '<c r="D2" s="0"><f>E2</f><v></v></c>'],
  ['a value without content', '<c r="D2"><f>E2</f><v/></c>'],
  ['no text', '<c r="D2" t="str"><f>E2</f></c>'],
  ['only its share in another formula', '<c r="D2"><f t="shared" si="0"/></c>'],
])('a formula whose result the workbook does not hold is told with its row and column: %s', async (_, cell) => {
  const { entries, issues } = await readTable('customers', withCell(await withClass(), cell));
  expect(entries).toEqual([{ id: 'C1', location: { lat: 41.6, lng: -91.5 } }]);
  expect(issues).toEqual([
    {
      ...{ severity: 'error', code: 'FORMULA_WITHOUT_RESULT', path: '/territory/customers/0/class', row: 2 },
      message: 'customers.xlsx, row 2, column "class": the workbook does not hold the result of the formula.',
      action: 'Open and save it in a program that calculates, or put the value in place of the formula.',
    },
  ]);
});

test.each([
  ['a text', '<c r="D2" t="str"><f>E2</f><v>A2</v></c>', 'A2'],
  ['a number', '<c r="D2"><f>E2</f><v>7</v></c>', '7'],
  ['an empty text', '<c r="D2" t="str"><f>E2</f><v></v></c>', undefined],
])('the result of a formula is read: %s', async (_, cell, found) => {
  const { entries, issues } = await readTable('customers', withCell(await withClass(), cell));
  expect(issues).toEqual([]);
  expect(entries?.[0]?.class).toBe(found);
});

test('the same in a text that was saved from a workbook', async () => {
  const csv = Buffer.from('id,lat,lng,name,class,repId\nC1,41.6,-91.5,A,#N/A,#REF!\n');
  const { entries, issues } = await readTable('customers', csv);
  expect(entries).toEqual([{ id: 'C1', location: { lat: 41.6, lng: -91.5 }, name: 'A' }]);
  expect(issues.map(({ code, path }) => `${code} ${path}`)).toEqual([
    'BAD_CELL /territory/customers/0/class',
    'BAD_CELL /territory/customers/0/repId',
  ]);
});

test('an archive whose content is too large is not unpacked', async () => {
  const archive = Buffer.from(zipSync({ 'xl/worksheets/sheet1.xml': Buffer.from('<worksheet/>') }));
  // The size as the directory of the archive says it (APPNOTE 6.3.10, section 4.3.12).
  archive.writeUInt32LE(600 * 1_048_576, archive.indexOf('PK\u0001\u0002', 0, 'latin1') + 24);
  const { issues } = await readTable('customers', archive);
  expect(issues.map(({ message }) => message)).toEqual([
    'customers.xlsx cannot be read: unpacked, the workbook is too large.',
  ]);
});

test('the sheet with the columns is read, wherever it is; of others that could be read it is told', async () => {
  const notes = { sheet: 'Notes', data: [['Only for the team'], ['id']] };
  const list = (sheet: string, ...above: string[][]) => ({
    sheet,
    data: [...above, ['id', 'name', 'lat', 'lng'], ['C1', sheet, 41.6, 'x']],
  });
  const bytes = await writeExcelFile([notes, list('North', ['Customers 2026'], ['']), list('South')]).toBuffer();
  const { entries, rows, issues } = await readTable('customers', bytes);
  expect([entries?.map(({ name }) => name), rows]).toEqual([['North'], [4]]);
  expect(issues.map(({ code, row, message }) => [code, row, message.replace(/ is not a number.*/, '')])).toEqual([
    ['ROWS_ABOVE_HEADER', 3, 'customers.xlsx, sheet "North" has its header in row 3; what stands above is not read.'],
    ['SHEETS_NOT_READ', undefined, 'customers.xlsx, sheet "North" is read; others could be too, and are not: "South".'],
    ['BAD_CELL', 4, 'customers.xlsx, sheet "North", row 4, column "lng": "x"'],
  ]);
  const none = await readTable('customers', await writeExcelFile([notes, { sheet: 'Empty', data: [] }]).toBuffer());
  expect(none.issues.at(-1)?.message).toBe(
    'customers.xlsx, sheet "Notes" has no column for "lng" in row 1, which is taken for the header.',
  );
});
