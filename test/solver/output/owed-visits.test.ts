import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interpret, type PlanRequest } from '#solver';
import { agreedVisits, matchVisits } from '../../../solver/output/owed-visits.ts';
import { propertyRuns } from '../../property-runs.ts';
import { smallRequest } from '../input/small-request.ts';

/** Four visits, due on the days 0, 7, 14 and 21. */
const weekly = (dates: readonly string[] = []) =>
  interpret(
    smallRequest({
      customers: [{ class: 'A1', appointments: dates.map((date) => ({ date, from: '10:00', minutes: 30 })) }],
    }),
  ).customers[0];

/** A customer of whom only the due dates are known. */
const owed = (dueDays: readonly number[]) => {
  const [customer] = interpret(smallRequest({ customers: [{ class: 'A1' }] })).customers;
  const visits = dueDays.map((dueDay) => ({ dueDay, seconds: 60 }));
  return { ...customer, requirement: { ...customer.requirement, visits } };
};

/** All ascending choices of so many of the first numbers. */
function choices(of: number, many: number): number[][] {
  if (many === 0) return [[]];
  if (of < many) return [];
  return [...choices(of - 1, many), ...choices(of - 1, many - 1).map((others) => [...others, of - 1])];
}

describe('matchVisits', () => {
  test('takes the visit whose due date is nearest, in the order of time', () => {
    expect(matchVisits(weekly(), [1, 8, 20])).toEqual([0, 1, 3]);
    expect(matchVisits(weekly(), [6, 13, 22])).toEqual([1, 2, 3]);
    expect(matchVisits(weekly(), [])).toEqual([]);
  });

  test('an appointment that is kept is its visit, one that is lost is the visit that is missing', () => {
    // The 9th of December is day 9, nearest to the second visit.
    expect(agreedVisits(weekly(['2026-12-09']))).toEqual([null, 9, null, null]);
    expect(matchVisits(weekly(['2026-12-09']), [6, 14, 22])).toEqual([0, 2, 3]);
    expect(matchVisits(weekly(['2026-12-09']), [9, 16, 23])).toEqual([1, 2, 3]);
    expect(matchVisits(weekly(['2026-12-09']), [2, 9, 16, 23])).toEqual([0, 1, 2, 3]);
  });

  test('what keeps its day in a replan stays the visit that it was, also after one that was not made', () => {
    // Planned before on the days 4, 11, 18 and 25.
    const dates = ['2026-12-04', '2026-12-11', '2026-12-18', '2026-12-25'];
    const stops = (date: string) => [{ customerId: 'C1', startAt: `${date}T10:00:00-06:00` }];
    const days = dates.map((date) => ({ date, stops: stops(date), end: {} }));
    const previousPlan = {
      territories: [{ repId: 'R1', customerIds: ['C1'] }],
      itineraries: [{ repId: 'R1', days }],
    };
    const replanned = (options: PlanRequest['options']) =>
      interpret(smallRequest({ customers: [{ class: 'A1' }], options: { previousPlan, ...options } })).customers[0];
    expect(matchVisits(replanned({ freezeUntil: '2026-12-06' }), [4, 11, 18])).toEqual([0, 1, 2]);
    expect(matchVisits(replanned({}), [4, 13, 25])).toEqual([0, 2, 3]);
    const notDone = { kind: 'visitNotDone', customerId: 'C1', date: '2026-12-04' } as const;
    expect(matchVisits(replanned({ freezeUntil: '2026-12-12', events: [notDone] }), [11, 18, 25])).toEqual([1, 2, 3]);
    // One that was not made before the horizon is none of it.
    const long = { ...notDone, date: '2026-11-20' };
    expect(matchVisits(replanned({ events: [long] }), [4, 11, 18])).toEqual([0, 1, 2]);
  });

  test('finds the nearest of all ways to match', () => {
    const ascending = (values: readonly number[]) => [...values].sort((a, b) => a - b);
    const dues = fc.array(fc.integer({ min: -5, max: 27 }), { minLength: 1, maxLength: 9 }).map(ascending);
    const days = fc.uniqueArray(fc.integer({ min: 0, max: 27 }), { maxLength: 9 }).map(ascending);
    fc.assert(
      fc.property(dues, days, (dueDays, planned) => {
        fc.pre(planned.length <= dueDays.length);
        const away = (visits: readonly number[]) =>
          visits.reduce((sum, visit, k) => sum + Math.abs(dueDays[visit] - planned[k]), 0);
        const matched = matchVisits(owed(dueDays), planned);
        expect(matched).toEqual(ascending([...new Set(matched)]));
        expect(away(matched)).toBe(Math.min(...choices(dueDays.length, planned.length).map(away)));
      }),
      propertyRuns(300),
    );
  });

  test('matches thousands of visits owed', () => {
    const dueDays = Array.from({ length: 9000 }, (_, k) => Math.floor(k / 50));
    const planned = [...Array(180).keys()];
    expect(matchVisits(owed(dueDays), planned).map((visit) => dueDays[visit])).toEqual(planned);
  });

  test('refuses more visits than are owed', () => {
    expect(() => matchVisits(weekly(), [1, 2, 3, 4, 5])).toThrow('more visits than are owed');
  });
});
