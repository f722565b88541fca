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
    const cost = costOfDay(bound, timing, day, start, Int32Array.from(stops[day]), end);
    if (cost === Number.POSITIVE_INFINITY) throw new Error(`the tour of day ${day} is not possible`);
    return cost;
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

/** The same trips with the costs of their timetables; those that have none are left out. */
export function timedTrips(bound: BoundProblem, trips: readonly Trip[]): Trip[] {
  const timing = new TourTiming(bound.problem);
  return trips.flatMap((trip) => {
    let start = 0;
    let cost = 0;
    trip.days.forEach(({ visits, end }, day) => {
      const order = Int32Array.from(visits, (position) => bound.customers[position]);
      cost += costOfDay(bound, timing, bound.classes[trip.runClass].days[trip.place + day], start, order, end);
      start = end;
    });
    return cost === Number.POSITIVE_INFINITY ? [] : [{ ...trip, cost }];
  });
}

/** Money, the night included; Infinity: the tour is not possible. @param start, end sleeping places, 0 home */
function costOfDay(
  { problem }: BoundProblem,
  timing: TourTiming,
  day: number,
  start: number,
  order: Int32Array,
  end: number,
): number {
  if (!timing.time(day, problem.home + start, problem.home + end, order, 0, order.length, -1, 0))
    return Number.POSITIVE_INFINITY;
  return timing.cost + (end === 0 ? 0 : problem.nightCost[end - 1]);
}
