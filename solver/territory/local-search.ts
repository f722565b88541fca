/** Improves an assignment at its borders: moves one area, or swaps two neighbours, while that pays. */
import type { Assignment } from './assignment.ts';

const LEAST_GAIN = 1e-9;
const MOST_PASSES = 50;

/** @param neighbours per area the areas around it */
export function improve(assignment: Assignment, neighbours: readonly (readonly number[])[]): void {
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    let improved = false;
    for (let area = 0; area < assignment.choices.areas; area++) {
      if (moveBest(assignment, area) || swapBest(assignment, area, neighbours[area])) improved = true;
    }
    if (!improved) return;
  }
}

function moveBest(assignment: Assignment, area: number): boolean {
  const { start } = assignment.choices;
  let best = -1;
  let bestDelta = -LEAST_GAIN;
  for (let entry = start[area]; entry < start[area + 1]; entry++) {
    if (entry === assignment.chosen[area]) continue;
    const delta = assignment.moveDelta(area, entry);
    if (delta >= bestDelta) continue;
    best = entry;
    bestDelta = delta;
  }
  if (best >= 0) assignment.choose(area, best);
  return best >= 0;
}

function swapBest(assignment: Assignment, area: number, neighbours: readonly number[]): boolean {
  const rep = assignment.repOf(area);
  let best: { other: number; entry: number; otherEntry: number } | null = null;
  let bestDelta = -LEAST_GAIN;
  for (const other of neighbours) {
    const otherRep = assignment.repOf(other);
    if (otherRep === rep) continue;
    const entry = assignment.entryOf(area, otherRep);
    const otherEntry = assignment.entryOf(other, rep);
    if (entry < 0 || otherEntry < 0) continue;
    const delta = assignment.swapDelta(area, entry, other, otherEntry);
    if (delta >= bestDelta) continue;
    best = { other, entry, otherEntry };
    bestDelta = delta;
  }
  if (best === null) return false;
  assignment.choose(area, best.entry);
  assignment.choose(best.other, best.otherEntry);
  return true;
}
