export { kmPerDriveHour, worthOfDriveHour } from './drive-hour.ts';
export {
  APPOINTMENT,
  type Fleet,
  type ItineraryProblem,
  type ListedPatterns,
  type PackedIntervals,
  PIN,
  PLANNED_APPOINTMENT,
} from './itinerary-problem.ts';
export { hotelsOnTheWay, longestDrive, type PlaceOnTheWay, stagesOf } from './on-the-way.ts';
export { withOneCustomer } from './one-customer.ts';
export { buildRepProblem, type RepProblem } from './rep-problem.ts';
export {
  haversineMetres,
  isSymmetric,
  roadsOf,
  type TravelMatrix,
  type TravelPlace,
  travelMatrix,
  ways,
} from './travel.ts';
