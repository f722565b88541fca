import { expect, test } from 'vitest';
import { finishPlan, javascriptLpSolver, maxSteps, type PlanRequest, preparePlan, solveTask } from '#solver';
import { smallRequest } from './input/small-request.ts';
import { planOf } from './replan/planning.ts';

/** Twenty customers in one place far from their rep: the estimate of driving is more than a tour through all of them takes. */
const request = {
  territory: {
    timeZone: 'America/Chicago',
    customers: [
      ...Array.from({ length: 20 }, (_, k) => ({
        id: `c${k}`,
        location: { lat: 42.4 + k / 1000, lng: -93 },
        annualRevenue: 100,
        class: 'C',
        repId: 'R1',
      })),
      { id: 'y', location: { lat: 41.5, lng: -92 }, annualRevenue: 100, class: 'C', repId: 'R2' },
      { id: 'z', location: { lat: 41.52, lng: -92 }, annualRevenue: 100, class: 'C' },
    ],
    reps: [
      { id: 'R1', home: { lat: 41.5, lng: -93 }, channelWidth: { maxWorkloadMinutesPerWeek: 450 } },
      { id: 'R2', home: { lat: 41.5, lng: -92 } },
    ],
    policy: { balance: { workloadTolerance: 5, revenueTolerance: 0.3 } },
  },
  horizon: { start: '2026-11-30', weeks: 2 },
};

test('rules contradict each other only where the plan breaks one of the limits among them', () => {
  const prepared = preparePlan(request, [javascriptLpSolver()]);
  const itineraries = prepared.tasks.map((task) => solveTask(task, { stop: maxSteps(30) }));
  const { territories, issues } = finishPlan(prepared, itineraries, [], 0, []);
  expect(territories[0].channelWidth.workloadMinutesPerWeek).toBeLessThan(450);
  const conflicts = issues.filter(({ code }) => code === 'RULES_CONFLICT');
  expect(conflicts.map(({ relatedPaths }) => relatedPaths)).toEqual([
    ['/territory/policy/balance/revenueTolerance', '/territory/customers/0/repId'],
  ]);
});

test.each(['repId', 'currentRepId'] as const)(
  'territories kept by %s that are uneven are told, and no rules with them',
  (field) => {
    const customers = Array.from({ length: 12 }, (_, k) => ({
      ...{ class: 'A1', annualRevenue: 100, location: { lat: 41.66 + k / 50, lng: -91.5 } },
      [field]: k < 11 ? 'R1' : 'R2',
    }));
    const uneven = smallRequest({ customers, reps: [{}, {}], options: { territories: 'keep' } });
    const codesOf = (asked: PlanRequest) =>
      planOf(asked, 30).issues.flatMap(({ code, message }) =>
        ['BALANCE_NOT_MET', 'RULES_CONFLICT'].includes(code) ? [`${code} ${message.split(' of rep')[0]}`] : [],
      );
    expect(codesOf(uneven)).toEqual(['BALANCE_NOT_MET The revenue', 'BALANCE_NOT_MET The workload planned']);
    uneven.territory.policy = { balance: { workloadTolerance: 5, revenueTolerance: 5 } };
    expect(codesOf(uneven)).toEqual([]);
  },
);
