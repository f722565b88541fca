/** By what a visit is known again in the plans that follow: on another day it is still the same. */
import { DateTime } from 'luxon';
import { type DatedVisit, matchVisits, type Plan } from '#solver';

/** Of a plan only its days and who is visited on them. */
export interface PlanVisits {
  readonly firstDay: string;
  readonly lastDay: string;
  /** In the order of time. */
  readonly visits: readonly DatedVisit[];
}

export function planVisits({ horizon, itineraries }: Plan): PlanVisits {
  const lastDay = DateTime.fromISO(horizon.start, { zone: 'utc' }).plus({ days: horizon.weeks * 7 - 1 });
  const visits = itineraries.flatMap(({ repId, days }) =>
    days.flatMap(({ date, stops }) => stops.map(({ customerId }) => ({ customerId, repId, date }))),
  );
  return {
    firstDay: horizon.start,
    lastDay: lastDay.toFormat('yyyy-MM-dd'),
    visits: visits.sort(byDate),
  };
}

interface KnownVisit extends DatedVisit {
  readonly name: string;
}

/**
 * Names for the visits of a plan: the customer and the day on which the visit was first planned, however often it has moved since.
 * @param history the plan and those it follows, the earliest first
 */
export function visitNames(history: readonly PlanVisits[]): (customerId: string, date: string) => string {
  let known: readonly KnownVisit[] = [];
  for (const { firstDay, lastDay, visits } of history) {
    // What lies before the plan has been, and is no visit of it that has moved.
    const past = known.filter(({ date }) => date < firstDay);
    const { kept, moved, added } = matchVisits(
      known.filter(({ date }) => date >= firstDay && date <= lastDay),
      visits,
    );
    const goOn = [...kept, ...moved].map(([{ name }, visit]) => ({ ...visit, name }));
    const taken = new Set([...past, ...goOn].map(({ name }) => name));
    const come = added.map((visit) => ({ ...visit, name: freeName(visit, taken) }));
    known = [...past, ...goOn, ...come].sort(byDate);
  }
  // A customer is visited once a day at most.
  const names = new Map(known.map(({ customerId, date, name }) => [nameOf(customerId, date), name]));
  return (customerId, date) => names.get(nameOf(customerId, date)) ?? nameOf(customerId, date);
}

/** The day may be taken by a visit that was first planned there and has moved away. */
function freeName({ customerId, date }: DatedVisit, taken: ReadonlySet<string>): string {
  let name = nameOf(customerId, date);
  for (let number = 2; taken.has(name); number++) name = nameOf(customerId, date, number);
  return name;
}

function nameOf(...parts: readonly (string | number)[]): string {
  return JSON.stringify(parts);
}

function byDate(a: DatedVisit, b: DatedVisit): number {
  return a.date < b.date ? -1 : a.date > b.date ? 1 : 0;
}
