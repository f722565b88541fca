import { describe, expect, test } from 'vitest';
import { validateRequest } from '#solver';
import { smallRequest } from '../small-request.ts';

describe('a date up to which days are frozen', () => {
  const previousPlan = { territories: [], itineraries: [] };
  const told = (freezeUntil: string) =>
    validateRequest(smallRequest({ customers: [{ class: 'C' }], options: { previousPlan, freezeUntil } })).map(
      ({ code, path, message }) => [`${code} ${path}`, message],
    );

  test.each(['2026-11-30', '2026-12-27'])('of the horizon is taken as it is (%s)', (date) => {
    expect(told(date)).toEqual([]);
  });

  test('before the horizon has no effect, which is told', () => {
    expect(told('2026-11-29')).toEqual([
      ['DATE_OUTSIDE_HORIZON /options/freezeUntil', 'The date 2026-11-29 is outside the horizon and has no effect.'],
    ]);
  });

  test('after the horizon freezes all that was planned, which is told', () => {
    const message =
      'freezeUntil is 2028-01-01, but the horizon ends on 2026-12-27: all days of the previous plan are frozen.';
    expect(told('2028-01-01')).toEqual([['ALL_DAYS_FROZEN /options/freezeUntil', message]]);
  });
});
