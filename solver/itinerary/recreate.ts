/** Puts customers back into an itinerary, each on its best set of days. */

import type { Random } from '../annealing/index.ts';
import type { ItineraryProblem } from '../problem/index.ts';
import type { Days } from './days.ts';
import { PatternChooser } from './patterns.ts';
import { customersWithAppointment, type DayChoice, SpacingChooser } from './spacing.ts';
import type { ItineraryState } from './state.ts';
import { spacingIsKept } from './warm-start.ts';

/** Makes a visit that already stands win over any new day, unless the spacing forbids it. */
const KEEP = -1e9;
const NO_DAYS = new Int32Array(0);

const orders = ['random', 'load', 'far', 'near', 'tight'] as const;

export class Recreate {
  private readonly problem: ItineraryProblem;
  private readonly days: Days;
  private readonly random: Random;
  private readonly chooser: SpacingChooser | PatternChooser;
  /** Of the customer at hand, per day: the estimate or the price, and which of both it is. */
  private readonly costs: Float64Array;
  private readonly exact: Uint8Array;
  private readonly estimatesAreExact: 0 | 1;
  private readonly rank: Float64Array;
  private readonly tightness: Float64Array;
  /** How much one visit takes of its tour: seconds, or of a fleet, load. */
  private readonly size: Float64Array;
  private readonly hasAppointment: Uint8Array;

  constructor(problem: ItineraryProblem, days: Days, random: Random) {
    this.problem = problem;
    this.days = days;
    this.random = random;
    this.chooser = problem.patterns ? new PatternChooser(problem.patterns) : new SpacingChooser(problem);
    this.costs = new Float64Array(problem.days);
    this.exact = new Uint8Array(problem.days);
    this.estimatesAreExact = problem.fleet !== null ? 1 : 0;
    this.rank = new Float64Array(problem.customers);
    this.tightness = tightness(problem);
    this.size = Float64Array.from(
      this.rank,
      (_, customer) => problem.fleet?.demand[customer] ?? problem.serviceSeconds[customer * problem.days],
    );
    this.hasAppointment = customersWithAppointment(problem);
  }

  /**
   * @param customers those to put back, the first `count`; sorted in place
   * @param touched days that are changed get 1
   * @returns false when the state became impossible and is to be thrown away
   */
  insertAll(state: ItineraryState, customers: Int32Array, count: number, touched: Uint8Array): boolean {
    this.sort(customers, count);
    for (let k = 0; k < count; k++) if (!this.insert(state, customers[k], touched)) return false;
    return true;
  }

  private sort(customers: Int32Array, count: number): void {
    const { problem, rank } = this;
    const order = orders[this.random.below(orders.length)];
    for (let k = 0; k < count; k++) {
      const customer = customers[k];
      const away = problem.travel.seconds[problem.home * problem.travel.size + customer];
      const load = problem.visitsOwed[customer] * this.size[customer];
      const noise = 0.8 + 0.4 * this.random.next();
      if (order === 'random') rank[customer] = noise;
      else if (order === 'load') rank[customer] = -load * noise;
      else if (order === 'far') rank[customer] = -away * noise;
      else if (order === 'near') rank[customer] = away * noise;
      else rank[customer] = this.tightness[customer] * noise;
      // An appointment has one day and one hour; whatever else wants them can go elsewhere.
      if (this.hasAppointment[customer] === 1) rank[customer] -= 1e12;
    }
    customers.subarray(0, count).sort((a, b) => rank[a] - rank[b] || a - b);
  }

  private insert(state: ItineraryState, customer: number, touched: Uint8Array): boolean {
    if (this.problem.undatedTourPrice !== null) return this.insertAnywhere(state, customer, touched);
    this.estimate(state, customer);
    // A day chosen may have become impossible through the night of another; then the days are chosen once more.
    for (let attempt = 0; attempt < 3; attempt++) {
      const { days, count } = this.choose(state, customer);
      const { stale } = this.days;
      stale.fill(0);
      if (!this.dropOthers(state, customer, days, count, touched)) return false;
      let complete = true;
      for (let visit = 0; visit < count; visit++) {
        const day = days[visit];
        if (state.isVisited(customer, day)) continue;
        if (stale[day] === 1) this.costs[day] = this.days.price(state, customer, day);
        if (this.costs[day] === Number.POSITIVE_INFINITY) complete = false;
        else this.days.put(state, customer, day, touched);
      }
      if (complete) break;
      this.estimate(state, customer);
    }
    if (!this.keepsSpacing(state, customer) && !this.removeAll(state, customer, touched)) return false;
    this.rate(state, customer);
    return true;
  }

