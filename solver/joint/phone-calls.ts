/**
 * Phone calls: each customer gets one in each of the equal parts of the horizon that its class asks for, on a day of a tour on
 * which it is not visited. Calls are spread evenly over the days, and far from the customer's other contacts.
 */
import type { Interpretation } from '../input/interpretation.ts';
import { daysByPart } from './parts.ts';

export interface PhoneCalls {
  /** Per day of the horizon the customers called. */
  readonly onDay: readonly (readonly number[])[];
  /** Calls for which their part of the horizon has no day. */
  readonly notPlaced: number;
}

/**
 * @param tours days on which the rep is on tour, ascending
 * @param visitDays per customer carried the days of its visits
 */
export function spreadPhoneCalls(
  { customers, dates }: Interpretation,
  tours: readonly number[],
  visitDays: ReadonlyMap<number, readonly number[]>,
): PhoneCalls {
  const onDay: number[][] = dates.map(() => []);
  const owed = [...visitDays].flatMap(([customer, visits]) => {
    const free = tours.filter((day) => !visits.includes(day));
    const contacts = [...visits];
    return daysByPart(free, customers[customer].phoneCalls, dates.length).map((days) => ({ customer, days, contacts }));
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
