/** Whether the time suffices is estimated before a plan is made; the plan is the proof. */
import { describe, expect, it } from 'vitest';
import { smallRequest } from '../input/small-request.ts';
import { planOf } from '../replan/planning.ts';

/** Eighty short visits a week in a town so far away that a tour serves many more of them than the estimate takes a trip for. */
const farTown = (customers: number) =>
  smallRequest({
    customers: Array.from({ length: customers }, (_, k) => ({
      location: { lat: 41.66 + (k % 5) / 100, lng: -90.33 + (k % 8) / 100 },
      visitFrequency: { visits: 1, per: 'week' as const },
      visitMinutes: 20,
    })),
    horizon: { weeks: 1 },
  });

const codesOf = (customers: number) => {
  const { issues, unassignedVisits } = planOf(farTown(customers), 1500);
  return { missing: unassignedVisits.length, codes: issues.map(({ code }) => code) };
};

describe('a plan', () => {
  it('with all visits does not say that the time for them does not suffice', () => {
    const { missing, codes } = codesOf(80);
    expect(missing).toBe(0);
    expect(codes).not.toContain('TIME_DOES_NOT_SUFFICE');
  });

  it('without some of them does', () => {
    const { missing, codes } = codesOf(160);
    expect(missing).toBeGreaterThan(0);
    expect(codes).toContain('TIME_DOES_NOT_SUFFICE');
  });
});
