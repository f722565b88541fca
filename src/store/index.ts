/** The door of the store: the database of the service and what is kept in it. */
export type { Connection } from './connection.ts';
export { type Database, openDatabase } from './database.ts';
export type { Log } from './log.ts';
export {
  type ClaimedPlan,
  checkRun,
  claimPlan,
  finishPlan,
  insertPlan,
  type PlanOutcome,
  readPlan,
  readPlanRequest,
  readPlanStatus,
  requestCancel,
  requeuePlan,
  saveProgress,
} from './plans.ts';
export { openPostgres, type Postgres } from './postgres.ts';
export { startPrivatePostgres } from './private-postgres.ts';
export type * from './records.ts';
export { insertTerritory, readTerritory } from './territories.ts';
export {
  lockTerritory,
  readPlansOf,
  readVisits,
  readVisitsById,
  type StoredVisit,
  updateTerritory,
  upsertVisits,
} from './visits.ts';
