import { describe, expect, test } from 'vitest';
import { owedVisits, periodDays, spacingOf } from '../../../solver/input/frequency.ts';
import { roundHalfUp } from '../../../solver/input/numbers.ts';

/** The dues of a customer with default spacing. */
function owed(intervalDays: number, lastVisitDay: number | null, given: { horizon?: number; agreed?: number[] } = {}) {
  return owedVisits({
    intervalDays,
    spacing: spacingOf(intervalDays, {}),
    horizonDays: given.horizon ?? 28,
    lastVisitDay,
    appointmentDays: given.agreed ?? [],
  });
}

test('period days', () => {
  expect((['week', 'month', 'quarter', 'year'] as const).map((per) => periodDays(per))).toEqual([7, 28, 84, 364]);
  expect(periodDays('month', 30)).toBe(30);
});

test('half is rounded up, below nought too', () => {
  expect([0.5, 1.5, 2.49, -3.5, -3.51].map(roundHalfUp)).toEqual([1, 2, 2, -3, -4]);
});

describe('spacing', () => {
  test.each([
    [7, 5, 9],
    [28, 17, 39],
    [28 / 3, 6, 13],
    [14, 9, 19],
    [84, 51, 117],
    // 0.6 × 10 and 1.4 × 10 are whole, in binary only nearly.
    [10, 6, 14],
    [5, 3, 7],
    [1, 1, 1],
    // Several visits a day: one a day is the closest there is.
    [0.5, 1, 1],
  ])('T = %d days gives %i to %i', (intervalDays, minDaysBetween, maxDaysBetween) => {
    expect(spacingOf(intervalDays, {})).toEqual({ minDaysBetween, maxDaysBetween });
  });

  test('given values go before, one by one; the tolerance can differ', () => {
    expect(spacingOf(28, { minDaysBetween: 10 })).toEqual({ minDaysBetween: 10, maxDaysBetween: 39 });
    expect(spacingOf(28, { maxDaysBetween: 30 })).toEqual({ minDaysBetween: 17, maxDaysBetween: 30 });
    expect(spacingOf(28, {}, 0.25)).toEqual({ minDaysBetween: 21, maxDaysBetween: 35 });
    expect(spacingOf(28, {}, 0)).toEqual({ minDaysBetween: 28, maxDaysBetween: 28 });
  });
});

describe('without lastVisitedOn', () => {
  test.each([
    [7, 4],
    [28 / 3, 3],
    [14, 2],
    [28, 1],
    [84, 1],
    [364, 1],
    // 28 / 8 = 3.5 is rounded up, 28 / 19 = 1.47 down, 28 / 56 = 0.5 up to 1.
    [8, 4],
    [19, 1],
    [56, 1],
  ])('T = %d: %i visits in four weeks', (intervalDays, visits) => {
    expect(owed(intervalDays, null).dueDays).toHaveLength(visits);
  });

  test('the first is due now, no visit is overdue, and nothing bounds the first day', () => {
    expect(owed(7, null)).toEqual({ dueDays: [0, 7, 14, 21], firstDayMin: 0, firstDayMax: null, overdue: false });
  });

  test('a due day never lies behind the horizon', () => {
    // 14 / 4 = 3.5 gives 4 visits; in a horizon of one week 7 / 2.8 = 2.5 gives 3.
    expect(owed(2.8, null, { horizon: 7 }).dueDays).toEqual([0, 3, 6]);
    expect(Math.max(...owed(8, null).dueDays)).toBeLessThan(28);
  });
});

describe('with lastVisitedOn', () => {
  test('due is L + round(k T), up to the last day of the horizon', () => {
    expect(owed(7, -3)).toEqual({ dueDays: [4, 11, 18, 25], firstDayMin: 2, firstDayMax: 6, overdue: false });
    expect(owed(28 / 3, -2).dueDays).toEqual([7, 17, 26]);
    expect(owed(28, -1).dueDays).toEqual([27]);
    expect(owed(28, 0).dueDays).toEqual([]);
  });

  test('half a day is rounded up', () => {
    expect(owed(3.5, -1, { horizon: 14 }).dueDays).toEqual([3, 6, 10, 13]);
  });

  test('due on the first day is not overdue', () => {
    expect(owed(7, -7)).toMatchObject({ dueDays: [0, 7, 14, 21], overdue: false, firstDayMax: 2 });
  });

  test('all the overdue ones together count as one, due when the first of them was, without a latest day', () => {
    // L + 7, 14, 21 lie before the horizon; L + 28 = day 3 and the later ones are owed as usual.
    expect(owed(7, -25)).toEqual({ dueDays: [-18, 3, 10, 17, 24], firstDayMin: 0, firstDayMax: null, overdue: true });
  });

  test('years ago is no different from months ago', () => {
    expect(owed(7, -7 * 5000 - 4)).toMatchObject({ dueDays: [-7 * 4999 - 4, 3, 10, 17, 24], overdue: true });
  });

  test('a customer visited lately and seldom owes nothing', () => {
    expect(owed(84, -14)).toMatchObject({ dueDays: [], overdue: false });
  });

  test('no visit before L + minDaysBetween', () => {
    expect(owed(28, -5).firstDayMin).toBe(12);
    expect(owed(28, -40).firstDayMin).toBe(0);
  });
});

describe('appointments', () => {
  test('count as required visits', () => {
    expect(owed(14, null, { agreed: [9] }).dueDays).toEqual([0, 14]);
    expect(owed(14, null, { agreed: [2, 16] }).dueDays).toHaveLength(2);
  });

  test('are owed even where fewer visits are', () => {
    expect(owed(28, null, { agreed: [1, 20] }).dueDays).toEqual([0, 20]);
    expect(owed(84, -14, { agreed: [10] }).dueDays).toEqual([10]);
  });

  test('do not make up for being overdue', () => {
    expect(owed(84, -100, { agreed: [5, 26] })).toMatchObject({ overdue: true, dueDays: [-16, 26] });
  });
});
