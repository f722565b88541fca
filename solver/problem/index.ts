export {
  APPOINTMENT,
  type Fleet,
  type ItineraryProblem,
  type ListedPatterns,
  type PackedIntervals,
  PIN,
} from './itinerary-problem.ts';
export { withOneCustomer } from './one-customer.ts';
export { buildRepProblem, type RepProblem } from './rep-problem.ts';
export { haversineMetres, isSymmetric, type TravelMatrix, type TravelPlace, travelMatrix, ways } from './travel.ts';
