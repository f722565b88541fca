/** The door of the room: territories that are planned by the clock. */
export { createSchedules, type ScheduleResult, type Schedules } from './schedules.ts';
