/** What lies around the homes: a fair share of the areas for each rep, the nearest ones. */
import { addWeighted, kmBetween, normalise } from './sphere.ts';

export interface HomeRanges {
  /** Per rep the unit vector of the middle of the areas nearest to home; the home itself where they have none. */
  readonly middle: Float64Array;
  /** Kilometres from home to them, the mean of all reps. */
  readonly meanKm: number;
}

/**
 * Per rep as many areas as everybody would have. Where a rep lives far outside, this says how far he has to go for a fair share, whatever the
 * others do, and where it would lie.
 * @param weight per area what a kilometre to it counts
 */
export function homeRanges(place: Float64Array, weight: Float64Array, home: Float64Array): HomeRanges {
  const areas = weight.length;
  const reps = home.length / 3;
  const share = Math.max(1, Math.floor(areas / reps));
  const middle = new Float64Array(reps * 3);
  const km = new Float64Array(areas);
  let kilometres = 0;
  let weights = 0;
  for (let rep = 0; rep < reps; rep++) {
    for (let area = 0; area < areas; area++) km[area] = kmBetween(place, area, home, rep);
    const farthest = km.toSorted()[share - 1];
    for (let area = 0; area < areas; area++) {
      if (km[area] > farthest) continue;
      kilometres += km[area] * weight[area];
      weights += weight[area];
      addWeighted(place, area, weight[area], middle, rep);
    }
    if (!normalise(middle, rep)) addWeighted(home, rep, 1, middle, rep);
  }
  return { middle, meanKm: kilometres / weights };
}
