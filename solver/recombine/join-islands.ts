/**
 * Islands joined with home: their stops are put between two tours of the walk from home, from any of their places on and either
 * way round, and the whole sequence is cut anew into tours with a hotel between any two. Often no more tours are needed for it.
 */
import { HotelSplit, type PooledTour } from '../itinerary/index.ts';
import type { ItineraryProblem } from '../problem/index.ts';
import { circuitOf } from './circuit.ts';
import { driveCost } from './known-tours.ts';

/**
 * @param order the walk from home @param unreached tours that it does not reach, at each place an even number
 * @returns tours that follow each other from home and back, as few and then as short as this can make them; null: none keep the limits
 */
export function joinIslands(
  problem: ItineraryProblem,
  order: readonly PooledTour[],
  unreached: readonly PooledTour[],
): PooledTour[] | null {
  const splitter = new HotelSplit(problem, problem.undatedTourPrice ?? 0);
  let walk: PooledTour[] | null = [...order];
  let left = [...unreached];
  while (left.length > 0 && walk !== null) {
    const island = circuitOf(left, left[0].start);
    walk = join(problem, splitter, walk, island.order);
    left = [...island.unreached];
  }
  return walk;
}

function join(
  problem: ItineraryProblem,
  splitter: HotelSplit,
  walk: readonly PooledTour[],
  island: readonly PooledTour[],
): PooledTour[] | null {
  const stops = walk.map(({ customers }) => customers);
  const round = island.map(({ customers }) => customers);
  let best: PooledTour[] | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const [first] of round.entries()) {
    const forwards = [...round.slice(first), ...round.slice(0, first)];
    const backwards = forwards.toReversed().map((customers) => customers.toReversed());
    for (const part of [forwards, backwards]) {
      for (let at = 0; at <= stops.length; at++) {
        const sequence = [...stops.slice(0, at), ...part, ...stops.slice(at)].flatMap((customers) => [...customers]);
        const all = Int32Array.from(sequence);
        if (!splitter.split(all, all.length, Number.POSITIVE_INFINITY) || splitter.cost >= least) continue;
        least = splitter.cost;
        best = cutTours(problem, splitter, all);
      }
    }
  }
  return best;
}

/** The tours of the last cut. */
function cutTours(
  problem: ItineraryProblem,
  { tours, begins, sleeps }: HotelSplit,
  sequence: Int32Array,
): PooledTour[] {
  const { home } = problem;
  return Array.from({ length: tours }, (_, tour) => {
    const start = tour === 0 ? home : home + 1 + sleeps[tour - 1];
    const end = home + 1 + sleeps[tour];
    const customers = sequence.slice(begins[tour], begins[tour + 1]);
    return { day: 0, start, end, customers, cost: driveCost(problem, start, customers, end), objective: 0 };
  });
}
