/** Days so short of choices that every order of their visits can be looked at. */
import type { LpSolver, PlanRequest } from '#solver';
import { type LowerBound, lowerBound } from '../../../solver/bound/index.ts';
import { problemOf } from '../itinerary/problems.ts';
import { permutations } from '../itinerary/tiny-weeks.ts';
import { costOf } from './plan-cost.ts';

/**
 * All customers on the first day, no night away.
 * @returns the least cost over all orders, and the bounds from the cheapest and from the dearest of them
 */
export function boundsOfFirstDay(request: PlanRequest, lpSolvers: readonly LpSolver[]) {
  const problem = problemOf(request);
  if (problem === null) throw new Error('the request is not valid');
  const plans = permutations([...Array(problem.customers).keys()])
    .map((order) => ({
      stops: Array.from({ length: problem.days }, (_, day) => Int32Array.from(day === 0 ? order : [])),
      sleep: new Int32Array(problem.days).fill(-1),
    }))
    .map((itinerary) => ({ itinerary, cost: costOf({ problem, itinerary }) }))
    .filter(({ cost }) => cost < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.cost - b.cost);
  const bounds = [plans[0], plans[plans.length - 1]].map(
    ({ itinerary }): LowerBound => lowerBound([{ problem, itinerary }], lpSolvers),
  );
  return { least: plans[0].cost, most: plans[plans.length - 1].cost, bounds };
}
