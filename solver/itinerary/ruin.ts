/** Takes visits out of an itinerary, so that they can be put back better. */

import type { Random } from '../annealing/index.ts';
import type { ItineraryProblem } from '../problem/index.ts';
import type { FarVisits } from './far-visits.ts';
import { nearCustomers } from './near-customers.ts';
import { regionAround } from './region.ts';
import { customersToVisit } from './spacing.ts';
import type { ItineraryState } from './state.ts';

/** Customers taken out in one step are about this many, and strings of adjacent stops at most this long. */
const MOST_CUSTOMERS = 8;
const MOST_STRING = 6;
const NEAR = 40;
/** Of the long days of a rep, stops taken out of one at most, and of several together: a step then costs little more than with short ones. */
const MOST_FROM_DAY = 10;
const MOST_FROM_DAYS = 24;
/** With a fleet, whose tours are timed in no time, more is taken; and on one day only in this share of the steps. */
const FLEET_MOST = 12;
const FLEET_ONE_DAY = 0.2;

/** Strings of adjacent visits, not single ones (Christiaens & Vanden Berghe 2020, section 4.1), and whole days. */
export class Ruin {
  private readonly problem: ItineraryProblem;
  private readonly random: Random;
  /** The other customers by travel time: `near[customer * nearCount ...]`. */
  private readonly near: Int32Array;
  private readonly nearCount: number;
  private readonly marked: Uint8Array;
  private readonly tourUsed: Uint8Array;
  private readonly toVisit: Uint8Array;
  private readonly far: FarVisits | null;
  private readonly mostFromDay: number;
  private readonly mostFromDays: number;
  private readonly members = new Int32Array(MOST_STRING);
  /** At whom steps begin; null: at anybody. */
  private region: Int32Array | null = null;
  /** The customers taken out by the last `remove`: `removed[0 .. count - 1]`. */
  readonly removed: Int32Array;
  count = 0;

  constructor(problem: ItineraryProblem, random: Random, far: FarVisits | null = null) {
    this.problem = problem;
    this.random = random;
    this.far = far;
    this.nearCount = Math.min(NEAR, problem.customers);
    this.near = nearCustomers(problem, this.nearCount);
    this.marked = new Uint8Array(problem.customers);
    this.toVisit = customersToVisit(problem);
    this.tourUsed = new Uint8Array(problem.days * (problem.fleet?.toursPerDay ?? 1));
    const isRep = problem.fleet === null && problem.undatedTourPrice === null;
    this.mostFromDay = isRep ? MOST_FROM_DAY : Number.POSITIVE_INFINITY;
    this.mostFromDays = isRep ? MOST_FROM_DAYS : Number.POSITIVE_INFINITY;
    this.removed = new Int32Array(problem.customers);
  }

  /**
   * From now on steps begin only at a region drawn: customers whose tours hang together.
   * @param most about so many customers
   */
  narrow(state: ItineraryState, most: number): Int32Array {
    const first = this.random.below(this.problem.customers);
    const nearest = this.near.subarray(first * this.nearCount, (first + 1) * this.nearCount);
    this.region = regionAround(state, nearest, most);
    return this.region;
  }

  /** Takes out customers; days that lose a stop get 1 in `touched`. */
  remove(state: ItineraryState, touched: Uint8Array): void {
    this.count = 0;
    this.marked.fill(0);
    const dice = this.random.next();
    const waiting = this.waiting(state);
    if (waiting >= 0 && dice < 0.25) this.takeDaysOf(state, waiting, touched);
    else if (waiting >= 0 && dice < 0.5) this.takeStrings(state, waiting, touched);
    else if (this.problem.fleet && dice < FLEET_ONE_DAY) this.takeStringsOfDay(state, touched);
    else if (dice < (this.problem.fleet ? 0.97 : 0.6)) this.takeStrings(state, this.someCustomer(), touched);
    else if (dice < 0.82) this.takeFromDays(state, touched);
    else this.takeDays(state, touched);
    if (waiting >= 0) this.takeWaiting(state, touched);
  }

