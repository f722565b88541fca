import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import readExcelFile from 'read-excel-file/node';
import { expect, test } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { workbookSheet } from '../../../src/export/index.ts';

/** As every reader of XML sees it: CR LF and CR are LF (XML 1.0, 2.11). */
function normalised(workbook: Buffer): Buffer {
  const files = Object.entries(unzipSync(workbook)).map(([name, content]) => [
    name,
    name.endsWith('.xml') ? strToU8(strFromU8(content).replace(/\r\n?/g, '\n')) : content,
  ]);
  return Buffer.from(zipSync(Object.fromEntries(files)));
}

test.each(['a\r\nb', 'a\rb', 'a\nb', 'a\tb', 'a\u000bb', '_x000D_'])(
  'the text %j comes back as it was',
  async (text) => {
    const workbook = await writeExcelFile([workbookSheet('texts', ['text'], [[text]])]).toBuffer();
    const [{ data }] = await readExcelFile(normalised(workbook));
    expect(data).toEqual([['text'], [text]]);
  },
);
