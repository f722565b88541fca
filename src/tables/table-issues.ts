/** What can be wrong with a folder of tables, before its content becomes a request. */
import type { Issue } from '#solver';

interface Entry {
  readonly severity: Issue['severity'];
  /** `{name}` stands for a value found. */
  readonly cause: string;
  readonly action: string;
}

export const tableIssueCatalogue = {
  FILE_MISSING: {
    severity: 'error',
    cause: 'There is no file {file} in the folder.',
    action: 'Add it; tables of customers and reps are needed.',
  },
  TWO_FILES: {
    severity: 'error',
    cause: 'There are {file} in the folder.',
    action: 'Remove one of them.',
  },
  UNKNOWN_ENCODING: {
    severity: 'error',
    cause: '{file} is neither UTF-8 nor UTF-16 nor GBK text; it may be Windows-1252.',
    action: 'Save it again as "CSV UTF-8".',
  },
  BAD_FILE: {
    severity: 'error',
    cause: '{file} cannot be read: {what}.',
    action: 'Correct the file.',
  },
  MISSING_COLUMN: {
    severity: 'error',
    cause: '{file} has no column for "{field}" in row {row}, which is taken for the header.',
    action: 'Add the column, or name it in the column mapping.',
  },
  ROWS_ABOVE_HEADER: {
    severity: 'warning',
    cause: '{file} has its header in row {row}; what stands above is not read.',
    action: 'Remove the rows above, or leave them where they are.',
  },
  SHEETS_NOT_READ: {
    severity: 'warning',
    cause: '{file} is read; others could be too, and are not: {sheets}.',
    action: 'Move what is to be read to this sheet, or into a file of its own.',
  },
  DUPLICATE_COLUMN: {
    severity: 'error',
    cause: '{file} has two columns for "{field}": {columns}.',
    action: 'Remove one, or map it to null in the column mapping.',
  },
  UNKNOWN_COLUMN: {
    severity: 'warning',
    cause: '{file} has columns that are not used: {columns}.',
    action: 'Name their fields in the column mapping, or map them to null there.',
  },
  BAD_MAPPING: {
    severity: 'error',
    cause: 'The column mapping of {table} maps the column "{column}" to "{field}", which is not a field.',
    action: 'Use one of: {allowed}.',
  },
  BAD_CELL: {
    severity: 'error',
    cause: '{file}, row {row}, column "{column}": {found} is not {expected}.',
    action: 'Correct the cell.',
  },
  FORMULA_WITHOUT_RESULT: {
    severity: 'error',
    cause: '{file}, row {row}, column "{column}": the workbook does not hold the result of the formula.',
    action: 'Open and save it in a program that calculates, or put the value in place of the formula.',
  },
  TOO_MANY_ROWS: {
    severity: 'error',
    cause: '{file} has more than {most} rows, the most that one call takes.',
    action: 'Send it in parts, in a mode that does not delete; the deleteIds of a call as JSON name those that go.',
  },
  TOO_MANY_CELLS: {
    severity: 'error',
    cause: '{file}, row {row}: there are {found} cells, but {expected} in the header.',
    action: 'Put a text that contains the separator in quotes.',
  },
} as const satisfies Record<string, Entry>;

export type TableIssueCode = keyof typeof tableIssueCatalogue;

/** @param row of the file, as a spreadsheet counts them; `{row}` of the message */
export function tableIssue(
  code: TableIssueCode,
  path: string,
  given: Readonly<Record<string, string | number>>,
  row?: number,
): Issue {
  const { severity, cause, action } = tableIssueCatalogue[code];
  const values = row === undefined ? given : { ...given, row };
  const filled = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? name));
  return {
    severity,
    code,
    path,
    message: filled(cause),
    action: filled(action),
    ...(row === undefined ? {} : { row }),
  };
}
