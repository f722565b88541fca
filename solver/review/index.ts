/** The door of the room: what was done, against what was owed and planned. */

export { type ReviewInput, reviewCoverage } from './coverage.ts';
export {
  type Coverage,
  type CoverageRow,
  coverageRowSchema,
  coverageSchema,
  type ReviewSuggestion,
} from './coverage-schema.ts';
export { ineffectiveVisits } from './effectiveness.ts';
export { type VisitRecord, visitRecordSchema } from './visit-record.ts';
