/** The search for centres: regions are arranged anew under simulated annealing. */
import { Random, type StopCriterion } from '../annealing/index.ts';
import type { CentreProblem, CentreSolution } from './centre-problem.ts';
import { Region } from './region.ts';

/** The temperature falls from this share of what a site costs on average to that. */
const HOT = 0.5;
const COLD = 0.0005;
/** Centres rearranged together. */
const MOST_CENTRES = 5;
/** Sites rearranged together, roughly. */
const MOST_SITES = 160;
const ADAPT_EVERY = 100;

export interface CentreControl {
  readonly seed: number;
  readonly stop: StopCriterion;
}

/**
 * Chooses centres and who belongs to which. Every step takes the centres around a place out, closes and opens some of them,
 * gives their sites out anew, and is kept by simulated annealing; a centre that serves too much has a learned price.
 */
export function searchCentres(problem: CentreProblem, control: CentreControl): CentreSolution {
  return new CentreSearch(problem, control).run();
}

class CentreSearch {
  private readonly problem: CentreProblem;
  private readonly control: CentreControl;
  private readonly random: Random;
  private readonly region: Region;
  private readonly centre: Int32Array;
  private readonly isFixed: Uint8Array;
  private readonly isCentre: Uint8Array;
  private readonly centreOf: Int32Array;
  private readonly load: Float64Array;
  private readonly cost: Float64Array;
  /** The sites of each centre as a linked list. */
  private readonly head: Int32Array;
  private readonly next: Int32Array;
  /** Centres of the region at hand. */
  private readonly taken: Int32Array;
  private readonly away: Float64Array;
  /** What a unit of demand above what a centre can serve costs. */
  private overload = 0;

  constructor(problem: CentreProblem, control: CentreControl) {
    const { sites, centres } = problem;
    this.problem = problem;
    this.control = control;
    this.random = new Random(control.seed);
    this.region = new Region(problem, this.random);
    this.centre = new Int32Array(centres);
    this.isFixed = new Uint8Array(centres);
    this.isCentre = new Uint8Array(sites);
    this.centreOf = new Int32Array(sites);
    this.load = new Float64Array(centres);
    this.cost = new Float64Array(centres);
    this.head = new Int32Array(centres);
    this.next = new Int32Array(sites);
    this.taken = new Int32Array(centres);
    this.away = new Float64Array(centres);
  }

  run(): CentreSolution {
    const { problem, control, random } = this;
    this.begin();
    let cost = this.sum(this.cost);
    const meanSite = cost / problem.sites || 1;
    let best = this.snapshot(cost);
    let step = 0;
    let feasibleSteps = 0;
    for (; control.stop.reason(step) === null; step++) {
      const temperature = meanSite * HOT * (COLD / HOT) ** control.stop.share(step);
      const taken = this.takeRegion();
      const before = this.totalOf(taken);
      this.upset();
      this.region.arrange(this.overload);
      const delta = this.region.total(this.overload) - before;
      if (delta <= 0 || random.next() < Math.exp(-delta / temperature)) {
        this.putBack(taken);
        cost = this.sum(this.cost);
      }
      const feasible = this.isFeasible();
      if (feasible && (!best.feasible || cost < best.cost - 1e-9)) best = this.snapshot(cost);
      if (feasible) feasibleSteps++;
      if (step % ADAPT_EVERY === ADAPT_EVERY - 1) {
        this.overload *= feasibleSteps < ADAPT_EVERY / 2 ? 1.1 : 0.97;
        feasibleSteps = 0;
      }
    }
    return { ...best, steps: step };
  }

  private snapshot(cost: number): Omit<CentreSolution, 'steps'> {
    return { centres: this.centre.slice(), centreOf: this.centreOf.slice(), cost, feasible: this.isFeasible() };
  }

  private sum(values: Float64Array): number {
    let total = 0;
    for (const value of values) total += value;
    return total;
  }

  private isFeasible(): boolean {
    for (let centre = 0; centre < this.centre.length; centre++) if (this.over(centre) > 0) return false;
    return true;
  }

  private over(centre: number): number {
    const above = this.load[centre] - this.problem.capacity[this.centre[centre]];
    return above > 1e-9 ? above : 0;
  }

