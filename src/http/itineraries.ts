/** The part of a plan that is asked for, and where the plan comes from. */
import { makeIssue, type Plan } from '#solver';
import { filterPlan, type PlanOrigin, planVisits } from '../export/index.ts';
import type { Planning, PlanStateRecord } from '../planning/index.ts';
import { Problem } from './errors.ts';
import type { ItinerariesQuery } from './schemas/itineraries.ts';

/**
 * The plan with only the rep and the days asked for; its key figures stay those of the whole plan.
 *
 * @throws Problem 404 for a rep who is not in the plan, 422 for days that end before they begin.
 */
export function selectItineraries(plan: Plan, query: ItinerariesQuery): Plan {
  const { repId, from, to } = query;
  if (from !== undefined && to !== undefined && from > to) {
    throw new Problem(422, `The days from ${from} to ${to} end before they begin.`);
  }
  if (repId !== undefined && !plan.territories.some((territory) => territory.repId === repId)) {
    throw new Problem(404, `There is no rep with the id "${repId}" in this plan.`, [
      makeIssue('UNKNOWN_REP', '/repId', { id: repId }),
    ]);
  }
  return filterPlan(plan, query);
}

/** Of a chain that is longer only the latest plans are read, each of which may be large. */
const mostPlans = 100;

/** When a plan was made, and what it goes on from: the plans before it, as far back as their days reach into it. */
export async function originOf(planning: Planning, state: PlanStateRecord, plan: Plan): Promise<PlanOrigin> {
  const history = [planVisits(plan)];
  let { previousPlanId } = state;
  while (previousPlanId !== null && history.length < mostPlans) {
    const previous = await planning.plan(previousPlanId);
    if (previous === null || previous.plan === null) break;
    const visits = planVisits(previous.plan);
    if (visits.lastDay < plan.horizon.start) break;
    history.unshift(visits);
    previousPlanId = previous.previousPlanId;
  }
  return { createdAt: state.finishedAt ?? state.requestedAt, history };
}
