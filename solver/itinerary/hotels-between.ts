/** The hotels that are worth a night between two customers. */
import type { ItineraryProblem } from '../problem/index.ts';

/** Most hotels tried between two stops. */
export const PLACES = 6;

/** For each two customers, in each order. */
export interface HotelsBetween {
  /** Between customers a and b, home among them, those with the least detour first: `hotel[(a * customers + b) * PLACES + k]`. */
  readonly hotel: Int32Array;
  /** How many these are: `count[a * customers + b]`. */
  readonly count: Uint8Array;
}

/** Takes about customers squared times hotels. */
export function hotelsBetween({ customers, hotels, home, travel }: ItineraryProblem): HotelsBetween {
  const { size, seconds } = travel;
  const hotel = new Int32Array(customers * customers * PLACES);
  const count = new Uint8Array(customers * customers);
  const places = Array.from({ length: hotels + 1 }, (_, index) => home + index);
  for (let before = 0; before < customers; before++) {
    const there = (place: number) => seconds[before * size + place];
    for (let after = 0; after < customers; after++) {
      const back = (place: number) => seconds[place * size + after];
      const worth: number[] = [];
      for (const place of places.toSorted((a, b) => there(a) + back(a) - there(b) - back(b) || a - b)) {
        // One that is farther from both stops than another is never needed.
        const isWorse = worth.some((other) => there(other) <= there(place) && back(other) <= back(place));
        if (!isWorse && worth.length < PLACES) worth.push(place);
      }
      const pair = before * customers + after;
      worth.forEach((place, k) => {
        hotel[pair * PLACES + k] = place - home - 1;
      });
      count[pair] = worth.length;
    }
  }
  return { hotel, count };
}

/** Seconds from the nearest hotel, home among them, to each customer. */
export function fromNearestHotel({ customers, hotels, home, travel }: ItineraryProblem): Int32Array {
  return Int32Array.from({ length: customers }, (_, customer) => {
    const ways = Array.from(
      { length: hotels + 1 },
      (_, place) => travel.seconds[(home + place) * travel.size + customer],
    );
    return Math.min(...ways);
  });
}
