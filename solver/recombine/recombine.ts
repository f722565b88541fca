/** Day tours of the itineraries that a search has passed by, combined anew into one that is better than the best of them. */
import type { Itinerary, PooledTour } from '../itinerary/index.ts';
import { solveWith } from '../lp/index.ts';
import type { ItineraryProblem } from '../problem/index.ts';
import { costsOf, keyOf, toursOf } from './known-tours.ts';
import { combineWhole, isOver, limitsOf, type RecombineMeans } from './means.ts';
import { type TourModel, tourModel } from './model.ts';

/** The share of a time limit that is to be left for this. */
export const RECOMBINE_SHARE = 0.08;

/** Tours offered: first few, which takes a tenth of a second, then as many as pay; whole pools never did. */
const MOST_TOURS = [300, 900];
/** No more than one per so many steps of the search, so that a short search is not followed by a long model. */
const STEPS_PER_TOUR = 50;
const MOST_NODES = 100;

/**
 * @param known to begin with; visits that are missing in it stay missing
 * @param pool tours that keep the limits, those of the best itineraries first
 * @returns a better itinerary, or `known` itself
 */
export function recombine(
  problem: ItineraryProblem,
  known: Itinerary,
  pool: readonly PooledTour[],
  means: RecombineMeans,
): Itinerary {
  return combineWhole(known, means, () => {
    const most = Math.ceil(known.steps / STEPS_PER_TOUR);
    let best = known;
    let before = 0;
    for (const size of MOST_TOURS.map((tours) => Math.min(tours, most, pool.length))) {
      if (size > before) best = combine(problem, best, pool.slice(0, size), means);
      before = size;
    }
    return best;
  });
}

function combine(
  problem: ItineraryProblem,
  known: Itinerary,
  pool: readonly PooledTour[],
  means: RecombineMeans,
): Itinerary {
  if (isOver(means)) return known;
  const own = toursOf(problem, known);
  const costs = new Map(own.map((tour) => [keyOf(tour), tour.cost]));
  const model = tourModel(
    problem,
    own,
    pool.filter((tour) => tour.cost < (costs.get(keyOf(tour)) ?? Number.POSITIVE_INFINITY) - 1e-9),
  );
  const outcome = solveWith(means.lpSolvers, model.lp, {
    start: model.start,
    maxNodes: MOST_NODES,
    ...limitsOf(means),
  });
  if (outcome.kind !== 'optimal' && outcome.kind !== 'feasible') return known;
  const found = layOut(problem, known, chosenTours(model, outcome.x));
  const objective = known.objective - costsOf(problem, known).money + costsOf(problem, found).money;
  return objective < known.objective - 1e-9 ? { ...found, objective } : known;
}

/** Visits on days that are not chosen, and a second one on a day, are left out; only tours of fleets have any. */
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

function layOut({ fleet, home }: ItineraryProblem, known: Itinerary, tours: readonly PooledTour[]): Itinerary {
  const toursPerDay = fleet?.toursPerDay ?? 1;
  const stops: Int32Array[] = known.stops.map(() => new Int32Array(0));
  const sleep = known.sleep.slice();
  const used = new Int32Array(sleep.length);
  for (const { day, end, customers } of tours) {
    stops[day * toursPerDay + used[day]++] = customers;
    if (!fleet) sleep[day] = end - home - 1;
  }
  return { ...known, stops, sleep };
}
