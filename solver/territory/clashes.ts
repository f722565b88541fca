/** Appointments that nobody can keep both: they go to two reps where another one may come, before work and revenue are even. */
import type { Interpretation } from '../input/index.ts';
import { Assignment } from './assignment.ts';
import type { BasicArea } from './basic-areas.ts';
import { centresOf } from './centres.ts';
import { choicesOf } from './choices.ts';
import type { Limit } from './limits.ts';
import { kmBetween, unitVectors } from './sphere.ts';
import { NEVER, type TerritoryProblem } from './territory-problem.ts';
import { secondsPerKm } from './workload.ts';

/** Appointments so far apart in time are not looked at: nobody drives that long between two visits. */
const LONGEST_DRIVE = 12 * 3600;
/** Sums of loads are only right to this. */
const SLACK = 1e-6;

/** Per area the others that have appointments which exclude one of its own, ascending. */
export type Clashes = readonly (readonly number[])[];

export function clashesOf(meaning: Interpretation, areas: readonly Pick<BasicArea, 'members'>[]): Clashes {
  const { customers } = meaning;
  const place = unitVectors(customers.map(({ location }) => location));
  // Of drives only those by great circle are known here.
  const mode = meaning.request.territory.travel?.mode ?? 'greatCircle';
  const perKm = mode === 'greatCircle' ? secondsPerKm(meaning) : 0;
  const agreed = areas
    .flatMap(({ members }, area) =>
      members.flatMap((customer) => customers[customer].appointments.map((each) => ({ ...each, area, customer }))),
    )
    .sort((a, b) => a.from - b.from);
  const clashes = areas.map(() => new Set<number>());
  agreed.forEach((first, index) => {
    const free = first.from + first.seconds;
    for (let next = index + 1; next < agreed.length && agreed[next].from < free + LONGEST_DRIVE; next++) {
      const second = agreed[next];
      const drive = Math.round(kmBetween(place, first.customer, place, second.customer) * perKm);
      if (second.area === first.area || second.from >= free + drive) continue;
      clashes[first.area].add(second.area);
      clashes[second.area].add(first.area);
    }
  });
  return clashes.map((others) => [...others].sort((a, b) => a - b));
}

/** Pairs of areas of one rep that have appointments which exclude each other. */
export function clashesIn(clashes: Clashes, carried: Int32Array): number {
  const each = clashes.map((others, area) => others.filter((other) => carried[other] === carried[area]).length);
  return each.reduce((sum, count) => sum + count, 0) / 2;
}

/**
 * Where a rep has appointments that exclude each other, other reps take some, within the limits where one change alone can do that.
 * @param carried per area the rep who carries it
 */
export function withoutClashes(
  problem: TerritoryProblem,
  carried: Int32Array,
  limits: readonly Limit[],
  clashes: Clashes,
): Int32Array {
  if (clashesIn(clashes, carried) === 0) return carried;
  const choices = choicesOf(problem, centresOf(problem, carried), limits, problem.reps);
  const assignment = Assignment.ofReps(choices, carried);
  clashes.forEach((_, area) => {
    const others = clashing(assignment, clashes, area, assignment.repOf(area));
    if (others.length === 0) return;
    const changes = [area, ...others].flatMap((each) => changesOf(assignment, clashes, each));
    if (changes.length === 0) return;
    const best = changes.reduce((least, change) => (isBetter(change, least) ? change : least));
    for (const { area: moved, entry } of best.moves) assignment.choose(moved, entry);
  });
  return assignment.reps();
}

/** An area goes to another rep, alone or in exchange for one of his. */
interface Change {
  readonly moves: readonly { readonly area: number; readonly entry: number }[];
  /** Whether nobody is farther outside the limits than before. */
  readonly keeps: boolean;
  readonly delta: number;
}

function isBetter(change: Change, other: Change): boolean {
  return change.keeps === other.keeps ? change.delta < other.delta : change.keeps;
}

/** Those of a rep with which an area clashes. */
function clashing(assignment: Assignment, clashes: Clashes, area: number, rep: number): number[] {
  return clashes[area].filter((other) => assignment.repOf(other) === rep);
}

/** The changes after which an area clashes with nobody, nor who comes in its place, and nobody is farther above a maximum. */
function changesOf(assignment: Assignment, clashes: Clashes, area: number): Change[] {
  const { areas, start, rep, cost } = assignment.choices;
  const own = assignment.chosen[area];
  const found: Change[] = [];
  const note = (moves: Change['moves'], delta: number): void => {
    if (!keepsCaps(assignment, moves)) return;
    const distances = moves.reduce((sum, each) => sum + cost[each.entry] - cost[assignment.chosen[each.area]], 0);
    found.push({ moves, keeps: delta - distances <= SLACK, delta });
  };
  for (let entry = start[area]; entry < start[area + 1]; entry++) {
    if (entry === own || cost[entry] - cost[own] >= NEVER) continue;
    const there = clashing(assignment, clashes, area, rep[entry]);
    if (there.length > 1) continue;
    if (there.length === 0) note([{ area, entry }], assignment.moveDelta(area, entry));
    for (let other = 0; other < areas; other++) {
      if (assignment.repOf(other) !== rep[entry] || (there.length === 1 && there[0] !== other)) continue;
      const back = assignment.entryOf(other, rep[own]);
      if (back < 0 || cost[back] - cost[assignment.chosen[other]] >= NEVER) continue;
      if (clashing(assignment, clashes, other, rep[own]).some((each) => each !== area)) continue;
      const delta = assignment.swapDelta(area, entry, other, back);
      note(
        [
          { area, entry },
          { area: other, entry: back },
        ],
        delta,
      );
    }
  }
  return found;
}

function keepsCaps(assignment: Assignment, moves: Change['moves']): boolean {
  const before = assignment.outsideLimits('caps');
  const entries = moves.map(({ area }) => assignment.chosen[area]);
  for (const { area, entry } of moves) assignment.choose(area, entry);
  const after = assignment.outsideLimits('caps');
  moves.forEach(({ area }, k) => {
    assignment.choose(area, entries[k]);
  });
  return after <= before + SLACK;
}
