/** Longitudes that go on where places lie on both sides of 180 degrees, as in Fiji: 179, 180, 181. */
import type { Place } from '../input/index.ts';

/**
 * Where a map of these longitudes begins so that they lie together on it: in the middle of the widest gap between them; at -180 where
 * that is the one around the other side of the earth.
 */
export function seamOf(longitudes: readonly number[]): number {
  const sorted = [...longitudes].sort((a, b) => a - b);
  let seam = -180;
  let widest = sorted[0] + 360 - sorted[sorted.length - 1];
  for (let k = 1; k < sorted.length; k++) {
    const gap = sorted[k] - sorted[k - 1];
    if (gap <= widest) continue;
    widest = gap;
    seam = (sorted[k] + sorted[k - 1]) / 2;
  }
  return seam;
}

/**
 * @param places those that are to lie together
 * @returns from a longitude to the same, or the same turned once around: from the seam on to the east
 */
export function longitudesOf(places: readonly Place[]): (lng: number) => number {
  const seam = seamOf(places.map(({ lng }) => lng));
  return (lng) => (lng < seam ? lng + 360 : lng);
}

/** The places with such longitudes. */
export function sideBySide(places: readonly Place[]): readonly Place[] {
  const longitude = longitudesOf(places);
  return places.map(({ lat, lng }) => ({ lat, lng: longitude(lng) }));
}
