/**
 * Islands joined with home: their stops are put before, between or after the tours of the walk from home, from any of their places on
 * and either way round, and the whole sequence is cut anew into tours with a hotel between any two. Often no more tours are needed.
 */
import { HotelSplit, type PooledTour } from '../itinerary/index.ts';
import type { ItineraryProblem } from '../problem/index.ts';
import { circuitOf } from './circuit.ts';
import { driveCost } from './known-tours.ts';

export class IslandJoiner {
  private readonly problem: ItineraryProblem;
  private splitter: HotelSplit | null = null;

  constructor(problem: ItineraryProblem) {
    this.problem = problem;
  }

  /**
   * One island after the other, each at the least cost of all places and ways round.
   * @param walk from home and back @param unreached other tours, an even number at each place
   * @returns tours that follow each other from home and back; null: none were found that keep the limits
   */
  join(walk: readonly PooledTour[], unreached: readonly PooledTour[]): readonly PooledTour[] | null {
    let joined: readonly PooledTour[] | null = walk;
    let left = unreached;
    while (left.length > 0 && joined !== null) {
      const island = circuitOf(left, left[0].start);
      joined = this.joinOne(joined, island.order);
      left = island.unreached;
    }
    return joined;
  }

  private joinOne(walk: readonly PooledTour[], island: readonly PooledTour[]): PooledTour[] | null {
    const { problem } = this;
    this.splitter ??= new HotelSplit(problem, problem.undatedTourPrice ?? 0);
    const { splitter } = this;
    const stops = walk.map(({ customers }) => customers);
    const round = island.map(({ customers }) => customers);
    let best: PooledTour[] | null = null;
    let least = Number.POSITIVE_INFINITY;
    for (const [first] of round.entries()) {
      const forwards = [...round.slice(first), ...round.slice(0, first)];
      const backwards = forwards.toReversed().map((customers) => customers.toReversed());
      for (const part of [forwards, backwards]) {
        for (let at = 0; at <= stops.length; at++) {
          const tours = [...stops.slice(0, at), ...part, ...stops.slice(at)];
          const sequence = Int32Array.from(tours.flatMap((customers) => [...customers]));
          if (!splitter.split(sequence, sequence.length, Number.POSITIVE_INFINITY, least)) continue;
          least = splitter.cost;
          best = cutTours(problem, splitter, sequence);
        }
      }
    }
    return best;
  }
}

/** The tours of the last cut. */
function cutTours(
  problem: ItineraryProblem,
  { tours, begins, sleeps, cost: objective }: HotelSplit,
  sequence: Int32Array,
): PooledTour[] {
  const { home } = problem;
  return Array.from({ length: tours }, (_, tour) => {
    const start = tour === 0 ? home : home + 1 + sleeps[tour - 1];
    const end = home + 1 + sleeps[tour];
    const customers = sequence.slice(begins[tour], begins[tour + 1]);
    return { day: 0, start, end, customers, cost: driveCost(problem, start, customers, end), objective };
  });
}
