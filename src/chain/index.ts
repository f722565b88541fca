/** The door of the room: plans that follow each other, what stands of them, and by which names calendars know it. */
export {
  type ChainState,
  type DayEvent,
  followChain,
  type PlanIds,
  type VisitEvent,
  withEarlierEvents,
} from './chain-state.ts';
export { daysAfter, lastDayOf } from './plan-days.ts';
export { type DaysOf, isIn, type StandingPlan, withDaysAround } from './standing-plan.ts';
