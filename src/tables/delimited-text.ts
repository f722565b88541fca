/** From text to rows of cells. */
import { type Options, parse } from 'csv-parse/sync';
import { type IsHeader, mostRowsAbove, type Row, type Sheet } from './sheet.ts';

export interface DelimitedText {
  /** One. */
  readonly sheets: readonly Sheet[];
  readonly delimiter: string;
}

const options = {
  // All of them in one file: the parser by itself takes the first line end for the only one, and the rest of the rows for one.
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  trim: true,
} satisfies Options;

/** What tells Excel the separator; it is no row to a spreadsheet, and none here. */
const separatorLine = /^"?sep=(.)"?(?:\r\n|\n|\r|$)/i;

/**
 * Comma, semicolon, tab or what a line `sep=` says; quotes doubled inside quotes, any line ends.
 * @param mostRows that are not empty; of a text with more no more are kept
 * @throws Error for a quote that never ends
 */
export function readDelimited(text: string, isHeader: IsHeader, mostRows = Number.POSITIVE_INFINITY): DelimitedText {
  const [line = '', said] = separatorLine.exec(text) ?? [];
  const body = text.slice(line.length);
  const delimiter = said ?? delimiterOf(body, isHeader);
  const rows: Row[] = [];
  let row = 0;
  const keep = (cells: string[]): null => {
    row++;
    // The parser trims outside of quotes only.
    const trimmed = cells.map((cell) => cell.trim());
    if (trimmed.some((cell) => cell !== '')) rows.push({ row, cells: trimmed });
    if (rows.length > mostRows) throw enough;
    return null;
  };
  try {
    parse(body, { ...options, delimiter, on_record: keep });
  } catch (error) {
    if (error !== enough) throw error;
  }
  return { sheets: [{ name: null, rows }], delimiter };
}

/** Ends the parser before millions of rows are in memory. */
const enough = new Error('enough rows');

/** The sign that parts the header into most columns; where there is no header, the first row that is not empty. */
function delimiterOf(text: string, isHeader: IsHeader): string {
  const tried = [',', ';', '\t'].map((delimiter) => {
    const rows = firstRows(text, delimiter).filter((cells) => cells.some((cell) => cell !== ''));
    const header = rows.find(isHeader);
    return { delimiter, columns: (header ?? rows[0] ?? []).length, isFound: header !== undefined };
  });
  const found = tried.filter(({ isFound }) => isFound);
  return (found.length > 0 ? found : tried).reduce((best, next) => (next.columns > best.columns ? next : best))
    .delimiter;
}

/** None where the sign that is tried leaves a quote open: reading the whole text tells of it. */
function firstRows(text: string, delimiter: string): string[][] {
  try {
    return parse(text, { ...options, delimiter, relax_quotes: true, to: mostRowsAbove });
  } catch {
    return [];
  }
}
