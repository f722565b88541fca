/** The door of the room: the life of plans, and the threads that solve them. */
export type * from '../store/index.ts';
export { isOutage, TerritoryGone } from '../store/index.ts';
export { atMost, TooMuchWork } from './at-most.ts';
export { goingOn, type PastDays } from './going-on.ts';
export { isLpChoice, lpChoices } from './lp-choice.ts';
export { lpSolversOf } from './lp-solvers.ts';
export { createPlanning, type PlanningOptions } from './plan-life.ts';
export { hasEnded } from './plan-watch.ts';
export type * from './planning.ts';
export { previousPlanOf } from './previous-plan.ts';
export { SolvePool } from './solve-pool.ts';
export { standingPlan } from './standing-plan.ts';
