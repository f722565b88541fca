/**
 * Chosen tours may form rounds that are not connected with home: islands. And shares of tours may reach a place that they
 * never leave. Cuts forbid both, of the kind of generalised subtour elimination (Fischetti, Salazar González & Toth 1997, A
 * branch-and-cut algorithm for the symmetric generalized traveling salesman problem): when a tour that starts or ends in a set of
 * places visits a customer, at least two tours lead out of the set: one that lies inside must be reached from home, and one that
 * leads out itself needs another, as a walk leaves a set as often as it enters it.
 */
import type { PooledTour } from '../itinerary/index.ts';
import { BROKEN, type BrokenCut, type ShareOfTour, type TourCut, worstBroken } from './tour-cuts.ts';

const MOST_CUTS = 100;

/** @param places without home */
function islandCut(places: ReadonlySet<number>, customer: number): TourCut {
  return {
    kind: 'island',
    lower: 0,
    at: [...places],
    valueIn: (tour) => {
      const ends = endsInside(tour, places);
      if (ends === 0) return 0;
      return (ends === 1 ? 1 : 0) - (tour.customers.includes(customer) ? 2 : 0);
    },
  };
}

/** 1: the tour leads out of the set, 2: it is inside, 0: it is outside. */
function endsInside({ start, end }: PooledTour, places: ReadonlySet<number>): number {
  return Number(places.has(start)) + Number(places.has(end));
}

/** Cuts of sets of one or two places that shares of tours break, those broken most. */
export function brokenIslands(used: readonly ShareOfTour[], home: number): TourCut[] {
  const places = [...new Set(used.flatMap(({ tour }) => [tour.start, tour.end]))].filter((place) => place !== home);
  const found: BrokenCut<{ readonly places: ReadonlySet<number>; readonly customer: number }>[] = [];
  for (const [index, first] of places.entries()) {
    for (const second of places.slice(index)) {
      const set = new Set([first, second]);
      const touching = new Map<number, number>();
      let leadOut = 0;
      for (const { tour, share } of used) {
        const ends = endsInside(tour, set);
        if (ends === 0) continue;
        if (ends === 1) leadOut += share;
        for (const customer of tour.customers) touching.set(customer, (touching.get(customer) ?? 0) + share);
      }
      for (const [customer, share] of touching) {
        const by = 2 * share - leadOut;
        if (by > BROKEN) found.push({ cut: { places: set, customer }, by });
      }
    }
  }
  return worstBroken(found, MOST_CUTS).map(({ places: set, customer }) => islandCut(set, customer));
}

/** The cuts that forbid that these tours are cut off from home: one for each connected part of them and each of its customers. */
export function islandsOf(unreached: readonly PooledTour[]): TourCut[] {
  const found: TourCut[] = [];
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
    for (const { customers } of part) for (const customer of customers) found.push(islandCut(places, customer));
  }
  return found;
}
