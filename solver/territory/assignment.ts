/** An assignment under change: who has which area, and what a move or a swap would cost. */
import type { Choices } from './choices.ts';
import { beyond } from './limits.ts';

export class Assignment {
  readonly choices: Choices;
  /** Per area its entry among the choices; -1: nobody has it yet. */
  readonly chosen: Int32Array;
  /** Per limit, per rep: what the rep carries. */
  private readonly load: readonly Float64Array[];

  constructor(choices: Choices) {
    this.choices = choices;
    this.chosen = new Int32Array(choices.areas).fill(-1);
    this.load = choices.limits.map(() => new Float64Array(choices.reps));
  }

  /** The rep of an area; it must have one. */
  repOf(area: number): number {
    return this.choices.rep[this.chosen[area]];
  }

  /** Per area its rep; each must have one. */
  reps(): Int32Array {
    return this.chosen.map((entry) => this.choices.rep[entry]);
  }

  /** The same assignment under other limits; the choices must have the same entries. */
  under(choices: Choices): Assignment {
    return Assignment.of(choices, this.chosen);
  }

  /** The same assignment among other choices; who is no choice there loses the area to the cheapest. */
  in(choices: Choices): Assignment {
    const same = new Assignment(choices);
    for (let area = 0; area < choices.areas; area++) {
      const entry = same.entryOf(area, this.repOf(area));
      same.choose(area, entry >= 0 ? entry : choices.start[area]);
    }
    return same;
  }

  /** @param chosen per area its entry */
  static of(choices: Choices, chosen: Int32Array): Assignment {
    const assignment = new Assignment(choices);
    chosen.forEach((entry, area) => {
      assignment.choose(area, entry);
    });
    return assignment;
  }

  /** @param carried per area its rep, who must be one of its choices */
  static ofReps(choices: Choices, carried: Int32Array): Assignment {
    const assignment = new Assignment(choices);
    carried.forEach((rep, area) => {
      assignment.choose(area, assignment.entryOf(area, rep));
    });
    return assignment;
  }

  /** What the distances cost, and everything outside its limits. */
  total(): number {
    return this.chosen.reduce((sum, entry) => sum + this.choices.cost[entry], 0) + this.outsideLimits();
  }

  /** The entry of a rep among the choices of an area, or -1. */
  entryOf(area: number, rep: number): number {
    const { start, rep: reps } = this.choices;
    for (let entry = start[area]; entry < start[area + 1]; entry++) if (reps[entry] === rep) return entry;
    return -1;
  }

  choose(area: number, entry: number): void {
    const { rep, share } = this.choices;
    const before = this.chosen[area];
    this.load.forEach((load, limit) => {
      if (before >= 0) load[rep[before]] -= share[limit][before];
      load[rep[entry]] += share[limit][entry];
    });
    this.chosen[area] = entry;
  }

  /** What the total changes by when an area goes to another rep. */
  moveDelta(area: number, entry: number): number {
    const { rep, cost, share, limits } = this.choices;
    const from = this.chosen[area];
    let delta = cost[entry] - cost[from];
    for (let limit = 0; limit < limits.length; limit++)
      delta += this.change(limit, rep[from], -share[limit][from]) + this.change(limit, rep[entry], share[limit][entry]);
    return delta;
  }

  /** What the total changes by when two areas change reps; each entry is of the other's rep. */
  swapDelta(area: number, entry: number, other: number, otherEntry: number): number {
    const { rep, cost, share, limits } = this.choices;
    const from = this.chosen[area];
    const otherFrom = this.chosen[other];
    let delta = cost[entry] - cost[from] + cost[otherEntry] - cost[otherFrom];
    for (let limit = 0; limit < limits.length; limit++) {
      const shares = share[limit];
      delta += this.change(limit, rep[from], shares[otherEntry] - shares[from]);
      delta += this.change(limit, rep[otherFrom], shares[entry] - shares[otherFrom]);
    }
    return delta;
  }

  /** Whether a rep could take an area without (further) breaking a cap. */
  fits(entry: number): boolean {
    const { rep, share, limits } = this.choices;
    return limits.every(({ isCap }, limit) => !isCap || this.change(limit, rep[entry], share[limit][entry]) <= 1e-9);
  }

  /** What everything outside its limits costs. @param which all of them, or only the maxima that the caller set */
  outsideLimits(which: 'all' | 'caps' = 'all'): number {
    const { limits, reps } = this.choices;
    let total = 0;
    for (let limit = 0; limit < limits.length; limit++)
      if (which === 'all' || limits[limit].isCap)
        for (let rep = 0; rep < reps; rep++) total += this.outside(limit, rep, this.load[limit][rep]);
    return total;
  }

  private change(limit: number, rep: number, by: number): number {
    const load = this.load[limit][rep];
    return this.outside(limit, rep, load + by) - this.outside(limit, rep, load);
  }

  private outside(limit: number, rep: number, load: number): number {
    const of = this.choices.limits[limit];
    return of.price * beyond(of, rep, load);
  }
}
