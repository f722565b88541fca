/** What callers see of the record of a plan. */
import type { Plan } from '#solver';
import type { PlanRecord, PlanStateRecord } from '../planning/index.ts';
import type { PlanState } from './schemas/plan.ts';

/** The plan when there is one, else its state. */
export function planView(record: PlanRecord): Plan | PlanState {
  if (record.plan === null) return stateView(record);
  const { status, approval, version } = record;
  return { ...record.plan, ...idsOf(record), status, approval, version };
}

export function stateView(record: PlanStateRecord): PlanState {
  return {
    ...idsOf(record),
    status: record.status,
    // What is written last is written before the end: a plan that is completed is no plan at 84 %.
    progress: record.status === 'completed' && record.progress ? { ...record.progress, share: 1 } : record.progress,
    failure: record.failure,
    approval: record.approval,
    version: record.version,
    previousPlanId: record.previousPlanId,
    requestedAt: record.requestedAt.toISOString(),
    finishedAt: record.finishedAt?.toISOString() ?? null,
  };
}

function idsOf({ planId, territoryId }: PlanStateRecord): { planId: string; territoryId?: string } {
  return territoryId === null ? { planId } : { planId, territoryId };
}
