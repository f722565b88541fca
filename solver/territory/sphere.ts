/** Places as unit vectors (x, y, z), three numbers after another: their mean and distance need no special cases. */

import { around } from 'geokdbush';
import KDBush from 'kdbush';
import type { Place } from '../input/index.ts';

const EARTH_RADIUS_KM = 6371.0088;
const RADIANS = Math.PI / 180;

export function unitVectors(places: readonly Place[]): Float64Array {
  const vectors = new Float64Array(places.length * 3);
  places.forEach(({ lat, lng }, index) => {
    const flat = Math.cos(lat * RADIANS);
    vectors[index * 3] = flat * Math.cos(lng * RADIANS);
    vectors[index * 3 + 1] = flat * Math.sin(lng * RADIANS);
    vectors[index * 3 + 2] = Math.sin(lat * RADIANS);
  });
  return vectors;
}

/** Great-circle kilometres between vector i of one array and vector j of another. */
export function kmBetween(from: Float64Array, i: number, to: Float64Array, j: number): number {
  const x = from[i * 3] - to[j * 3];
  const y = from[i * 3 + 1] - to[j * 3 + 1];
  const z = from[i * 3 + 2] - to[j * 3 + 2];
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(x * x + y * y + z * z) / 2));
}

/** Adds vector i of one array, times a weight, to vector j of another. */
export function addWeighted(from: Float64Array, i: number, weight: number, to: Float64Array, j: number): void {
  for (let axis = 0; axis < 3; axis++) to[j * 3 + axis] += from[i * 3 + axis] * weight;
}

/** Brings vector i back to length 1; false when it has none (a mean of nothing, or of opposites). */
export function normalise(vectors: Float64Array, i: number): boolean {
  const length = Math.hypot(vectors[i * 3], vectors[i * 3 + 1], vectors[i * 3 + 2]);
  if (length < 1e-9) return false;
  for (let axis = 0; axis < 3; axis++) vectors[i * 3 + axis] /= length;
  return true;
}

export function placeOf(vectors: Float64Array, i: number): Place {
  const flat = Math.hypot(vectors[i * 3], vectors[i * 3 + 1]);
  return {
    lat: Math.atan2(vectors[i * 3 + 2], flat) / RADIANS,
    lng: Math.atan2(vectors[i * 3 + 1], vectors[i * 3]) / RADIANS,
  };
}

/** Answers which places are near another, by index. */
export class Nearby {
  private readonly places: readonly Place[];
  private readonly index: KDBush;

  constructor(places: readonly Place[]) {
    this.places = places;
    this.index = new KDBush(places.length);
    for (const { lat, lng } of places) this.index.add(lng, lat);
    this.index.finish();
  }

  /** The nearest others, nearest first. */
  nearest(place: number, count: number): number[] {
    const { lat, lng } = this.places[place];
    return around(this.index, lng, lat, count, Number.POSITIVE_INFINITY, (other) => other !== place);
  }

  /** All others at most so far away that pass, nearest first. */
  within(place: number, km: number, passes: (other: number) => boolean): number[] {
    const { lat, lng } = this.places[place];
    // The index rounds and uses another earth radius: it may only be asked for a little more.
    return around(
      this.index,
      lng,
      lat,
      Number.POSITIVE_INFINITY,
      km * 1.001 + 0.001,
      (other) => other !== place && passes(other),
    );
  }
}
