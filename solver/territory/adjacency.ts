/**
 * Which areas lie beside which: those with customers that are neighbours in the Delaunay triangulation, and whose cells still meet where the
 * map ends, not far outside.
 */
import Delaunator from 'delaunator';
import type { Place } from '../input/index.ts';
import type { BasicArea } from './basic-areas.ts';
import { longitudesOf } from './longitudes.ts';

/** The map ends so far around the customers. */
export const MARGIN_KM = 15;
const KM_PER_DEGREE = 111.2;

/** Of so many customers at one place everybody is linked with everybody around, of more only some: it would be millions. */
const MOST_AT_PLACE = 60;

/** Areas with customers at one place that are too many for all of them to be linked with each other; in all else they are beside each other. */
export type Crowds = readonly (readonly number[])[];

export function crowdsOf(places: readonly Place[], areas: readonly Pick<BasicArea, 'members'>[]): Crowds {
  const here = new Map<string, Set<number>>();
  areas.forEach(({ members }, area) => {
    for (const member of members) {
      const key = keyOf(places[member]);
      if (!here.has(key)) here.set(key, new Set());
      here.get(key)!.add(area);
    }
  });
  return [...here.values()].filter(({ size }) => size > MOST_AT_PLACE).map((crowd) => [...crowd]);
}

const keyOf = ({ lat, lng }: Place) => `${lat} ${lng}`;

/**
 * @param shared who of those at one place is beside those around: the first, so that a border between places is as long as any other, or all, where
 * what hangs together is asked
 * @returns per area the areas beside it, ascending
 */
export function adjacentAreas(
  places: readonly Place[],
  areas: readonly Pick<BasicArea, 'members'>[],
  shared: 'first' | 'all' = 'first',
): readonly (readonly number[])[] {
  const areaOf = new Int32Array(places.length);
  areas.forEach(({ members }, area) => {
    for (const member of members) areaOf[member] = area;
  });
  const beside = areas.map(() => new Set<number>());
  const link = (a: number, b: number): void => {
    if (areaOf[a] === areaOf[b]) return;
    beside[areaOf[a]].add(areaOf[b]);
    beside[areaOf[b]].add(areaOf[a]);
  };
  // Customers at one place are one point of the triangulation.
  const atPlace = [...Map.groupBy(places.keys(), (each) => keyOf(places[each])).values()];
  for (const [first, ...others] of atPlace) for (const other of others) link(first, other);
  const first = atPlace.map(([each]) => each);
  const linked = atPlace.map((here) => here.slice(0, shared === 'all' ? MOST_AT_PLACE : 1));
  const linkPlaces = (a: number, b: number): void => {
    for (const one of linked[a]) for (const other of linked[b]) link(one, other);
  };
  linked.forEach((_, place) => {
    linkPlaces(place, place);
  });
  const middle = places.reduce((sum, { lat }) => sum + lat, 0) / places.length;
  const squeeze = Math.max(0.01, Math.cos((middle * Math.PI) / 180));
  const longitude = longitudesOf(places);
  const delaunay = Delaunator.from(
    first,
    (each) => longitude(places[each].lng) * squeeze,
    (each) => places[each].lat,
  );
  const { triangles, hull, coords } = delaunay;
  const dropped = edgesThatMeetOutside(delaunay);
  for (let edge = 0; edge < triangles.length; edge++)
    if (dropped[edge] === 0) linkPlaces(triangles[edge], triangles[nextEdge(edge)]);
  // Places on one line have no triangles; the hull is their order.
  if (triangles.length === 0) for (let k = 1; k < hull.length; k++) linkPlaces(hull[k - 1], hull[k]);
  else for (const place of leftOut(delaunay)) linkPlaces(place, nearestTo(place, coords));
  return beside.map((others) => [...others].sort((a, b) => a - b));
}

/** Of places almost on one line the triangulation misses some. */
function leftOut({ triangles, coords }: Delaunator<ArrayLike<number>>): number[] {
  const isIn = new Uint8Array(coords.length / 2);
  for (const place of triangles) isIn[place] = 1;
  return [...isIn.keys()].filter((place) => isIn[place] === 0);
}

function nearestTo(place: number, coords: ArrayLike<number>): number {
  let nearest = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let other = 0; other < coords.length / 2; other++) {
    const away = Math.hypot(coords[2 * other] - coords[2 * place], coords[2 * other + 1] - coords[2 * place + 1]);
    if (other === place || away >= least) continue;
    least = away;
    nearest = other;
  }
  return nearest;
}

const nextEdge = (edge: number) => (edge % 3 === 2 ? edge - 2 : edge + 1);

/**
 * Outer edges of the triangulation along which the cells would only meet beyond the map, from the outside inwards: taking one away makes the
 * other edges of its triangle outer ones. Places stay joined by these.
 */
function edgesThatMeetOutside({ triangles, halfedges, coords }: Delaunator<ArrayLike<number>>): Uint8Array {
  const dropped = new Uint8Array(triangles.length);
  const removed = new Uint8Array(triangles.length / 3);
  const triangleOf = (edge: number) => Math.floor(edge / 3);
  const outer = [...triangles.keys()].filter((edge) => halfedges[edge] < 0);
  for (const edge of outer) {
    if (removed[triangleOf(edge)] === 1) continue;
    const others = [nextEdge(edge), nextEdge(nextEdge(edge))];
    const [a, b, c] = [edge, ...others].map((each) => [coords[2 * triangles[each]], coords[2 * triangles[each] + 1]]);
    if (outsideBy(a, b, c) * KM_PER_DEGREE <= MARGIN_KM) continue;
    dropped[edge] = 1;
    removed[triangleOf(edge)] = 1;
    for (const each of others) {
      const twin = halfedges[each];
      // With no triangle left on either side an edge is the last that joins its places.
      if (twin < 0 || removed[triangleOf(twin)] === 1) continue;
      dropped[each] = 1;
      outer.push(twin);
    }
  }
  return dropped;
}

/** How far the centre of the circle around a triangle lies beyond its side from a to b. */
function outsideBy(a: readonly number[], b: readonly number[], c: readonly number[]): number {
  const [x, y] = [b[0] - a[0], b[1] - a[1]];
  const [u, v] = [c[0] - a[0], c[1] - a[1]];
  const side = Math.hypot(x, y);
  // With a at the origin and b on the first axis, c is at (along, across), and the centre at height (along² - along × side + across²) / 2 across.
  const along = (u * x + v * y) / side;
  const across = (v * x - u * y) / side;
  return (-(along * along - along * side + across * across) / (2 * across)) * Math.sign(across);
}
