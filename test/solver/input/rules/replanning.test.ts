import { describe, expect, test } from 'vitest';
import { validateRequest } from '#solver';
import { smallRequest } from '../small-request.ts';

test('a frozen visit to a customer who is closed by now is warned of until it is recorded', () => {
  const stops = [{ customerId: 'C1', startAt: '2026-12-01T09:00:00-06:00' }];
  const previousPlan = {
    territories: [{ repId: 'R1', customerIds: ['C1'] }],
    itineraries: [{ repId: 'R1', days: [{ date: '2026-12-01', stops, end: {} }] }],
  };
  const told = (lastVisitedOn: string) =>
    validateRequest(
      smallRequest({
        customers: [{ class: 'C', closedOn: ['2026-12-01'], lastVisitedOn }],
        options: { previousPlan, freezeUntil: '2026-12-01' },
      }),
    ).map(({ code, path }) => `${code} ${path}`);
  expect(told('2026-09-01')).toEqual(['FROZEN_DAY_STAYS /territory/customers/0/closedOn']);
  expect(told('2026-12-01')).toEqual([]);
});

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
