/** The trips of an itinerary as columns: with them the model has a solution from the beginning. */
import { type Itinerary, TourTiming } from '../itinerary/index.ts';
import type { BoundProblem } from './bound-problem.ts';
import type { Trip, TripDay } from './run-pricing.ts';

/** @throws Error when a tour is not possible: the search never leaves such a tour */
export function tripsOf(bound: BoundProblem, { stops, sleep }: Pick<Itinerary, 'stops' | 'sleep'>): Trip[] {
  const { problem, customers, classes } = bound;
  const timing = new TourTiming(problem);
  const positionOf = new Map([...customers].map((customer, position) => [customer, position]));
  const costOf = (day: number, start: number, end: number) => {
    const order = Int32Array.from(stops[day]);
    if (!timing.time(day, problem.home + start, problem.home + end, order, 0, order.length, -1, 0))
      throw new Error(`the tour of day ${day} is not possible`);
    return timing.cost + (end === 0 ? 0 : problem.nightCost[end - 1]);
  };
  const trips: Trip[] = [];
  classes.forEach(({ runs }, runClass) => {
    for (const run of runs) {
      let days: TripDay[] = [];
      let cost = 0;
      run.forEach((day, place) => {
        const start = day === 0 ? 0 : 1 + sleep[day - 1];
        const end = 1 + sleep[day];
        days.push({ visits: Array.from(stops[day], (customer) => positionOf.get(customer) ?? 0), end });
        cost += costOf(day, start, end);
        if (end > 0) return;
        if (days.length > 1 || stops[day].length > 0)
          trips.push({ runClass, place: place - days.length + 1, days, cost });
        days = [];
        cost = 0;
      });
    }
  });
  return trips;
}
