/** From text to rows of cells. */
import { parse } from 'csv-parse/sync';

export interface DelimitedText {
  readonly header: readonly string[];
  /** The row below the header is row 2; empty rows are counted and left out. Cells are trimmed. */
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
  readonly delimiter: string;
}

/** All of them in one file: the parser by itself takes the first line end for the only one, and the rest of the rows for one. */
const lineEnds = ['\r\n', '\n', '\r'];

/** Comma, semicolon or tab, quotes doubled inside quotes, any line ends. Throws an `Error` for a quote that never ends. */
export function readDelimited(text: string): DelimitedText {
  const delimiter = delimiterOf(text);
  const records = parse(text, { delimiter, record_delimiter: lineEnds, relax_column_count: true, trim: true });
  // The parser trims outside of quotes only.
  const [header = [], ...body] = records.map((cells) => cells.map((cell) => cell.trim()));
  return {
    header,
    rows: body
      .map((cells, index) => ({ row: index + 2, cells }))
      .filter(({ cells }) => cells.some((cell) => cell !== '')),
    delimiter,
  };
}

/** The sign that occurs most in the header, quoted names left out. */
function delimiterOf(text: string): string {
  const [header = ''] = text.replace(/"(?:[^"]|"")*"/g, '').split(/\r?\n|\r/, 1);
  const counts = [',', ';', '\t'].map((sign) => ({ sign, count: header.split(sign).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).sign;
}
