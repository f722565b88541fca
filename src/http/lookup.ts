/** Finds what an address or a body names, or answers 404; an id of the wrong form never reaches the store. */
import type { Plan, PlanRequest } from '#solver';
import type { StandingPlan } from '../chain/index.ts';
import {
  type Planning,
  type PlanRecord,
  type PlanStateRecord,
  type StoredTerritory,
  standingPlan,
} from '../planning/index.ts';
import { Problem } from './errors.ts';

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

async function find<T>(what: string, id: string, lookup: (id: string) => Promise<T | null>): Promise<T> {
  const found = uuid.test(id) ? await lookup(id) : null;
  if (found === null) throw new Problem(404, `There is no ${what} with the id "${id.slice(0, 100)}".`);
  return found;
}

export function findTerritory(planning: Planning, territoryId: string): Promise<StoredTerritory> {
  return find('territory', territoryId, (id) => planning.territory(id));
}

export function findPlan(planning: Planning, planId: string): Promise<PlanRecord> {
  return find('plan', planId, (id) => planning.plan(id));
}

/** Without the plan itself. */
export function findPlanState(planning: Planning, planId: string): Promise<PlanStateRecord> {
  return find('plan', planId, (id) => planning.planState(id));
}

/** Stops a plan. */
export function cancelPlan(planning: Planning, planId: string): Promise<PlanRecord> {
  return find('plan', planId, (id) => planning.cancelPlan(id));
}

/** A plan with itineraries; 409 while there is none. */
export async function findReadyPlan(planning: Planning, planId: string): Promise<Plan> {
  const { plan, status } = await findPlan(planning, planId);
  if (plan === null) throw new Problem(409, `The plan has no itineraries: it is ${status}.`);
  return plan;
}

/**
 * A plan with itineraries, and what stands around it; 409 while there is none.
 * @param since the first day that matters. Default: the first one of the plan
 */
export async function findStandingPlan(planning: Planning, planId: string, since?: string): Promise<StandingPlan> {
  return standingPlan(planning, planId, await findReadyPlan(planning, planId), since);
}

export function findRequest(planning: Planning, planId: string): Promise<PlanRequest> {
  return find('request of a plan', planId, (id) => planning.planRequest(id));
}
