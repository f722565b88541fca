/** The bound in the plan, and against exact enumeration. */
import { describe, expect, it } from 'vitest';
import {
  finishPlan,
  highsSolver,
  javascriptLpSolver,
  maxSteps,
  type PlanRequest,
  preparePlan,
  solveTask,
} from '#solver';
import { Random } from '../../../solver/annealing/index.ts';
import { lowerBound } from '../../../solver/bound/index.ts';
import { searchItinerary } from '../../../solver/itinerary/index.ts';
import { leastCost, tinyWeek } from '../itinerary/tiny-weeks.ts';

/** Customers of one visit each, a third of a degree apart. */
function requestOf(customers: number): PlanRequest {
  return {
    territory: {
      timeZone: 'America/Chicago',
      customers: Array.from({ length: customers }, (_, k) => ({
        id: `C${k}`,
        class: 'B2',
        location: { lat: 41 + (k % 9) / 3, lng: -92 + Math.floor(k / 9) / 3 },
      })),
      reps: [{ id: 'R', home: { lat: 41, lng: -92 } }],
    },
    horizon: { start: '2026-11-30', weeks: 4 },
  };
}

describe('the lower bound', async () => {
  const lpSolvers = [javascriptLpSolver(), await highsSolver()];
  const planned = (request: PlanRequest, solvers = lpSolvers) => {
    const prepared = preparePlan(request, solvers);
    const found = prepared.tasks.map((task) => solveTask(task, { stop: maxSteps(300) }));
    return finishPlan(prepared, found, [], 0, solvers).kpis;
  };

  it('stands in the plan of a rep with few visits, twice the same, with the gap that follows from it', () => {
    const kpis = planned(requestOf(12));
    expect(kpis.bound).toBeLessThanOrEqual(kpis.cost.total);
    expect(kpis.gapPercent).toBeCloseTo((100 * (kpis.cost.total - kpis.bound!)) / kpis.bound!, 1);
    expect(planned(requestOf(12))).toEqual(kpis);
  });

  it('is not there for more visits or without HiGHS, and the plan says so', () => {
    expect(planned(requestOf(61)).boundRemark).toContain('up to 60 visits');
    const kpis = planned(requestOf(12), [javascriptLpSolver()]);
    expect(kpis.boundRemark).toContain('HiGHS');
    expect(kpis.bound).toBeUndefined();
    expect(kpis.gapPercent).toBeUndefined();
  });

  it('is not above the optimum of tiny weeks with nights, and mostly near it', () => {
    const random = new Random(11);
    const gaps: number[] = [];
    for (let trial = 0; trial < 40; trial++) {
      const problem = tinyWeek(random);
      const exact = leastCost(problem);
      if (exact === Number.POSITIVE_INFINITY) continue;
      const itinerary = searchItinerary(problem, { seed: trial, stop: maxSteps(1000) });
      const found = lowerBound([{ problem, itinerary }], lpSolvers);
      if (!('bound' in found)) throw new Error(`trial ${trial}: ${found.remark}`);
      expect(found.bound, `trial ${trial}`).toBeLessThanOrEqual(exact + 1e-6);
      gaps.push((100 * (exact - found.bound)) / found.bound);
    }
    expect(gaps.length).toBeGreaterThan(25);
    expect(gaps.filter((gap) => gap < 1).length).toBeGreaterThan(gaps.length / 2);
  });
});
