/**
 * Days and moments of a horizon. A moment is a whole number of seconds since 00:00 UTC of the horizon's first date; local
 * times of day become moments here, once, with the daylight-saving change inside.
 */
import { DateTime, IANAZone } from 'luxon';
import type { Interval } from './interpretation.ts';
import { remember } from './remember.ts';
import { type Horizon, type Weekday, weekdays } from './request.ts';

const daySeconds = 86_400;
const dayMillis = daySeconds * 1000;

/** Midnight UTC of a date. Not `Date.UTC`, which takes the year 26 for 1926. */
function utcMillis(date: string): number {
  return Date.parse(`${date}T00:00:00Z`);
}

/** The day index of any date, negative before the horizon. */
export function dayOf({ epochMillis }: Pick<HorizonDays, 'epochMillis'>, date: string): number {
  return Math.round((utcMillis(date) - epochMillis) / dayMillis);
}

/** The date of any day index, also outside the horizon. */
export function dateOf({ epochMillis }: Pick<HorizonDays, 'epochMillis'>, day: number): string {
  return new Date(epochMillis + day * dayMillis).toISOString().slice(0, 10);
}

export interface HorizonDays {
  readonly dates: readonly string[];
  readonly weekday: readonly Weekday[];
  readonly isoWeek: readonly number[];
  readonly epochMillis: number;
  /** As `dayOf`. */
  readonly indexOf: (date: string) => number;
}

/** Horizons and zones whose days and clocks are kept: every request is interpreted several times, and many have the same. */
const MOST_KEPT = 100;

export function horizonDays({ start, weeks }: Horizon): HorizonDays {
  return daysSince(utcMillis(start), weeks);
}

const daysSince = remember(
  (epochMillis: number, weeks: number) => `${epochMillis} ${weeks}`,
  (epochMillis, weeks): HorizonDays => {
    const days = Array.from({ length: weeks * 7 }, (_, day) =>
      DateTime.fromMillis(epochMillis + day * dayMillis, { zone: 'utc' }),
    );
    return {
      dates: days.map((day) => day.toFormat('yyyy-MM-dd')),
      weekday: days.map((day) => weekdays[day.weekday - 1]),
      isoWeek: days.map((day) => day.weekYear * 100 + day.weekNumber),
      epochMillis,
      indexOf: (date) => dayOf({ epochMillis }, date),
    };
  },
  MOST_KEPT,
);

export function isTimeZone(name: string): boolean {
  return IANAZone.isValidZone(name);
}

/** Where the sun is highest at noon of a zone's winter time, in degrees of longitude. */
export function zoneLongitude(timeZone: string, { epochMillis }: Pick<HorizonDays, 'epochMillis'>): number {
  const zone = IANAZone.create(timeZone);
  return Math.min(zone.offset(epochMillis), zone.offset(epochMillis + 182 * dayMillis)) / 4;
}

/** Minutes since local midnight of `09:00`; 1440 for `24:00`. */
export function minutesOf(timeOfDay: string): number {
  return Number(timeOfDay.slice(0, 2)) * 60 + Number(timeOfDay.slice(3, 5));
}

/** The moment of a local time of day, per day of the horizon. */
export type ZoneClock = (day: number, minutes: number) => number;

/** Local wall-clock times of one zone. A time that the spring change skips becomes the same distance later. */
export function zoneClock({ epochMillis, dates }: HorizonDays, timeZone: string): ZoneClock {
  // No name that is sent is kept, only those of zones.
  return clockSince(epochMillis, dates.length, isTimeZone(timeZone) ? timeZone : 'utc');
}

const clockSince = remember(
  (epochMillis: number, days: number, zone: string) => `${epochMillis} ${days} ${zone}`,
  (epochMillis, days, zone): ZoneClock => {
    const local = (day: number, minutes: number): number => {
      const date = DateTime.fromMillis(epochMillis + day * dayMillis, { zone: 'utc' });
      const { year, month, day: dayOfMonth } = date;
      const time = { year, month, day: dayOfMonth, hour: Math.floor(minutes / 60), minute: minutes % 60 };
      return Math.round((DateTime.fromObject(time, { zone }).toMillis() - epochMillis) / 1000);
    };
    const midnight = Array.from({ length: days + 1 }, (_, day) => local(day, 0));
    return (day, minutes) => {
      if (minutes >= 1440) return midnight[day + 1];
      // Only the two days a year on which the clocks change need the slow way.
      if (midnight[day + 1] - midnight[day] === daySeconds) return midnight[day] + minutes * 60;
      return local(day, minutes);
    };
  },
  MOST_KEPT,
);

/** Sorted, overlapping and touching ones merged, empty ones dropped. */
export function mergeIntervals(intervals: readonly Interval[]): readonly Interval[] {
  const sorted = intervals.filter(({ from, to }) => to > from).sort((a, b) => a.from - b.from);
  const merged: { from: number; to: number }[] = [];
  for (const { from, to } of sorted) {
    const last = merged[merged.length - 1];
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

/** The parts of sorted intervals that lie inside a window. */
export function clipIntervals(intervals: readonly Interval[], window: Interval): readonly Interval[] {
  return intervals
    .map(({ from, to }) => ({ from: Math.max(from, window.from), to: Math.min(to, window.to) }))
    .filter(({ from, to }) => to > from);
}
