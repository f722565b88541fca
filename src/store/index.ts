/** The door of the store: the database of the service and what is kept in it. */

export { hasApiKeys, insertApiKey, readApiKey, readApiKeys, revokeApiKey } from './api-keys.ts';
export { readApproval, readOverlooked, writeApproval } from './approvals.ts';
export { type Connection, withSessionSettings } from './connection.ts';
export { type Database, openDatabase } from './database.ts';
export { createKeptAnswers, type KeptAnswer, type KeptAnswers, type KeyClaim, type KeyedCall } from './idempotency.ts';
export type { Log } from './log.ts';
export { isOutage } from './outage.ts';
export {
  type ClaimedPlan,
  checkRun,
  claimPlan,
  finishPlan,
  insertPlan,
  type PlanOutcome,
  readPlan,
  readPlanChain,
  readPlanRequest,
  readPlanStates,
  readPlanSummaries,
  requestCancel,
  requeuePlan,
  saveProgress,
} from './plans.ts';
export { readPlanInForce, readPlansByWord } from './plans-in-force.ts';
export { openPostgres, type Postgres } from './postgres.ts';
export { startPrivatePostgres } from './private-postgres.ts';
export { insertProposals, readProposal, readProposals, writeChoice } from './proposals.ts';
export * from './records.ts';
export { deleteSchedule, readSchedule, readSchedules, writeSchedule, writeScheduledRun } from './schedules.ts';
export {
  deleteTerritory,
  insertTerritory,
  keepTerritory,
  lockTerritory,
  readFactsGiven,
  readTerritories,
  readTerritory,
  TerritoryGone,
  updateTerritory,
  whyTerritoryStays,
  writeColumnMappings,
} from './territories.ts';
export { unfitDatabase } from './unfit-database.ts';
export { uuidOf } from './uuid.ts';
export {
  readVisits,
  readVisitsById,
  readVisitsOf,
  type StoredVisit,
  upsertVisits,
} from './visits.ts';
export {
  deleteOldDeliveries,
  deleteWebhook,
  insertDelivery,
  insertWebhook,
  keepWebhooks,
  readDeliveries,
  readDelivery,
  readWebhook,
  readWebhooks,
  reviveDelivery,
  writeAttempt,
} from './webhooks.ts';
