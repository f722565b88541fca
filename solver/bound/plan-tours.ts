/** The tours of an itinerary as columns: with them the model has a solution from the beginning. */
import { type Itinerary, TourTiming } from '../itinerary/index.ts';
import type { BoundProblem } from './bound-problem.ts';
import type { BoundTour } from './run-pricing.ts';

export function toursOf(bound: BoundProblem, { stops, sleep }: Pick<Itinerary, 'stops' | 'sleep'>): BoundTour[] {
  const { problem, customers, classes } = bound;
  const timing = new TourTiming(problem);
  const positionOf = new Map([...customers].map((customer, position) => [customer, position]));
  const tours: BoundTour[] = [];
  classes.forEach(({ runs }, runClass) => {
    for (const run of runs) {
      run.forEach((day, place) => {
        const start = day === 0 ? 0 : 1 + sleep[day - 1];
        const end = 1 + sleep[day];
        const order = Int32Array.from(stops[day]);
        if (order.length === 0 && start === end) return;
        if (!timing.time(day, problem.home + start, problem.home + end, order, 0, order.length, -1, 0)) return;
        const cost = timing.cost + (end === 0 ? 0 : problem.nightCost[end - 1]);
        const visits = Array.from(order, (customer) => positionOf.get(customer) ?? 0);
        tours.push({ runClass, place, start, end, visits, cost });
      });
    }
  });
  return tours;
}
