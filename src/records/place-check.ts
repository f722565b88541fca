/** How far from the customer a visit took place. */
import type { Place } from '#solver';

const earthRadiusMetres = 6_371_008.8;

/** Whole metres; both places in the same coordinate system. Equirectangular: exact enough near by. */
export function distanceMetres(a: Place, b: Place): number {
  const radians = Math.PI / 180;
  const x = (a.lng - b.lng) * radians * Math.cos(((a.lat + b.lat) / 2) * radians);
  const y = (a.lat - b.lat) * radians;
  return Math.round(Math.hypot(x, y) * earthRadiusMetres);
}
