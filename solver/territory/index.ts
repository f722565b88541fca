/** The door of the room: who carries whom, and the map of it. */
export { type BasicArea, basicAreas } from './basic-areas.ts';
export { territoryBoundaries } from './boundaries.ts';
export { kilometresFromMiddle } from './compactness.ts';
export { designTerritories, type TerritoryDesign, territoriesAs } from './design.ts';
export { customersText, type TerritoryIssueCode, territoryIssue, territoryIssueCatalogue } from './issue-catalogue.ts';
export { longitudesOf, seamOf, sideBySide } from './longitudes.ts';
export { farthestFromShare, plannedBalanceIssues } from './review.ts';
export { kmBetween, unitVectors } from './sphere.ts';
export { type DesignWishes, revenueShareOf, timeShareOf } from './territory-problem.ts';
export {
  customerDriveSeconds,
  homeKilometres,
  type RepTime,
  secondsPerKm,
  serviceSeconds,
  timeOf,
} from './workload.ts';
