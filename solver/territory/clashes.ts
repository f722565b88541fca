/** Appointments that nobody can keep both: they go to two reps where another one may come, before work and revenue are even. */
import type { Interpretation } from '../input/index.ts';
import { Assignment } from './assignment.ts';
import type { BasicArea } from './basic-areas.ts';
import { centresOf } from './centres.ts';
import { choicesOf } from './choices.ts';
import type { Limit } from './limits.ts';
import { kmBetween, unitVectors } from './sphere.ts';
import type { TerritoryProblem } from './territory-problem.ts';
import { secondsPerKm } from './workload.ts';

/** An area for which another rep costs so much more does not change the rep, whatever that loses. */
const NEVER = 2000;
const SLACK = 1e-9;

/** Which areas have appointments that exclude each other. */
export class Clashes {
  /** Those with appointments. */
  readonly areas: readonly number[];
  private readonly spans: readonly (readonly Span[])[];
  private readonly meaning: Interpretation;
  private readonly place: Float64Array;

  constructor(meaning: Interpretation, areas: readonly BasicArea[]) {
    const { customers } = meaning;
    this.meaning = meaning;
    this.place = unitVectors(customers.map(({ location }) => location));
    this.spans = areas.map(({ members }) =>
      members.flatMap((customer) =>
        customers[customer].appointments.map(({ from, seconds }) => ({ customer, from, to: from + seconds })),
      ),
    );
    this.areas = [...areas.keys()].filter((area) => this.spans[area].length > 0);
  }

  /** Whether one rep has two that exclude each other. @param repOf per area */
  areIn(repOf: Int32Array): boolean {
    return this.areas.some((area, place) =>
      this.areas.slice(place + 1).some((other) => repOf[area] === repOf[other] && this.between(area, other)),
    );
  }

  between(area: number, other: number): boolean {
    return this.spans[area].some((one) => this.spans[other].some((two) => this.exclude(one, two)));
  }

  private exclude(one: Span, two: Span): boolean {
    const [first, second] = one.from <= two.from ? [one, two] : [two, one];
    return second.from < first.to + this.driveSeconds(first.customer, second.customer);
  }

  /** Of drives only those by great circle are known here. */
  private driveSeconds(from: number, to: number): number {
    const mode = this.meaning.request.territory.travel?.mode ?? 'greatCircle';
    if (mode !== 'greatCircle') return 0;
    return Math.round(kmBetween(this.place, from, this.place, to) * secondsPerKm(this.meaning));
  }
}

interface Span {
  readonly customer: number;
  readonly from: number;
  readonly to: number;
}

/** An area goes to another rep, alone or in exchange for one of his. */
interface Change {
  readonly moves: readonly { readonly area: number; readonly entry: number }[];
  readonly delta: number;
}

/** Where a rep has appointments that exclude each other, other reps take some. */
export function withoutClashes(
  problem: TerritoryProblem,
  carried: Int32Array,
  limits: readonly Limit[],
  clashes: Clashes,
): Int32Array {
  if (!clashes.areIn(carried)) return carried;
  const assignment = new Assignment(choicesOf(problem, centresOf(problem, carried), limits, problem.reps));
  carried.forEach((rep, area) => {
    assignment.choose(area, assignment.entryOf(area, rep));
  });
  partClashes(assignment, clashes);
  return assignment.reps();
}

/** One by one, the change that costs least: nobody gets farther above what he may carry at most, and no two appointments clash anew. */
export function partClashes(assignment: Assignment, clashes: Clashes): void {
  for (let rest = clashes.areas.length; rest > 0; rest--) {
    const changes = clashes.areas
      .filter((area) => clashesOf(assignment, clashes, area, assignment.repOf(area)))
      .flatMap((area) => changesOf(assignment, clashes, area));
    if (changes.length === 0) return;
    const best = changes.reduce((least, change) => (change.delta < least.delta ? change : least));
    for (const { area, entry } of best.moves) assignment.choose(area, entry);
  }
}

/** @param without an area that the rep would no longer carry */
function clashesOf(assignment: Assignment, clashes: Clashes, area: number, rep: number, without = area): boolean {
  return clashes.areas.some(
    (other) => other !== area && other !== without && assignment.repOf(other) === rep && clashes.between(area, other),
  );
}

function changesOf(assignment: Assignment, clashes: Clashes, area: number): Change[] {
  const { areas, start, rep, cost } = assignment.choices;
  const own = assignment.chosen[area];
  const found: Change[] = [];
  for (let entry = start[area]; entry < start[area + 1]; entry++) {
    if (entry === own || cost[entry] - cost[own] >= NEVER) continue;
    if (!clashesOf(assignment, clashes, area, rep[entry])) {
      const moves = [{ area, entry }];
      if (keepsCaps(assignment, moves)) found.push({ moves, delta: assignment.moveDelta(area, entry) });
    }
    for (let other = 0; other < areas; other++) {
      if (assignment.repOf(other) !== rep[entry]) continue;
      const back = assignment.entryOf(other, rep[own]);
      if (back < 0 || cost[back] - cost[assignment.chosen[other]] >= NEVER) continue;
      if (clashesOf(assignment, clashes, area, rep[entry], other)) continue;
      if (clashesOf(assignment, clashes, other, rep[own], area)) continue;
      const moves = [
        { area, entry },
        { area: other, entry: back },
      ];
      if (keepsCaps(assignment, moves)) found.push({ moves, delta: assignment.swapDelta(area, entry, other, back) });
    }
  }
  return found;
}

/** Whether nobody gets farther above a maximum. */
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
