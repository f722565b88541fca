/** A few centres and all sites they serve, taken out of the whole and arranged anew. */
import type { Random } from '../annealing/index.ts';
import type { CentreProblem } from './centre-problem.ts';

const LEAST_GAIN = 1e-9;
const MOST_ROUNDS = 5;
const MOST_PASSES = 30;
/** Above so many sites only single ones move: trying all pairs would take too long. */
const MOST_SITES_SWAPPED = 3000;
/** How much chance blurs the order in which sites choose. */
const BLUR = 0.4;

/** Scratch arrays that are filled again for every region; nothing outlives a step. */
export class Region {
  /** How many sites and centres it has. */
  sites = 0;
  centres = 0;
  readonly site: Int32Array;
  readonly centre: Int32Array;
  /** Per centre 1: it may not be closed or moved. */
  readonly isFixed: Uint8Array;
  /** Per site its centre, as numbered in the region. */
  readonly centreOf: Int32Array;
  readonly load: Float64Array;
  private readonly problem: CentreProblem;
  private readonly random: Random;
  /** Weight × distance per site and centre, `site * centres + centre`. */
  private cost: Float64Array;
  private readonly order: Int32Array;
  private readonly urge: Float64Array;
  private readonly served: Int32Array;

  constructor(problem: CentreProblem, random: Random) {
    this.problem = problem;
    this.random = random;
    this.site = new Int32Array(problem.sites);
    this.centre = new Int32Array(problem.centres);
    this.isFixed = new Uint8Array(problem.centres);
    this.centreOf = new Int32Array(problem.sites);
    this.load = new Float64Array(problem.centres);
    this.cost = new Float64Array(1024);
    this.order = new Int32Array(problem.sites);
    this.urge = new Float64Array(problem.sites);
    this.served = new Int32Array(problem.sites);
  }

  /**
   * Gives every site a centre, moves and swaps sites while that pays, puts every centre into the middle of its sites, and so on
   * until nothing changes.
   * @param overload price of a unit of demand above what a centre can serve
   */
  arrange(overload: number): void {
    if (this.cost.length < this.sites * this.centres) this.cost = new Float64Array(this.sites * this.centres * 2);
    for (let centre = 0; centre < this.centres; centre++) this.measure(centre);
    this.assign(overload);
    for (let round = 0; round < MOST_ROUNDS; round++) {
      this.improve(overload);
      if (!this.centreAll()) return;
    }
    this.improve(overload);
  }

  /** What it costs as it stands, overload included. */
  total(overload: number): number {
    let total = 0;
    for (let site = 0; site < this.sites; site++) total += this.costOf(site);
    for (let centre = 0; centre < this.centres; centre++) total += overload * this.over(centre, this.load[centre]);
    return total;
  }

  /** Weight × distance of one of its sites to the centre it has. */
  costOf(site: number): number {
    return this.cost[site * this.centres + this.centreOf[site]];
  }

  private over(centre: number, load: number): number {
    const above = load - this.problem.capacity[this.centre[centre]];
    return above > LEAST_GAIN ? above : 0;
  }

  private measure(centre: number): void {
    const { distance, weight } = this.problem;
    const at = this.centre[centre];
    for (let site = 0; site < this.sites; site++)
      this.cost[site * this.centres + centre] = weight[this.site[site]] * distance(this.site[site], at);
  }

  /** Sites that lose most by their second choice choose first (Martello and Toth 1981). */
  private assign(overload: number): void {
    const { demand } = this.problem;
    const { sites, centres, cost, order, urge } = this;
    for (let site = 0; site < sites; site++) {
      let first = Number.POSITIVE_INFINITY;
      let second = Number.POSITIVE_INFINITY;
      for (let entry = site * centres; entry < (site + 1) * centres; entry++) {
        if (cost[entry] < first) {
          second = first;
          first = cost[entry];
        } else if (cost[entry] < second) second = cost[entry];
      }
      const regret = second === Number.POSITIVE_INFINITY ? 0 : second - first;
      urge[site] = regret * (1 + BLUR * (this.random.next() - 0.5));
      order[site] = site;
    }
    order.subarray(0, sites).sort((a, b) => urge[b] - urge[a] || a - b);
    this.load.fill(0, 0, centres);
    for (let place = 0; place < sites; place++) {
      const site = order[place];
      const amount = demand[this.site[site]];
      let best = 0;
      let least = Number.POSITIVE_INFINITY;
      for (let centre = 0; centre < centres; centre++) {
        const load = this.load[centre];
        const more = this.over(centre, load + amount) - this.over(centre, load);
        const price = cost[site * centres + centre] + overload * more;
        if (price >= least) continue;
        least = price;
        best = centre;
      }
      this.centreOf[site] = best;
      this.load[best] += amount;
    }
  }

