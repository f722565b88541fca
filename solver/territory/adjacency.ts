/** Which areas lie beside which: those with customers that are neighbours in the Delaunay triangulation. */
import Delaunator from 'delaunator';
import type { Place } from '../input/index.ts';
import type { BasicArea } from './basic-areas.ts';

/** @returns per area the areas beside it, ascending */
export function adjacentAreas(places: readonly Place[], areas: readonly BasicArea[]): readonly (readonly number[])[] {
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
  const atPlace = [...Map.groupBy(places.keys(), (each) => `${places[each].lat} ${places[each].lng}`).values()];
  for (const [first, ...others] of atPlace) for (const other of others) link(first, other);
  const first = atPlace.map(([each]) => each);
  const middle = places.reduce((sum, { lat }) => sum + lat, 0) / places.length;
  const squeeze = Math.max(0.01, Math.cos((middle * Math.PI) / 180));
  const { triangles, hull } = Delaunator.from(
    first,
    (each) => places[each].lng * squeeze,
    (each) => places[each].lat,
  );
  for (let corner = 0; corner < triangles.length; corner++) {
    const next = corner % 3 === 2 ? corner - 2 : corner + 1;
    link(first[triangles[corner]], first[triangles[next]]);
  }
  // Places on one line have no triangles; the hull is their order.
  if (triangles.length === 0) for (let k = 1; k < hull.length; k++) link(first[hull[k - 1]], first[hull[k]]);
  return beside.map((others) => [...others].sort((a, b) => a - b));
}
