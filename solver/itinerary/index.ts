/** The door of the room: the search for one rep's itinerary, and its timetable. */
export type { SearchProgress } from './annealer.ts';
export { farCustomers } from './far-visits.ts';
export { HotelSplit } from './hotel-split.ts';
export { nearCustomers } from './near-customers.ts';
export * from './search.ts';
export { type DayTimetable, outsideHours, type TimedStop, timetable } from './timetable.ts';
export { type PooledTour, TourPool } from './tour-pool.ts';
export { TourTiming } from './tour-timing.ts';
export type { StartItinerary } from './warm-start.ts';
