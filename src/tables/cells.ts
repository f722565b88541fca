/** From the text of a cell to a value of the request. Ranges and names are for the request's own check. */
import { agreedTime, dayOf, hoursOf, lunchOf, plainSigns, weekdaysOf } from './calendar-cells.ts';

export type CellKind =
  | 'text'
  | 'number'
  | 'coordinate'
  | 'boolean'
  | 'list'
  | 'date'
  | 'dates'
  | 'weekdays'
  | 'hours'
  | 'frequency'
  | 'appointments'
  | 'breaks'
  | 'contacts';

interface CellReader {
  /** Completes "… is not". */
  readonly expected: string;
  /** Undefined: the text is not of this kind. The text is trimmed and not empty. */
  readonly read: (text: string, decimalComma: boolean) => unknown;
}

/** Which day an instant is depends on where it is looked at. */
const timeAllowed = 'also with a time of day, but without a time zone, which could make it another day';

export const cellReaders: Readonly<Record<CellKind, CellReader>> = {
  text: { expected: 'a text', read: unguarded },
  number: {
    expected: `a number such as ${decimal(1234.5)}`,
    read: (text, decimalComma) => numberOf(halfWidth(text), decimalComma),
  },
  coordinate: {
    expected: `a number of degrees such as ${decimal(41.66)}`,
    read: (text, decimalComma) => degreesOf(halfWidth(text), decimalComma),
  },
  boolean: { expected: 'yes or no', read: (text) => booleanOf(halfWidth(text)) },
  list: { expected: 'a list such as a|b', read: (text) => parts(unguarded(text)) },
  date: { expected: `a date such as 2026-12-03, ${timeAllowed}`, read: (text) => dayOf(plainSigns(text)) },
  dates: {
    expected: `a list of dates such as 2026-12-24|2026-12-31, ${timeAllowed}`,
    read: (text) => everyPart(plainSigns(text), dayOf),
  },
  weekdays: {
    expected: 'a list of weekdays such as tue|thu',
    read: (text) => flatOrNothing(everyPart(plainSigns(text), weekdaysOf)),
  },
  hours: { expected: 'hours such as mon-fri 09:00-17:00; sat 10:00-12:00', read: (text) => hoursOf(plainSigns(text)) },
  frequency: { expected: 'a frequency such as 2/month', read: (text) => frequencyOf(halfWidth(text)) },
  appointments: {
    expected: 'an appointment with date, time and minutes such as 2026-12-03 10:00 60',
    read: (text) => everyPart(plainSigns(text), agreedTime),
  },
  breaks: {
    expected: 'a break with its minutes and window such as 45 11:30-13:30',
    read: (text) => everyPart(plainSigns(text), lunchOf),
  },
  contacts: {
    expected: 'a list of names such as a|b',
    read: (text) => parts(unguarded(text)).map((name) => ({ id: name, name })),
  },
};

/** What a cell says, without the spaces at its ends; undefined: nothing, or nothing that can be read. */
export function readCell(kind: CellKind, cell: string, decimalComma: boolean): unknown {
  const text = cell.trim();
  return isReadable(text) ? cellReaders[kind].read(text, decimalComma) : undefined;
}

/** What becomes of an id that is written into a table and read again. */
export function idAsRead(id: string): string {
  return unguarded(id.trim());
}

/** What stands for the result of a formula that a workbook does not hold. */
export const notCalculated = '#NOT_CALCULATED!';

/** What stands in a cell whose formula failed, in a workbook and in a text saved from it. */
const failedFormulas: ReadonlySet<string> = new Set([
  ...['#NULL!', '#DIV/0!', '#VALUE!', '#REF!', '#NAME?', '#NUM!', '#N/A'],
  ...['#GETTING_DATA', '#SPILL!', '#CALC!', '#FIELD!', '#BLOCKED!', '#CONNECT!', '#BUSY!', '#UNKNOWN!'],
  notCalculated,
]);

/** Text that no database keeps is taken for a cell that cannot be read, too. */
const isReadable = (cell: string): boolean =>
  cell !== '' && cell.isWellFormed() && !cell.includes('\0') && !failedFormulas.has(cell);

/** As signs of full width are meant. */
function halfWidth(text: string): string {
  return text.normalize('NFKC');
}

/** Both ways to write it, and where the second one is read. */
function decimal(number: number): string {
  return `${number} (${String(number).replace('.', ',')} where semicolons part the columns)`;
}

/** Without the apostrophe that our tables put before what a spreadsheet would run as a formula. */
function unguarded(text: string): string {
  return /^'[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(text) ? text.slice(1) : text;
}

function parts(text: string, separator: string | RegExp = '|'): string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** What people put between dates, weekdays and times, which hold none of it; names may. */
const anySeparator = /[|;,]/;

/** All parts read, or undefined when one cannot be. */
function everyPart<T>(text: string, read: (part: string) => T | undefined): T[] | undefined {
  const values = parts(text, anySeparator).map(read);
  return values.every((value) => value !== undefined) ? values : undefined;
}

function flatOrNothing<T>(lists: readonly (readonly T[])[] | undefined): T[] | undefined {
  return lists === undefined ? undefined : [...new Set(lists.flat())];
}

/** Signs, and the spaces and apostrophes between thousands, are no matter of the language. */
function compact(text: string): string {
  return text.replace(/[\s\u00a0\u202f'’]/g, '');
}

/**
 * With a decimal comma 1.234,5 and 1.234 are 1234.5 and 1234; without it 1,234.5 and 1,234 are. A point that cannot part
 * thousands is a decimal point in both.
 */
function numberOf(text: string, decimalComma: boolean): number | undefined {
  const digits = compact(text);
  const [point, thousands] = decimalComma ? [',', '.'] : ['.', ','];
  if (new RegExp(`^[+-]?[1-9]\\d{0,2}(\\${thousands}\\d{3})+(\\${point}\\d+)?$`).test(digits)) {
    return Number(digits.replaceAll(thousands, '').replace(point, '.'));
  }
  return degreesOf(digits, decimalComma);
}

/** Never with thousands: 41.590 is 41.59 everywhere. */
function degreesOf(text: string, decimalComma: boolean): number | undefined {
  const digits = decimalComma ? compact(text).replace(',', '.') : compact(text);
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(digits) ? Number(digits) : undefined;
}

const yes = new Set(['yes', 'y', 'true', '1', 'x', 'ja', 'wahr', '是']);
const no = new Set(['no', 'n', 'false', '0', 'nein', 'falsch', '否']);

function booleanOf(text: string): boolean | undefined {
  const word = text.toLowerCase();
  if (yes.has(word)) return true;
  return no.has(word) ? false : undefined;
}

const periods: Readonly<Record<string, string>> = {
  ...{ week: 'week', w: 'week', woche: 'week', 周: 'week' },
  ...{ month: 'month', m: 'month', monat: 'month', 月: 'month' },
  ...{ quarter: 'quarter', q: 'quarter', quartal: 'quarter', 季: 'quarter', 季度: 'quarter' },
  ...{ year: 'year', y: 'year', jahr: 'year', 年: 'year' },
};

/** `2/month`, `2 per month`. */
function frequencyOf(text: string): { visits: number; per: string } | undefined {
  const [, visits, word] = /^(\d+)\s*(?:x\s*)?(?:\/|per|pro)\s*(\p{Letter}+)$/iu.exec(text) ?? [];
  const per = word === undefined ? undefined : periods[word.toLowerCase()];
  return per === undefined ? undefined : { visits: Number(visits), per };
}
