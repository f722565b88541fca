/** How every sheet of a workbook leaves the house. */

/** Bold titles that stay when it is scrolled. @param rows cells in the order of the titles; null: empty */
export function workbookSheet<Cell>(name: string, titles: readonly string[], rows: readonly (readonly Cell[])[]) {
  return {
    sheet: name,
    data: [titles.map((value) => ({ value, fontWeight: 'bold' as const })), ...rows.map((row) => [...row])],
    stickyRowsCount: 1,
  };
}
