import readExcelFile from 'read-excel-file/node';
import { expect, test } from 'vitest';
import { type VisitSheet, visitSheetsHtml, visitSheetsXlsx } from '../../../src/export/index.ts';
import { isBrowserPresent, launchBrowser } from '../map/open-map.ts';

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

test.skipIf(!isBrowserPresent)('on a phone nothing lies beside the page', async () => {
  const row = { date: '2026-11-30', weekday: 'mon', from: '08:30', to: '09:15', activity: 'visit', purpose: 'stock' };
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await page.setContent(visitSheetsHtml([{ ...sheetOf('Ann'), rows: [{ ...row, customer: 'x'.repeat(90) }] }], 'Week'));
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  expect(await page.locator('td').first().isVisible()).toBe(true);
  await browser.close();
});

test.skipIf(!isBrowserPresent)(
  'a name without a space makes no sheet wider than its page, nor breaks the dates',
  async () => {
    const customer = 'NameWithoutAnySpaces'.repeat(12);
    const row = { date: '2026-11-30', weekday: 'mon', from: '08:30', to: '09:15', activity: 'visit', customer };
    const browser = await launchBrowser();
    const page = await browser.newPage({ viewport: { width: 1000, height: 700 } });
    await page.setContent(visitSheetsHtml([{ ...sheetOf(customer), rows: [{ ...row, purpose: customer }] }], customer));
    const right = await page.$$eval('h1, table', (parts) => parts.map((part) => part.scrollWidth + part.clientLeft));
    expect(Math.max(...right)).toBeLessThanOrEqual(1000);
    // A date of ten characters on one line.
    const date = (await page.locator('td').first().boundingBox())!;
    expect(date.width).toBeGreaterThan(60);
    await browser.close();
  },
);
