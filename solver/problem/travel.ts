/** Travel between the places of a request (contract, section 6), as whole seconds and metres. */
import type { Way } from '../input/frozen-tour.ts';
import type { Place, Travel } from '../input/request.ts';

const EARTH_RADIUS_METRES = 6_371_008.8;
const RADIANS = Math.PI / 180;

/** A place and the id under which a given matrix knows it. */
export interface TravelPlace {
  readonly location: Place;
  readonly placeId: string;
}

/** Row-major square matrices: `seconds[from * size + to]`. */
export interface TravelMatrix {
  readonly size: number;
  readonly seconds: Int32Array;
  readonly metres: Int32Array;
}

/** Metres on the sphere, without detour. */
export function haversineMetres(a: Place, b: Place): number {
  const sinLat = Math.sin(((b.lat - a.lat) * RADIANS) / 2);
  const sinLng = Math.sin(((b.lng - a.lng) * RADIANS) / 2);
  const chord = sinLat * sinLat + Math.cos(a.lat * RADIANS) * Math.cos(b.lat * RADIANS) * sinLng * sinLng;
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/**
 * The matrix over `places`, in their order. Places at the same coordinates need no travel.
 * @throws Error when the mode is an engine's (its matrix has to be fetched first) or a given matrix lacks a place.
 */
export function travelMatrix(places: readonly TravelPlace[], travel: Travel | undefined): TravelMatrix {
  const given = travel ?? { mode: 'greatCircle' as const };
  if (given.mode === 'greatCircle') return greatCircle(places, given);
  if (given.mode === 'matrix') return fromGiven(places, given);
  throw new Error(`the matrix of travel mode ${given.mode} must be fetched before the problem is built`);
}

/** Single ways, as in the matrix. Null: a given matrix has not both places, or the mode is an engine's. */
export function ways(travel: Travel | undefined): (from: TravelPlace, to: TravelPlace) => Way | null {
  const rowOf = new Map(travel?.mode === 'matrix' ? travel.placeIds.map((id, row) => [id, row]) : []);
  const roads = roadsOf(travel);
  return (from, to) => {
    if (isSamePlace(from, to)) return { seconds: 0, metres: 0 };
    if (travel?.mode === 'matrix') {
      const [row, column] = [rowOf.get(from.placeId), rowOf.get(to.placeId)];
      if (row === undefined || column === undefined) return null;
      return { seconds: travel.seconds[row][column], metres: travel.metres[row][column] };
    }
    if (travel !== undefined && travel.mode !== 'greatCircle') return null;
    return wayOverGround(from.location, to.location, roads);
  };
}

const isSamePlace = ({ location: a }: TravelPlace, { location: b }: TravelPlace) => a.lat === b.lat && a.lng === b.lng;

/** Whether every way takes as long back as there. */
export function isSymmetric({ size, seconds }: TravelMatrix): boolean {
  for (let from = 0; from < size; from++) {
    for (let to = 0; to < from; to++) if (seconds[from * size + to] !== seconds[to * size + from]) return false;
  }
  return true;
}

/** In shared memory: the matrices are by far the largest part of a problem, and threads then need no copy. */
function sharedInt32(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(length * 4));
}

/** Engines and matrices are taken for average roads. */
export function roadsOf(travel: Travel | undefined): { readonly detourFactor: number; readonly speedKmh: number } {
  const { detourFactor = 1.3, speedKmh = 60 } = travel?.mode === 'greatCircle' ? travel : {};
  return { detourFactor, speedKmh };
}

function wayOverGround(from: Place, to: Place, { detourFactor, speedKmh }: ReturnType<typeof roadsOf>): Way {
  const exact = haversineMetres(from, to) * detourFactor;
  return { seconds: Math.round((exact * 3.6) / speedKmh), metres: Math.round(exact) };
}

function greatCircle(places: readonly TravelPlace[], travel: Travel): TravelMatrix {
  const roads = roadsOf(travel);
  const size = places.length;
  const seconds = sharedInt32(size * size);
  const metres = sharedInt32(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = i + 1; j < size; j++) {
      const way = wayOverGround(places[i].location, places[j].location, roads);
      metres[i * size + j] = metres[j * size + i] = way.metres;
      seconds[i * size + j] = seconds[j * size + i] = way.seconds;
    }
  }
  return { size, seconds, metres };
}

function fromGiven(places: readonly TravelPlace[], given: Extract<Travel, { mode: 'matrix' }>): TravelMatrix {
  const rowOf = new Map(given.placeIds.map((id, row) => [id, row]));
  const rows = places.map(({ placeId }) => {
    const row = rowOf.get(placeId);
    if (row === undefined) throw new Error(`the travel matrix has no place ${placeId}`);
    return row;
  });
  const size = places.length;
  const seconds = sharedInt32(size * size);
  const metres = sharedInt32(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      if (isSamePlace(places[i], places[j])) continue;
      seconds[i * size + j] = given.seconds[rows[i]][rows[j]];
      metres[i * size + j] = given.metres[rows[i]][rows[j]];
    }
  }
  return { size, seconds, metres };
}
