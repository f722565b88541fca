import type { Migration } from 'kysely/migration';
import { territoriesAndPlans } from './0001-territories-and-plans.ts';
import { visits } from './0020-visits.ts';
import { apiKeys } from './0021-api-keys.ts';
import { approvals } from './0022-approvals.ts';
import { idempotencyKeys } from './0023-idempotency-keys.ts';
import { columnMappings } from './0024-column-mappings.ts';
import { schedules } from './0025-schedules.ts';
import { webhooks } from './0026-webhooks.ts';
import { proposals } from './0040-proposals.ts';
import { factsGiven } from './0041-facts-given.ts';
import { deliveriesEnded } from './0042-deliveries-ended.ts';
import { idempotencyIds } from './0043-idempotency-ids.ts';
import { approvalTimes } from './0044-approval-times.ts';
import { planChains } from './0045-plan-chains.ts';
import { planDays } from './0046-plan-days.ts';

/** In the order of their names. One that has been released is never changed; a correction is a new one. */
export const migrations: Record<string, Migration> = {
  '0001-territories-and-plans': territoriesAndPlans,
  '0020-visits': visits,
  '0021-api-keys': apiKeys,
  '0022-approvals': approvals,
  '0023-idempotency-keys': idempotencyKeys,
  '0024-column-mappings': columnMappings,
  '0025-schedules': schedules,
  '0026-webhooks': webhooks,
  '0040-proposals': proposals,
  '0041-facts-given': factsGiven,
  '0042-deliveries-ended': deliveriesEnded,
  '0043-idempotency-ids': idempotencyIds,
  '0044-approval-times': approvalTimes,
  '0045-plan-chains': planChains,
  '0046-plan-days': planDays,
};