  /** Every next centre is drawn far from the others (Arthur and Vassilvitskii 2007), then all are arranged at once. */
  private begin(): void {
    const { sites, centres, fixed, weight, distance, demand, mayBeCentre } = this.problem;
    const nearest = new Float64Array(sites).fill(Number.POSITIVE_INFINITY);
    const { region } = this;
    const open = (site: number, place: number): void => {
      region.centre[place] = site;
      this.isCentre[site] = 1;
      for (let other = 0; other < sites; other++) nearest[other] = Math.min(nearest[other], distance(site, other));
    };
    for (let place = 0; place < centres; place++) {
      this.isFixed[place] = place < fixed.length ? 1 : 0;
      open(place < fixed.length ? fixed[place] : this.drawFar(nearest), place);
    }
    region.sites = sites;
    region.centres = centres;
    for (let site = 0; site < sites; site++) region.site[site] = site;
    region.isFixed.set(this.isFixed);
    for (let centre = 0; centre < centres; centre++) this.taken[centre] = centre;
    let far = 0;
    let all = 0;
    for (let site = 0; site < sites; site++) {
      if (mayBeCentre[site] === 1) far += weight[site] * nearest[site];
      all += demand[site];
    }
    this.overload = all > 0 ? (3 * far) / all : 1;
    region.arrange(this.overload);
    this.putBack(centres);
  }

  private drawFar(nearest: Float64Array): number {
    const { sites, weight, mayBeCentre } = this.problem;
    const chance = (site: number): number => {
      if (mayBeCentre[site] === 0 || this.isCentre[site] === 1) return 0;
      const away = nearest[site] === Number.POSITIVE_INFINITY ? 1 : nearest[site];
      return 1e-12 + weight[site] * away * away;
    };
    let all = 0;
    for (let site = 0; site < sites; site++) all += chance(site);
    let left = this.random.next() * all;
    let last = -1;
    for (let site = 0; site < sites; site++) {
      const part = chance(site);
      if (part === 0) continue;
      last = site;
      left -= part;
      if (left < 0) break;
    }
    return last;
  }

  /** Fills the region with the centres around a random site, now and then with those around two. */
  private takeRegion(): number {
    const { sites, centres } = this.problem;
    const most = Math.max(2, Math.min(MOST_CENTRES, Math.floor((MOST_SITES * centres) / sites)));
    const count = Math.min(centres, 2 + this.random.below(most - 1));
    let taken = this.takeAround(this.random.below(sites), 0, count);
    if (this.random.below(10) === 0)
      taken = this.takeAround(this.random.below(sites), taken, Math.min(centres, taken + 2));
    this.fill(taken);
    return taken;
  }

  /** Adds the nearest centres to a site until so many are taken. */
  private takeAround(site: number, already: number, count: number): number {
    const { away, taken, centre } = this;
    const { distance } = this.problem;
    for (let each = 0; each < centre.length; each++) away[each] = distance(site, centre[each]);
    for (let place = 0; place < already; place++) away[taken[place]] = Number.POSITIVE_INFINITY;
    for (let place = already; place < count; place++) {
      let nearest = 0;
      for (let each = 1; each < centre.length; each++) if (away[each] < away[nearest]) nearest = each;
      taken[place] = nearest;
      away[nearest] = Number.POSITIVE_INFINITY;
    }
    return count;
  }

  private fill(taken: number): void {
    const { region } = this;
    let count = 0;
    for (let place = 0; place < taken; place++) {
      const centre = this.taken[place];
      region.centre[place] = this.centre[centre];
      region.isFixed[place] = this.isFixed[centre];
      for (let site = this.head[centre]; site >= 0; site = this.next[site]) region.site[count++] = site;
    }
    region.sites = count;
    region.centres = taken;
  }

  private totalOf(taken: number): number {
    let total = 0;
    for (let place = 0; place < taken; place++)
      total += this.cost[this.taken[place]] + this.overload * this.over(this.taken[place]);
    return total;
  }

  /** Closes centres of the region and opens others, or leaves it to chance who belongs where. */
  private upset(): void {
    const { region, random } = this;
    const draw = random.next();
    if (draw < 0.2) return;
    if (draw < 0.85) this.reopen(random.below(region.centres));
    else for (let centre = 0; centre < region.centres; centre++) if (random.below(3) > 0) this.reopen(centre);
  }

  private reopen(centre: number): void {
    const { region, random, problem } = this;
    if (region.isFixed[centre] === 1 || region.sites === 0) return;
    const site = region.site[random.below(region.sites)];
    if (problem.mayBeCentre[site] === 0) return;
    for (let other = 0; other < region.centres; other++) if (region.centre[other] === site) return;
    region.centre[centre] = site;
  }

  private putBack(taken: number): void {
    const { region } = this;
    for (let place = 0; place < taken; place++) {
      const centre = this.taken[place];
      this.isCentre[this.centre[centre]] = 0;
      this.head[centre] = -1;
    }
    for (let place = 0; place < taken; place++) {
      const centre = this.taken[place];
      this.centre[centre] = region.centre[place];
      this.isCentre[region.centre[place]] = 1;
      this.load[centre] = region.load[place];
      this.cost[centre] = 0;
    }
    for (let index = 0; index < region.sites; index++) {
      const site = region.site[index];
      const centre = this.taken[region.centreOf[index]];
      this.centreOf[site] = centre;
      this.next[site] = this.head[centre];
      this.head[centre] = site;
      this.cost[centre] += region.costOf(index);
    }
  }
}
