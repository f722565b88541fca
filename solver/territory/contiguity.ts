/** Makes territories whole: what lies apart from the rest of a rep's territory goes to a rep beside it. */
import type { Crowds } from './adjacency.ts';
import type { Assignment } from './assignment.ts';

/** What a part apart from the rest of a territory costs, in what the distance of an area usually costs. */
export const EXCLAVE_PRICE = 120;

const MOST_PASSES = 4;
const SLACK = 1e-9;

/** A part of a rep's territory: areas that hang together. */
export interface Part {
  readonly rep: number;
  readonly areas: readonly number[];
}

/**
 * The parts of all territories, the largest of each rep first.
 * @param beside per area the areas beside it @param crowds areas at one place, which lie beside each other
 */
export function partsOf(repOf: Int32Array, beside: readonly (readonly number[])[], crowds: Crowds = []): Part[] {
  const seen = new Uint8Array(repOf.length);
  const crowdOf = new Map<number, Set<readonly number[]>>();
  for (const crowd of crowds)
    for (const area of crowd) crowdOf.set(area, (crowdOf.get(area) ?? new Set<readonly number[]>()).add(crowd));
  const parts: Part[] = [];
  repOf.forEach((rep, from) => {
    if (seen[from] === 1) return;
    const areas = [from];
    seen[from] = 1;
    const join = (others: readonly number[]): void => {
      for (const other of others) {
        if (seen[other] === 1 || repOf[other] !== rep) continue;
        seen[other] = 1;
        areas.push(other);
      }
    };
    const joined = new Set<readonly number[]>();
    for (let place = 0; place < areas.length; place++) {
      join(beside[areas[place]]);
      for (const crowd of crowdOf.get(areas[place]) ?? []) {
        if (joined.has(crowd)) continue;
        joined.add(crowd);
        join(crowd);
      }
    }
    parts.push({ rep, areas });
  });
  return parts.sort((a, b) => a.rep - b.rep || b.areas.length - a.areas.length || a.areas[0] - b.areas[0]);
}

/** The parts that lie apart from the largest of their rep. */
export function exclavesOf(repOf: Int32Array, beside: readonly (readonly number[])[], crowds: Crowds = []): Part[] {
  return partsOf(repOf, beside, crowds).filter(({ rep }, place, parts) => place > 0 && parts[place - 1].rep === rep);
}

/**
 * Gives exclaves to the rep beside them for whom it costs least, unless it costs more than the exclave, as a hand-over may.
 * @param atAnyPrice whatever it costs, also where that takes a rep farther outside his limits
 */
export function joinParts(
  assignment: Assignment,
  beside: readonly (readonly number[])[],
  crowds: Crowds = [],
  atAnyPrice = false,
): void {
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    let moved = false;
    for (const { rep, areas } of exclavesOf(assignment.reps(), beside, crowds).toSorted(
      (a, b) => a.areas.length - b.areas.length,
    )) {
      const neighbours = new Set(areas.flatMap((area) => beside[area].map((other) => assignment.repOf(other))));
      neighbours.delete(rep);
      if (
        giveAway(
          assignment,
          areas,
          [...neighbours].sort((a, b) => a - b),
          atAnyPrice,
        )
      )
        moved = true;
    }
    if (!moved) return;
  }
}

function giveAway(
  assignment: Assignment,
  areas: readonly number[],
  takers: readonly number[],
  atAnyPrice: boolean,
): boolean {
  const { cost } = assignment.choices;
  const before = areas.map((area) => assignment.chosen[area]);
  const now = before.reduce((sum, entry) => sum + cost[entry], 0);
  const outside = assignment.outsideLimits();
  let best: readonly number[] | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const taker of takers) {
    const entries = areas.map((area) => assignment.entryOf(area, taker));
    if (entries.includes(-1)) continue;
    areas.forEach((area, place) => {
      assignment.choose(area, entries[place]);
    });
    const beyond = assignment.outsideLimits() - outside;
    const total = entries.reduce((sum, entry) => sum + cost[entry], atAnyPrice ? beyond : 0);
    const isAllowed = beyond <= SLACK && total - now <= EXCLAVE_PRICE;
    if ((atAnyPrice || isAllowed) && total < least) {
      best = entries;
      least = total;
    }
    areas.forEach((area, place) => {
      assignment.choose(area, before[place]);
    });
  }
  if (best === null) return false;
  const entries = best;
  areas.forEach((area, place) => {
    assignment.choose(area, entries[place]);
  });
  return true;
}