  /** Of the region, where there is one. */
  private someCustomer(): number {
    const { region, random } = this;
    return region === null ? random.below(this.problem.customers) : region[random.below(region.length)];
  }

  /** A random customer with visits missing, or -1. Who has no day at all waits for nothing. */
  private waiting(state: ItineraryState): number {
    if (state.missing[0] === 0) return -1;
    const { visitsOwed, customers } = this.problem;
    let found = -1;
    let seen = 0;
    for (let customer = 0; customer < customers; customer++) {
      const isWaiting = state.planned[customer] < visitsOwed[customer] && this.toVisit[customer] === 1;
      if (isWaiting && this.random.below(++seen) === 0) found = customer;
    }
    return found;
  }

  /** Strings of stops around the seed's nearest customers, one per tour; who is taken leaves on all days. */
  private takeStrings(state: ItineraryState, seed: number, touched: Uint8Array): void {
    const most = 1 + this.random.below(this.problem.fleet ? FLEET_MOST : MOST_CUSTOMERS);
    this.tourUsed.fill(0);
    for (let k = 0; k < this.nearCount && this.count < most; k++) {
      const customer = this.near[seed * this.nearCount + k];
      if (this.marked[customer] === 1 || state.planned[customer] === 0) continue;
      const tour = this.someTourOf(state, customer);
      if (this.tourUsed[tour] === 1) continue;
      this.tourUsed[tour] = 1;
      this.takeString(state, customer, tour, Math.min(most - this.count, 1 + this.random.below(MOST_STRING)), touched);
    }
  }

  /** Strings on one day of a fleet; the customers keep their other visits. */
  private takeStringsOfDay(state: ItineraryState, touched: Uint8Array): void {
    const seed = this.someCustomer();
    if (state.planned[seed] === 0) return;
    const day = this.someDay(state, seed);
    const most = 1 + this.random.below(FLEET_MOST);
    this.tourUsed.fill(0);
    for (let k = 0; k < this.nearCount && this.count < most; k++) {
      const customer = this.near[seed * this.nearCount + k];
      const tour = state.tourOf[customer * this.problem.days + day];
      if (tour < 0 || this.tourUsed[tour] === 1) continue;
      this.tourUsed[tour] = 1;
      const length = Math.min(most - this.count, 1 + this.random.below(MOST_STRING));
      const from = this.stringAround(state, customer, tour, length);
      for (let left = Math.min(length, state.length[tour]); left > 0; left--) this.takeStop(state, tour, from, touched);
    }
  }

  private takeString(state: ItineraryState, customer: number, tour: number, length: number, touched: Uint8Array): void {
    const from = this.stringAround(state, customer, tour, length);
    const at = tour * state.capacity;
    const count = Math.min(length, state.length[tour] - from);
    for (let k = 0; k < count; k++) this.members[k] = state.stops[at + from + k];
    for (let k = 0; k < count; k++) this.takeWhole(state, this.members[k], touched);
  }

  /** Where a string of this many stops begins that holds the customer. */
  private stringAround(state: ItineraryState, customer: number, tour: number, length: number): number {
    const at = tour * state.capacity;
    const position = state.stops.indexOf(customer, at) - at;
    return Math.max(0, Math.min(position - this.random.below(length), state.length[tour] - length));
  }

  private someTourOf(state: ItineraryState, customer: number): number {
    return state.tourOf[customer * this.problem.days + this.someDay(state, customer)];
  }

  private someDay(state: ItineraryState, customer: number): number {
    let left = this.random.below(state.planned[customer]);
    for (let day = 0; ; day++) if (state.isVisited(customer, day) && left-- === 0) return day;
  }

