/** The choices of an assignment: which reps an area may go to, at what cost, and what it adds to their loads. */
import type { Limit } from './limits.ts';
import type { Prices } from './prices.ts';
import { kmBetween } from './sphere.ts';
import type { TerritoryProblem } from './territory-problem.ts';

/** The choices of area a are the entries `start[a]` up to `start[a + 1]`, the cheapest first. */
export interface Choices {
  readonly areas: number;
  readonly reps: number;
  readonly limits: readonly Limit[];
  readonly start: Int32Array;
  readonly rep: Int32Array;
  /** See `areaCost`. */
  readonly cost: Float64Array;
  /** Per limit and entry, what the area adds to the rep's load. */
  readonly share: readonly Float64Array[];
}

/** @param most reps considered for one area: those that it costs least */
export function choicesOf(
  problem: TerritoryProblem,
  centres: Float64Array,
  limits: readonly Limit[],
  most: number,
): Choices {
  const { areas, reps, eligibleReps, today } = problem;
  const start = new Int32Array(areas + 1);
  for (let area = 0; area < areas; area++) start[area + 1] = start[area] + Math.min(most, eligibleReps[area].length);
  const rep = new Int32Array(start[areas]);
  const cost = new Float64Array(start[areas]);
  const share = limits.map(() => new Float64Array(start[areas]));
  const rank = new Float64Array(most);
  for (let area = 0; area < areas; area++) {
    const chosen = rep.subarray(start[area], start[area + 1]);
    const costOf = (candidate: number) => areaCost(problem, centres, area, candidate);
    fillLeast(eligibleReps[area], costOf, chosen, rank);
    // Who carries the area today is always a choice.
    if (today[area] >= 0 && !chosen.includes(today[area]) && eligibleReps[area].includes(today[area])) {
      chosen[chosen.length - 1] = today[area];
      rank[chosen.length - 1] = costOf(today[area]);
    }
    for (let entry = start[area]; entry < start[area + 1]; entry++) {
      cost[entry] = rank[entry - start[area]];
      limits.forEach((limit, index) => {
        share[index][entry] = limit.share(area, rep[entry]);
      });
    }
  }
  return { areas, reps, limits, start, rep, cost, share };
}

/** The choices of each area that are cheapest by the prices of the loads; the cheapest by cost alone stays the first. */
export function narrowed(choices: Choices, prices: Prices, most: number): Choices {
  const { areas, start, rep, cost, share } = choices;
  const narrow = new Int32Array(areas + 1);
  const kept: number[] = [];
  for (let area = 0; area < areas; area++) {
    const entries = Array.from({ length: start[area + 1] - start[area] }, (_, place) => start[area] + place);
    const priced = new Map(entries.map((entry) => [entry, prices.of(choices, entry)]));
    const [first, ...others] = entries;
    others.sort((a, b) => priced.get(a)! - priced.get(b)! || a - b);
    kept.push(first, ...others.slice(0, most - 1).sort((a, b) => a - b));
    narrow[area + 1] = kept.length;
  }
  return {
    ...choices,
    start: narrow,
    rep: Int32Array.from(kept, (entry) => rep[entry]),
    cost: Float64Array.from(kept, (entry) => cost[entry]),
    share: share.map((shares) => Float64Array.from(kept, (entry) => shares[entry])),
  };
}

/** How much being near the middle of the territory counts beside being near the rep's home. */
const CENTRE_SHARE = 0.8;

/**
 * What an area costs a rep: visits × (kilometres from home + squared kilometres from the middle of the territory, as in the moment
 * of inertia, which makes territories round), and what a hand-over costs; 1 is what the way from the nearest home costs on average.
 */
export function areaCost(problem: TerritoryProblem, centres: Float64Array, area: number, rep: number): number {
  const { weight, place, home, distanceUnit, reachKm, handOverCost, handOverCostOf } = problem;
  const fromCentre = kmBetween(place, area, centres, rep);
  const km = kmBetween(place, area, home, rep) + (CENTRE_SHARE * fromCentre * fromCentre) / reachKm;
  const travel = (km * weight[area]) / distanceUnit;
  return travel + (handOverCost[area] - (handOverCostOf[area].get(rep) ?? 0));
}

/** The cheapest candidates into `chosen`, by insertion; of equals the one named first. */
function fillLeast(
  candidates: readonly number[],
  rankOf: (rep: number) => number,
  chosen: Int32Array,
  rank: Float64Array,
): void {
  let filled = 0;
  for (const candidate of candidates) {
    const own = rankOf(candidate);
    if (filled === chosen.length && own >= rank[filled - 1]) continue;
    let at = filled < chosen.length ? filled++ : filled - 1;
    for (; at > 0 && rank[at - 1] > own; at--) {
      chosen[at] = chosen[at - 1];
      rank[at] = rank[at - 1];
    }
    chosen[at] = candidate;
    rank[at] = own;
  }
}
