/** The door of the room: what the app is composed of. */
export { authoriseCallers } from './authorise.ts';
export { closeGently } from './close-gently.ts';
export type { AppDeps, HttpConfig, PlanExports, Tables } from './deps.ts';
export { answerClientError, answerErrors, sendProblem } from './errors.ts';
export { readExamples } from './examples.ts';
export { answerOnce, type KeptAnswers } from './idempotency.ts';
export { openApi, openApiText } from './openapi.ts';
export {
  acceptJsonBodies,
  nameRequests,
  refuseEncodedBodies,
  requestId,
  requireHosts,
  validateQueries,
} from './request-handling.ts';
export { approvalRoutes } from './routes/approval.ts';
export { changeRoutes } from './routes/changes.ts';
export { checkRoutes } from './routes/check.ts';
export { healthRoutes } from './routes/health.ts';
export { itineraryRoutes } from './routes/itineraries.ts';
export { metricsRoutes } from './routes/metrics.ts';
export { planEventRoutes } from './routes/plan-events.ts';
export { planRoutes } from './routes/plans.ts';
export { proposalRoutes } from './routes/proposals.ts';
export { replanRoutes } from './routes/replan.ts';
export { scheduleRoutes } from './routes/schedules.ts';
export { sizingRoutes } from './routes/sizing.ts';
export { territoryRoutes } from './routes/territories.ts';
export { territoryTableRoutes } from './routes/territory-tables.ts';
export { visitRoutes } from './routes/visits.ts';
export { webhookRoutes } from './routes/webhooks.ts';
export type { CheckResult } from './schemas/check.ts';
