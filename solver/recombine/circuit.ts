/** Tours without dates in an order in which each starts where the one before has ended. */
import type { PooledTour } from '../itinerary/index.ts';

/**
 * Walks along all tours and back home, each either way round (Hierholzer & Wiener 1873, on tracing a line without repetition).
 * @param tours as many start or end at each place as is even
 * @returns the tours in order, turned where they are driven the other way; and those that cannot be reached from home
 */
export function circuitOf(
  tours: readonly PooledTour[],
  home: number,
): { readonly order: readonly PooledTour[]; readonly unreached: readonly PooledTour[] } {
  const at = new Map<number, PooledTour[]>();
  for (const tour of tours) {
    for (const place of new Set([tour.start, tour.end])) at.set(place, [...(at.get(place) ?? []), tour]);
  }
  const driven = new Set<PooledTour>();
  const path: { readonly place: number; readonly by: PooledTour | null }[] = [{ place: home, by: null }];
  const order: PooledTour[] = [];
  while (path.length > 0) {
    const { place, by } = path[path.length - 1];
    const next = at.get(place)?.find((tour) => !driven.has(tour));
    if (next !== undefined) {
      driven.add(next);
      const end = next.start === place ? next.end : next.start;
      path.push({ place: end, by: next.start === place ? next : turned(next) });
      continue;
    }
    path.pop();
    if (by !== null) order.push(by);
  }
  return { order: order.reverse(), unreached: tours.filter((tour) => !driven.has(tour)) };
}

const turned = (tour: PooledTour): PooledTour => ({
  ...tour,
  start: tour.end,
  end: tour.start,
  customers: tour.customers.toReversed(),
});
