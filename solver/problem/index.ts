export { buildRepProblem, type PackedIntervals, type RepProblem } from './rep-problem.ts';
export { haversineMetres, type TravelMatrix, type TravelPlace, travelMatrix } from './travel.ts';
