/**
 * The map of the territories: every customer's Voronoi cell goes to his rep, and cells of one rep grow together.
 *
 * All geometry happens in a plane of scaled degrees: x = longitude × cos(middle latitude), y = latitude.
 */
import { convex } from '@turf/convex';
import { destination } from '@turf/destination';
import { featureCollection, point } from '@turf/helpers';
import { voronoi } from '@turf/voronoi';
import type { FeatureCollection, Point as GeoPoint } from 'geojson';
import type { Interpretation, Place } from '../input/index.ts';
import { adjacentAreas, MARGIN_KM } from './adjacency.ts';
import { clipToConvex, counterclockwise, type Point } from './clip.ts';
import { exclavesOf } from './contiguity.ts';
import { sideBySide } from './longitudes.ts';
import { mergeCells } from './merge-cells.ts';

/** Corners of the circle drawn around an outermost customer. */
const CIRCLE_CORNERS = 16;

/** A part of a territory with at most this share of its places may be a stray. */
const STRAY_SHARE = 0.05;

/** Plane units in a degree: the Voronoi code takes points closer than a millionth of a unit for one. */
const UNITS_PER_DEGREE = 1000;

/** In extents of all customers: a site so far away is nearest to nobody among them. */
const FAR = 10;

/** One distinct place of customers, and the rep with most of them. */
interface Site {
  readonly place: Place;
  readonly rep: number;
}

interface Cell {
  readonly ring: readonly Point[];
  /** It ends where the map does: nobody lies around it. */
  readonly isOutermost: boolean;
}

/**
 * Per rep the coordinates of a GeoJSON MultiPolygon: longitude first, WGS-84, five decimals, outer rings counterclockwise, the
 * first point again at the end. Polygons of different reps share borders and never overlap. A rep without customers has none.
 * Customers at one place (to about a metre) have one cell, of the rep with most of them there. Strays in the midst of the territory of one other
 * rep make no hole in it: their cells are drawn as his, and they lie in it as marks of another colour. Across 180 degrees longitudes go on beyond.
 */
export function territoryBoundaries(meaning: Interpretation, repOf: Int32Array): number[][][][][] {
  const sites = sitesOf(meaning, repOf);
  const plane = planeOf(sites.map(({ place }) => place));
  const cells = cellsOf(
    sites.map(({ place }) => plane.to(place)),
    hullOf(sites, plane),
  );
  const byRep = meaning.reps.map((): Point[][] => []);
  drawnFor(sites, cells).forEach((rep, site) => {
    byRep[rep].push(cells[site].ring.map(plane.back));
  });
  return byRep.map((own) => mergeCells(own).map((polygon) => polygon.map((ring) => ring.map(([x, y]) => [x, y]))));
}

function sitesOf({ customers, reps }: Interpretation, repOf: Int32Array): Site[] {
  const atPlace = Map.groupBy(
    customers.keys(),
    (customer) => `${customers[customer].location.lat.toFixed(5)} ${customers[customer].location.lng.toFixed(5)}`,
  );
  const places = sideBySide(customers.map(({ location }) => location));
  return [...atPlace.values()].map((here) => {
    const count = new Int32Array(reps.length);
    for (const customer of here) count[repOf[customer]]++;
    return { place: places[here[0]], rep: count.indexOf(Math.max(...count)) };
  });
}

/** Per site the rep for whom its cell is drawn: strays in the midst of one other rep are drawn for him. */
function drawnFor(sites: readonly Site[], cells: readonly Cell[]): Int32Array {
  const places = sites.map(({ place }) => place);
  const repOf = Int32Array.from(sites, ({ rep }) => rep);
  const beside = adjacentAreas(
    places,
    sites.map((_, site) => ({ members: [site] })),
  );
  const placesOf = new Map<number, number>();
  for (const rep of repOf) placesOf.set(rep, (placesOf.get(rep) ?? 0) + 1);
  const exclaves = exclavesOf(repOf, beside);
  const isApart = new Uint8Array(sites.length);
  for (const { areas } of exclaves) for (const site of areas) isApart[site] = 1;
  const drawn = repOf.slice();
  for (const { rep, areas } of exclaves) {
    if (areas.length > STRAY_SHARE * placesOf.get(rep)! || areas.some((site) => cells[site].isOutermost)) continue;
    const around = areas.flatMap((site) => beside[site]).filter((site) => repOf[site] !== rep);
    const [first] = around;
    if (first === undefined || around.some((site) => isApart[site] === 1 || repOf[site] !== repOf[first])) continue;
    for (const site of areas) drawn[site] = repOf[first];
  }
  return drawn;
}

