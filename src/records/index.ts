/** The door of the room: what reps report, and what it adds up to. */
export { type Followed, factsSent, followVisits } from './follow-visits.ts';
export type { VisitResult } from './judge-visits.ts';
export { createVisitRecords, type VisitRecords } from './visit-records.ts';
