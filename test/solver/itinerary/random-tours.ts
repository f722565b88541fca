/** Tours without dates: random problems of hotel selection, with customers, home and two hotels in a square of 100, single tours, and those that a short search has passed by. */
import { maxSteps, Random } from '../../../solver/annealing/index.ts';
import { type PooledTour, searchItinerary, TourPool } from '../../../solver/itinerary/index.ts';
import type { ItineraryProblem } from '../../../solver/problem/index.ts';
import { hotelProblem } from '../../bench/tsphs/solve.ts';

/** A tour holds about two customers. */
export function randomTours(random: Random, customers: number): ItineraryProblem {
  const place = (id: number) => ({ id, x: random.below(100), y: random.below(100), service: random.below(20) });
  const hotels = [0, 1, 2].map(place);
  return hotelProblem(
    { hotels, customers: Array.from({ length: customers }, (_, k) => place(k + 3)), maxDuration: 190 },
    customers,
  );
}

export function tour(start: number, end: number, ...customers: number[]): PooledTour {
  return { day: 0, start, end, customers: Int32Array.from(customers), cost: 1, objective: 1 };
}

/** Seconds that a tour drives, and that it takes with its visits. */
export function secondsOf(
  { travel, serviceSeconds, days }: ItineraryProblem,
  { start, end, customers }: PooledTour,
): { readonly drive: number; readonly busy: number } {
  const places = [start, ...customers, end];
  const drive = places.slice(1).reduce((sum, to, k) => sum + travel.seconds[places[k] * travel.size + to], 0);
  const service = customers.reduce((sum, customer) => sum + serviceSeconds[customer * days], 0);
  return { drive, busy: drive + service };
}

/** A short search and the tours that it has passed by. */
export function shortSearch(seed: number, customers: number, steps: number) {
  const problem = randomTours(new Random(seed), customers);
  const pool = new TourPool(problem);
  const found = searchItinerary(problem, { seed, stop: maxSteps(steps), pool });
  return { problem, found, tours: pool.tours() };
}
