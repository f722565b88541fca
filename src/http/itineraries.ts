/** The part of a plan that is asked for. */
import { makeIssue, type Plan } from '#solver';
import { filterPlan } from '../export/index.ts';
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
