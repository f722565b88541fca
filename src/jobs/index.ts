/** The door of the room: work beside planning, by the clock and with second tries, on pg-boss. */
export { deliveryTries, type Jobs, openJobs } from './jobs.ts';
