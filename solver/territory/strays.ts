/** Brings areas home that lie in the midst of another rep's territory. */
import type { Crowds } from './adjacency.ts';
import type { Assignment } from './assignment.ts';
import { EXCLAVE_PRICE } from './contiguity.ts';

/** An area is a stray when fewer of the areas around it than this share have its rep. */
const FEW = 0.25;
const MOST_PASSES = 5;

/**
 * Gives a stray to the rep whom most areas around it have, unless that takes a rep farther outside his limits or costs more than an
 * exclave, as a hand-over may. A single far customer evens out the last percent of the work at the price of a map that nobody understands.
 * @param assignment under the whole tolerance, not a part of it to aim at
 * @param crowds areas at one place, of which only some are neighbours: nobody there is in the midst of others
 */
export function bringStraysHome(
  assignment: Assignment,
  neighbours: readonly (readonly number[])[],
  crowds: Crowds = [],
): void {
  const crowded = new Set(crowds.flat());
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    let moved = false;
    neighbours.forEach((around, area) => {
      const entry = crowded.has(area) ? -1 : homeOf(assignment, area, around);
      if (entry >= 0 && moveIfAllowed(assignment, area, entry)) moved = true;
    });
    if (!moved) return;
  }
}

/** The entry of the rep who has most of the areas around a stray; -1: it is none, or he may not carry it. */
function homeOf(assignment: Assignment, area: number, around: readonly number[]): number {
  const own = assignment.repOf(area);
  const counts = new Map<number, number>();
  for (const other of around) {
    const rep = assignment.repOf(other);
    counts.set(rep, (counts.get(rep) ?? 0) + 1);
  }
  if ((counts.get(own) ?? 0) >= FEW * around.length) return -1;
  let most = own;
  for (const [rep, count] of counts) if (count > (counts.get(most) ?? 0)) most = rep;
  return most === own ? -1 : assignment.entryOf(area, most);
}

function moveIfAllowed(assignment: Assignment, area: number, entry: number): boolean {
  const { cost } = assignment.choices;
  const before = assignment.outsideLimits();
  const from = assignment.chosen[area];
  if (cost[entry] - cost[from] > EXCLAVE_PRICE) return false;
  assignment.choose(area, entry);
  if (assignment.outsideLimits() <= before + 1e-9) return true;
  assignment.choose(area, from);
  return false;
}
