/** The door of the room: work beside planning, by the clock and with second tries, on pg-boss. */
export { type Jobs, openJobs } from './jobs.ts';
