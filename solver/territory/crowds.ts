/** Many customers at one place: prices move all of them at once, and hardly any of them has a border along which he could change over. */
import type { Crowds } from './adjacency.ts';
import type { Assignment } from './assignment.ts';

const MOST_PASSES = 20;
const SLACK = 1e-9;

/** Areas of crowds go one by one where the whole then costs least, until that changes nothing. */
export function spreadCrowds(assignment: Assignment, crowds: Crowds): void {
  const areas = [...new Set(crowds.flat())].sort((a, b) => a - b);
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const moved = areas.filter((area) => moveOn(assignment, area));
    if (moved.length === 0) return;
  }
}

function moveOn(assignment: Assignment, area: number): boolean {
  const { start } = assignment.choices;
  let best = -1;
  let least = -SLACK;
  for (let entry = start[area]; entry < start[area + 1]; entry++) {
    const delta = assignment.moveDelta(area, entry);
    if (delta >= least || entry === assignment.chosen[area]) continue;
    least = delta;
    best = entry;
  }
  if (best >= 0) assignment.choose(area, best);
  return best >= 0;
}