  /** Without dates, when all owe one visit, one day is as good as another, but for its price. */
  private insertAnywhere(state: ItineraryState, customer: number, touched: Uint8Array): boolean {
    if (state.planned[customer] >= this.problem.visitsOwed[customer]) return true;
    let best = -1;
    let least = Number.MAX_VALUE;
    for (let day = 0; day < state.tours; day++) {
      const price = this.days.price(state, customer, day);
      if (price > least) continue;
      least = price;
      best = day;
    }
    if (best >= 0) this.days.put(state, customer, best, touched);
    return true;
  }

  private estimate(state: ItineraryState, customer: number): void {
    const { costs, exact } = this;
    const { days } = this.problem;
    for (let day = 0; day < days; day++) {
      const stands = state.isVisited(customer, day);
      costs[day] = stands ? KEEP : this.days.estimate(state, customer, day);
      exact[day] = stands ? 1 : this.estimatesAreExact;
    }
  }

  /** The cheapest days: estimates decide which prices are asked for, until all days chosen have theirs. */
  private choose(state: ItineraryState, customer: number): DayChoice {
    const { costs, exact, chooser } = this;
    for (;;) {
      const choice = chooser.choose(customer, costs);
      let settled = true;
      for (let visit = 0; visit < choice.count; visit++) {
        const day = choice.days[visit];
        if (exact[day] === 1) continue;
        const price = this.days.price(state, customer, day);
        exact[day] = 1;
        if (price > costs[day] + 1e-9) settled = false;
        costs[day] = price;
      }
      if (settled) return choice;
    }
  }

  /** Takes visits away that stood before and are not among the days chosen. */
  private dropOthers(
    state: ItineraryState,
    customer: number,
    days: Int32Array,
    count: number,
    touched: Uint8Array,
  ): boolean {
    if (state.planned[customer] === 0) return true;
    for (let day = 0; day < this.problem.days; day++) {
      if (!state.isVisited(customer, day) || days.subarray(0, count).includes(day)) continue;
      if (!this.days.take(state, customer, day, touched)) return false;
    }
    return true;
  }

  private removeAll(state: ItineraryState, customer: number, touched: Uint8Array): boolean {
    return this.dropOthers(state, customer, NO_DAYS, 0, touched);
  }

  private keepsSpacing(state: ItineraryState, customer: number): boolean {
    const { patterns, visitsOwed } = this.problem;
    // A listed set of days is kept as a whole or not at all.
    if (patterns) return state.planned[customer] === 0 || state.planned[customer] === visitsOwed[customer];
    return spacingIsKept(state, customer);
  }

  /** Sets what the customer's days cost besides driving. */
  private rate(state: ItineraryState, customer: number): void {
    if (this.problem.fleet) return;
    const { days, dislike, overduePerDay } = this.problem;
    let cost = 0;
    let first = -1;
    for (let day = 0; day < days; day++) {
      if (!state.isVisited(customer, day)) continue;
      if (first < 0) first = day;
      cost += dislike[customer * days + day];
    }
    state.softCost[customer] = cost + (first < 0 ? 0 : overduePerDay[customer] * first);
  }
}

/** Seconds at which a customer's visits may start, over all days, per visit owed: the fewer, the earlier it should choose. */
function tightness(problem: ItineraryProblem): Float64Array {
  const { starts, days } = problem;
  return Float64Array.from({ length: problem.customers }, (_, customer) => {
    let seconds = 0;
    for (let k = starts.offset[customer * days]; k < starts.offset[(customer + 1) * days]; k++) {
      seconds += 60 + starts.to[k] - starts.from[k];
    }
    return seconds / Math.max(1, problem.visitsOwed[customer]);
  });
}
