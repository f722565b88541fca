/** Work is estimated before a plan is made, and whether the time for it suffices; the plan is the proof. */
import { beforeAll, describe, expect, it } from 'vitest';
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

/** A week of 24 visits of 45 minutes around two homes: about 650 minutes of work for each rep are expected, about 620 are planned. */
const twoReps = (maxWorkloadMinutesPerWeek: number) =>
  smallRequest({
    customers: Array.from({ length: 24 }, (_, k) => ({
      location: { lat: 41.6 + Math.floor(k / 6) / 20, lng: -91.5 + (k % 6) / 20 },
      class: 'B2',
    })),
    reps: [-91.5, -91.25].map((lng) => ({ home: { lat: 41.7, lng }, channelWidth: { maxWorkloadMinutesPerWeek } })),
    horizon: { weeks: 1 },
  });

describe('a plan', () => {
  /** What the rep with the most work has where no maximum is in the way, minutes a week. */
  let most: number;
  beforeAll(() => {
    const { territories } = planOf(twoReps(10_000), 1500);
    most = Math.max(...territories.map(({ channelWidth }) => channelWidth.workloadMinutesPerWeek));
  });

  it.each([
    ['keeps', 1],
    ['does not keep', -1],
  ])('that %s the maximum of work is told so, whatever was expected', (_, more) => {
    const limit = Math.ceil(most) + more;
    const { issues, territories: now } = planOf(twoReps(limit), 1500);
    const over = now.filter(({ channelWidth }) => channelWidth.workloadMinutesPerWeek > limit).length;
    const codes = issues.map(({ code }) => code);
    expect(codes.filter((code) => code === 'WORKLOAD_EXCEEDED')).toHaveLength(over);
    if (over === 0) expect(codes).not.toContain('RULES_CONFLICT');
  });

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
