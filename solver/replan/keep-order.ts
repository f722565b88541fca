/** Days on which nothing has changed but the order stay as they were, unless another order is worth telling everybody the new times. */
import { type Itinerary, type StartItinerary, TourTiming } from '../itinerary/index.ts';
import type { RepProblem } from '../problem/index.ts';

/**
 * The itinerary with the order of before on each day that has the same visits and the same nights, where that is still possible.
 * @param before the previous days, as numbered in the problem
 * @param price money that another order of a day must save to be taken
 */
export function keepOrder(problem: RepProblem, before: StartItinerary, price: number, itinerary: Itinerary): Itinerary {
  const timing = new TourTiming(problem);
  const placeOf = (hotel: number | undefined) => problem.home + 1 + (hotel ?? -1);
  let dearer = 0;
  const stops = itinerary.stops.map((now, day) => {
    const { sleep } = itinerary;
    const isSameNight = [day - 1, day].every((evening) => placeOf(before.sleep[evening]) === placeOf(sleep[evening]));
    const then = Int32Array.from(before.stops[day]);
    if (!isSameNight || !isReordered(then, now)) return now;
    const costOf = (customers: Int32Array) => {
      const [start, end] = [placeOf(sleep[day - 1]), placeOf(sleep[day])];
      const isPossible = timing.time(day, start, end, customers, 0, customers.length, -1, 0);
      return isPossible ? timing.cost : Number.POSITIVE_INFINITY;
    };
    const more = costOf(then) - costOf(now);
    if (!(more <= price)) return now;
    dearer += more;
    return then;
  });
  return { ...itinerary, stops, objective: itinerary.objective + dearer };
}

/** The same customers in another order. */
function isReordered(then: Int32Array, now: Int32Array): boolean {
  if (then.length !== now.length || then.every((customer, index) => customer === now[index])) return false;
  const visited = new Set(now);
  return then.every((customer) => visited.has(customer));
}
