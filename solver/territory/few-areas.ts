/** Few areas: all ways to share them out among the reps, by branch and bound. Moves along borders miss some that keep every limit. */
import { Assignment } from './assignment.ts';
import { centresOf } from './centres.ts';
import { type Choices, choicesOf } from './choices.ts';
import { type Clashes, clashesIn } from './clashes.ts';
import { EXCLAVE_PRICE, exclavesOf } from './contiguity.ts';
import type { Around } from './finish.ts';
import type { Limit } from './limits.ts';
import { NEVER, type TerritoryProblem } from './territory-problem.ts';

/** Pairs of area and rep above which the tree is too large to find in it what borders do not. */
const MOST_PAIRS = 80;
/** Nodes of the tree that are looked at. */
const MOST_NODES = 40_000;
const SLACK = 1e-6;
/** More than all distances together can cost. */
const CLASH_PRICE = 1e6;

/**
 * Where a few areas are drawn outside the limits, or so that appointments are lost, all ways to share them out are looked at. Where none keeps
 * the limits without more clashes, what was drawn stands: it weighs limits against distances.
 * @param carried per area the rep who carries it
 * @param limits those of the request
 */
export function bestOfFew(
  problem: TerritoryProblem,
  carried: Int32Array,
  limits: readonly Limit[],
  { touching, crowds }: Around,
  clashes: Clashes,
): Int32Array {
  if (problem.eligibleReps.reduce((sum, each) => sum + each.length, 0) > MOST_PAIRS) return carried;
  const all = choicesOf(problem, centresOf(problem, carried), limits, problem.reps);
  const lost = clashesIn(clashes, carried);
  const keeps = Assignment.ofReps(all, carried).outsideLimits() <= SLACK;
  if (keeps && lost === 0) return carried;
  const tears = (each: Int32Array) => EXCLAVE_PRICE * exclavesOf(each, touching, crowds).length;
  const found = bestOfAll(all, clashes, tears)?.reps() ?? carried;
  // Clashes come before balance.
  const more = clashesIn(clashes, found) - lost;
  return more < 0 || (more === 0 && !keeps) ? found : carried;
}

/**
 * The assignment that keeps all limits with the fewest clashes, then at the least cost, of those that were looked at; null where none does.
 *
 * @param choices with the limits of the request; how much work there is depends on who does it, which is heeded
 * @param lastCost what an assignment costs besides, asked for those that are better without it
 */
export function bestOfAll(
  choices: Choices,
  clashes: Clashes,
  lastCost: (carried: Int32Array) => number,
): Assignment | null {
  const tree = new Tree(choices, clashes, lastCost);
  tree.search();
  return tree.best === null ? null : Assignment.of(choices, tree.best);
}

/** What the areas that have no rep yet add to a load, per place in the order: those from there on. */
interface Left {
  /** Whoever carries them. */
  readonly least: Float64Array;
  readonly most: Float64Array;
  /** Per rep, if he carries all that he may. */
  readonly of: readonly Float64Array[];
}

class Tree {
  best: Int32Array | null = null;
  private readonly choices: Choices;
  private readonly lastCost: (carried: Int32Array) => number;
  /** Per area the entries that are tried, the cheapest first. */
  private readonly entries: readonly (readonly number[])[];
  /** Those with clashes first, which no distance outweighs, then the largest: they decide most. */
  private readonly order: readonly number[];
  /** Per limit. */
  private readonly left: readonly Left[];
  /** Per area those with which it clashes and that come before it in the order. */
  private readonly clashing: Clashes;
  /** Per place in the order, what the areas from there on cost at least. */
  private readonly costLeft: Float64Array;
  /** Per limit, per rep; of the areas that have one. */
  private readonly load: readonly Float64Array[];
  private readonly chosen: Int32Array;
  private least = Number.POSITIVE_INFINITY;
  private nodes = 0;

