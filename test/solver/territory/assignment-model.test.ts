/** The model of an assignment, solved by both back ends. */
import { beforeAll, expect, test } from 'vitest';
import { highsSolver, javascriptLpSolver, type LpSolver } from '../../../solver/lp/index.ts';
import { solveFractions } from '../../../solver/territory/assignment-model.ts';
import { centresOf } from '../../../solver/territory/centres.ts';
import { type Choices, choicesOf } from '../../../solver/territory/choices.ts';
import { basicAreas } from '../../../solver/territory/index.ts';
import { limitsOf } from '../../../solver/territory/limits.ts';
import { territoryProblem, workSeconds } from '../../../solver/territory/territory-problem.ts';
import { at, meaningOf } from './meanings.ts';

let solvers: LpSolver[];
beforeAll(async () => {
  solvers = [javascriptLpSolver(), await highsSolver()];
});

/** Customers on a grid, dense in the west, more revenue in the south, for reps who live in the corners; maxima besides. */
function choices(columns: number, rows: number): Choices {
  const meaning = meaningOf({
    customers: Array.from({ length: columns * rows }, (_, index) => ({
      location: at(((index % columns) / columns) ** 2, Math.floor(index / columns) / rows),
      class: index % 3 === 0 ? 'A1' : 'B2',
      annualRevenue: 1000 + 700 * ((index * 7) % 5),
      keyAccount: index % 11 === 0,
    })),
    reps: [at(0, 0), at(1, 0), at(0, 1), at(1, 1)].map((home, rep) => ({
      home,
      ...(rep === 0 ? { channelWidth: { maxCustomers: Math.floor((columns * rows) / 5) } } : {}),
    })),
    policy: { keyAccounts: { maxPerRep: Math.ceil((columns * rows) / 40) } },
  });
  const { areas } = basicAreas(meaning);
  const problem = territoryProblem(meaning, areas);
  const nearest = Int32Array.from(areas, (_, area) => area % 4);
  const total = nearest.reduce((sum, rep, area) => sum + workSeconds(problem, area, rep), 0);
  const limits = limitsOf(meaning, problem, total, { workload: 0.1, revenue: 0.2 });
  return choicesOf(problem, centresOf(problem, nearest), limits, 4);
}

/** What the parts cost, with everything outside the limits. */
function costOf({ areas, reps, start, rep, cost, share, limits }: Choices, parts: Float64Array): number {
  let total = 0;
  for (let entry = 0; entry < start[areas]; entry++) total += parts[entry] * cost[entry];
  limits.forEach(({ lower, upper, price }, limit) => {
    const load = new Float64Array(reps);
    for (let entry = 0; entry < start[areas]; entry++) load[rep[entry]] += parts[entry] * share[limit][entry];
    load.forEach((each, of) => {
      total += price * Math.max(0, lower[of] - each, each - upper[of]);
    });
  });
  return total;
}

test.each([
  [6, 5],
  [12, 10],
  [20, 15],
])('of %i x %i customers has the same optimum from both back ends, and parts that add up', (columns, rows) => {
  const model = choices(columns, rows);
  const costs = solvers.map((solver) => {
    const solved = solveFractions(model, [solver]);
    if ('failure' in solved) throw new Error(`${solver.id}: ${solved.failure}`);
    for (let area = 0; area < model.areas; area++) {
      const own = solved.parts.slice(model.start[area], model.start[area + 1]);
      expect(own.every((part) => part > -1e-6)).toBe(true);
      expect(own.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 6);
    }
    return costOf(model, solved.parts);
  });
  expect(costs[0] / costs[1]).toBeCloseTo(1, 5);
  // Nobody does worse than everybody going to the first choice.
  const first = new Float64Array(model.start[model.areas]);
  for (let area = 0; area < model.areas; area++) first[model.start[area]] = 1;
  expect(costs[0]).toBeLessThan(costOf(model, first));
});
