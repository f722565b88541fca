/** Plans a request on one thread and keeps what was known after each moment. */
import {
  check,
  finishPlan,
  interpret,
  type LpSolver,
  type Plan,
  type PlanRequest,
  preparePlan,
  type SearchProgress,
  solveTask,
} from '#solver';
import type { SearchBudget } from '../bench-command.ts';

export interface Solved {
  readonly plan: Plan;
  /** Per moment: cost and planned visits of the best plan known, all reps together; null where the budget ended before. */
  readonly known: readonly ({ readonly cost: number; readonly visits: number } | null)[];
  /** Per second of search, one thread. */
  readonly stepsPerSecond: number;
  /** Money, all reps together. */
  readonly recombineGain: number;
}

/**
 * @param moments seconds of search per rep
 * @param budgetOf a fresh budget per rep
 * @throws Error when the judge, who shares no code with the search, refuses the plan
 */
export function solveReal(
  request: PlanRequest,
  lpSolvers: readonly LpSolver[],
  moments: readonly number[],
  budgetOf: () => SearchBudget,
): Solved {
  const prepared = preparePlan(request, lpSolvers);
  let searched = 0;
  const known = moments.map(() => ({ cost: 0, visits: 0, reps: 0 }));
  const found = prepared.tasks.map((task) => {
    const begun = performance.now();
    const { stop, seconds, secondsLeft } = budgetOf();
    let next = 0;
    const onProgress = ({ cost, plannedVisits, share }: SearchProgress) => {
      // The last report of a budget of exactly a moment counts for it.
      const elapsed = share === 1 && seconds !== null ? seconds : (performance.now() - begun) / 1000;
      while (next < moments.length && elapsed >= moments[next]) {
        known[next].cost += cost;
        known[next].visits += plannedVisits;
        known[next++].reps++;
      }
    };
    const means = { lpSolvers, ...(secondsLeft === undefined ? {} : { secondsLeft }) };
    const itinerary = solveTask(task, { stop, onProgress }, means);
    searched += (performance.now() - begun) / 1000;
    return itinerary;
  });
  const plan = finishPlan(prepared, found, [], 0, lpSolvers);
  const { violations } = check(interpret(request), plan);
  if (violations.length > 0) throw new Error(`${violations.length} violations, the first: ${violations[0].message}`);
  return {
    plan,
    known: known.map(({ cost, visits, reps }) => (reps === prepared.tasks.length ? { cost, visits } : null)),
    stepsPerSecond: found.reduce((sum, { steps }) => sum + steps, 0) / searched,
    recombineGain: found.reduce((sum, { recombineGain = 0 }) => sum + recombineGain, 0),
  };
}
