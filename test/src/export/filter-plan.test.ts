import { expect, test } from 'vitest';
import { planSchema } from '#solver';
import { filterPlan } from '../../../src/export/index.ts';
import { madeUp } from './made-up-plan.ts';

test('of one rep and one week remain only their itinerary, territory and unassigned visits', () => {
  const { plan } = madeUp();
  const part = filterPlan(plan, { repId: 'R1', from: '2026-12-07', to: '2026-12-13' });
  expect(part.itineraries.map(({ repId }) => repId)).toEqual(['R1']);
  expect(part.itineraries[0].days.map(({ date }) => date)).toEqual([
    '2026-12-07',
    '2026-12-08',
    '2026-12-09',
    '2026-12-10',
    '2026-12-11',
  ]);
  expect(part.territories.map(({ repId }) => repId)).toEqual(['R1']);
  const mine = new Set(part.territories[0].customerIds);
  for (const { customerId } of part.unassignedVisits) expect(mine.has(customerId)).toBe(true);
  expect(planSchema.safeParse(part).success).toBe(true);
});

test('an overdue visit belongs to the first day of the horizon', () => {
  const { plan } = madeUp();
  const due = (from: string, to: string): string[] =>
    filterPlan(plan, { from, to }).unassignedVisits.map(({ customerId }) => customerId);
  expect(due('2026-11-30', '2026-11-30')).toEqual(['C20']);
  expect(due('2026-12-01', '2026-12-20')).toEqual(['C7']);
});

test('without a filter nothing is left out, and the plan itself stays as it is', () => {
  const { plan } = madeUp();
  expect(filterPlan(plan, {})).toEqual(plan);
  filterPlan(plan, { repId: 'R1' });
  expect(plan).toEqual(madeUp().plan);
});
