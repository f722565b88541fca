/** How every table leaves the house. */
import { stringify } from 'csv-stringify/sync';

export type Cell = string | number | undefined;

/**
 * CSV with a header (RFC 4180): CRLF, and a byte order mark, without which Excel misreads Chinese names. A text that a
 * spreadsheet would run as a formula (it begins with = + - @) gets an apostrophe in front; numbers stay numbers.
 */
export function csvTable<Column extends string>(
  columns: readonly Column[],
  rows: readonly Partial<Record<Column, Cell>>[],
): string {
  return stringify([...rows], {
    columns: [...columns],
    header: true,
    bom: true,
    record_delimiter: 'windows',
    // A single CR or LF is no end of a row to the writer, but it is one to most readers.
    quoted_match: /[\r\n]/,
    escape_formulas: true,
  });
}
