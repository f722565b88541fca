/**
 * What the rest of a day costs at least: a dynamic programme over (customer, time left) backwards, in which a tour may come back
 * to a customer but not at once (2-cycle elimination, Christofides, Mingozzi, Toth 1981). Breaks are left out, and the time
 * left is rounded up, so that the moments of a real tour are later: how much of its last leg is own time does not follow from them,
 * and as much is taken for it as the evening allows.
 */
import type { BoundProblem } from './bound-problem.ts';
import type { DayFacts } from './day-facts.ts';
import type { WorkMeter } from './work-meter.ts';

/**
 * Seconds of a step of the time left. A step is no longer than the shortest hop, so that every visit leads to fewer steps, whose costs are
 * known. Where hops are shorter than the least, steps would be too many: nothing is estimated.
 */
const MOST_STEP_SECONDS = 600;
const LEAST_STEP_SECONDS = 60;

/** Work of looking at one customer after another, where a label tried is 1. */
const WORK = 0.25;

export class Completion {
  private readonly bound: BoundProblem;
  private readonly money: Float64Array;
  private readonly saving: number;
  private readonly meter: WorkMeter;
  private stepSeconds = MOST_STEP_SECONDS;
  private steps = 0;
  /** Per customer and time left: the least cost, the customer it goes on to (-1: none), and the least cost over the others. */
  private best = new Float64Array(0);
  private next = new Int8Array(0);
  private second = new Float64Array(0);

  constructor(bound: BoundProblem, money: Float64Array, saving: number, meter: WorkMeter) {
    this.bound = bound;
    this.money = money;
    this.saving = saving;
    this.meter = meter;
  }

  /**
   * @param target per sleeping place what a day ending there must cost less than
   * @param night per sleeping place what the night costs
   */
  prepare(facts: DayFacts, prices: Float64Array, target: Float64Array, night: Float64Array): void {
    const customers = this.bound.customers.length;
    this.stepSeconds = Math.min(MOST_STEP_SECONDS, facts.shortestHop);
    if (this.stepSeconds < LEAST_STEP_SECONDS) return;
    this.steps = Math.ceil((facts.latestArrival - facts.earliestDeparture) / this.stepSeconds) + 1;
    if (this.best.length < customers * this.steps) {
      this.best = new Float64Array(customers * this.steps);
      this.next = new Int8Array(customers * this.steps);
      this.second = new Float64Array(customers * this.steps);
    }
    this.meter.work += WORK * facts.customers.length ** 2 * this.steps;
    for (const customer of facts.customers) this.endAfter(facts, customer, target, night);
    for (let step = 0; step < this.steps; step++)
      for (const customer of facts.customers) this.goOn(facts, customer, step, prices);
  }

  /** The cost of the rest of the day over the targets, at least. @param low, high customers that do not follow */
  least(facts: DayFacts, customer: number, free: number, low: number, high: number): number {
    if (this.stepSeconds < LEAST_STEP_SECONDS) return Number.NEGATIVE_INFINITY;
    const at = customer * this.steps + Math.ceil((facts.latestArrival - free) / this.stepSeconds);
    const next = this.next[at];
    if (next < 0) return this.best[at];
    const remembered = (next < 32 ? low >> next : high >> (next - 32)) & 1;
    return remembered === 1 ? this.second[at] : this.best[at];
  }

  /** The cost over the targets from a sleeping place in the morning, at least. */
  leastFrom(facts: DayFacts, start: number, prices: Float64Array, target: Float64Array, night: Float64Array): number {
    if (this.stepSeconds < LEAST_STEP_SECONDS) return Number.NEGATIVE_INFINITY;
    const { travel, home } = this.bound.problem;
    const from = (home + start) * travel.size;
    const ownTime = facts.between.reduce((sum, seconds) => sum + seconds, 0);
    let least = start === 0 ? -target[0] : Number.POSITIVE_INFINITY;
    for (let end = 0; end < (facts.nightAfter ? target.length : 1); end++) {
      const leg = from + home + end;
      const own = Math.min(travel.seconds[leg], ownTime + facts.evening);
      if (end !== start) least = Math.min(least, this.money[leg] - own * this.saving + night[end] - target[end]);
    }
    for (const customer of facts.customers) {
      const leg = from + this.bound.customers[customer];
      const first = facts.window[customer];
      const arrived = facts.earliestDeparture + travel.seconds[leg];
      if (arrived > facts.windowTo[facts.window[customer + 1] - 1]) continue;
      const free = Math.max(arrived, facts.windowFrom[first]) + facts.serviceSeconds[customer];
      if (free > facts.latestArrival) continue;
      const own = Math.min(travel.seconds[leg], ownTime);
      const rest = this.least(facts, customer, free, 0, 0);
      least = Math.min(least, this.money[leg] - own * this.saving - prices[customer] + rest);
    }
    return least;
  }

  /** Straight to a sleeping place. */
  private endAfter(facts: DayFacts, customer: number, target: Float64Array, night: Float64Array): void {
    const { travel, home } = this.bound.problem;
    const from = this.bound.customers[customer] * travel.size + home;
    const at = customer * this.steps;
    this.best.fill(Number.POSITIVE_INFINITY, at, at + this.steps);
    let ownTime = facts.evening;
    for (let k = 1; k < facts.intervals; k++) ownTime += facts.between[k];
    for (let end = 0; end < (facts.nightAfter ? target.length : 1); end++) {
      const leg = travel.seconds[from + end];
      const cost = this.money[from + end] - Math.min(leg, ownTime) * this.saving + night[end] - target[end];
      for (let step = Math.ceil(leg / this.stepSeconds); step < this.steps; step++)
        if (cost < this.best[at + step]) this.best[at + step] = cost;
    }
    this.next.fill(-1, at, at + this.steps);
    this.second.set(this.best.subarray(at, at + this.steps), at);
  }

  /** Kernel: one more visit. It takes a step at least, so that the costs after it are known. */
  private goOn(facts: DayFacts, customer: number, step: number, prices: Float64Array): void {
    const { best, next, second, steps, bound } = this;
    const { travel } = bound.problem;
    const at = customer * steps + step;
    const place = bound.customers[customer] * travel.size;
    const moment = facts.latestArrival - step * this.stepSeconds;
    let ownTime = 0;
    for (let k = 1; k < facts.intervals; k++) ownTime += facts.between[k];
    for (const other of facts.customers) {
      if (other === customer) continue;
      const leg = travel.seconds[place + bound.customers[other]];
      const first = facts.window[other];
      const last = facts.window[other + 1] - 1;
      if (moment + leg > facts.windowTo[last]) continue;
      const free = Math.max(moment + leg, facts.windowFrom[first]) + facts.serviceSeconds[other];
      if (free > facts.latestArrival) continue;
      const rest = other * steps + Math.ceil((facts.latestArrival - free) / this.stepSeconds);
      const after = next[rest] === customer ? second[rest] : best[rest];
      const cost =
        this.money[place + bound.customers[other]] - Math.min(leg, ownTime) * this.saving - prices[other] + after;
      if (cost < best[at]) {
        second[at] = best[at];
        best[at] = cost;
        next[at] = other;
      } else if (cost < second[at]) second[at] = cost;
    }
  }
}
