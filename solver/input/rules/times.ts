/** Time zones, calendars, windows, working days, slots (contract, sections 1, 3 and 5). */
import { slotIndexes } from '../calendar.ts';
import { horizonDays, isTimeZone, minutesOf, zoneClock } from '../clock.ts';
import { countriesOfZone, isCountry, isSubdivision, lastChineseYear } from '../holidays.ts';
import { type Customer, type Hours, weekdays } from '../request.ts';
import type { Rule } from './rule.ts';

export const timeZones: Rule = ({ request: { territory }, report }) => {
  const check = (zone: string | undefined, path: readonly PropertyKey[]) => {
    if (zone !== undefined && !isTimeZone(zone)) report('UNKNOWN_TIME_ZONE', path, { zone });
  };
  check(territory.timeZone, ['territory', 'timeZone']);
  territory.reps.forEach((rep, index) => {
    check(rep.timeZone, ['territory', 'reps', index, 'timeZone']);
  });
};

/** Who drives in another time zone may well have customers there whose hours were meant as local ones. Told once for each zone. */
export const hoursInOtherZone: Rule = ({ request, meaning, report }) => {
  const { territory, horizon } = request;
  const days = horizonDays(horizon);
  const atNoon = (zone: string) => {
    const clock = zoneClock(days, zone);
    return days.dates.map((_, day) => clock(day, 720)).join();
  };
  const slots = territory.policy?.slots ?? [];
  const hasHours = (customer: Customer) =>
    (customer.openingHours ?? []).length > 0 || slotIndexes(customer, slots).length > 0;
  const told = new Set([territory.timeZone]);
  territory.reps.forEach(({ id, timeZone: zone }, rep) => {
    if (zone === undefined || told.has(zone) || !isTimeZone(zone) || !isTimeZone(territory.timeZone)) return;
    const isConcerned = meaning.customers.some(
      ({ eligibleReps }, customer) => hasHours(territory.customers[customer]) && eligibleReps.includes(rep),
    );
    if (!isConcerned || atNoon(zone) === atNoon(territory.timeZone)) return;
    told.add(zone);
    const values = { id, zone, ofTerritory: territory.timeZone };
    report('HOURS_IN_OTHER_TIME_ZONE', ['territory', 'reps', rep, 'timeZone'], values);
  });
};

export const countries: Rule = ({ request: { territory }, report }) => {
  const { country, subdivision } = territory.calendar ?? {};
  if (country === undefined) return;
  const path = ['territory', 'calendar'];
  if (!isCountry(country)) report('UNKNOWN_COUNTRY', [...path, 'country'], { country });
  else if (subdivision !== undefined && !isSubdivision(country, subdivision)) {
    report('UNKNOWN_SUBDIVISION', [...path, 'subdivision'], { country, subdivision });
  }
};

export const calendarAnnounced: Rule = ({ request: { territory }, meaning, report }) => {
  const { country, extraWorkingDays } = territory.calendar ?? {};
  const year = Number(meaning.dates[meaning.dates.length - 1].slice(0, 4));
  if (country === 'CN' && year > lastChineseYear && extraWorkingDays === undefined) {
    report('CALENDAR_NOT_ANNOUNCED', ['territory', 'calendar', 'country'], { country, year });
  }
};

/** Told only of holidays on which somebody would work: who lists `holidays`, if only as an empty list, has thought of them. */
export const calendarMissing: Rule = ({ request: { territory }, meaning, report }) => {
  const { country, holidays } = territory.calendar ?? {};
  if (country !== undefined || holidays !== undefined) return;
  const worked = meaning.dates.filter((_, day) => meaning.reps.some(({ days }) => days[day] !== null));
  const suggested = countriesOfZone(territory.timeZone, worked);
  if (suggested.holidays.length === 0) return;
  report('CALENDAR_MISSING', ['territory', 'calendar'], {
    country: suggested.countries.join(' or '),
    zone: territory.timeZone,
    dates: suggested.holidays.join(', '),
  });
};

