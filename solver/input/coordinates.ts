/**
 * Coordinate systems: places arrive in the system that the territory names and are WGS-84 inside (contract, section 1).
 * The Chinese systems differ from it by 100 to 1,000 m; outside China GCJ-02 equals WGS-84.
 */
import gcoordModule from 'gcoord';
import type { Place, Territory } from './request.ts';

export type CoordinateSystem = NonNullable<Territory['coordinateSystem']>;

// The package's types describe an ES module whose default export is this object; what Node loads is the object itself.
const gcoord = gcoordModule as unknown as typeof gcoordModule.default;

function convert(place: Place, from: CoordinateSystem, to: CoordinateSystem): Place {
  if (from === to) return place;
  const [lng, lat] = gcoord.transform([place.lng, place.lat], gcoord[from], gcoord[to]);
  return { lat, lng };
}

export function toWgs84(place: Place, system: CoordinateSystem): Place {
  return convert(place, system, 'WGS84');
}

/** The inverse, for answers in the caller's own system. */
export function fromWgs84(place: Place, system: CoordinateSystem): Place {
  return convert(place, 'WGS84', system);
}
