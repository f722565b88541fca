import { describe, expect, test } from 'vitest';
import { type Customer, interpret } from '#solver';
import { planOf } from '../replan/planning.ts';
import { smallRequest } from './small-request.ts';

const reps = [
  { workingHours: [{ days: ['mon' as const, 'tue' as const], from: '06:00', to: '12:00' }] },
  { workingHours: [{ days: ['fri' as const, 'sat' as const], from: '13:00', to: '21:00' }] },
];
const at = (date: string, from: string) => ({ date, from, minutes: 30 });

describe('of two reps, one in the mornings and one in the evenings of other days,', () => {
  test.each<[string, Partial<Customer>, number[]]>([
    ['both come to who is always open', {}, [0, 1]],
    ['one comes on Saturdays', { visitDays: ['sat'] }, [1]],
    ['one comes early', { openingHours: [{ days: ['mon', 'fri'], from: '06:00', to: '08:00' }] }, [0]],
    ['one keeps an appointment in the evening', { appointments: [at('2026-12-04', '20:00')] }, [1]],
    ['each keeps one of two', { appointments: [at('2026-12-04', '20:00'), at('2026-12-21', '07:00')] }, [0, 1]],
    ['nobody comes on Wednesdays: both are asked', { visitDays: ['wed'] }, [0, 1]],
    ['who has the lock is asked', { visitDays: ['sat'], repId: 'R1' }, [0]],
  ])('%s', (_, customer, expected) => {
    const { customers } = interpret(smallRequest({ customers: [{ class: 'B1', ...customer }], reps }));
    expect(customers[0].possibleReps).toEqual(expected);
  });

  test('customers go to the one who can come', () => {
    const customers = Array.from({ length: 8 }, (_, k) => ({
      class: 'B2',
      annualRevenue: 1000,
      visitDays: k % 2 === 0 ? ['sat' as const] : ['mon' as const],
    }));
    const { unassignedVisits, territories } = planOf(smallRequest({ customers, reps }));
    expect(unassignedVisits).toEqual([]);
    expect(territories.map(({ customerIds }) => customerIds)).toEqual([
      ['C2', 'C4', 'C6', 'C8'],
      ['C1', 'C3', 'C5', 'C7'],
    ]);
  });
});
