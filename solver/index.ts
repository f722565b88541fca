/** The door of the solver: everything that the service, the command line and the tests use. */

export { anyOf, cancelled, maxSeconds, maxSteps, type StopCriterion } from './annealing/index.ts';
export { type CheckResult, check, type Violation, type ViolationCode, violationCodes } from './check/index.ts';
export * from './input/index.ts';
export {
  type Itinerary,
  type SearchControl,
  type SearchProgress,
  type StartItinerary,
  startOf,
} from './itinerary/index.ts';
export { highsSolver, javascriptLpSolver, type LpSolver } from './lp/index.ts';
export { type GivenPlan, givenPlanSchema } from './output/given-plan-schema.ts';
export * from './output/plan-schema.ts';
export {
  applyExchanges,
  type Exchange,
  exchangesMayFollow,
  exchangesOf,
  finishPlan,
  PlanNotValid,
  solveTask,
  type TriedExchange,
} from './plan.ts';
export { type PreparedPlan, preparePlan, type RepTask } from './prepare.ts';
export { haversineMetres } from './problem/index.ts';
export * from './proposals/proposal-schema.ts';
export { withTeamChanges } from './proposals/team-changes.ts';
export { RECOMBINE_SHARE, type RecombineMeans } from './recombine/index.ts';
export {
  type DatedVisit,
  type DaySuggestion,
  matchVisits,
  type SuggestionQuestion,
  suggestDays,
} from './replan/index.ts';
export * from './review/index.ts';
export { sizeIssues } from './sizing/index.ts';
export * from './sizing/sizing-schema.ts';
export { seamOf } from './territory/index.ts';
export { fitFor, proposeFor, sizingFor, type WhatIf, whatIf } from './territory-questions.ts';
export { version } from './version.ts';
