/** Moves the borders of territories: areas beside another territory change over, under simulated annealing. */
import { Random } from '../annealing/index.ts';
import type { Assignment } from './assignment.ts';

/** The whole of the steps is limited, so that a country takes seconds. */
const MOST_STEPS = 4_000_000;
/** The temperature falls to this, in what the distance of an area usually costs. */
const COLD = 0.002;
const SWAP_SHARE = 0.3;
/** What it costs that two areas side by side have different reps, in the same unit: it keeps territories whole and round. */
const SEAM_PRICE = 0.5;

export interface Annealing {
  readonly stepsPerArea: number;
  /** The temperature that it begins with, in what the distance of an area usually costs. */
  readonly hot: number;
  /** What hangs together stays together; for an assignment whose territories are whole. */
  readonly whole: boolean;
  /** An area that stays with its rep. */
  readonly held?: number;
}

/** As territories are usually drawn. */
export const free: Annealing = { stepsPerArea: 400, hot: 5, whole: false };

/**
 * Improves an assignment at its borders, heeding how long they are.
 * @param beside per area the areas beside it
 */
export function moveBorders(
  assignment: Assignment,
  beside: readonly (readonly number[])[],
  { stepsPerArea, hot, whole, held }: Annealing = free,
): void {
  const random = new Random(1);
  const { areas } = assignment.choices;
  const steps = Math.min(MOST_STEPS, stepsPerArea * areas);
  let change = 0;
  let least = 0;
  let best = assignment.chosen.slice();
  const accepts = (delta: number, step: number): boolean =>
    delta <= 0 || random.next() < Math.exp(-delta / (hot * (COLD / hot) ** (step / steps)));
  const mayLeave = (area: number): boolean => area !== held && (!whole || hangTogether(assignment, beside, area));
  for (let step = 0; step < steps; step++) {
    const area = random.below(areas);
    const around = beside[area];
    if (around.length === 0) continue;
    const other = around[random.below(around.length)];
    const from = assignment.repOf(area);
    const to = assignment.repOf(other);
    if (from === to) continue;
    const entry = assignment.entryOf(area, to);
    if (entry < 0 || !mayLeave(area)) continue;
    if (random.next() >= SWAP_SHARE) {
      const delta = assignment.moveDelta(area, entry) + SEAM_PRICE * moreSeams(assignment, around, from, to);
      if (!accepts(delta, step)) continue;
      assignment.choose(area, entry);
      change += delta;
    } else {
      // The area beside goes the other way round, or one of those around it.
      const nearby = beside[other];
      const drawn = nearby[random.below(nearby.length)];
      const back = assignment.repOf(drawn) === to ? drawn : other;
      const backEntry = assignment.entryOf(back, from);
      if (backEntry < 0 || back === held) continue;
      const before = assignment.chosen[area];
      const swap = assignment.swapDelta(area, entry, back, backEntry);
      const seams = moreSeams(assignment, around, from, to);
      assignment.choose(area, entry);
      const joins = !whole || (mayLeave(back) && beside[back].some((near) => assignment.repOf(near) === from));
      const delta = joins ? swap + SEAM_PRICE * (seams + moreSeams(assignment, beside[back], to, from)) : 0;
      if (!joins || !accepts(delta, step)) {
        assignment.choose(area, before);
        continue;
      }
      assignment.choose(back, backEntry);
      change += delta;
    }
    if (change < least - 1e-9) {
      least = change;
      best = assignment.chosen.slice();
    }
  }
  best.forEach((entry, area) => {
    assignment.choose(area, entry);
  });
}

/** Whether the areas of the same rep beside an area hang together without it, by the ways around it. */
function hangTogether(assignment: Assignment, beside: readonly (readonly number[])[], area: number): boolean {
  const rep = assignment.repOf(area);
  const own: number[] = [];
  let isOnlyWay = false;
  for (const other of beside[area]) {
    if (assignment.repOf(other) !== rep) continue;
    own.push(other);
    // Whoever has this area beside him and no other: many at one place have.
    if (beside[other].length === 1) isOnlyWay = true;
    if (isOnlyWay && own.length > 1) return false;
  }
  if (own.length <= 1) return true;
  const reached = [own[0]];
  for (const from of reached)
    for (const other of own) if (!reached.includes(other) && beside[from].includes(other)) reached.push(other);
  return reached.length === own.length;
}

/** Pairs of areas side by side with different reps: how many more when an area goes from one rep to another. */
function moreSeams(assignment: Assignment, around: readonly number[], from: number, to: number): number {
  let more = 0;
  for (const other of around) {
    const rep = assignment.repOf(other);
    if (rep === from) more++;
    else if (rep === to) more--;
  }
  return more;
}
