/** The part of a plan that is asked for, and where the plan comes from. */
import { makeIssue, type Plan } from '#solver';
import { filterPlan, type PlanOrigin } from '../export/index.ts';
import type { Planning, PlanStateRecord } from '../planning/index.ts';
import { Problem } from './errors.ts';
import type { ItinerariesQuery } from './schemas/itineraries.ts';

/**
 * The plan with only the rep and the days asked for; its key figures stay those of the whole plan.
 *
 * @throws Problem 404 for a rep who is not in the plan, 422 for days that end before they begin.
 */
export function selectItineraries(plan: Plan, query: ItinerariesQuery): Plan {
  checkDays(query);
  const { repId } = query;
  if (repId !== undefined && !isInPlan(plan, repId)) throw unknownRep(repId);
  return filterPlan(plan, query);
}

/**
 * What the calendar of a part of a plan has to know. Of a rep who is no longer in the plan there is one too, with what he had as
 * cancelled events: a calendar that is fetched again and again keeps what it has when there is an error.
 *
 * @throws Problem 404 for a rep whom neither this plan, nor one that it follows, nor the stored territory knows, 422 as above.
 */
export async function originOfPart(
  planning: Planning,
  state: PlanStateRecord,
  plan: Plan,
  query: ItinerariesQuery,
): Promise<PlanOrigin> {
  checkDays(query);
  const chain = await planning.chain(state.planId);
  if (chain === null) throw new Error('A plan with itineraries has no chain.');
  const origin = { createdAt: state.finishedAt ?? state.requestedAt, chain, part: query };
  const { repId } = query;
  if (repId === undefined || isInPlan(plan, repId)) return origin;
  const hadDays = [...chain.visits, ...chain.dayEntries].some((event) => event.repId === repId);
  const stored = state.territoryId === null ? null : await planning.territory(state.territoryId);
  if (!hadDays && !stored?.territory.reps.some(({ id }) => id === repId)) throw unknownRep(repId);
  return origin;
}

function checkDays({ from, to }: ItinerariesQuery): void {
  if (from === undefined || to === undefined || from <= to) return;
  throw new Problem(422, `The days from ${from} to ${to} end before they begin.`);
}

const isInPlan = ({ territories }: Plan, repId: string): boolean =>
  territories.some((territory) => territory.repId === repId);

const unknownRep = (repId: string): Problem =>
  new Problem(404, `There is no rep with the id "${repId}" in this plan.`, [
    makeIssue('UNKNOWN_REP', '/repId', { id: repId }),
  ]);
