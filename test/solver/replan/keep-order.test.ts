/** A replan leaves the order of a day on which nothing else changes, unless another one is worth it. */
import { describe, expect, test } from 'vitest';
import type { Customer, PlanOptions } from '#solver';
import { smallRequest } from '../input/small-request.ts';
import { planOf } from './planning.ts';

/** All are visited on Wednesday; the plan before has them in the order C2, C4, C1, C3. */
function orderAfter(kmApart: number, change: Partial<Customer> = {}, options: PlanOptions = {}): string[] {
  const customers = [0, 1, 2, 3].map((k) => ({
    location: { lat: 41.66 + (k * kmApart) / 111, lng: -91.53 },
    visitFrequency: { visits: 1, per: 'month' as const },
    visitMinutes: 30,
    openingHours: [{ days: ['wed' as const], from: '08:30', to: '17:30' }],
  }));
  Object.assign(customers[0], change);
  const stops = ['C2', 'C4', 'C1', 'C3'].map((customerId, k) => ({
    customerId,
    startAt: `2026-12-02T${String(9 + 2 * k).padStart(2, '0')}:00:00-06:00`,
  }));
  const previousPlan = {
    territories: [{ repId: 'R1', customerIds: ['C1', 'C2', 'C3', 'C4'] }],
    itineraries: [{ repId: 'R1', days: [{ date: '2026-12-02', stops, end: {} }] }],
  };
  const request = smallRequest({ customers, horizon: { weeks: 1 }, options: { previousPlan, ...options } });
  const { itineraries, unassignedVisits } = planOf(request);
  expect(unassignedVisits).toEqual([]);
  return itineraries[0].days[0].stops.map(({ customerId }) => customerId);
}

const before = ['C2', 'C4', 'C1', 'C3'];

describe('a day whose visits and nights are those of before', () => {
  test('keeps its order where another one saves a few minutes of driving', () => {
    expect(orderAfter(0.5)).toEqual(before);
    expect(orderAfter(0.5, {}, { maxChangedVisits: 0 })).toEqual(before);
  });

  test('gets another order where that saves more than ten minutes', () => {
    expect(orderAfter(10)).not.toEqual(before);
  });

  test('gets another order where the one of before is not possible any more', () => {
    const openingHours = [{ days: ['wed' as const], from: '08:30', to: '09:10' }];
    expect(orderAfter(0.5, { openingHours })[0]).toBe('C1');
  });
});
