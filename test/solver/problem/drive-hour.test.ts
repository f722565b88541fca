import { describe, expect, test } from 'vitest';
import { interpret, type PlanOptions, type Travel } from '#solver';
import { worthOfDriveHour } from '../../../solver/problem/index.ts';
import { smallRequest } from '../input/small-request.ts';
import { planOf, visitsOf } from '../replan/planning.ts';

type Costs = NonNullable<PlanOptions['costs']>;

test.each<[Costs, number, Travel?]>([
  [{}, 30],
  [{ perDriveHour: 30, perKm: 0 }, 30],
  [{ perDriveHour: 0, perKm: 1 }, 60],
  [{ perDriveHour: 1, perKm: 1 }, 60],
  [{ perDriveHour: 0, perKm: 1 }, 40, { mode: 'greatCircle', speedKmh: 40 }],
  [{ perDriveHour: 0, perKm: 0 }, 30],
  [{ perDriveHour: 0, perKm: 0, perNight: 0 }, 1],
])('with the costs %j an hour of driving is worth %d', (costs, worth, travel) => {
  const territory = travel === undefined ? {} : { travel };
  const meaning = interpret(smallRequest({ customers: [{ class: 'C' }], territory, options: { costs } }));
  expect(worthOfDriveHour(meaning)).toBe(worth);
});

describe.each<Costs>([
  { perDriveHour: 0, perKm: 0.25 },
  { perDriveHour: 0, perKm: 0, perNight: 0 },
])('with the costs %j', (costs) => {
  test('slots that take the largest customers first still do', () => {
    const customers = [1, 2, 3, 4].map((revenue) => ({
      ...{ annualRevenue: 1000 * revenue, tags: ['tenant'], location: { lat: 41.66 + revenue / 50, lng: -91.53 } },
      visitFrequency: { visits: 1, per: 'month' } as const,
    }));
    const slot = { tag: 'tenant', days: ['wed'], from: '13:30', to: '17:30', maxVisits: 1, order: 'revenue' } as const;
    const territory = { policy: { slots: [{ ...slot, days: ['wed' as const] }] } };
    const plan = planOf(smallRequest({ customers, territory, options: { costs } }));
    expect(visitsOf(plan).map((visit) => visit.slice(0, 2))).toEqual(['C4', 'C3', 'C2', 'C1']);
  });

  test('preferred days are preferred', () => {
    const customers = [{ class: 'A1', preferredDays: ['thu' as const] }];
    const plan = planOf(smallRequest({ customers, options: { costs } }));
    const thursdays = ['2026-12-03', '2026-12-10', '2026-12-17', '2026-12-24'];
    expect(visitsOf(plan).map((visit) => visit.slice(-10))).toEqual(thursdays);
  });
});

test.each<Costs>([
  { perDriveHour: 0, perKm: 1 },
  { perDriveHour: 1, perKm: 1 },
])('with the costs %j a limit of changes is kept, whatever they would save', (costs) => {
  const customers = [0, 1].map((k) => ({ class: 'B2', location: { lat: 42.6, lng: -91.53 + k / 100 } }));
  const pins = ['2026-12-02', '2026-12-09'].map((date, k) => ({ customerId: `C${k + 1}`, date }));
  const reps = [{ overnight: { maxConsecutiveNights: 0, maxNightsPerWeek: 0 } }];
  const request = smallRequest({ customers, reps, options: { costs } });
  const previousPlan = planOf({ ...request, options: { costs, pins } });
  const plan = planOf({
    ...request,
    options: { costs: { ...costs, perChangedVisit: 0 }, previousPlan, maxChangedVisits: 0 },
  });
  expect(visitsOf(plan)).toEqual(visitsOf(previousPlan));
});
