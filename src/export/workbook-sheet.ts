/** How every sheet of a workbook leaves the house. */

/** Bold titles that stay when it is scrolled. @param rows cells in the order of the titles; null: empty */
export function workbookSheet<Cell>(name: string, titles: readonly string[], rows: readonly (readonly Cell[])[]) {
  return {
    sheet: name,
    data: [titles.map((value) => ({ value, fontWeight: 'bold' as const })), ...rows.map((row) => row.map(escaped))],
    stickyRowsCount: 1,
  };
}

/**
 * A workbook writes control characters as `_x0001_`, and what only looks like that with `_x005F_` in front (ECMA-376, 22.9.2.19). Also a carriage
 * return, which readers of XML take for a line feed (XML 1.0, 2.11).
 */
function escaped<Cell>(cell: Cell): Cell {
  if (typeof cell !== 'string') return cell;
  return (
    cell
      .replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that XML does not give back.
      .replace(/[\x01-\x08\x0b\x0c-\x1f]/g, (sign) => `_x${hex(sign)}_`) as Cell
  );
}

function hex(sign: string): string {
  return sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
}
