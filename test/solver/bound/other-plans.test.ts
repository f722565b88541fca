/** The bound from a poor plan against better plans of the same visits: a wrong bound lies above some of them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  highsSolver,
  javascriptLpSolver,
  maxSteps,
  type PlanRequest,
  parseRequest,
  preparePlan,
  solveTask,
} from '#solver';
import { Random } from '../../../solver/annealing/index.ts';
import { lowerBound, type PlannedRep } from '../../../solver/bound/index.ts';
import { searchItinerary } from '../../../solver/itinerary/index.ts';
import { timeRep } from '../../../solver/output/index.ts';
import { kpisOf } from '../../../solver/output/totals.ts';
import { propertyRuns } from '../../property-runs.ts';
import { leastCost } from '../itinerary/tiny-weeks.ts';
import { randomRequest } from '../random-request.ts';
import { randomWeeks } from './random-weeks.ts';
import { tinyWeekOfRules } from './tiny-weeks-of-rules.ts';

/** What all plans have in common that one bound is for: how often each customer is visited, and the appointments and pins kept. */
function sameFor(reps: readonly PlannedRep[]): string {
  const facts = reps.map(({ problem, itinerary: { stops } }) => {
    const kept: string[] = [];
    const visits = new Int32Array(problem.customers);
    stops.forEach((tour, day) => {
      for (const customer of tour) {
        visits[customer]++;
        if (problem.appointment[customer * problem.days + day] !== 0) kept.push(`${customer}@${day}`);
      }
    });
    return `${visits.join()} ${kept.sort().join()}`;
  });
  return facts.join('|');
}

describe('the bound from a poor plan', async () => {
  const lpSolvers = [javascriptLpSolver(), await highsSolver()];

  /** Plans after more and more steps; what the bound from the dearest of those with the same visits comes to beside the cheapest. */
  function judge(request: PlanRequest) {
    // Territories as they are drawn first, and no days to begin with: the poorer the first plan, the better.
    const { meaning, repOf, tasks } = preparePlan(request, lpSolvers, () => true);
    const plans = [0, 5, 400].map((steps) => {
      const found = tasks.map((task) => ({ ...task, itinerary: solveTask(task, { stop: maxSteps(steps) }) }));
      const reps = found.map((task) => timeRep(meaning, task));
      return { reps, cost: kpisOf(meaning, repOf, reps).cost.total };
    });
    return [...Map.groupBy(plans, ({ reps }) => sameFor(reps)).values()].map((alike) => {
      const byCost = alike.toSorted((a, b) => a.cost - b.cost);
      const [least, most] = [byCost[0].cost, byCost[byCost.length - 1].cost];
      const found = lowerBound(byCost[byCost.length - 1].reps, lpSolvers);
      if (!('bound' in found)) throw new Error(found.remark);
      expect(found.bound).toBeLessThanOrEqual(least + 0.005);
      return { isApart: most > least + 0.01, isNear: least > 0 && found.bound > 0.97 * least };
    });
  }

  it.each([
    ['weeks in which rules bind', randomWeeks, 150],
    ['territories', randomRequest.map((drawn) => parseRequest(drawn).request), 60],
  ] as const)('is not above the cost of the best one found for random %s', (_, requests, runs) => {
    const judged: ReturnType<typeof judge> = [];
    fc.assert(
      fc.property(requests, (request) => {
        if (request !== null) judged.push(...judge(request));
      }),
      propertyRuns(runs),
    );
    // Enough plans differ, and enough bounds are good for something: otherwise nothing would have been tried.
    expect(judged.filter(({ isApart }) => isApart).length).toBeGreaterThan(judged.length / 6);
    expect(judged.filter(({ isNear }) => isNear).length).toBeGreaterThan(judged.length / 4);
  });

  it('is not above the optimum of tiny weeks with breaks, opening hours, two intervals of work and visits of minutes', () => {
    const random = new Random(7);
    let bounds = 0;
    for (let trial = 0; trial < 100; trial++) {
      const problem = tinyWeekOfRules(random);
      const exact = leastCost(problem) * problem.moneyUnit;
      if (exact === Number.POSITIVE_INFINITY) continue;
      const plans = [0, 300].map((steps) => searchItinerary(problem, { seed: trial, stop: maxSteps(steps) }));
      const itinerary = plans.find(({ stops }) => stops.reduce((sum, tour) => sum + tour.length, 0) === 3);
      if (itinerary === undefined) continue;
      const found = lowerBound([{ problem, itinerary }], lpSolvers);
      if (!('bound' in found)) throw new Error(`trial ${trial}: ${found.remark}`);
      expect(found.bound, `trial ${trial}`).toBeLessThanOrEqual(exact + 1e-6);
      bounds++;
    }
    expect(bounds).toBeGreaterThan(50);
  });
});