export const windows: Rule = ({ request: { territory }, report }) => {
  const check = (from: string, to: string, path: readonly PropertyKey[]): boolean => {
    const right = minutesOf(to) > minutesOf(from);
    if (!right) report('WINDOW_ENDS_BEFORE_START', path, { from, to });
    return right;
  };
  const checkHours = (hours: readonly Hours[] | undefined, path: readonly PropertyKey[]) => {
    hours?.forEach(({ from, to }, k) => {
      check(from, to, [...path, k]);
    });
  };
  territory.customers.forEach((customer, index) => {
    checkHours(customer.openingHours, ['territory', 'customers', index, 'openingHours']);
  });
  territory.reps.forEach((rep, index) => {
    checkHours(rep.workingHours, ['territory', 'reps', index, 'workingHours']);
    rep.breaks?.forEach(({ minutes, between: [from, to] }, k) => {
      const path = ['territory', 'reps', index, 'breaks', k];
      if (!check(from, to, [...path, 'between'])) return;
      if (minutes > minutesOf(to) - minutesOf(from)) report('BREAK_LONGER_THAN_WINDOW', path, { minutes, from, to });
    });
  });
  territory.supervisors?.forEach((supervisor, index) => {
    checkHours(supervisor.workingHours, ['territory', 'supervisors', index, 'workingHours']);
  });
  checkHours(territory.policy?.slots, ['territory', 'policy', 'slots']);
};

export const workingDays: Rule = ({ meaning, report }) => {
  const idle = meaning.reps.map((rep) => rep.days.every((day) => day === null));
  if (idle.every(Boolean)) {
    report('NO_WORKING_DAY', ['territory', 'reps']);
    return;
  }
  idle.forEach((isIdle, index) => {
    if (isIdle) report('REP_WITHOUT_WORKING_DAY', ['territory', 'reps', index], { id: meaning.reps[index].id });
  });
};

/** A slot that its customers can never use, and two slots of one tag on one weekday. */
export const slots: Rule = ({ request: { territory }, report }) => {
  const all = territory.policy?.slots ?? [];
  if (all.length === 0) return;
  const taken = new Map<string, number>();
  all.forEach(({ tag, days }, index) => {
    for (const day of new Set(days)) {
      const key = JSON.stringify([tag, day]);
      const other = taken.get(key);
      if (other === undefined) taken.set(key, index);
      else {
        const what = `The slots ${other} and ${index} of "${tag}" are both on ${day}; a tag has one slot a day`;
        report('SLOT_CONFLICT', ['territory', 'policy', 'slots', index], { what });
      }
    }
  });
  territory.customers.forEach((customer, index) => {
    const own = slotIndexes(customer, all);
    if (own.length === 0 || own.some((slot) => isUsable(customer, all[slot]))) return;
    const what = `Customer "${customer.id}" is never open in the slots of its tags`;
    report('SLOT_CONFLICT', ['territory', 'customers', index, 'tags'], { what });
  });
};

function isUsable(customer: Customer, slot: Hours): boolean {
  const { visitDays, openingHours } = customer;
  const days = weekdays.filter((day) => slot.days.includes(day) && (visitDays?.includes(day) ?? true));
  if (openingHours === undefined || openingHours.length === 0) return days.length > 0;
  return days.some((day) =>
    openingHours.some(
      (hours) =>
        hours.days.includes(day) &&
        Math.min(minutesOf(hours.to), minutesOf(slot.to)) > Math.max(minutesOf(hours.from), minutesOf(slot.from)),
    ),
  );
}

/** Longer than any search needs: seconds sent as milliseconds look like this. */
const LONG_SECONDS = 3600;

export const longTimeLimit: Rule = ({ request: { options }, report }) => {
  const seconds = options?.timeLimitSeconds ?? 0;
  if (seconds <= LONG_SECONDS) return;
  const hours = Math.round(seconds / 360) / 10;
  report('TIME_LIMIT_LONG', ['options', 'timeLimitSeconds'], { seconds, hours });
};
