/** Where in a file the table is: people put titles above it, and notes on other sheets. */

export interface Row {
  /** As a spreadsheet counts them: from 1, empty ones too. */
  readonly row: number;
  /** Trimmed. */
  readonly cells: readonly string[];
}

export interface Sheet {
  /** Null: a text. */
  readonly name: string | null;
  /** Those that are not empty. */
  readonly rows: readonly Row[];
}

/** Whether these cells are surely the titles of columns: that of the id, and another one. */
export type IsHeader = (cells: readonly string[]) => boolean;

export interface SheetTable {
  readonly sheet: string | null;
  readonly header: Row;
  readonly rows: readonly Row[];
  /** Rows above the header that are not empty. */
  readonly rowsAbove: number;
  /** Names of other sheets with such a table. */
  readonly otherSheets: readonly string[];
}

/** So many rows are looked through for the header. */
export const mostRowsAbove = 20;

/** The first table with a header that is one for sure; where there is none, the first sheet with its first row as the header. */
export function tableIn(sheets: readonly Sheet[], isHeader: IsHeader): SheetTable {
  const found = sheets.flatMap(({ name, rows }) => {
    const place = rows.slice(0, mostRowsAbove).findIndex(({ cells }) => isHeader(cells));
    return place < 0 ? [] : [{ name, rows, place }];
  });
  const [{ name, rows, place }] = [...found, { name: null, rows: [], place: 0, ...sheets[0] }];
  return {
    sheet: name,
    header: rows[place] ?? { row: 1, cells: [] },
    rows: rows.slice(place + 1),
    rowsAbove: place,
    otherSheets: found.slice(1).map((other) => String(other.name)),
  };
}
