/** Reps who import the calendar of some of the plans that follow each other, and a supervisor who holds all of them in one. */
import fc from 'fast-check';
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import type { Plan } from '#solver';
import { type ChainState, daysAfter, followChain } from '../../../src/chain/index.ts';
import { itinerariesCalendar } from '../../../src/export/index.ts';
import { propertyRuns } from '../../property-runs.ts';
import { type PlannedVisit, planOf } from '../chain/chain-plans.ts';
import { sampleRequest } from '../http/samples.ts';

/** What a calendar holds, by UID; an import replaces what has no higher number. */
class Calendar {
  readonly #events = new Map<string, ICAL.Event>();

  import(text: string): void {
    const events = new ICAL.Component(ICAL.parse(text))
      .getAllSubcomponents('vevent')
      .map((each) => new ICAL.Event(each));
    expect(new Set(events.map(({ uid }) => uid)).size).toBe(events.length);
    for (const event of events) {
      expect(event.sequence).toBeGreaterThanOrEqual(this.#events.get(event.uid)?.sequence ?? 0);
      this.#events.set(event.uid, event);
    }
  }

  /** What it shows from a day on. */
  shows(from: string): string[] {
    return [...this.#events.values()]
      .filter(({ component }) => component.getFirstPropertyValue('status') !== 'CANCELLED')
      .map(({ summary, startDate }) => `${startDate.toString()} ${summary.replace(/^R\d: /, '')}`)
      .filter((event) => event >= from)
      .sort();
  }
}

function shownBy({ itineraries }: Plan, repId: string | undefined, from: string, to = '9999'): string[] {
  const days = itineraries.filter((each) => repId === undefined || each.repId === repId).flatMap((each) => each.days);
  const events = days.flatMap(({ date, stops, overnightStay, phoneCalls = [] }) => [
    ...stops.map(({ startAt, customerId }) => `${startAt} ${customerId}`),
    ...(overnightStay === null ? [] : [`${date} Night: ${overnightStay.name}`]),
    ...(phoneCalls.length === 0 ? [] : [`${date} Phone call: C9`]),
  ]);
  return events.filter((event) => from <= event && event <= to).sort();
}

const customers = ['C1', 'C2', 'C3'];
const reps = ['R1', 'R2'];
const chance = fc.integer({ min: 0, max: 99 });

/** A plan a step: how far the horizon goes on, its weeks, and on which days of it who visits whom. */
const stepOf = fc.record({
  days: fc.constantFrom(0, 0, 1, 3, 7),
  weeks: fc.constantFrom(1, 2, 3, 4),
  visits: fc.array(
    fc.record({
      customerId: fc.constantFrom(...customers),
      repId: fc.constantFrom(...reps),
      day: fc.integer({ min: 0, max: 27 }),
      hour: fc.integer({ min: 8, max: 16 }),
    }),
    { maxLength: 12 },
  ),
  /** Share of the visits that stay as the plan before has them. */
  stay: chance,
  nights: fc.uniqueArray(fc.integer({ min: 0, max: 27 }), { maxLength: 4 }),
  imports: fc.record({ R1: fc.boolean(), R2: fc.boolean(), all: fc.boolean() }),
});

interface Step {
  readonly weeks: number;
  readonly stay: number;
  readonly visits: readonly (Omit<PlannedVisit, 'date'> & { readonly day: number })[];
}

/** A customer is visited once a day at most. */
function visitsFrom(step: Step, start: string, before: readonly PlannedVisit[]): PlannedVisit[] {
  const end = daysAfter(start, step.weeks * 7 - 1);
  const stay = before.filter(({ date }, k) => date >= start && date <= end && (k * 37) % 100 < step.stay);
  const fresh = step.visits.map(({ day, ...visit }) => ({ ...visit, date: daysAfter(start, day) }));
  const byDay = new Map(
    [...fresh.filter(({ date }) => date <= end), ...stay].map((visit) => [`${visit.customerId} ${visit.date}`, visit]),
  );
  return [...byDay.values()];
}

test('hold after each import what stands, and nothing twice, whichever plans they have missed', () => {
  fc.assert(
    fc.property(fc.array(stepOf, { minLength: 2, maxLength: 9 }), (steps) => {
      const calendars = { R1: new Calendar(), R2: new Calendar(), all: new Calendar(), merged: new Calendar() };
      let chain: ChainState | null = null;
      let start = '2026-12-07';
      /** What is planned on every day, as the latest plan that has it says. */
      let standing: PlannedVisit[] = [];
      let nights: string[] = [];
      for (const [k, step] of steps.entries()) {
        start = daysAfter(start, step.days);
        const end = daysAfter(start, step.weeks * 7 - 1);
        const visits = visitsFrom(step, start, standing);
        const isElsewhere = (date: string) => date < start || date > end;
        const own = step.nights.map((day) => daysAfter(start, day)).filter((date) => date <= end);
        const plan = planOf({ start, weeks: step.weeks }, visits, { nights: own, calls: own });
        standing = [...standing.filter(({ date }) => isElsewhere(date)), ...visits];
        nights = [...nights.filter(isElsewhere), ...own];
        chain = followChain(chain, plan, { planId: `P${k}`, scope: 'T1' });
        const createdAt = new Date(Date.UTC(2026, 11, 1, 0, 0, k));
        const textFor = (repId?: string) =>
          itinerariesCalendar(plan, sampleRequest(), { createdAt, chain: chain as ChainState, part: { repId } });
        const all = planOf({ start, weeks: 30 }, standing, { nights, calls: nights });
        // Who has missed plans knows the days of this one, whatever they have changed.
        const showsIts = (calendar: Calendar, repId?: string) => {
          calendar.import(textFor(repId));
          const shown = calendar.shows(start).filter((event) => event <= `${end}T24`);
          expect(shown).toEqual(shownBy(all, repId, start, `${end}T24`));
        };
        for (const repId of ['R1', 'R2'] as const) if (step.imports[repId]) showsIts(calendars[repId], repId);
        if (step.imports.all) showsIts(calendars.all);
        // Who has missed none, in whichever order, knows also what stands after its end.
        for (const repId of k % 2 === 0 ? reps : reps.toReversed()) calendars.merged.import(textFor(repId));
        expect(calendars.merged.shows(start)).toEqual(shownBy(all, undefined, start));
      }
    }),
    propertyRuns(150),
  );
});
