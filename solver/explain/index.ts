/** The door of the room: why a visit is missing, why a night is spent away. */
export { nightReason } from './nights.ts';
export type { ProblemUnder } from './trials.ts';
export { unassignedVisits } from './unassigned.ts';
