/**
 * By what a visit is known again in the plans that follow: on another day it is still the same. And what the plans before
 * had and the last one has no longer.
 */
import { DateTime } from 'luxon';
import { type DatedVisit, matchVisits, type Plan } from '#solver';
import { isInside, type PlanFilter } from './filter-plan.ts';

interface TimedVisit extends DatedVisit {
  readonly startAt: string;
  readonly endAt: string;
}

/** What a rep does on a day at no hour of it: a night away, or phone calls. */
export interface DayEntry {
  readonly kind: 'night' | 'phoneCalls';
  readonly repId: string;
  readonly date: string;
}

/** Of a plan only its days, who is visited on them, and what else lies on them. */
export interface PlanVisits {
  readonly firstDay: string;
  readonly lastDay: string;
  /** In the order of time. */
  readonly visits: readonly TimedVisit[];
  readonly dayEntries: readonly DayEntry[];
}

export function planVisits({ horizon, itineraries }: Plan): PlanVisits {
  const lastDay = DateTime.fromISO(horizon.start, { zone: 'utc' }).plus({ days: horizon.weeks * 7 - 1 });
  const visits = itineraries.flatMap(({ repId, days }) =>
    days.flatMap(({ date, stops }) =>
      stops.map(({ customerId, startAt, endAt }) => ({ customerId, repId, date, startAt, endAt })),
    ),
  );
  const dayEntries = itineraries.flatMap(({ repId, days }) =>
    days.flatMap(({ date, overnightStay, phoneCalls = [] }): DayEntry[] => [
      ...(overnightStay === null ? [] : [{ kind: 'night' as const, repId, date }]),
      ...(phoneCalls.length === 0 ? [] : [{ kind: 'phoneCalls' as const, repId, date }]),
    ]),
  );
  return {
    firstDay: horizon.start,
    lastDay: lastDay.toFormat('yyyy-MM-dd'),
    visits: visits.sort(byDate),
    dayEntries,
  };
}

export interface KnownVisit extends TimedVisit {
  readonly name: string;
}

export interface VisitHistory {
  /** The customer and the day on which the visit was first planned, however often it has moved since. */
  nameOf(customerId: string, date: string): string;
  /** Whether any of the plans has the visit of that name in that part: with that rep, on one of those days. */
  hasBeenIn(part: PlanFilter, name: string): boolean;
  /**
   * Visits that the last plan has no longer, as they were planned last.
   * @param repId only what this rep had: also what another rep has taken over
   */
  goneVisits(repId?: string): readonly KnownVisit[];
  /** Nights and phone calls that the last plan has no longer. */
  goneDayEntries(repId?: string): readonly DayEntry[];
}

/** @param history the plan and those it follows, the earliest first */
export function visitHistory(history: readonly PlanVisits[]): VisitHistory {
  let known: readonly KnownVisit[] = [];
  /** By name and rep, the latest last. */
  const left = new Map<string, KnownVisit>();
  /** By name, wherever the plans have had it. */
  const everywhere = new Map<string, DatedVisit[]>();
  for (const { firstDay, lastDay, visits } of history) {
    // What lies before the plan has been, and is no visit of it that has moved.
    const past = known.filter(({ date }) => date < firstDay);
    const { kept, moved, added, dropped } = matchVisits(
      known.filter(({ date }) => date >= firstDay && date <= lastDay),
      visits,
    );
    const goOn = [...kept, ...moved].map(([{ name }, visit]) => ({ ...visit, name }));
    const taken = new Set([...past, ...goOn].map(({ name }) => name));
    const come = added.map((visit) => ({ ...visit, name: freeName(visit, taken) }));
    known = [...past, ...goOn, ...come].sort(byDate);
    for (const visit of [...dropped, ...moved.map(([before]) => before)])
      left.set(nameOf(visit.name, visit.repId), visit);
    for (const visit of [...goOn, ...come]) {
      left.delete(nameOf(visit.name, visit.repId));
      everywhere.set(visit.name, [...(everywhere.get(visit.name) ?? []), visit]);
    }
  }
  // A customer is visited once a day at most.
  const names = new Map(known.map(({ customerId, date, name }) => [nameOf(customerId, date), name]));
  const goneEntries = goneDayEntries(history);
  return {
    nameOf: (customerId, date) => names.get(nameOf(customerId, date)) ?? nameOf(customerId, date),
    hasBeenIn: (part, name) =>
      (everywhere.get(name) ?? []).some(
        ({ repId, date }) => (part.repId === undefined || part.repId === repId) && isInside(part, date),
      ),
    goneVisits: (repId) => {
      if (repId !== undefined) return [...left.values()].filter((visit) => visit.repId === repId).sort(byDate);
      const stays = new Set(known.map(({ name }) => name));
      const gone = new Map(
        [...left.values()].filter(({ name }) => !stays.has(name)).map((visit) => [visit.name, visit]),
      );
      return [...gone.values()].sort(byDate);
    },
    goneDayEntries: (repId) => goneEntries.filter((entry) => repId === undefined || entry.repId === repId),
  };
}

function goneDayEntries(history: readonly PlanVisits[]): readonly DayEntry[] {
  const known = new Map<string, DayEntry>();
  const gone = new Map<string, DayEntry>();
  for (const { firstDay, lastDay, dayEntries } of history) {
    for (const [key, entry] of known) if (entry.date >= firstDay && entry.date <= lastDay) gone.set(key, entry);
    for (const entry of dayEntries) {
      const key = nameOf(entry.kind, entry.repId, entry.date);
      known.set(key, entry);
      gone.delete(key);
    }
  }
  return [...gone.values()].sort(byDate);
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

function byDate(a: { readonly date: string }, b: { readonly date: string }): number {
  return a.date < b.date ? -1 : a.date > b.date ? 1 : 0;
}
