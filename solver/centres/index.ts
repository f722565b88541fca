/** The door of the room: where centres lie and whom each of them serves. */
export type { CentreProblem, CentreSolution } from './centre-problem.ts';
export { type CentreControl, searchCentres } from './search-centres.ts';
