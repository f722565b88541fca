/** The choices of an assignment: which reps an area may go to, at what cost, and what it adds to their loads. */
import type { Limit } from './limits.ts';
import { kmBetween } from './sphere.ts';
import type { TerritoryProblem } from './territory-problem.ts';

/** Reps considered for one area, the nearest ones. */
const MOST_REPS = 8;

/** The choices of area a are the entries `start[a]` up to `start[a + 1]`, nearest centre first. */
export interface Choices {
  readonly areas: number;
  readonly reps: number;
  readonly limits: readonly Limit[];
  readonly start: Int32Array;
  readonly rep: Int32Array;
  /** Visits × kilometres to the centre, in units of `problem.distanceUnit`. */
  readonly cost: Float64Array;
  /** Per limit and entry, what the area adds to the rep's load. */
  readonly share: readonly Float64Array[];
}

export function choicesOf(problem: TerritoryProblem, centres: Float64Array, limits: readonly Limit[]): Choices {
  const { areas, reps, eligibleReps, weight, place, distanceUnit } = problem;
  const start = new Int32Array(areas + 1);
  for (let area = 0; area < areas; area++)
    start[area + 1] = start[area] + Math.min(MOST_REPS, eligibleReps[area].length);
  const rep = new Int32Array(start[areas]);
  const cost = new Float64Array(start[areas]);
  const share = limits.map(() => new Float64Array(start[areas]));
  for (let area = 0; area < areas; area++) {
    const km = (candidate: number): number => kmBetween(place, area, centres, candidate);
    fillNearest(eligibleReps[area], km, rep.subarray(start[area], start[area + 1]), cost.subarray(start[area]));
    for (let entry = start[area]; entry < start[area + 1]; entry++) {
      cost[entry] *= weight[area] / distanceUnit;
      limits.forEach((limit, index) => {
        share[index][entry] = limit.share(area, rep[entry]);
      });
    }
  }
  return { areas, reps, limits, start, rep, cost, share };
}

/** The nearest candidates into `rep`, by insertion; of equals the one named first. */
function fillNearest(
  candidates: readonly number[],
  km: (rep: number) => number,
  rep: Int32Array,
  dist: Float64Array,
): void {
  let filled = 0;
  for (const candidate of candidates) {
    const away = km(candidate);
    if (filled === rep.length && away >= dist[filled - 1]) continue;
    let at = filled < rep.length ? filled++ : filled - 1;
    for (; at > 0 && dist[at - 1] > away; at--) {
      rep[at] = rep[at - 1];
      dist[at] = dist[at - 1];
    }
    rep[at] = candidate;
    dist[at] = away;
  }
}
