import { describe, expect, it } from 'vitest';
import {
  finishPlan,
  highsSolver,
  interpret,
  javascriptLpSolver,
  maxSteps,
  type PlanRequest,
  preparePlan,
  solveTask,
} from '#solver';
import { designTerritories } from '../../solver/territory/index.ts';

/** Two reps, a town each, and customers in between whom either could carry. */
const request: PlanRequest = {
  territory: {
    timeZone: 'America/Chicago',
    customers: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((k) => ({
      id: `C${k}`,
      class: 'B1',
      location: { lat: 41.1 + (k % 3) / 50, lng: -92 + k / 8 },
    })),
    reps: [
      { id: 'RA', home: { lat: 41.1, lng: -92 } },
      { id: 'RB', home: { lat: 41.1, lng: -90.8 } },
    ],
  },
  horizon: { start: '2026-11-30', weeks: 4 },
};
const lpSolvers = [javascriptLpSolver(), await highsSolver()];

/** Says no so many times, then yes, and counts how often it is asked after that. */
function cancelledAfter(times: number) {
  let asked = 0;
  return { isCancelled: () => ++asked > times, askedLater: () => Math.max(0, asked - times) };
}

describe('a stop on request reaches', () => {
  it('the preparation: the territories are the best ones until then, and nothing more is searched', () => {
    const whole = cancelledAfter(0);
    const { repOf: learned } = preparePlan(request, lpSolvers, () => whole.isCancelled() && false);
    const questions = whole.askedLater();
    expect(questions).toBeGreaterThan(6000);
    const { repOf: drawn } = designTerritories(interpret(request), lpSolvers);
    expect(preparePlan(request, lpSolvers, () => true).repOf).toEqual(drawn);
    expect(preparePlan(request, lpSolvers, cancelledAfter(questions).isCancelled).repOf).toEqual(learned);
    for (const times of [0, 40, 4000]) {
      const { isCancelled, askedLater } = cancelledAfter(times);
      preparePlan(request, lpSolvers, isCancelled);
      // Once by each rep's search that is still to begin, and once by the round.
      expect(askedLater()).toBeLessThanOrEqual(3);
    }
  });

  it('the bound: the plan is valid, says that it was cancelled, and why it has no bound', () => {
    const prepared = preparePlan(request, lpSolvers, () => true);
    const itineraries = prepared.tasks.map((task) => solveTask(task, { stop: maxSteps(20) }));
    for (const times of [0, 2]) {
      const { isCancelled, askedLater } = cancelledAfter(times);
      const plan = finishPlan(prepared, itineraries, [], 0, lpSolvers, isCancelled);
      expect(plan.status).toBe('cancelled');
      expect(plan.solver.stoppedBy).toBe('cancelled');
      expect(plan.kpis.bound).toBeUndefined();
      expect(plan.kpis.boundRemark).toContain('cancelled');
      expect(askedLater()).toBeLessThanOrEqual(4);
    }
    const whole = finishPlan(prepared, itineraries, [], 0, lpSolvers);
    expect(whole.status).toBe('completed');
    expect(whole.kpis.bound).toBeGreaterThan(0);
  });
});
