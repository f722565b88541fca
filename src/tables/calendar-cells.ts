/** Dates, weekdays and hours as people write them into tables. */
import type { Weekday } from '#solver';

const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const satisfies readonly Weekday[];

/** Names of the seven days, Monday first. */
const dayNames: readonly (readonly string[])[] = [
  week,
  ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
  ['mo', 'di', 'mi', 'do', 'fr', 'sa', 'so'],
  ['montag', 'dienstag', 'mittwoch', 'donnerstag', 'freitag', 'samstag', 'sonntag'],
  // 周一至五 and 周一、三 say the word but once.
  ...['周', '星期', '礼拜', ''].flatMap((word) =>
    ['日', '天'].map((sunday) => ['一', '二', '三', '四', '五', '六', sunday].map((day) => word + day)),
  ),
];

/** Signs of full width are those of half width, a dash of any length and 至 are a hyphen, an enumeration comma is a comma. */
export function plainSigns(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s*[-\u2010-\u2015\u2212~至到]+\s*/g, '-')
    .replaceAll('、', ',');
}

const dayByName = new Map(dayNames.flatMap((names) => names.map((name, index) => [name, index] as const)));

export interface CellHours {
  readonly days: readonly Weekday[];
  readonly from: string;
  readonly to: string;
}

/** 2026-12-03; also 2026/12/3, 2026年12月3日 and 3.12.2026, which can mean nothing else. */
function dateOf(text: string): string | undefined {
  const [, year, month, day] = /^(\d{4})[-/年](\d{1,2})[-/月](\d{1,2})[日号]?$/.exec(text) ?? [];
  if (year !== undefined) return isoDate(year, month, day);
  const [, germanDay, germanMonth, germanYear] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text) ?? [];
  return germanYear === undefined ? undefined : isoDate(germanYear, germanMonth, germanDay);
}

const timeOfDay = /[T\s]\s*([01]?\d|2[0-3])(:[0-5]\d){1,2}(\.\d+)?$/;

/** A date, also one with a time of day behind it; not an instant, whose day depends on the time zone. */
export function dayOf(text: string): string | undefined {
  return dateOf(text.replace(timeOfDay, ''));
}

/** Undefined for the 30th of February. */
function isoDate(year = '', month = '', day = ''): string | undefined {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const millis = Date.parse(date);
  return Number.isNaN(millis) || new Date(millis).toISOString().slice(0, 10) !== date ? undefined : date;
}

/** `mon`, `mon-fri`, `mon,wed`. A range may run over Sunday. */
export function weekdaysOf(text: string): Weekday[] | undefined {
  const days: Weekday[] = [];
  for (const part of text.toLowerCase().split(',')) {
    const ends = part.split('-').map((name) => dayByName.get(name.trim()));
    const [first, last] = [ends[0], ends.at(-1)];
    if (first === undefined || last === undefined || ends.length > 2) return undefined;
    for (let step = 0; step <= (last - first + 7) % 7; step++) days.push(week[(first + step) % 7] as Weekday);
  }
  return days;
}

/** 9, 9:00, 09:00 or 9点 as 09:00. */
function timeOf(text: string | undefined): string | undefined {
  const [, hour, minute = '00'] = /^(\d{1,2})(?:[:点](\d{2})?分?)?$/.exec(text ?? '') ?? [];
  return hour === undefined ? undefined : `${hour.padStart(2, '0')}:${minute}`;
}

/** 09:00-17:00 as two times of day. */
function rangeOf(text: string): [string, string] | undefined {
  const [from, to, ...more] = text.split('-').map(timeOf);
  return from === undefined || to === undefined || more.length > 0 ? undefined : [from, to];
}

/** `mon-fri 09:00-12:00 13:00-17:00; sat 10:00-12:00`; days first, then one range or several. */
export function hoursOf(text: string): CellHours[] | undefined {
  const hours: CellHours[] = [];
  for (const part of text.split(/[;|]/).map((piece) => piece.trim())) {
    if (part === '') continue;
    const [dayWords = '', ...rangeWords] = apart(part).split(/\s+/);
    const days = weekdaysOf(dayWords);
    const ranges = rangeWords.map(rangeOf);
    if (days === undefined || ranges.length === 0) return undefined;
    for (const range of ranges) {
      if (range === undefined) return undefined;
      hours.push({ days, from: range[0], to: range[1] });
    }
  }
  return hours;
}

/** Days and times with a space between them, and none in a list of days: Chinese has none, people put them anywhere. */
function apart(part: string): string {
  return part.replace(/\s*,\s*/g, ',').replace(/([一二三四五六日天])(\d)/g, '$1 $2');
}

/** `2026-12-03 10:00 60`: date, time and minutes of an appointment. */
export function agreedTime(text: string): { date: string; from: string; minutes: number } | undefined {
  const [day = '', time, length = '', ...more] = text.split(/\s+/);
  const [date, from] = [dateOf(day), timeOf(time)];
  if (date === undefined || from === undefined || !/^\d+$/.test(length) || more.length > 0) return undefined;
  return { date, from, minutes: Number(length) };
}

/** `45 11:30-13:30`: minutes and window of a break. */
export function lunchOf(text: string): { minutes: number; between: [string, string] } | undefined {
  const [length = '', window = '', ...more] = text.split(/\s+/);
  const between = rangeOf(window);
  if (between === undefined || !/^\d+$/.test(length) || more.length > 0) return undefined;
  return { minutes: Number(length), between };
}