  constructor(choices: Choices, clashes: Clashes, lastCost: (carried: Int32Array) => number) {
    const { areas, reps, limits, cost, share } = choices;
    this.choices = choices;
    this.lastCost = lastCost;
    this.entries = entriesOf(choices);
    const most = (of: Float64Array, area: number) => Math.max(...this.entries[area].map((entry) => of[entry]));
    const least = (of: Float64Array, area: number) => Math.min(...this.entries[area].map((entry) => of[entry]));
    const size = Array.from({ length: areas }, (_, area) => share.reduce((sum, each) => sum + most(each, area), 0));
    const clashless = clashes.map((others) => Number(others.length === 0));
    this.order = [...size.keys()].sort((a, b) => clashless[a] - clashless[b] || size[b] - size[a] || a - b);
    const place = new Map(this.order.map((area, index) => [area, index]));
    this.clashing = clashes.map((others, area) => others.filter((other) => place.get(other)! < place.get(area)!));
    const behind = (of: (area: number) => number): Float64Array => {
      const sums = new Float64Array(areas + 1);
      for (let place = areas - 1; place >= 0; place--) sums[place] = sums[place + 1] + of(this.order[place]);
      return sums;
    };
    this.left = share.map((each) => ({
      least: behind((area) => least(each, area)),
      most: behind((area) => most(each, area)),
      of: Array.from({ length: reps }, (_, rep) => behind((area) => this.shareOf(each, area, rep))),
    }));
    this.costLeft = behind((area) => least(cost, area));
    this.load = limits.map(() => new Float64Array(reps));
    this.chosen = new Int32Array(areas);
  }

  search(): void {
    this.branch(0, 0);
  }

  private branch(place: number, cost: number): void {
    if (place === this.order.length) {
      this.note(cost);
      return;
    }
    const area = this.order[place];
    for (const { entry, price } of this.priced(area)) {
      const total = cost + price;
      if (total + this.costLeft[place + 1] >= this.least - SLACK || this.nodes >= MOST_NODES) return;
      this.nodes++;
      this.carry(entry, 1);
      this.chosen[area] = entry;
      if (this.mayKeep(place + 1)) this.branch(place + 1, total);
      this.carry(entry, -1);
    }
  }

  /** The entries of an area with what each costs beside those that are chosen, the cheapest first. */
  private priced(area: number): readonly { entry: number; price: number }[] {
    const { rep, cost } = this.choices;
    const clashing = this.clashing[area].map((other) => rep[this.chosen[other]]);
    const priced = this.entries[area].map((entry) => {
      const clashes = clashing.filter((each) => each === rep[entry]).length;
      return { entry, price: cost[entry] + CLASH_PRICE * clashes };
    });
    return clashing.length === 0 ? priced : priced.sort((a, b) => a.price - b.price);
  }

  /** @param cost of all that is chosen, without the last */
  private note(cost: number): void {
    if (cost >= this.least - SLACK) return;
    const all = cost + this.lastCost(this.chosen.map((entry) => this.choices.rep[entry]));
    if (all >= this.least - SLACK) return;
    this.least = all;
    this.best = this.chosen.slice();
  }

  private carry(entry: number, sign: number): void {
    const { rep, share } = this.choices;
    for (let limit = 0; limit < share.length; limit++) this.load[limit][rep[entry]] += sign * share[limit][entry];
  }

  private shareOf(share: Float64Array, area: number, rep: number): number {
    const entry = this.entries[area].find((each) => this.choices.rep[each] === rep);
    return entry === undefined ? 0 : share[entry];
  }

  /** Whether the areas from a place on may have reps so that all limits are kept. */
  private mayKeep(place: number): boolean {
    return this.choices.limits.every(
      (limit, index) => this.beyond(limit, this.load[index], this.left[index], place) <= SLACK,
    );
  }

  /** What lies outside a limit at least, whoever carries the areas from a place on. */
  private beyond({ lower, upper, isCap }: Limit, load: Float64Array, left: Left, place: number): number {
    const { areas } = this.choices;
    let carried = 0;
    for (const each of load) carried += each;
    // Fair shares are parts of all that is carried in the end.
    const widest = isCap ? 1 : (carried + left.most[place]) / areas;
    const narrowest = isCap ? 1 : (carried + left.least[place]) / areas;
    let [above, below, room, wanting] = [0, 0, 0, 0];
    for (let rep = 0; rep < load.length; rep++) {
      const over = load[rep] - upper[rep] * widest;
      if (over > 0) above += over;
      else room -= over;
      const under = lower[rep] * narrowest - load[rep];
      if (under <= 0) continue;
      wanting += under;
      below += Math.max(0, under - left.of[rep][place]);
    }
    return above + Math.max(0, left.least[place] - room) + Math.max(below, wanting - left.most[place], 0);
  }
}

function entriesOf({ areas, start, cost }: Choices): readonly (readonly number[])[] {
  return Array.from({ length: areas }, (_, area) => {
    const entries = Array.from({ length: start[area + 1] - start[area] }, (_, k) => start[area] + k);
    const most = Math.min(...entries.map((entry) => cost[entry])) + NEVER;
    return entries.filter((entry) => cost[entry] < most).sort((a, b) => cost[a] - cost[b] || a - b);
  });
}
