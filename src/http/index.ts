/** The door of the room: what the app is composed of. */
export { authoriseCallers } from './authorise.ts';
export type { AppDeps, HttpConfig, PlanExports, Tables } from './deps.ts';
export { answerErrors, sendProblem } from './errors.ts';
export { readExamples } from './examples.ts';
export { answerOnce, type KeptAnswers } from './idempotency.ts';
export { openApi, openApiText } from './openapi.ts';
export { acceptJsonBodies, nameRequests, requestId, validateQueries } from './request-handling.ts';
export { approvalRoutes } from './routes/approval.ts';
export { checkRoutes } from './routes/check.ts';
export { healthRoutes } from './routes/health.ts';
export { itineraryRoutes } from './routes/itineraries.ts';
export { metricsRoutes } from './routes/metrics.ts';
export { planRoutes } from './routes/plans.ts';
export { replanRoutes } from './routes/replan.ts';
export { territoryRoutes } from './routes/territories.ts';
export { territoryTableRoutes } from './routes/territory-tables.ts';
export { visitRoutes } from './routes/visits.ts';
export type { CheckResult } from './schemas/check.ts';
