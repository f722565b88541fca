/** From a workbook (XLSX) to rows of cells as a text has them. */
import { unzipSync, zipSync } from 'fflate';
import readSheets from 'read-excel-file/node';
import { notCalculated } from './cells.ts';
import type { Sheet } from './sheet.ts';

/** The largest workbook, unpacked, bytes: an archive of a few kilobytes can hold gigabytes of zeros. */
const mostBytes = 512 * 1_048_576;

/** Every XLSX is a ZIP archive, and no text begins like one. */
export function isWorkbook(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}

/** @throws Error when it cannot be read */
export async function readWorkbook(bytes: Uint8Array): Promise<Sheet[]> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (unpackedBytes(buffer) > mostBytes) throw new Error('unpacked, the workbook is too large');
  const sheets = await readSheets(withFaultsAsTexts(buffer));
  return sheets.map(({ sheet, data }) => {
    const rows = data.map((cells, index) => ({ row: index + 1, cells: cells.map(textOfCell) }));
    return { name: sheet, rows: rows.filter(({ cells }) => cells.some((cell) => cell !== '')) };
  });
}

/** As somebody would type it. */
function textOfCell(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return textOfDate(cell);
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  return String(cell).trim();
}

/** Dates without a time of day are dates. */
function textOfDate(date: Date): string {
  // A workbook counts in fractions of a day, which fall short of the second by some milliseconds.
  return new Date(Math.round(date.getTime() / 1000) * 1000)
    .toISOString()
    .replace(/T00:00:00\.000Z$/, '')
    .replace('T', ' ')
    .slice(0, 16);
}

function unpackedBytes(archive: Uint8Array): number {
  let sum = 0;
  unzipSync(archive, {
    filter: ({ originalSize }) => {
      sum += originalSize;
      return false;
    },
  });
  return sum;
}

const sheetFile = /^xl\/worksheets\/[^/]+\.xml$/;
const errorCell = /(<(?:\w+:)?c\b[^<>]*?\bt=)(["'])e\2/g;

/** Its content ends where the next cell begins, so that a file that closes none takes no longer to look through. */
const cellWithContent = /<((?:\w+:)?)c\b([^<>]*)(?<!\/)>([^<]*(?:<(?!\/?(?:\w+:)?c\b)[^<]*)*)<\/\1c>/g;
const formula = /<(?:\w+:)?f\b/;
const value = /<(?:\w+:)?v\b[^>]*>[^<]/;
const emptyValue = /<(?:\w+:)?v\b/;
const cellType = /\st=(?:"(\w*)"|'(\w*)')/;

/** Programs that write workbooks and do not calculate leave out the results of formulas. */
function withoutResults(xml: string): string {
  if (!formula.test(xml)) return xml;
  return xml.replace(cellWithContent, (cell, prefix: string, attributes: string, content: string) => {
    if (!formula.test(content) || value.test(content)) return cell;
    const [, double, single] = cellType.exec(attributes) ?? [];
    // An empty text is a result.
    if ((double ?? single) === 'str' && emptyValue.test(content)) return cell;
    const text = `<${prefix}v>${notCalculated}</${prefix}v>`;
    return `<${prefix}c${attributes.replace(cellType, '')} t="str">${text}</${prefix}c>`;
  });
}

/**
 * The reader takes cells such as #N/A for empty ones, and formulas without a result: so a look-up would lose a class or a lock without
 * a word.
 */
function withFaultsAsTexts(archive: Buffer): Buffer {
  const sheets = unzipSync(archive, { filter: ({ name }) => sheetFile.test(name) });
  const changed = Object.entries(sheets).flatMap(([name, content]) => {
    const xml = Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('latin1');
    const mended = withoutResults(xml).replace(errorCell, '$1$2str$2');
    return mended === xml ? [] : [[name, Buffer.from(mended, 'latin1')] as const];
  });
  if (changed.length === 0) return archive;
  return Buffer.from(zipSync({ ...unzipSync(archive), ...Object.fromEntries(changed) }, { level: 0 }));
}
