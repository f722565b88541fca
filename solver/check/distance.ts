/** Travel recomputed from the request (contract, section 6). */
import type { Interpretation } from '../input/interpretation.ts';
import type { Place } from '../input/request.ts';

/** A place on a tour. */
export interface Spot {
  readonly placeId: string;
  /** WGS-84. */
  readonly location: Place;
}

export interface Travelled {
  readonly seconds: number;
  readonly metres: number;
}

/** Null: the request does not say. */
export type TravelBetween = (from: Spot, to: Spot) => Travelled | null;

const earthRadiusMetres = 6_371_008.8;

export function greatCircleMetres(from: Place, to: Place): number {
  const radians = Math.PI / 180;
  const sinLat = Math.sin(((to.lat - from.lat) * radians) / 2);
  const sinLng = Math.sin(((to.lng - from.lng) * radians) / 2);
  const chord = sinLat * sinLat + Math.cos(from.lat * radians) * Math.cos(to.lat * radians) * sinLng * sinLng;
  return 2 * earthRadiusMetres * Math.asin(Math.min(1, Math.sqrt(chord)));
}

export function travelOf(meaning: Interpretation): TravelBetween {
  const travel = meaning.request.territory.travel ?? { mode: 'greatCircle' };
  const unlessThere =
    (between: TravelBetween): TravelBetween =>
    (from, to) =>
      from.location.lat === to.location.lat && from.location.lng === to.location.lng
        ? { seconds: 0, metres: 0 }
        : between(from, to);

  if (travel.mode === 'matrix') {
    const rows = new Map(travel.placeIds.map((id, row) => [id, row]));
    return unlessThere((from, to) => {
      const row = rows.get(from.placeId);
      const column = rows.get(to.placeId);
      if (row === undefined || column === undefined) return null;
      const seconds = travel.seconds[row]?.[column];
      const metres = travel.metres[row]?.[column];
      return seconds === undefined || metres === undefined ? null : { seconds, metres };
    });
  }
  if (travel.mode === 'greatCircle') {
    const { detourFactor = 1.3, speedKmh = 60 } = travel;
    return unlessThere((from, to) => {
      const metres = greatCircleMetres(from.location, to.location) * detourFactor;
      return { metres, seconds: Math.round((metres * 3.6) / speedKmh) };
    });
  }
  return unlessThere(() => null);
}
