/** The door of the room: from what the search found to the plan that the caller reads. */
export { instantOf } from './instants.ts';
export { agreedVisits } from './owed-visits.ts';
export * from './plan-schema.ts';
export { type NightReasons, plannedDays } from './planned-days.ts';
export { type SolvedRep, type TimedRep, type TimedTour, timeRep } from './timed-tours.ts';
export { boundKpis, channelWidths, countByClass, kpisOf } from './totals.ts';
