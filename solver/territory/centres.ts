/** Where each territory has its centre: in the middle of the visits. */
import { addWeighted, kmBetween, normalise } from './sphere.ts';
import type { TerritoryProblem } from './territory-problem.ts';

/** Homes are the same place to territory design below this share of the mean distance to the nearest home. */
const SAME_HOME = 0.25;

/**
 * First centres: the middle of what lies around the homes, also where a home lies far from all customers; a rep who lives where another
 * does starts halfway to the area farthest from all centres so far, or reps of one office would have no reason to part.
 */
export function firstCentres(problem: TerritoryProblem): Float64Array {
  const { areas, reps, place, home, homeMiddle, weight } = problem;
  const centres = homeMiddle.slice();
  const nearest = new Float64Array(areas).fill(Number.POSITIVE_INFINITY);
  const note = (rep: number): void => {
    for (let area = 0; area < areas; area++)
      nearest[area] = Math.min(nearest[area], kmBetween(place, area, centres, rep));
  };
  const homeless: number[] = [];
  const apart = SAME_HOME * meanKmToNearestHome(problem);
  for (let rep = 0; rep < reps; rep++) {
    let shared = false;
    for (let other = 0; other < rep && !shared; other++) shared = kmBetween(home, rep, home, other) <= apart;
    if (shared) homeless.push(rep);
    else note(rep);
  }
  for (const rep of homeless) {
    let farthest = 0;
    for (let area = 1; area < areas; area++)
      if (nearest[area] * weight[area] > nearest[farthest] * weight[farthest]) farthest = area;
    centres.set(home.subarray(rep * 3, rep * 3 + 3), rep * 3);
    addWeighted(place, farthest, 1, centres, rep);
    if (!normalise(centres, rep)) addWeighted(home, rep, 1, centres, rep);
    note(rep);
    nearest[farthest] = 0;
  }
  return centres;
}

/** Centres of the territories as they stand; a rep without any area keeps to home. */
export function centresOf(problem: TerritoryProblem, repOf: Int32Array): Float64Array {
  const { areas, reps, place, home, weight } = problem;
  const centres = new Float64Array(reps * 3);
  for (let area = 0; area < areas; area++) addWeighted(place, area, weight[area], centres, repOf[area]);
  for (let rep = 0; rep < reps; rep++) if (!normalise(centres, rep)) addWeighted(home, rep, 1, centres, rep);
  return centres;
}

function meanKmToNearestHome({ areas, reps, place, home }: TerritoryProblem): number {
  let total = 0;
  for (let area = 0; area < areas; area++) {
    let nearest = Number.POSITIVE_INFINITY;
    for (let rep = 0; rep < reps; rep++) nearest = Math.min(nearest, kmBetween(place, area, home, rep));
    total += nearest;
  }
  return total / areas;
}
