/**
 * Phone calls: each customer gets one in each of the equal parts of the horizon that its class asks for, on a day of a tour on
 * which it is not visited. Calls are spread evenly over the days, and far from the customer's other contacts. Those of frozen days
 * stay, and no other ones come there.
 */
import type { Interpretation } from '../input/interpretation.ts';
import { daysByPart } from './parts.ts';

export interface PhoneCalls {
  /** Per day of the horizon the customers called. */
  readonly onDay: readonly (readonly number[])[];
  /** Calls for which their part of the horizon has no day. */
  readonly notPlaced: number;
}

/** What stays of a plan before. */
export interface FrozenCalls {
  /** The first so many days of the horizon are frozen. */
  readonly days: number;
  /** Per customer the days of its calls on them, ascending. */
  readonly callDays: ReadonlyMap<number, readonly number[]>;
}

/**
 * @param tours days on which the rep is on tour, ascending
 * @param visitDays per customer carried the days of its visits
 */
export function spreadPhoneCalls(
  { customers, dates }: Interpretation,
  tours: readonly number[],
  visitDays: ReadonlyMap<number, readonly number[]>,
  frozen: FrozenCalls,
): PhoneCalls {
  const onDay: number[][] = dates.map(() => []);
  const owed = [...visitDays].flatMap(([customer, visits]) => {
    const able = tours.filter((day) => !visits.includes(day));
    const made = (frozen.callDays.get(customer) ?? []).filter((day) => able.includes(day));
    for (const day of made) onDay[day].push(customer);
    const free = able.filter((day) => day >= frozen.days);
    const contacts = [...visits, ...made];
    const { phoneCalls } = customers[customer];
    const madeByPart = daysByPart(made, phoneCalls, dates.length);
    return daysByPart(free, phoneCalls, dates.length).flatMap((days, part) =>
      madeByPart[part].length > 0 ? [] : [{ customer, days, contacts }],
    );
  });
  const possible = owed.filter(({ days }) => days.length > 0);
  // Those with the least choice first.
  possible.sort((a, b) => a.days.length - b.days.length || a.customer - b.customer || a.days[0] - b.days[0]);
  for (const { customer, days, contacts } of possible) {
    const distance = (day: number) => contacts.reduce((least, other) => Math.min(least, Math.abs(day - other)), 99);
    const [best] = days.toSorted((a, b) => onDay[a].length - onDay[b].length || distance(b) - distance(a) || a - b);
    onDay[best].push(customer);
    contacts.push(best);
  }
  for (const called of onDay) called.sort((a, b) => a - b);
  return { onDay, notPlaced: owed.length - possible.length };
}
