/** Plans as the service makes them, by steps. */
import {
  finishPlan,
  highsSolver,
  javascriptLpSolver,
  maxSteps,
  type Plan,
  PlanNotValid,
  type PlanRequest,
  parseRequest,
  preparePlan,
  solveTask,
} from '#solver';

const lpSolvers = [javascriptLpSolver(), await highsSolver()];

/** @throws when the request has an error or the judge finds a violation */
export function planOf(request: PlanRequest, steps = 300): Plan {
  return finished(request, steps, lpSolvers, false);
}

/** Any plan, for what follows it: territories as they are drawn first, without what short searches would teach, and no bound. */
export function firstPlanOf(request: PlanRequest, steps: number): Plan {
  return finished(request, steps, [], true);
}

function finished(request: PlanRequest, steps: number, boundedBy: typeof lpSolvers, drawnOnce: boolean): Plan {
  const errors = parseRequest(request).issues.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  const prepared = preparePlan(request, lpSolvers, () => drawnOnce);
  const itineraries = prepared.tasks.map((task) => solveTask(task, { stop: maxSteps(steps) }));
  try {
    return finishPlan(prepared, itineraries, [], 0, boundedBy);
  } catch (error) {
    if (error instanceof PlanNotValid) throw new Error(JSON.stringify(error.violations, null, 1));
    throw error;
  }
}

/** `customer rep date` of every visit. */
export function visitsOf({ itineraries }: Plan): string[] {
  return itineraries.flatMap(({ repId, days }) =>
    days.flatMap(({ date, stops }) => stops.map(({ customerId }) => `${customerId} ${repId} ${date}`)),
  );
}
