import { describe, expect, test } from 'vitest';
import { interpret } from '#solver';
import { agreedVisits, matchVisits } from '../../../solver/output/owed-visits.ts';
import { smallRequest } from '../input/small-request.ts';

/** Four visits, due on the days 0, 7, 14 and 21. */
const weekly = (dates: readonly string[] = []) =>
  interpret(
    smallRequest({
      customers: [{ class: 'A1', appointments: dates.map((date) => ({ date, from: '10:00', minutes: 30 })) }],
    }),
  ).customers[0];

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

  test('refuses more visits than are owed', () => {
    expect(() => matchVisits(weekly(), [1, 2, 3, 4, 5])).toThrow('more visits than are owed');
  });
});
