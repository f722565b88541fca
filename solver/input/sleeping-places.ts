/** Where reps may sleep, and where they slept by the plan before. */
import { type CoordinateSystem, toWgs84 } from './coordinates.ts';
import type { SleepingPlace } from './interpretation.ts';
import { customerNear, idNear } from './near-places.ts';
import type { PreviousPlan } from './replanning.ts';
import type { Place, Territory } from './request.ts';

/** The hotels; without any, one place per distinct customer coordinates (contract, section 5). */
export function sleepingPlaces(
  { hotels, customers }: Territory,
  perNight: number,
  system: CoordinateSystem,
): readonly SleepingPlace[] {
  if (hotels !== undefined) {
    return hotels.map(({ id, name, location, costPerNight }) => ({
      id,
      name: name ?? id,
      location: toWgs84(location, system),
      given: location,
      costPerNight: costPerNight ?? perNight,
      placeId: id,
    }));
  }
  const places = new Map<string, SleepingPlace>();
  for (const { id, name, location: given } of customers) {
    const location = toWgs84(given, system);
    const key = `${location.lat},${location.lng}`;
    if (places.has(key)) continue;
    const named = { id: idNear(id), name: `near ${name ?? id}` };
    places.set(key, { ...named, location, given, costPerNight: perNight, placeId: id });
  }
  return [...places.values()];
}

/** Sleeping places of the previous plan that are none any more, as far as it says where they lie. */
export function formerPlaces(
  { itineraries }: PreviousPlan,
  today: readonly SleepingPlace[],
  perNight: number,
  system: CoordinateSystem,
): readonly SleepingPlace[] {
  const known = new Set(today.map(({ id }) => id));
  const former = new Map<string, SleepingPlace>();
  const add = (id: string | undefined, given: Place | undefined, name = id, costPerNight = perNight) => {
    if (id === undefined || name === undefined || given === undefined || known.has(id) || former.has(id)) return;
    const location = toWgs84(given, system);
    former.set(id, { id, name, location, given, costPerNight, placeId: customerNear(id) ?? id });
  };
  const days = itineraries.flatMap((itinerary) => itinerary.days);
  for (const { end, overnightStay } of days) add(end.hotelId, end.location, overnightStay?.name, overnightStay?.cost);
  for (const { start } of days) add(start?.hotelId, start?.location);
  return [...former.values()];
}
