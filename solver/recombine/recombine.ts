/** Day tours of many itineraries, combined anew into one that is better than the best of them. */

import { maxSteps } from '../annealing/index.ts';
import { type Itinerary, type PooledTour, searchItinerary, TourTiming } from '../itinerary/index.ts';
import { type LpSolver, type SolveOptions, solveWith } from '../lp/index.ts';
import type { ItineraryProblem } from '../problem/index.ts';
import { type TourModel, tourModel } from './model.ts';

/** Tours of the best itineraries that are offered to the model. */
const MOST_TOURS = 1000;

export interface RecombineOptions extends SolveOptions {
  readonly mostTours?: number;
  readonly pre?: number;
  readonly log?: (line: string) => void;
}

/**
 * @param known to begin with; what is missing in it stays missing
 * @param pool tours that keep the limits, those of the best itineraries first
 * @returns a better itinerary, or `known` itself
 */
export function recombine(
  problem: ItineraryProblem,
  known: Itinerary,
  pool: readonly PooledTour[],
  lpSolvers: readonly LpSolver[],
  options: RecombineOptions,
): Itinerary {
  if (!known.feasible) return known;
  const own = toursOf(problem, known);
  const keys = new Set(own.map(keyOf));
  const all = pool.filter((tour) => !keys.has(keyOf(tour)) && keys.add(keyOf(tour)));
  let others = all.slice(0, options.mostTours ?? MOST_TOURS);
  if (options.pre) {
    const t0 = process.cpuUsage().user;
    const wide = tourModel(problem, own, all.slice(0, options.pre));
    const { integer: _, ...lp } = wide.lp;
    const relaxed = solveWith(lpSolvers, lp, {});
    if (relaxed.kind !== 'optimal') throw new Error(relaxed.kind);
    const dual = relaxed.rowDual as Float64Array;
    const reduced = wide.tours.map((tour, c) => {
      let r = lp.colCost[c];
      for (let k = lp.colStart[c]; k < lp.colStart[c + 1]; k++) r -= dual[lp.rowIndex[k]] * lp.value[k];
      return { tour, r, c };
    }).filter(({ c }) => c >= own.length && c < own.length + options.pre);
    let before = 0;
    for (let c = 0; c < wide.lp.numCols; c++) before += wide.lp.colCost[c] * wide.start[c];
    const gap = before - relaxed.objective;
    const inGap = reduced.filter(({ r }) => r < gap).length;
    others = reduced.toSorted((a, b) => a.r - b.r).slice(0, options.mostTours).map(({ tour }) => tour).filter((t) => t !== undefined);
    options.log?.(`wide ${all.length} lp ${relaxed.objective.toFixed(2)} gap ${(100 * gap / before).toFixed(2)} % ${inGap} within gap; ${((process.cpuUsage().user - t0) / 1e6).toFixed(2)} s`);
  }
  if (others.length === 0) return known;
  const model = tourModel(problem, own, others);
  const outcome = solveWith(lpSolvers, model.lp, { ...options, start: model.start });
  let before = 0;
  for (let c = 0; c < model.lp.numCols; c++) before += model.lp.colCost[c] * model.start[c];
  options.log?.(
    `cols ${model.lp.numCols} (tours ${model.tours.length}) rows ${model.lp.numRows} start ${before.toFixed(2)} ${outcome.kind} ${'objective' in outcome ? outcome.objective.toFixed(2) + ' bound ' + outcome.bound.toFixed(2) : JSON.stringify(outcome)}`,
  );
  if (outcome.kind !== 'optimal' && outcome.kind !== 'feasible') return known;
  const chosen = chosenTours(model, outcome.x);
  const found = problem.fleet ? fleetItinerary(problem, known, chosen) : repItinerary(problem, known, chosen);
  return found.objective < known.objective - 1e-9 ? found : known;
}

function keyOf({ day, start, end, customers }: PooledTour): string {
  return `${day},${start},${end},${customers.toSorted().join()}`;
}

/** The tours of an itinerary, idle days left out. */
export function toursOf(problem: ItineraryProblem, { stops, sleep, objective }: Itinerary): PooledTour[] {
  const { home, fleet, travel, costPerDriveSecond } = problem;
  const timing = new TourTiming(problem);
  return stops.flatMap((customers, tour): PooledTour[] => {
    if (fleet) {
      if (customers.length === 0) return [];
      const day = Math.floor(tour / fleet.toursPerDay);
      let drive = 0;
      let place = home;
      for (const next of [...customers, home]) {
        drive += travel.seconds[place * travel.size + next];
        place = next;
      }
      return [{ day, start: home, end: home, customers, cost: drive * costPerDriveSecond, objective }];
    }
    const start = home + 1 + (tour === 0 ? -1 : sleep[tour - 1]);
    const end = home + 1 + sleep[tour];
    if (customers.length === 0 && start === home && end === home) return [];
    if (!timing.time(tour, start, end, customers, 0, customers.length, -1, 0)) {
      throw new Error(`the tour of day ${tour} is not possible`);
    }
    return [{ day: tour, start, end, customers, cost: timing.cost, objective }];
  });
}

/** Visits on other days than those chosen, and a second one on the same day, are left out. */
function chosenTours({ tours, sets }: TourModel, x: Float64Array): PooledTour[] {
  const wanted = new Set<string>();
  for (const { column, customer, days } of sets) {
    if (column < 0 || x[column] === 1) for (const day of days) wanted.add(`${customer},${day}`);
  }
  return tours
    .filter((_, column) => x[column] === 1)
    .map((tour) => ({
      ...tour,
      customers: tour.customers.filter((customer) => wanted.delete(`${customer},${tour.day}`)),
    }));
}

function repItinerary(problem: ItineraryProblem, known: Itinerary, chosen: readonly PooledTour[]): Itinerary {
  const stops: Int32Array[] = Array.from({ length: problem.days }, () => new Int32Array(0));
  const sleep = new Int32Array(problem.days).fill(-1);
  for (const { day, end, customers } of chosen) {
    stops[day] = customers;
    sleep[day] = end - problem.home - 1;
  }
  const found = { ...known, stops, sleep };
  return { ...found, objective: known.objective - moneyOf(problem, known) + moneyOf(problem, found) };
}

function moneyOf(problem: ItineraryProblem, itinerary: Itinerary): number {
  const { home, nightCost, dislike, days, overduePerDay } = problem;
  const first = new Set<number>();
  let sum = 0;
  for (const { day, end, customers, cost } of toursOf(problem, itinerary)) {
    sum += cost + (end === home ? 0 : nightCost[end - home - 1]);
    for (const customer of customers) {
      sum += dislike[customer * days + day];
      if (!first.has(customer)) sum += overduePerDay[customer] * day;
      first.add(customer);
    }
  }
  return sum;
}

function fleetItinerary(problem: ItineraryProblem, known: Itinerary, chosen: readonly PooledTour[]): Itinerary {
  const toursPerDay = problem.fleet?.toursPerDay ?? 1;
  const used = new Int32Array(problem.days);
  const stops = known.stops.map(() => new Int32Array(0));
  for (const { day, customers } of chosen) stops[day * toursPerDay + used[day]++] = Int32Array.from(customers);
  const cost = (itinerary: Itinerary) => toursOf(problem, itinerary).reduce((sum, tour) => sum + tour.cost, 0);
  const found = { ...known, stops };
  return { ...found, objective: known.objective - cost(known) + cost(found) };
}
