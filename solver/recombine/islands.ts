/**
 * Chosen tours may form rounds that are not connected with home: islands. Cuts forbid them, of the kind of generalised subtour
 * elimination (Fischetti, Salazar González & Toth 1997, A branch-and-cut algorithm for the symmetric generalized traveling
 * salesman problem): when a tour inside a set of places visits a customer, at least two tours lead out of the set.
 */
import type { PooledTour } from '../itinerary/index.ts';

export interface IslandCut {
  /** Without home. */
  readonly places: ReadonlySet<number>;
  readonly customer: number;
}

/** A cut is worth its row when it is broken by so much. */
const BROKEN = 0.1;
/** Those that are broken most, at a time. */
const MOST_CUTS = 100;

/** 1: the tour leads out of the set, 2: it is inside, 0: it is outside. */
export function endsInside({ start, end }: PooledTour, places: ReadonlySet<number>): number {
  return Number(places.has(start)) + Number(places.has(end));
}

/**
 * Cuts of sets of one or two places that shares of tours break.
 * @param shares 0 to 1 of each tour
 */
export function brokenIslands(tours: readonly PooledTour[], shares: Float64Array, home: number): IslandCut[] {
  const used = tours.flatMap((tour, index) => (shares[index] > 1e-6 ? [{ tour, share: shares[index] }] : []));
  const places = [...new Set(used.flatMap(({ tour }) => [tour.start, tour.end]))].filter((place) => place !== home);
  const found: { readonly cut: IslandCut; readonly by: number }[] = [];
  for (const [index, first] of places.entries()) {
    for (const second of places.slice(index)) {
      const set = new Set([first, second]);
      const inside = new Map<number, number>();
      let leadOut = 0;
      for (const { tour, share } of used) {
        const ends = endsInside(tour, set);
        if (ends === 1) leadOut += share;
        if (ends < 2) continue;
        for (const customer of tour.customers) inside.set(customer, (inside.get(customer) ?? 0) + share);
      }
      for (const [customer, share] of inside) {
        const by = 2 * share - leadOut;
        if (by > BROKEN) found.push({ cut: { places: set, customer }, by });
      }
    }
  }
  found.sort((a, b) => b.by - a.by);
  return found.slice(0, MOST_CUTS).map(({ cut }) => cut);
}

/** The cuts that forbid that these tours are cut off from home: one for each connected part of them and each of its customers. */
export function islandsOf(unreached: readonly PooledTour[]): IslandCut[] {
  const found: IslandCut[] = [];
  let left = [...unreached];
  while (left.length > 0) {
    const places = new Set([left[0].start]);
    let size = 0;
    while (size < places.size) {
      size = places.size;
      for (const tour of left) {
        if (endsInside(tour, places) > 0) places.add(tour.start).add(tour.end);
      }
    }
    const part = left.filter((tour) => endsInside(tour, places) > 0);
    left = left.filter((tour) => endsInside(tour, places) === 0);
    for (const { customers } of part) for (const customer of customers) found.push({ places, customer });
  }
  return found;
}
