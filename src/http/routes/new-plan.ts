/** The answer to a request for a plan, by whichever route it came. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Plan, planSchema } from '#solver';
import { hasEnded, type Planning } from '../../planning/index.ts';
import { cappedIssues } from '../issues.ts';
import { planView } from '../plan-view.ts';
import { waitSeconds } from '../prefer.ts';
import type { NewPlan } from '../request-body.ts';
import { type PlanAccepted, type PlanState, planStateSchema } from '../schemas/plan.ts';

/** What is known of a plan: itself, or how far it has come. */
export const planOrState = z.union([planSchema, planStateSchema]);

/** Requests the plan; waits for it as long as the caller prefers. */
export async function answerNewPlan(
  planning: Planning,
  { request, territoryId, issues }: NewPlan,
  { headers: { prefer }, newId }: Pick<FastifyRequest, 'headers' | 'newId'>,
  reply: Pick<FastifyReply, 'code' | 'header'>,
): Promise<Plan | PlanState | PlanAccepted> {
  const { planId } = await planning.requestPlan(request, territoryId, newId);
  reply.header('location', `/v1/plans/${planId}`);
  const seconds = waitSeconds(prefer);
  const record = seconds === 0 ? null : await planning.waitForPlan(planId, seconds);
  if (record !== null && hasEnded(record)) {
    reply.code(200).header('preference-applied', `wait=${seconds}`);
    return planView(record);
  }
  reply.code(202);
  const ids = territoryId === null ? { planId } : { planId, territoryId };
  return { ...ids, status: record?.status ?? 'queued', ...cappedIssues(issues) };
}
