/** A part of an itinerary that can be searched anew while the rest stands. */

import type { ItineraryState } from './state.ts';

/**
 * Customers whose tours hang together: those of all tours of the first one, those of all tours of these, and so on, until they
 * are as many as wanted; where nobody else shares a tour with them, the one nearest to the first comes next.
 * @param nearest customers by travel time from the first, himself first
 */
export function regionAround(state: ItineraryState, nearest: Int32Array, most: number): Int32Array {
  const { customers, days } = state.problem;
  const isIn = new Uint8Array(customers);
  const region: number[] = [];
  const add = (customer: number) => {
    if (isIn[customer] === 1) return;
    isIn[customer] = 1;
    region.push(customer);
  };
  let next = 0;
  for (const near of nearest) {
    if (region.length >= most) break;
    add(near);
    for (; next < region.length && region.length < most; next++) {
      for (let day = 0; day < days; day++) {
        const tour = state.tourOf[region[next] * days + day];
        if (tour >= 0) state.stopsOf(tour).forEach(add);
      }
    }
  }
  return Int32Array.from(region);
}
