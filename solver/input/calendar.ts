/**
 * When reps work and customers are open, per day of the horizon, in moments (contract, section 5). What many share, a set of
 * hours, is computed once.
 */
import {
  clipIntervals,
  type HorizonDays,
  horizonDays,
  mergeIntervals,
  minutesOf,
  type ZoneClock,
  zoneClock,
} from './clock.ts';
import { type SpecialDays, specialDays } from './holidays.ts';
import type { Interval, RepDay } from './interpretation.ts';
import { remember } from './remember.ts';
import type { Customer, Hours, PlanRequest, Policy, Rep, Weekday } from './request.ts';

/** Contract, section 1: mon to fri, 08:30 to 17:30. */
export const defaultWorkingHours: readonly Hours[] = [
  { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:30', to: '17:30' },
];

type Slots = NonNullable<Policy['slots']>;

export interface OpenDays {
  readonly open: readonly (readonly Interval[])[];
  readonly slot: readonly number[];
}

export interface Calendar {
  readonly days: HorizonDays;
  readonly special: SpecialDays;
  /** Local time of the territory, for appointments. */
  readonly territoryClock: ZoneClock;
  readonly repDays: (rep: Rep) => readonly (RepDay | null)[];
  /** Of a supervisor; the default hours when none are given. */
  readonly workingHours: (hours: readonly Hours[], daysOff: readonly string[]) => readonly (readonly Interval[])[];
  readonly openDays: (customer: Customer) => OpenDays;
  readonly preferredDays: (customer: Customer) => readonly boolean[];
}

const nothing: readonly Interval[] = [];

export function buildCalendar(request: PlanRequest): Calendar {
  const { territory } = request;
  const days = horizonDays(request.horizon);
  const special = specialDays(territory.calendar, days);
  const clockOf = remember(
    (zone: string) => zone,
    (zone) => zoneClock(days, zone),
  );
  const territoryClock = clockOf(territory.timeZone);
  const slots = territory.policy?.slots ?? [];
  const alwaysOpen: Hours[] = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '00:00', to: '24:00' }];
  const hoursOf = remember(
    (question: { hours: readonly Hours[]; zone: string }) => JSON.stringify([question.zone, question.hours]),
    ({ hours, zone }) => hoursPerDay(hours, days, special, clockOf(zone)),
  );
  const openDays = remember(
    (customer: Customer) =>
      JSON.stringify([customer.openingHours, customer.visitDays, customer.closedOn, slotIndexes(customer, slots)]),
    (customer) => {
      const given = customer.openingHours ?? [];
      const hours = hoursOf({ hours: given.length > 0 ? given : alwaysOpen, zone: territory.timeZone });
      return openDaysOf(customer, hours, slots, days, territoryClock);
    },
  );
  return {
    days,
    special,
    territoryClock,
    repDays: (rep) => {
      const zone = rep.timeZone ?? territory.timeZone;
      return repDaysOf(rep, hoursOf({ hours: rep.workingHours ?? defaultWorkingHours, zone }), days, clockOf(zone));
    },
    workingHours: (hours, daysOff) =>
      hoursOf({ hours: hours.length > 0 ? hours : defaultWorkingHours, zone: territory.timeZone }).map(
        (working, day) => (daysOff.includes(days.dates[day]) ? nothing : working),
      ),
    openDays,
    preferredDays: remember(
      (customer: Customer) => JSON.stringify(customer.preferredDays),
      (customer) => days.weekday.map((weekday) => customer.preferredDays?.includes(weekday) ?? true),
    ),
  };
}

