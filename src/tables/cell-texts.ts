/** From a value of the request to the cell that is read as this value again. */
import { isDeepStrictEqual } from 'node:util';
import { type CellKind, cellReaders } from './cells.ts';

type Json = Record<string, unknown>;

const list = (value: unknown, text: (entry: Json) => string): string => (value as Json[]).map(text).join('|');

const writers: Partial<Record<CellKind, (value: unknown) => string>> = {
  boolean: (value) => (value === true ? 'yes' : 'no'),
  list: (value) => (value as string[]).join('|'),
  dates: (value) => (value as string[]).join('|'),
  weekdays: (value) => (value as string[]).join('|'),
  hours: (value) =>
    (value as Json[]).map(({ days, from, to }) => `${(days as string[]).join(',')} ${from}-${to}`).join('; '),
  frequency: (value) => `${(value as Json).visits}/${(value as Json).per}`,
  appointments: (value) => list(value, ({ date, from, minutes }) => `${date} ${from} ${minutes}`),
  breaks: (value) => list(value, ({ minutes, between }) => `${minutes} ${(between as string[]).join('-')}`),
  contacts: (value) => list(value, ({ name }) => String(name)),
};

/** Undefined when no cell can hold the value as it is: an empty cell changes nothing when it is read again. */
export function cellOf(kind: CellKind, value: unknown): string | number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number') return value;
  const text = writers[kind]?.(value) ?? String(value);
  // Cells are read without the blanks around them.
  return text !== '' && isDeepStrictEqual(cellReaders[kind].read(text.trim(), false), value) ? text : undefined;
}
