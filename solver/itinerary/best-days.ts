/** Puts one customer back on the best set of days. */
import type { ItineraryProblem } from '../problem/index.ts';
import type { DatedDays } from './days.ts';
import { PatternChooser } from './patterns.ts';
import { type DayChoice, SpacingChooser } from './spacing.ts';
import type { ItineraryState } from './state.ts';
import { spacingIsKept } from './warm-start.ts';

/** Makes a visit that already stands win over any new day, unless the spacing forbids it. */
const KEEP = -1e9;
const NO_DAYS = new Int32Array(0);

export class BestDays {
  private readonly problem: ItineraryProblem;
  private readonly days: DatedDays;
  private readonly chooser: SpacingChooser | PatternChooser;
  /** Of the customer at hand, per day: the estimate or the price, and which of both it is. */
  private readonly costs: Float64Array;
  private readonly exact: Uint8Array;
  private readonly estimatesAreExact: 0 | 1;

  constructor(problem: ItineraryProblem, days: DatedDays) {
    this.problem = problem;
    this.days = days;
    this.chooser = problem.patterns ? new PatternChooser(problem.patterns) : new SpacingChooser(problem);
    this.costs = new Float64Array(problem.days);
    this.exact = new Uint8Array(problem.days);
    this.estimatesAreExact = problem.fleet !== null ? 1 : 0;
  }

  /** @param touched days that are changed get 1 @returns false when the state became impossible and is to be thrown away */
  putBack(state: ItineraryState, customer: number, touched: Uint8Array): boolean {
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
