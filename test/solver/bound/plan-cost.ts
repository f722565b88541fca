/** What a plan costs, added up tour by tour. */
import type { PlannedRep } from '../../../solver/bound/index.ts';
import { TourTiming } from '../../../solver/itinerary/index.ts';

/** Money of a plan, nights included; Infinity: it is not possible. */
export function costOf({ problem, itinerary: { stops, sleep } }: PlannedRep): number {
  const timing = new TourTiming(problem);
  let sum = 0;
  stops.forEach((tour, day) => {
    const start = day === 0 ? problem.home : problem.home + 1 + sleep[day - 1];
    const order = Int32Array.from(tour);
    const possible = timing.time(day, start, problem.home + 1 + sleep[day], order, 0, order.length, -1, 0);
    const night = sleep[day] < 0 ? 0 : problem.nightCost[sleep[day]];
    sum += possible ? timing.cost + night : Number.POSITIVE_INFINITY;
  });
  return sum * problem.moneyUnit;
}
