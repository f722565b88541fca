import readExcelFile from 'read-excel-file/node';
import { expect, test } from 'vitest';
import { type VisitSheet, visitSheetsXlsx } from '../../../src/export/index.ts';

function sheetOf(repName: string): VisitSheet {
  return { repId: repName, repName, from: '2026-11-30', to: '2026-12-06', rows: [] };
}

async function namesOf(...repNames: string[]): Promise<string[]> {
  const sheets = await readExcelFile(await visitSheetsXlsx(repNames.map(sheetOf)));
  return sheets.map(({ sheet }) => sheet);
}

test('no two sheets of a workbook have the same name, whatever the reps are called', async () => {
  expect(await namesOf('Ann', 'ann 3', 'ANN', 'Ann')).toEqual(['Ann', 'ann 3', 'ANN 2', 'Ann 4']);
  const names = await namesOf(...Array.from({ length: 120 }, () => 'x'.repeat(40)));
  expect(new Set(names).size).toBe(120);
  for (const name of names) expect(name.length).toBeLessThanOrEqual(31);
});

test('a sheet is named as workbooks allow it: no apostrophe at its ends, no half of a character', async () => {
  expect(await namesOf("'Ann'", '[A/B]: 1?', `${'x'.repeat(25)}😀`, '  ', "'''")).toEqual([
    ...['Ann', 'A B   1', 'x'.repeat(25), 'rep', 'rep 2'],
  ]);
});
