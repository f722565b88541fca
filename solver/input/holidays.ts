/** Public holidays and make-up working days of a territory (contract, sections 1 and 5). */
import * as chineseWorkday from 'chinese-workday';
import Holidays from 'date-holidays';
import type { HorizonDays } from './clock.ts';
import { remember } from './remember.ts';
import type { Territory } from './request.ts';

/** The last year whose Chinese make-up days the calendar package knows; they are announced each November. */
export const lastChineseYear = 2026;

export interface SpecialDays {
  /** Per day: nobody works and nobody is visited. */
  readonly holiday: readonly boolean[];
  /** Per day: a weekend day or holiday that is worked, with Monday's hours. */
  readonly extraWorking: readonly boolean[];
}

export function isCountry(code: string): boolean {
  return Object.hasOwn(new Holidays().getCountries() ?? {}, code);
}

export function isSubdivision(country: string, code: string): boolean {
  return Object.hasOwn(new Holidays().getStates(country) ?? {}, code);
}

export interface CountriesOfZone {
  /** As `territory.calendar.country` names them. */
  readonly countries: readonly string[];
  /** Those of the dates that are public holidays in all of them; regional ones are left out. */
  readonly holidays: readonly string[];
}

/** @param dates of one or several years */
export function countriesOfZone(zone: string, dates: readonly string[]): CountriesOfZone {
  const countries = zones().get(zone) ?? [];
  const [first = [], ...others] = countries.map((country) => countryHolidays(country, undefined, dates));
  const holidays = dates.filter((date) => first.includes(date) && others.every((other) => other.includes(date)));
  return { countries, holidays };
}

/** Countries by their time zones, a tenth of a second's work. */
const zones = remember(
  () => '',
  (): ReadonlyMap<string, readonly string[]> => {
    const found = new Map<string, string[]>();
    for (const country of Object.keys(new Holidays().getCountries() ?? {})) {
      for (const zone of new Holidays(country).getTimezones() ?? [])
        found.set(zone, [...(found.get(zone) ?? []), country]);
    }
    return found;
  },
);

export function specialDays(calendar: Territory['calendar'], days: HorizonDays): SpecialDays {
  const holidays = new Set(calendar?.holidays ?? []);
  const extra = new Set(calendar?.extraWorkingDays ?? []);
  for (const date of countryHolidays(calendar?.country, calendar?.subdivision, days.dates)) holidays.add(date);
  if (calendar?.country === 'CN') {
    // A make-up day that the territory itself declares a holiday stays one.
    for (const date of days.dates) if (isMakeUpDay(date) && !holidays.has(date)) extra.add(date);
  }
  const extraWorking = days.dates.map((date, day) => extra.has(date) && (isWeekend(days, day) || holidays.has(date)));
  return { extraWorking, holiday: days.dates.map((date, day) => holidays.has(date) && !extraWorking[day]) };
}

function isWeekend(days: HorizonDays, day: number): boolean {
  return days.weekday[day] === 'sat' || days.weekday[day] === 'sun';
}

function countryHolidays(
  country: string | undefined,
  subdivision: string | undefined,
  dates: readonly string[],
): string[] {
  if (country === undefined) return [];
  const years = new Set(dates.map((date) => Number(date.slice(0, 4))));
  const found: string[] = [];
  for (const year of years) {
    if (country === 'CN' && isChineseYear(year)) found.push(...dates.filter(isChineseHoliday));
    else found.push(...publicHolidays(country, subdivision, year));
  }
  return found;
}

function publicHolidays(country: string, subdivision: string | undefined, year: number): readonly string[] {
  if (!isCountry(country)) return [];
  const known = subdivision !== undefined && isSubdivision(country, subdivision);
  return holidaysOf(country, known ? subdivision : '', year);
}

/** Those that follow the moon take milliseconds, and every request is interpreted several times. */
const holidaysOf = remember(
  (country: string, subdivision: string, year: number) => `${country} ${subdivision} ${year}`,
  (country, subdivision, year): readonly string[] => {
    const calendar = subdivision === '' ? new Holidays(country) : new Holidays(country, subdivision);
    const dates: string[] = [];
    for (const holiday of calendar.getHolidays(year)) {
      if (holiday.type !== 'public') continue;
      // A holiday of several days is one entry; its length is the distance between its ends, a changed clock apart.
      const length = Math.max(1, Math.round((holiday.end.getTime() - holiday.start.getTime()) / 86_400_000));
      const first = Date.parse(`${holiday.date.slice(0, 10)}T00:00:00Z`);
      for (let day = 0; day < length; day++) dates.push(new Date(first + day * 86_400_000).toISOString().slice(0, 10));
    }
    return dates;
  },
  100,
);

function isChineseYear(year: number): boolean {
  return year >= 2018 && year <= lastChineseYear;
}

function isMakeUpDay(date: string): boolean {
  return chineseWorkday.isAddtionalWorkday(date);
}

/** By the festival's name: the package's own weekend test depends on the time zone of the machine. */
function isChineseHoliday(date: string): boolean {
  if (!isChineseYear(Number(date.slice(0, 4))) || isMakeUpDay(date)) return false;
  const festival = chineseWorkday.getFestival(date);
  return festival !== '周末' && festival !== '工作日';
}
