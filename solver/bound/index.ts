/** The door of the room: a lower bound for the cost of a plan. */
import type { Itinerary } from '../itinerary/index.ts';
import { type LpSolver, withRowDuals } from '../lp/index.ts';
import type { RepProblem } from '../problem/index.ts';
import { boundProblem } from './bound-problem.ts';
import { type Effort, generateColumns } from './column-generation.ts';
import { tripsOf } from './plan-trips.ts';

/** Visits of a plan for which a bound is computed: beyond it, it would take long or be weak. */
export const MOST_VISITS = 60;

const EFFORT: Omit<Effort, 'isCancelled'> = { mostWork: 360_000_000, mostRounds: 300, gap: 0.002, neighbours: 8 };

/** Money of the problem that rounding inside the computation may be wrong by. */
const ROUNDING = 1e-4;

/** A bound in money, or why there is none. */
export type LowerBound = { readonly bound: number } | { readonly remark: string };

export interface PlannedRep {
  readonly problem: RepProblem;
  readonly itinerary: Pick<Itinerary, 'stops' | 'sleep'>;
}

/**
 * A lower bound for `kpis.cost.total`: no plan costs less in which every rep visits the same customers as often as this plan does,
 * keeps the appointments that it keeps and the rules for his days, nights and spacing, reserves the longest visit, leaves in
 * the morning no sooner than the first visit asks for, and after that does everything as soon as he can. The judge accepts more:
 * who waits at a customer's until working hours end drives home in own time, and his plan can cost less.
 *
 * It is the value of a linear model over trips, found by column generation. On top of the integrality it gives up: slots' limits;
 * the limits on nights beyond a run of working days; of the spacing in or between runs of days that are otherwise the same, all but
 * the least distance inside a run; and driving from a visit in one interval of working hours to what follows in a later one, or
 * with a break before the first visit, counts as own time as far as the time between them allows.
 * @param isCancelled asked in every round, and several times a second in long ones
 */
export function lowerBound(
  reps: readonly PlannedRep[],
  lpSolvers: readonly LpSolver[],
  isCancelled: () => boolean = () => false,
): LowerBound {
  const solvers = withRowDuals(lpSolvers);
  const visits = reps.reduce(
    (sum, { itinerary }) => sum + itinerary.stops.reduce((all, day) => all + day.length, 0),
    0,
  );
  if (visits > MOST_VISITS)
    return {
      remark: `There is no bound: it is computed for up to ${MOST_VISITS} visits, and the plan makes ${visits}.`,
    };
  if (solvers.length === 0) return { remark: 'There is no bound: it needs HiGHS, which is switched off.' };
  let sum = 0;
  for (const { problem, itinerary } of reps) {
    const bound = boundProblem(problem, itinerary);
    if (bound.customers.length === 0) continue;
    const found = generateColumns(bound, tripsOf(bound, itinerary), solvers, { ...EFFORT, isCancelled });
    if (found === null || found < 0)
      return {
        remark: isCancelled()
          ? 'There is no bound: the plan was cancelled before one was found.'
          : 'There is no bound: the computation that would give one was broken off, it took too long.',
      };
    sum += Math.max(0, found - ROUNDING) * problem.moneyUnit;
  }
  return { bound: sum };
}