interface Plane {
  to(place: Place): Point;
  /** Longitude and latitude. */
  back(point: Point): Point;
}

function planeOf(places: readonly Place[]): Plane {
  const middle = places.reduce((sum, { lat }) => sum + lat, 0) / places.length;
  const squeeze = Math.max(0.01, Math.cos((middle * Math.PI) / 180)) * UNITS_PER_DEGREE;
  return {
    to: ({ lat, lng }) => [lng * squeeze, lat * UNITS_PER_DEGREE],
    back: ([x, y]) => [x / squeeze, y / UNITS_PER_DEGREE],
  };
}

/** The convex hull of circles around the outermost sites, counterclockwise, without the first point again. */
function hullOf(sites: readonly Site[], plane: Plane): readonly Point[] {
  const points = sites.map(({ place }): Point => [place.lng, place.lat]);
  const circles = (convexHull(points) ?? points).flatMap(circleAround).map(([lng, lat]) => plane.to({ lat, lng }));
  const hull = convexHull(circles);
  if (hull === null) throw new Error('circles around the customers have no hull');
  return hull;
}

/** With longitudes that go on from those of its middle: sites may lie on both sides of 180 degrees. */
function circleAround([lng, lat]: Point): Point[] {
  return Array.from({ length: CIRCLE_CORNERS }, (_, corner): Point => {
    const bearing = (corner * 360) / CIRCLE_CORNERS;
    const [cornerLng, cornerLat] = destination([lng, lat], MARGIN_KM, bearing).geometry.coordinates;
    const turns = Math.round((lng - cornerLng) / 360);
    const away = cornerLng + 360 * turns - lng;
    // A circle that goes round a pole comes back on the other side of the earth: it ends at the pole instead.
    if (Math.abs(away) <= 90) return [lng + away, cornerLat];
    return [lng + Math.sign(away) * 90, Math.sign(lat) * 90];
  });
}

/** Null: fewer than three points, or all on one line. */
function convexHull(points: readonly Point[]): readonly Point[] | null {
  const hull = convex(collection(points));
  return hull === null ? null : openRing(hull.geometry.coordinates[0]);
}

/** Per site its cell inside the hull. */
function cellsOf(sites: readonly Point[], hull: readonly Point[]): Cell[] {
  const [west, south, east, north] = bboxOf(hull);
  const reach = FAR * Math.max(east - west, north - south);
  // The Voronoi code never ends with sites that are all on one line; these four never are, and have no part of the hull.
  const corners: Point[] = [
    [west - reach, south - reach],
    [east + reach, south - reach],
    [east + reach, north + reach],
    [west - reach, north + reach],
  ];
  const cells = voronoi(collection([...sites, ...corners]), { bbox: bboxOf(corners) });
  return sites.map((_, site) => {
    const whole = openRing(cells.features[site].geometry.coordinates[0]);
    const ring = clipToConvex(whole, hull);
    return { ring, isOutermost: ring.some((corner) => !whole.includes(corner)) };
  });
}

function bboxOf(points: readonly Point[]): [number, number, number, number] {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function collection(points: readonly Point[]): FeatureCollection<GeoPoint> {
  return featureCollection(points.map(([x, y]) => point([x, y])));
}

/** Counterclockwise, without the first point again. */
function openRing(ring: readonly (readonly number[])[]): readonly Point[] {
  return counterclockwise(ring.slice(1).map(([x, y]): Point => [x, y]));
}
