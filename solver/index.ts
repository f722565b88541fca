/** The door of the solver: everything that the service, the command line and the tests use. */
export { type CheckResult, check, type Violation, type ViolationCode, violationCodes } from './check/index.ts';
export * from './input/index.ts';
export {
  anyOf,
  cancelled,
  type Itinerary,
  maxSeconds,
  maxSteps,
  type SearchControl,
  type SearchProgress,
  type StartItinerary,
  type StopCriterion,
  startOf,
} from './itinerary/index.ts';
export { highsSolver, javascriptLpSolver, type LpSolver } from './lp/index.ts';
export * from './output/plan-schema.ts';
export {
  applyExchanges,
  type Exchange,
  exchangesOf,
  finishPlan,
  PlanNotValid,
  type PreparedPlan,
  preparePlan,
  type RepTask,
  solveTask,
  type TriedExchange,
} from './plan.ts';
export {
  type DatedVisit,
  type DaySuggestion,
  matchVisits,
  type SuggestionQuestion,
  suggestDays,
} from './replan/index.ts';
export * from './review/index.ts';
export { version } from './version.ts';
