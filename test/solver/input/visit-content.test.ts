import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentOnDays, interpret, type Policy } from '#solver';
import { longestSecondsOn } from '../../../solver/input/visit-content.ts';
import { propertyRuns } from '../../property-runs.ts';
import { smallRequest } from './small-request.ts';

const agenda: NonNullable<Policy['agenda']> = [
  { action: 'checkStock', minutes: 15, cadence: 'everyVisit' },
  { action: 'relayPolicy', minutes: 20, cadence: 'monthly' },
  { action: 'reviewPeriod', minutes: 40, cadence: 'quarterly' },
];
const weekly = interpret(smallRequest({ customers: [{ class: 'A1' }], territory: { policy: { agenda } } }))
  .customers[0];

describe('longestSecondsOn', () => {
  const minutes = (days: readonly number[]) =>
    days.map((day) => longestSecondsOn(weekly.content, weekly.requirement, day) / 60);

  test('reserves what was never done only where a visit can be the first one, and where it falls due again', () => {
    // Four visits at least five days apart in 28 days: the first is on day 12 at the latest. A month after day 0, less half a week: day 24.5.
    expect(weekly.requirement.firstVisitBy).toBe(12);
    expect(minutes([0, 12, 13, 24, 25])).toEqual([75, 75, 15, 15, 35]);
  });

  test('is never less than what is done, on any days', () => {
    const action = fc.record({
      action: fc.constantFrom('checkStock' as const, 'relayPolicy' as const),
      seconds: fc.integer({ min: 0, max: 3600 }),
      everyDays: fc.constantFrom(0, 28, 84),
      lastDay: fc.option(fc.integer({ min: -100, max: 10 })),
    });
    const kept = fc.record({
      day: fc.integer({ min: 0, max: 10 }),
      seconds: fc.option(fc.integer({ min: 1, max: 3600 })),
      agenda: fc.subarray(['checkStock' as const, 'relayPolicy' as const]),
      contactId: fc.constant(null),
      jointWith: fc.constant(null),
    });
    const content = fc.record({
      plainSeconds: fc.integer({ min: 60, max: 3600 }),
      fixed: fc.boolean(),
      actions: fc.array(action, { maxLength: 4 }),
      kept: fc.array(kept, { maxLength: 2 }),
    });
    const pace = fc.record({
      intervalDays: fc.integer({ min: 1, max: 84 }),
      firstVisitBy: fc.integer({ min: 0, max: 40 }),
    });
    const days = fc
      .uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 8 })
      .map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(content, pace, days, (what, when, on) => {
        contentOnDays(what, when, on).forEach(({ seconds }, k) => {
          expect(seconds).toBeLessThanOrEqual(longestSecondsOn(what, when, on[k]));
        });
      }),
      propertyRuns(1000),
    );
  });
});

describe('contentOnDays', () => {
  const actions = (days: readonly number[]) =>
    contentOnDays(weekly.content, weekly.requirement, days).map(({ agenda: done }) => done.length);

  test('does what was never done on the first visit, and puts it off where that is missing', () => {
    expect(actions([3, 10, 17, 25])).toEqual([3, 1, 1, 1]);
    expect(actions([0, 7, 14, 25])).toEqual([3, 1, 1, 2]);
    expect(actions([17, 24])).toEqual([1, 1]);
  });
});
