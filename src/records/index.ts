/** The door of the room: what reps report, and what it adds up to. */
export { type Followed, factsSent, followVisits } from './follow-visits.ts';
export { createVisitRecords, type VisitRecords, type VisitResult } from './visit-records.ts';
