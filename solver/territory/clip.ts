/** Clips a polygon to a convex one (Sutherland and Hodgman 1974). */

export type Point = readonly [x: number, y: number];

/** The ring so that its inside lies to the left. */
export function counterclockwise(ring: readonly Point[]): readonly Point[] {
  let area = 0;
  ring.forEach(([x, y], index) => {
    const [beforeX, beforeY] = ring.at(index - 1)!;
    area += beforeX * y - x * beforeY;
  });
  return area < 0 ? ring.toReversed() : ring;
}

/**
 * Both rings counterclockwise, without the first point again. An edge that two polygons share stays shared to the last bit:
 * where it crosses the clip is computed from its ends in one order, whichever way it is walked.
 */
export function clipToConvex(ring: readonly Point[], clip: readonly Point[]): Point[] {
  let kept = [...ring];
  clip.forEach((from, corner) => {
    const to = clip[(corner + 1) % clip.length];
    const before = kept;
    kept = [];
    before.forEach((end, index) => {
      const start = before.at(index - 1)!;
      const startInside = side(from, to, start) >= 0;
      const endInside = side(from, to, end) >= 0;
      if (startInside !== endInside) kept.push(crossing(from, to, start, end));
      if (endInside) kept.push(end);
    });
  });
  return kept;
}

/** Above 0 to the left of the line from a to b. */
function side(a: Point, b: Point, point: Point): number {
  return (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]);
}

function crossing(a: Point, b: Point, start: Point, end: Point): Point {
  const [p, q] = start[0] < end[0] || (start[0] === end[0] && start[1] < end[1]) ? [start, end] : [end, start];
  const sideP = side(a, b, p);
  const part = sideP / (sideP - side(a, b, q));
  return [p[0] + (q[0] - p[0]) * part, p[1] + (q[1] - p[1]) * part];
}
