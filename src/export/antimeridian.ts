/** Cuts at 180 degrees of longitude: what crosses it is in two parts (RFC 7946, section 3.1.9). */
import { bboxClip } from '@turf/bbox-clip';
import { multiPolygon } from '@turf/helpers';
import type { LineString, MultiLineString, MultiPolygon, Position } from 'geojson';

/** A line through these places, the short way round from each to the next. */
export function cutLine(places: readonly Position[]): LineString | MultiLineString {
  const parts: Position[][] = [[]];
  places.forEach((place, index) => {
    const before = places[index - 1];
    if (before !== undefined && Math.abs(lngOf(place) - lngOf(before)) > 180) {
      const side = Math.sign(lngOf(before)) * 180;
      const lat = crossingLatitude(before, place, side);
      parts.at(-1)?.push([side, lat]);
      parts.push([[-side, lat]]);
    }
    parts.at(-1)?.push(place);
  });
  const [only = [], ...more] = parts;
  if (more.length === 0) return { type: 'LineString', coordinates: only };
  return { type: 'MultiLineString', coordinates: parts };
}

function crossingLatitude(from: Position, to: Position, side: number): number {
  const across = lngOf(to) + 2 * side - lngOf(from);
  // From 180 to -180 nothing lies between: it is the same meridian.
  const share = across === 0 ? 0 : (side - lngOf(from)) / across;
  return Number((latOf(from) + share * (latOf(to) - latOf(from))).toFixed(6));
}

/** Polygons that reach beyond 180 degrees, their parts beyond it on the other side. */
export function cutPolygons(polygons: MultiPolygon): MultiPolygon {
  if (polygons.coordinates.flat(2).every((place) => Math.abs(lngOf(place)) <= 180)) return polygons;
  const coordinates = [0, -360, 360].flatMap((turn) => {
    const turned = polygons.coordinates.map((polygon) =>
      polygon.map((ring) => ring.map((place) => [lngOf(place) + turn, latOf(place)])),
    );
    const { geometry } = bboxClip(multiPolygon(turned), [-180, -90, 180, 90]);
    return geometry.type === 'Polygon' ? [geometry.coordinates] : (geometry.coordinates as Position[][][]);
  });
  return { type: 'MultiPolygon', coordinates: coordinates.filter((polygon) => polygon.length > 0) };
}

function lngOf([lng = 0]: Position): number {
  return lng;
}

function latOf([, lat = 0]: Position): number {
  return lat;
}
