/** What hotels are called, by id. */
import type { Plan, PlanRequest } from '#solver';

/** Those of the request, and the towns that a plan without hotels sleeps in, which only its nights name. */
export function hotelNames({ itineraries }: Plan, { territory }: PlanRequest): ReadonlyMap<string, string> {
  const stays = itineraries.flatMap(({ days }) => days.flatMap(({ overnightStay }) => overnightStay ?? []));
  return new Map([
    ...(territory.hotels ?? []).map(({ id, name }) => [id, name ?? id] as const),
    ...stays.map(({ hotelId, name }) => [hotelId, name] as const),
  ]);
}
