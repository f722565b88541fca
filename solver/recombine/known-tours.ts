/** An itinerary as the tours that it consists of, and what they cost together. */
import { type Itinerary, type PooledTour, TourTiming } from '../itinerary/index.ts';
import type { ItineraryProblem } from '../problem/index.ts';
import { costOf } from './model.ts';

/**
 * Idle days are left out. Tours without dates all are of day 0.
 * @throws Error when a tour of a rep is not possible: neither a search nor the model leaves one
 */
export function toursOf(problem: ItineraryProblem, { stops, sleep, objective }: Itinerary): PooledTour[] {
  const { home, fleet, undatedTourPrice } = problem;
  const timing = new TourTiming(problem);
  return stops.flatMap((customers, tour): PooledTour[] => {
    const day = Math.floor(tour / (fleet?.toursPerDay ?? 1));
    const start = fleet || day === 0 ? home : home + 1 + sleep[day - 1];
    const end = fleet ? home : home + 1 + sleep[day];
    if (customers.length === 0 && start === home && end === home) return [];
    if (fleet || undatedTourPrice !== null) {
      const cost = driveCost(problem, start, customers, end);
      return [{ day: fleet ? day : 0, start, end, customers, cost, objective }];
    }
    if (!timing.time(day, start, end, customers, 0, customers.length, -1, 0)) {
      throw new Error(`the tour of day ${day} is not possible`);
    }
    return [{ day, start, end, customers, cost: timing.cost, objective }];
  });
}

/** The same customers on the same day between the same places, in whatever order, give the same key. */
export function keyOf({ day, start, end, customers }: PooledTour): string {
  return `${day},${start},${end},${customers.toSorted().join()}`;
}

/** Money for the drives of a tour. */
export function driveCost(
  { travel, costPerDriveSecond }: ItineraryProblem,
  start: number,
  customers: Int32Array,
  end: number,
): number {
  let drive = 0;
  let place = start;
  for (const next of [...customers, end]) {
    drive += travel.seconds[place * travel.size + next];
    place = next;
  }
  return drive * costPerDriveSecond;
}

/** Money of an itinerary, missing visits left out. */
export interface Costs {
  /** Drives and nights, as the plan states them. */
  readonly cost: number;
  /** What the search minimises: the same with wishes. */
  readonly money: number;
}

export function costsOf(problem: ItineraryProblem, itinerary: Itinerary): Costs {
  const { home, nightCost, overduePerDay } = problem;
  const begun = new Set<number>();
  let cost = 0;
  let money = 0;
  for (const tour of toursOf(problem, itinerary)) {
    cost += tour.cost + (tour.end === home ? 0 : nightCost[tour.end - home - 1]);
    money += costOf(problem, tour);
    for (const customer of tour.customers) {
      if (!begun.has(customer)) money += overduePerDay[customer] * tour.day;
      begun.add(customer);
    }
  }
  return { cost, money };
}
