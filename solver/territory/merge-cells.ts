/**
 * Merges cells that share whole edges, in time proportional to their number: an edge between two of the cells is walked once
 * in each direction and cancels; what is left is the boundary. General polygon union is slower and can fail on such input.
 */
import type { Point } from './clip.ts';

/** The outer ring, counterclockwise, then holes, clockwise; each ends with its first point. */
export type Polygon = readonly (readonly Point[])[];

const DECIMALS = 1e5;

/** Moves the edges of the rounding grid away from round numbers: middles of given coordinates must not fall on them. */
const OFF_GRID = 0.0023;

/** Rings below this many square grid units are scraps of rounding. */
const LEAST_AREA = 3;

/** Corners, numbered, with coordinates in whole hundred-thousandths of a degree. */
interface Corners {
  readonly x: number[];
  readonly y: number[];
}

/** The union of cells (counterclockwise, without the first point again, longitude and latitude), rounded to five decimals. */
export function mergeCells(cells: readonly (readonly Point[])[]): Polygon[] {
  const corners: Corners = { x: [], y: [] };
  const rings = traceRings(corners, boundaryEdges(corners, cells)).filter(
    (ring) => Math.abs(area(corners, ring)) >= LEAST_AREA,
  );
  const outer = rings.filter((ring) => area(corners, ring) > 0);
  const holes = rings.filter((ring) => area(corners, ring) < 0);
  const polygons = outer.map((ring) => [ring]);
  for (const hole of holes) {
    const around = outer
      .map((ring, index) => ({ index, size: area(corners, ring) }))
      .filter(({ index }) => hole.every((corner) => covers(corners, outer[index], corner)));
    around.sort((a, b) => a.size - b.size);
    if (around.length > 0) polygons[around[0].index].push(hole);
  }
  return polygons.map((rings) => rings.map((ring) => closed(corners, ring)));
}

/** The directed edges without a partner, by the corner they start from. */
function boundaryEdges(corners: Corners, cells: readonly (readonly Point[])[]): Map<number, number[]> {
  const numbers = new Map<string, number>();
  const numberOf = ([lng, lat]: Point): number => {
    const x = Math.round(lng * DECIMALS + OFF_GRID);
    const y = Math.round(lat * DECIMALS + OFF_GRID);
    const key = `${x} ${y}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, corners.x.length);
    corners.y.push(y);
    return corners.x.push(x) - 1;
  };
  const edges = new Map<number, number[]>();
  for (const cell of cells) {
    const ring = cell.map(numberOf);
    ring.forEach((to, index) => {
      const from = ring.at(index - 1)!;
      if (from === to || remove(edges, to, from)) return;
      const outgoing = edges.get(from);
      if (outgoing === undefined) edges.set(from, [to]);
      else outgoing.push(to);
    });
  }
  return edges;
}

function remove(edges: Map<number, number[]>, from: number, to: number): boolean {
  const outgoing = edges.get(from);
  const at = outgoing?.indexOf(to) ?? -1;
  if (outgoing === undefined || at < 0) return false;
  outgoing.splice(at, 1);
  if (outgoing.length === 0) edges.delete(from);
  return true;
}

/**
 * Walks the edges to rings, the inside always to the left. Each ring is closed as soon as it comes to a corner a second time,
 * so that rings touch in corners but never run through one twice. As many edges enter a corner as leave it: a walk never ends early.
 */
function traceRings(corners: Corners, edges: Map<number, number[]>): number[][] {
  const rings: number[][] = [];
  for (const start of [...edges.keys()]) {
    const walk: number[] = [start];
    const position = new Map([[start, 0]]);
    while (walk.length > 1 || edges.has(start)) {
      const at = walk[walk.length - 1];
      const next = leftmost(corners, walk.at(-2), at, edges.get(at) ?? []);
      remove(edges, at, next);
      const seen = position.get(next);
      if (seen === undefined) {
        position.set(next, walk.push(next) - 1);
        continue;
      }
      const ring = walk.splice(seen + 1);
      for (const corner of ring) position.delete(corner);
      rings.push([next, ...ring]);
    }
  }
  return rings;
}

/** The edge that keeps closest to the inside: the first one clockwise from the way back. */
function leftmost({ x, y }: Corners, before: number | undefined, at: number, outgoing: readonly number[]): number {
  if (before === undefined || outgoing.length === 1) return outgoing[0];
  const direction = (to: number): number => Math.atan2(y[to] - y[at], x[to] - x[at]);
  const back = direction(before);
  const turn = (to: number): number => {
    const clockwise = back - direction(to);
    return clockwise > 0 ? clockwise : clockwise + 2 * Math.PI;
  };
  return outgoing.reduce((best, to) => (turn(to) < turn(best) ? to : best));
}

/** Twice the area, above 0 when counterclockwise. */
function area({ x, y }: Corners, ring: readonly number[]): number {
  let twice = 0;
  ring.forEach((to, index) => {
    const from = ring.at(index - 1)!;
    twice += x[from] * y[to] - x[to] * y[from];
  });
  return twice;
}

/** Whether a corner lies inside a ring or is one of its own. */
function covers({ x, y }: Corners, ring: readonly number[], corner: number): boolean {
  if (ring.includes(corner)) return true;
  let inside = false;
  ring.forEach((to, index) => {
    const from = ring.at(index - 1)!;
    if (y[from] > y[corner] === y[to] > y[corner]) return;
    const crossing = x[from] + ((y[corner] - y[from]) / (y[to] - y[from])) * (x[to] - x[from]);
    if (x[corner] < crossing) inside = !inside;
  });
  return inside;
}

function closed({ x, y }: Corners, ring: readonly number[]): Point[] {
  return [...ring, ring[0]].map((corner): Point => [x[corner] / DECIMALS, y[corner] / DECIMALS]);
}
