/** The planning port in memory: nothing is planned until a test says so. */
import { randomUUID } from 'node:crypto';
import type { Plan, PlanRequest } from '#solver';
import { followChain } from '../../../src/chain/index.ts';
import type { Planning, PlanRecord, StoredTerritory } from '../../../src/planning/index.ts';

export interface FakePlanning extends Planning {
  readonly requests: Map<string, PlanRequest>;
  readonly waits: number[];
  /** Called when somebody begins to wait for a plan. */
  onWait: (planId: string) => void;
  isReady: () => Promise<boolean>;
  set(planId: string, change: Partial<PlanRecord>): void;
  complete(planId: string, plan: Plan): void;
}

export function fakePlanning(): FakePlanning {
  const territories = new Map<string, StoredTerritory>();
  const plans = new Map<string, PlanRecord>();
  const requests = new Map<string, PlanRequest>();
  const waits: number[] = [];

  function queue(request: PlanRequest, territoryId: string | null): string {
    const planId = randomUUID();
    requests.set(planId, request);
    plans.set(planId, {
      planId,
      territoryId,
      status: 'queued',
      progress: null,
      plan: null,
      failure: null,
      approval: 'draft',
      version: 1,
      previousPlanId: request.options?.previousPlanId ?? null,
      requestedAt: new Date('2026-11-27T08:00:00Z'),
      finishedAt: null,
    });
    return planId;
  }

  const fake: FakePlanning = {
    requests,
    waits,
    onWait: () => {},
    isReady: async () => true,
    set: (planId, change) => void plans.set(planId, { ...plans.get(planId)!, ...change }),
    complete: (planId, plan) =>
      fake.set(planId, { status: 'completed', plan, finishedAt: new Date('2026-11-27T08:00:30Z') }),
    storeTerritory: async ({ territory, issues }, plan) => {
      const territoryId = randomUUID();
      territories.set(territoryId, { territoryId, territory, issues, version: 1, columnMappings: {} });
      return { territoryId, planId: plan ? queue({ territory, ...plan }, territoryId) : null };
    },
    territory: async (territoryId) => territories.get(territoryId) ?? null,
    requestPlan: async (request, territoryId) => ({ planId: queue(request, territoryId) }),
    plan: async (planId) => plans.get(planId) ?? null,
    chain: async (planId) => {
      const { plan = null, previousPlanId = null } = plans.get(planId) ?? {};
      if (plan === null) return null;
      const before = previousPlanId === null ? null : await fake.chain(previousPlanId);
      return followChain(before, plan, { planId, scope: planId });
    },
    planState: async (planId) => plans.get(planId) ?? null,
    followPlan: async function* (from) {
      yield from;
    },
    planRequest: async (planId) => requests.get(planId) ?? null,
    waitForPlan: async (planId, seconds) => {
      waits.push(seconds);
      fake.onWait(planId);
      return plans.get(planId) ?? null;
    },
    cancelPlan: async (planId) => {
      const record = plans.get(planId);
      if (record?.status === 'queued') fake.set(planId, { status: 'cancelled' });
      return plans.get(planId) ?? null;
    },
    endWaits: () => {},
    ready: () => fake.isReady(),
    begin: async () => {},
    close: async () => {},
  };
  return fake;
}