/** Hours per day: none on a holiday, Monday's on an extra working day, else those of the weekday. */
function hoursPerDay(
  hours: readonly Hours[],
  days: HorizonDays,
  special: SpecialDays,
  clock: ZoneClock,
): readonly (readonly Interval[])[] {
  const onWeekday = (weekday: Weekday): readonly Interval[] =>
    mergeIntervals(
      hours
        .filter((entry) => entry.days.includes(weekday))
        .map((entry) => ({ from: minutesOf(entry.from), to: minutesOf(entry.to) })),
    );
  return days.weekday.map((weekday, day) => {
    if (special.holiday[day]) return nothing;
    const local = onWeekday(special.extraWorking[day] ? 'mon' : weekday);
    return mergeIntervals(local.map(({ from, to }) => ({ from: clock(day, from), to: clock(day, to) })));
  });
}

function repDaysOf(
  rep: Rep,
  hours: readonly (readonly Interval[])[],
  days: HorizonDays,
  clock: ZoneClock,
): readonly (RepDay | null)[] {
  const off = new Set(rep.daysOff ?? []);
  const alone = hours.map((working, day): RepDay | null => {
    if (working.length === 0 || off.has(days.dates[day])) return null;
    const breaks = (rep.breaks ?? []).map(({ minutes, between }) => ({
      from: clock(day, minutesOf(between[0])),
      to: clock(day, minutesOf(between[1])),
      seconds: Math.round(minutes * 60),
    }));
    return {
      working,
      earliestDeparture: working[0].from - Math.round((rep.morningDriveMinutes ?? 60) * 60),
      latestArrival: working[working.length - 1].to + Math.round((rep.eveningDriveMinutes ?? 120) * 60),
      breaks: breaks.sort((a, b) => a.from - b.from || a.to - b.to),
    };
  });
  return withNightsShared(alone);
}

/** Nobody drives in two days at once: where the own time of an evening and of the next morning overlap, both end and begin at one moment. */
function withNightsShared(days: readonly (RepDay | null)[]): readonly (RepDay | null)[] {
  const shared = [...days];
  for (let day = 0; day + 1 < days.length; day++) {
    const [today, tomorrow] = [shared[day], shared[day + 1]];
    if (today === null || tomorrow === null || today.latestArrival <= tomorrow.earliestDeparture) continue;
    const night = { from: today.working[today.working.length - 1].to, to: tomorrow.working[0].from };
    const evening = today.latestArrival - night.from;
    const morning = night.to - tomorrow.earliestDeparture;
    // Of the night each gets its part of what both ask for, in whole minutes.
    const minutes = Math.floor(((night.to - night.from) * evening) / (evening + morning) / 60);
    const moment = night.from + minutes * 60;
    shared[day] = { ...today, latestArrival: moment };
    shared[day + 1] = { ...tomorrow, earliestDeparture: moment };
  }
  return shared;
}

/** The slots of the policy that a customer's tags put him in. */
export function slotIndexes(customer: Customer, slots: Slots): readonly number[] {
  const tags = customer.tags;
  if (tags === undefined || slots.length === 0) return [];
  return slots.flatMap((slot, index) => (tags.includes(slot.tag) ? [index] : []));
}

/** Opening hours without closed days and forbidden weekdays; with a slot only inside it (contract, section 3). */
function openDaysOf(
  customer: Customer,
  hours: readonly (readonly Interval[])[],
  slots: Slots,
  days: HorizonDays,
  clock: ZoneClock,
): OpenDays {
  const closed = new Set(customer.closedOn ?? []);
  const own = slotIndexes(customer, slots);
  const slotOfDay = new Array<number>(hours.length).fill(-1);
  const open = hours.map((intervals, day) => {
    const weekday = days.weekday[day];
    if (closed.has(days.dates[day])) return nothing;
    if (customer.visitDays !== undefined && !customer.visitDays.includes(weekday)) return nothing;
    if (own.length === 0) return intervals;
    for (const index of own) {
      const { days: slotDays, from, to } = slots[index];
      if (!slotDays.includes(weekday)) continue;
      const inside = clipIntervals(intervals, { from: clock(day, minutesOf(from)), to: clock(day, minutesOf(to)) });
      if (inside.length === 0) continue;
      slotOfDay[day] = index;
      return inside;
    }
    return nothing;
  });
  return { open, slot: slotOfDay };
}