  /** Part of one or two tours; the customers keep their other visits. */
  private takeFromDays(state: ItineraryState, touched: Uint8Array): void {
    for (let times = 1 + this.random.below(2); times > 0; times--) {
      const tour = this.busyTour(state);
      if (tour < 0) return;
      const length = 1 + this.random.below(Math.min(this.mostFromDay, state.length[tour]));
      const from = this.random.below(state.length[tour] - length + 1);
      for (let k = 0; k < length; k++) this.takeStop(state, tour, from, touched);
    }
  }

  /** One tour, or two or three that follow each other: this finds new nights. */
  private takeDays(state: ItineraryState, touched: Uint8Array): void {
    const first = this.busyTour(state);
    if (first < 0) return;
    let last = Math.min(state.tours - 1, first + this.random.below(this.problem.fleet ? 1 : 3));
    let stops = 0;
    for (let tour = first; tour <= last; tour++) {
      stops += state.length[tour];
      if (stops > this.mostFromDays) last = Math.max(first, tour - 1);
    }
    const whole = this.random.next() < 0.3;
    for (let tour = first; tour <= last; tour++) {
      while (state.length[tour] > 0) {
        if (whole) this.takeWhole(state, state.stops[tour * state.capacity], touched);
        else this.takeStop(state, tour, 0, touched);
      }
    }
  }

  /** A day on which the customer could be visited, and perhaps those around it, so that he has the first choice. */
  private takeDaysOf(state: ItineraryState, customer: number, touched: Uint8Array): void {
    const { days, starts } = this.problem;
    const { far } = this;
    const daysAway = far?.daysAway[customer] ?? 0;
    let chosen = -1;
    let seen = 0;
    for (let day = 0; day < days; day++) {
      const cell = customer * days + day;
      const isOpen = starts.offset[cell] < starts.offset[cell + 1];
      const isPossible = far !== null && daysAway > 0 ? far.tripCost[cell] < Number.POSITIVE_INFINITY : isOpen;
      if (isPossible && this.random.below(++seen) === 0) chosen = day;
    }
    if (chosen < 0) return;
    // A trip needs all its days, and those who leave them for good find others sooner when all their visits may move.
    const around = () => (daysAway > 0 ? daysAway : this.random.below(2));
    const first = Math.max(0, chosen - around());
    const last = Math.min(days - 1, chosen + around());
    for (let day = first; day <= last; day++) {
      while (state.length[day] > 0) {
        if (daysAway > 0) this.takeWhole(state, state.stops[day * state.capacity], touched);
        else this.takeStop(state, day, 0, touched);
      }
    }
  }

  private busyTour(state: ItineraryState): number {
    if (this.region !== null) {
      const customer = this.someCustomer();
      return state.planned[customer] === 0 ? -1 : this.someTourOf(state, customer);
    }
    let found = -1;
    let seen = 0;
    for (let tour = 0; tour < state.tours; tour++) {
      if (state.length[tour] > 0 && this.random.below(++seen) === 0) found = tour;
    }
    return found;
  }

  /** Some of those with visits missing start from nothing. */
  private takeWaiting(state: ItineraryState, touched: Uint8Array): void {
    for (let times = 0; times < MOST_CUSTOMERS; times++) {
      const customer = this.waiting(state);
      if (customer < 0) return;
      if (this.marked[customer] === 0) this.takeWhole(state, customer, touched);
    }
  }

  private takeStop(state: ItineraryState, tour: number, position: number, touched: Uint8Array): void {
    const customer = state.stops[tour * state.capacity + position];
    state.removeAt(tour, position);
    if (!this.problem.fleet) touched[tour] = 1;
    this.mark(customer);
  }

  private takeWhole(state: ItineraryState, customer: number, touched: Uint8Array): void {
    for (let day = 0; day < this.problem.days && state.planned[customer] > 0; day++) {
      if (!state.isVisited(customer, day)) continue;
      state.remove(customer, day);
      touched[day] = 1;
    }
    this.mark(customer);
  }

  private mark(customer: number): void {
    if (this.marked[customer] === 1) return;
    this.marked[customer] = 1;
    this.removed[this.count++] = customer;
  }
}