  private improve(overload: number): void {
    for (let pass = 0; pass < MOST_PASSES; pass++) {
      let improved = false;
      for (let site = 0; site < this.sites; site++) {
        if (this.moveBest(site, overload)) improved = true;
        else if (this.sites <= MOST_SITES_SWAPPED && this.swapBest(site, overload)) improved = true;
      }
      if (!improved) return;
    }
  }

  private moveBest(site: number, overload: number): boolean {
    const { centres, cost, load } = this;
    const from = this.centreOf[site];
    const amount = this.problem.demand[this.site[site]];
    const relief = overload * (this.over(from, load[from]) - this.over(from, load[from] - amount));
    const here = cost[site * centres + from] + relief;
    let best = -1;
    let least = here - LEAST_GAIN;
    for (let centre = 0; centre < centres; centre++) {
      const there = cost[site * centres + centre];
      if (there >= least || centre === from) continue;
      const price = there + overload * (this.over(centre, load[centre] + amount) - this.over(centre, load[centre]));
      if (price >= least) continue;
      least = price;
      best = centre;
    }
    if (best < 0) return false;
    load[from] -= amount;
    load[best] += amount;
    this.centreOf[site] = best;
    return true;
  }

  /** One of two that swap gains by itself, or leaves a centre that serves too much: only those are tried. */
  private swapBest(site: number, overload: number): boolean {
    const { centres, cost, load, centreOf } = this;
    const { demand } = this.problem;
    const from = centreOf[site];
    const amount = demand[this.site[site]];
    const fromOver = this.over(from, load[from]);
    let best = -1;
    let least = -LEAST_GAIN;
    for (let centre = 0; centre < centres; centre++) {
      if (centre === from) continue;
      const own = cost[site * centres + centre] - cost[site * centres + from];
      if (own >= 0 && fromOver === 0) continue;
      const before = fromOver + this.over(centre, load[centre]);
      const reach = -own + overload * before;
      for (let other = 0; other < this.sites; other++) {
        if (centreOf[other] !== centre) continue;
        const theirs = cost[other * centres + from] - cost[other * centres + centre];
        if (theirs >= reach + least) continue;
        const shift = amount - demand[this.site[other]];
        const after = this.over(from, load[from] - shift) + this.over(centre, load[centre] + shift);
        const delta = own + theirs + overload * (after - before);
        if (delta >= least) continue;
        least = delta;
        best = other;
      }
    }
    if (best < 0) return false;
    const to = centreOf[best];
    const shift = amount - demand[this.site[best]];
    load[from] -= shift;
    load[to] += shift;
    centreOf[site] = to;
    centreOf[best] = from;
    return true;
  }

  /** Every centre that is not fixed goes to the best of its sites; whether any has moved. */
  private centreAll(): boolean {
    let moved = false;
    for (let centre = 0; centre < this.centres; centre++) {
      if (this.isFixed[centre] === 1 || !this.toMiddle(centre)) continue;
      this.measure(centre);
      moved = true;
    }
    return moved;
  }

  private toMiddle(centre: number): boolean {
    const { distance, weight, capacity, mayBeCentre } = this.problem;
    const { served, cost, centres } = this;
    const from = this.centre[centre];
    let count = 0;
    let now = 0;
    let allWeight = 0;
    for (let site = 0; site < this.sites; site++) {
      if (this.centreOf[site] !== centre) continue;
      served[count++] = site;
      now += cost[site * centres + centre];
      allWeight += weight[this.site[site]];
    }
    let best = from;
    let least = now - LEAST_GAIN;
    for (let place = 0; place < count; place++) {
      const at = this.site[served[place]];
      if (at === from || mayBeCentre[at] === 0 || capacity[at] < Math.min(this.load[centre], capacity[from])) continue;
      // By the triangle inequality: whoever is farther from the old centre cannot be better.
      if (allWeight * distance(from, at) - now >= least) continue;
      let sum = 0;
      for (let other = 0; other < count && sum < least; other++) {
        const site = this.site[served[other]];
        sum += weight[site] * distance(at, site);
      }
      if (sum >= least) continue;
      least = sum;
      best = at;
    }
    if (best === from) return false;
    this.centre[centre] = best;
    return true;
  }
}
