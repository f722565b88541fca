/** Recomputes a solution of a hotel selection instance from the instance alone. */
import type { TsphsInstance, TsphsPlace } from './instance.ts';

export interface HotelTour {
  /** Ids of hotels; 0 is home. */
  readonly from: number;
  readonly customers: readonly number[];
  readonly to: number;
}

/** @returns the length of all tours, and what is wrong */
export function verifyTsphs(
  { hotels, customers, maxDuration }: TsphsInstance,
  tours: readonly HotelTour[],
): { length: number; errors: string[] } {
  const errors: string[] = [];
  const hotelOf = new Map(hotels.map((hotel) => [hotel.id, hotel]));
  const customerOf = new Map(customers.map((customer) => [customer.id, customer]));
  const visits = new Map<number, number>();
  let tenths = 0;
  if (tours[0]?.from !== hotels[0].id) errors.push('the first tour does not start at home');
  if (tours.at(-1)?.to !== hotels[0].id) errors.push('the last tour does not end at home');
  tours.forEach((tour, index) => {
    if (index > 0 && tours[index - 1].to !== tour.from) errors.push(`tour ${index + 1} starts where none has ended`);
    const places = [
      hotelOf.get(tour.from),
      ...tour.customers.map((id) => customerOf.get(id)),
      hotelOf.get(tour.to),
    ].filter((place): place is TsphsPlace => place !== undefined);
    if (places.length !== tour.customers.length + 2) errors.push(`tour ${index + 1} has a place that does not exist`);
    let duration = 0;
    places.forEach((place, k) => {
      if (k > 0) {
        const leg = Math.floor(10 * Math.hypot(place.x - places[k - 1].x, place.y - places[k - 1].y));
        tenths += leg;
        duration += leg / 10;
      }
      if (k > 0 && k < places.length - 1) duration += place.service;
    });
    if (duration > maxDuration + 1e-6) errors.push(`tour ${index + 1} takes ${duration} of ${maxDuration}`);
    for (const id of tour.customers) visits.set(id, (visits.get(id) ?? 0) + 1);
  });
  for (const { id } of customers) {
    if (visits.get(id) !== 1) errors.push(`customer ${id} is visited ${visits.get(id) ?? 0} times`);
  }
  return { length: tenths / 10, errors };
}
