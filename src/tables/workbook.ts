/** From a workbook (XLSX) to rows of cells as a text table has them. */
import { readSheet } from 'read-excel-file/node';
import type { DelimitedText } from './delimited-text.ts';

/** The largest workbook, unpacked, bytes: an archive of a few kilobytes can hold gigabytes of zeros. */
const mostBytes = 512 * 1_048_576;

/** Every XLSX is a ZIP archive, and no text begins like one. */
export function isWorkbook(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}

/**
 * The first sheet; the row below its first is row 2.
 * @throws Error when it cannot be read
 */
export async function readWorkbook(bytes: Uint8Array): Promise<DelimitedText> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (unpackedBytes(buffer) > mostBytes) throw new Error('unpacked, the workbook is too large');
  const sheet = await readSheet(buffer);
  const [header = [], ...body] = sheet.map((cells) => cells.map(textOfCell));
  return {
    header,
    rows: body
      .map((cells, index) => ({ row: index + 2, cells }))
      .filter(({ cells }) => cells.some((cell) => cell !== '')),
    delimiter: ',',
  };
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

/** The sum over the archive's directory (APPNOTE 6.3.10, section 4.3.12). */
function unpackedBytes(archive: Buffer): number {
  let sum = 0;
  for (let at = archive.indexOf('PK\u0001\u0002', 0, 'latin1'); at >= 0 && at + 46 <= archive.length; ) {
    sum += archive.readUInt32LE(at + 24);
    const length = 46 + archive.readUInt16LE(at + 28) + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
    at = archive.indexOf('PK\u0001\u0002', at + length, 'latin1');
  }
  return sum;
}
