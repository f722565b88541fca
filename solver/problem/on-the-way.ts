/** Places that are worth a night on the way to a customer who cannot be reached in one day. */
import type { ItineraryProblem } from './itinerary-problem.ts';

/** So few places are all worth a thought. */
const FEW = 12;
/** Of more, the best ones of every such part of what can be driven in a day: who begins in the evening does not get far. */
const PARTS_OF_A_DAY = 4;
const BEST = 3;
/** As long a way as this, in direct ones, is none to the customer. */
const LONGEST_WAY = 1.5;

/** Seconds from home to a place, and over it to the customer. */
export interface PlaceOnTheWay {
  readonly there: number;
  readonly over: number;
}

/**
 * @param direct seconds from home to the customer
 * @param longestDrive seconds in a day
 * @returns positions in `places`, ascending: where there are many, for every part of the way those with the least detour
 */
export function stagesOf(places: readonly PlaceOnTheWay[], direct: number, longestDrive: number): number[] {
  if (places.length <= FEW) return [...places.keys()];
  const onTheWay = [...places.keys()].filter((place) => places[place].over <= LONGEST_WAY * direct);
  const parts = Map.groupBy(onTheWay, (place) =>
    Math.floor((places[place].there * PARTS_OF_A_DAY) / Math.max(1, longestDrive)),
  );
  return [...parts.values()]
    .flatMap((part) => part.toSorted((a, b) => places[a].over - places[b].over || a - b).slice(0, BEST))
    .sort((a, b) => a - b);
}

/** Hotels of the problem on the way to a customer, both as numbered in it. */
export function hotelsOnTheWay(problem: ItineraryProblem, customer: number): number[] {
  const { hotels, home, travel } = problem;
  const way = (from: number, to: number) => travel.seconds[from * travel.size + to];
  const places = Array.from({ length: hotels }, (_, hotel): PlaceOnTheWay => {
    const there = way(home, home + 1 + hotel);
    return { there, over: there + way(home + 1 + hotel, customer) };
  });
  return stagesOf(places, way(home, customer), longestDrive(problem));
}

/** Seconds that the rep may drive on his longest day, breaks left out. */
export function longestDrive({ latestArrival, earliestDeparture, maxDriveSecondsPerDay }: ItineraryProblem): number {
  const longest = latestArrival.reduce((most, end, day) => Math.max(most, end - earliestDeparture[day]), 0);
  return Math.min(longest, maxDriveSecondsPerDay);
}
