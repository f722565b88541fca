import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  finishPlan,
  highsSolver,
  type Itinerary,
  interpret,
  javascriptLpSolver,
  maxSteps,
  PlanNotValid,
  parseRequest,
  preparePlan,
  solveTask,
} from '#solver';
import { timeShareOf } from '../../solver/territory/index.ts';
import { propertyRuns } from '../property-runs.ts';
import { randomRequest } from './random-request.ts';

describe('200 random small territories', async () => {
  const lpSolvers = [javascriptLpSolver(), await highsSolver()];

  it('give plans without violation, and every owed visit is planned or reported', () => {
    let planned = 0;
    let unassigned = 0;
    let nights = 0;
    let uneven = 0;
    fc.assert(
      fc.property(randomRequest, (drawn) => {
        const { request, issues } = parseRequest(drawn);
        if (request === null) return;
        const prepared = preparePlan(request, lpSolvers);
        const itineraries = prepared.tasks.map(
          (task): Itinerary => solveTask(task, { stop: maxSteps(interpret(request).maxSteps ?? 100) }),
        );
        try {
          const plan = finishPlan(prepared, itineraries, issues, 0, lpSolvers);
          expect(plan.kpis.plannedVisits + plan.unassignedVisits.length).toBe(plan.kpis.requiredVisits);
          if (prepared.meaning.splitTerritories) {
            const work = plan.territories.map(({ channelWidth }) => channelWidth.workloadMinutesPerWeek);
            const all = work.reduce((sum, each) => sum + each, 0);
            const away = [...timeShareOf(prepared.meaning)].map(
              (fair, rep) => Math.abs(work[rep] - fair * all) / (fair * all),
            );
            const isUneven = all > 0 && away.some((each) => each > prepared.meaning.balance.workloadTolerance + 1e-9);
            if (isUneven)
              expect(
                plan.issues.some(({ code, message }) => code === 'BALANCE_NOT_MET' && message.includes('workload')),
              ).toBe(true);
            uneven += isUneven ? 1 : 0;
          }
          planned += plan.kpis.plannedVisits;
          unassigned += plan.unassignedVisits.length;
          nights += plan.kpis.nightsOut;
        } catch (error) {
          if (error instanceof PlanNotValid) expect(error.violations).toEqual([]);
          throw error;
        }
      }),
      propertyRuns(200),
    );
    // The draw is rich enough to say something.
    expect(planned).toBeGreaterThan(1000);
    expect(unassigned).toBeGreaterThan(50);
    expect(nights).toBeGreaterThan(50);
    expect(uneven).toBeGreaterThan(20);
  });
});
