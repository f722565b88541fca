/**
 * Days without dates: tours that follow each other with a hotel between any two, as few as possible (the travelling salesperson
 * with hotel selection, Vansteenwegen, Souffriau & Sörensen 2012). Which stop belongs to which tour, and the hotels, are
 * decided anew after each change. Tours may be too long during the search, at a price that is learned.
 */

import type { Random } from '../annealing/index.ts';
import type { ItineraryProblem } from '../problem/index.ts';
import type { DaysWithoutDates } from './days.ts';
import { Detours } from './detours.ts';
import { HotelSplit } from './hotel-split.ts';
import { LearnedPrice } from './learned-price.ts';
import { nearCustomers } from './near-customers.ts';
import type { ItineraryState } from './state.ts';
import type { StartItinerary } from './warm-start.ts';

/** At first a tour that is longer by this share of what is allowed costs as much as one more tour. */
const DEAR = 0.2;

/** In this share of the steps the places of customers are chosen as if tours could be of any length: the cut decides anew where they end. */
const BLIND_SHARE = 0.4;

/** A part of the order is turned around so that a customer gets beside one of so many nearest, himself counted. */
const NEAR = 12;
/** So many pairs are looked at. */
const MOST_PAIRS = 8;

/** At most at so many times the first price: it stays a number that sums can hold, also where no tour can be in time. */
const DEAREST = 1e6;

/** Where a sequence needs more tours than there are, they may be late for so much less, again and again. */
const CHEAPER = { by: 4, times: 6 };

/** Share of the states in which no tour is too long, at the beginning and at the end. */
const IN_TIME = { first: 0.1, last: 0.95 };

export class UndatedDays implements DaysWithoutDates {
  private readonly problem: ItineraryProblem;
  private readonly tourPrice: number;
  private readonly detours: Detours;
  private readonly splitter: HotelSplit;
  private readonly late: LearnedPrice;
  private readonly random: Random;
  private readonly near: Int32Array;
  private readonly nearCount: number;
  private isBlind = false;
  /** A known itinerary is cut as if no tour could be too long: at the first price it would be worse than it is. */
  private isKnown = false;
  private readonly sequence: Int32Array;
  /** Where in the sequence a customer is. */
  private readonly place: Int32Array;

  constructor(problem: ItineraryProblem, tourPrice: number, random: Random) {
    this.problem = problem;
    this.tourPrice = tourPrice;
    this.detours = new Detours(problem, random);
    this.splitter = new HotelSplit(problem, tourPrice);
    const first = tourPrice / (DEAR * problem.maxDriveSecondsPerDay);
    this.late = new LearnedPrice(first, 1e-9, IN_TIME, DEAREST * first);
    this.random = random;
    this.nearCount = Math.min(NEAR, problem.customers);
    this.near = nearCustomers(problem, this.nearCount);
    this.sequence = new Int32Array(problem.customers);
    this.place = new Int32Array(problem.customers);
  }

  begin(): void {
    // At the price that is right for a cold search a sequence without any order would need more tours than there are.
    this.late.forget();
    this.isKnown = false;
  }

  load(state: ItineraryState, { stops, sleep }: StartItinerary): void {
    const used = stops.flatMap((customers, tour) => (customers.length > 0 ? [tour] : []));
    used.slice(0, state.tours).forEach((from, tour) => {
      state.sleep[tour] = sleep[from];
      for (const customer of stops[from]) {
        if (state.planned[customer] === 0) state.insert(customer, tour, state.length[tour]);
      }
    });
    for (let tour = 0; tour < state.tours; tour++) this.record(state, tour);
    this.isKnown = true;
  }

  putBack(state: ItineraryState, customer: number): boolean {
    const { problem, detours } = this;
    if (state.planned[customer] >= problem.visitsOwed[customer]) return true;
    let best = -1;
    let least = Number.MAX_VALUE;
    let position = 0;
    let detour = 0;
    for (let tour = 0; tour < state.tours; tour++) {
      const price = this.price(state, customer, tour);
      if (price > least) continue;
      least = price;
      best = tour;
      position = detours.position;
      detour = detours.detour;
    }
    if (best < 0) return true;
    state.insert(customer, best, position);
    state.drive[best] += detour;
    state.service[best] += problem.serviceSeconds[customer * problem.days];
    return true;
  }

  settle(state: ItineraryState, touched: Uint8Array, complete: boolean, most = Number.POSITIVE_INFINITY): boolean {
    if (complete) {
      const price = this.isKnown ? Number.POSITIVE_INFINITY : this.late.price;
      this.isBlind = false;
      this.isKnown = false;
      return this.cut(state, this.collect(state), price, most);
    }
    this.isBlind = this.random.next() < BLIND_SHARE;
    for (let day = 0; day < state.tours; day++) if (touched[day] === 1) this.record(state, day);
    return true;
  }

  /**
   * A move of 2-opt (Croes 1958, A method for solving traveling-salesman problems): a long part is never turned around by taking
   * visits out and putting them back. Most pairs would add far too much, which two drives tell before the sequence is cut.
   */
  turn(from: ItineraryState, into: ItineraryState, mostAdded: number, most: number): boolean {
    const count = this.collect(from);
    if (count < 2 || from.missing[0] > 0) return false;
    const { sequence, place, random, near, nearCount } = this;
    for (let k = 0; k < count; k++) place[sequence[k]] = k;
    for (let left = MOST_PAIRS; left > 0; left--) {
      const at = random.below(count);
      const other = place[near[sequence[at] * nearCount + 1 + random.below(nearCount - 1)]];
      // The one that comes first stays beside the other, which moves, or the other way round.
      const stays = random.below(2);
      const first = Math.min(at, other) + stays;
      const last = Math.max(at, other) - 1 + stays;
      if (first >= last || this.addedByTurn(first, last, count) > mostAdded) continue;
      sequence.subarray(first, last + 1).reverse();
      return this.cut(into, count, this.late.price, most, from);
    }
    return false;
  }

  cost(state: ItineraryState): number {
    let sum = 0;
    for (let tour = 0; tour < state.tours; tour++) {
      sum += state.drive[tour] * this.problem.costPerDriveSecond + (state.length[tour] > 0 ? this.tourPrice : 0);
    }
    return sum;
  }

  penalty(state: ItineraryState): number {
    let sum = 0;
    for (let tour = 0; tour < state.tours; tour++) sum += this.priceOfLate(state.drive[tour] + state.service[tour]);
    return sum;
  }

  learn(state: ItineraryState, share: number): boolean {
    return this.late.learn(this.penalty(state) === 0, share);
  }

  /** Money for the drives before and after the part, as if all stops were one tour. */
  private addedByTurn(first: number, last: number, count: number): number {
    const { sequence } = this;
    const { travel, home, costPerDriveSecond } = this.problem;
    const { size, seconds } = travel;
    const before = (first === 0 ? home : sequence[first - 1]) * size;
    const after = last === count - 1 ? home : sequence[last + 1];
    const from = sequence[first];
    const to = sequence[last];
    const added =
      seconds[before + to] + seconds[from * size + after] - seconds[before + from] - seconds[to * size + after];
    return added * costPerDriveSecond;
  }

  /** All stops in order, into `sequence`. @returns how many */
  private collect(state: ItineraryState): number {
    let count = 0;
    for (let tour = 0; tour < state.tours; tour++) {
      const at = tour * state.capacity;
      for (let k = at; k < at + state.length[tour]; k++) this.sequence[count++] = state.stops[k];
    }
    return count;
  }

  /** Lays the sequence out in its best tours. @param from the state whose order was changed, copied only if the cut is kept @returns as `settle` does */
  private cut(state: ItineraryState, count: number, latePrice: number, most: number, from = state): boolean {
    const { splitter, late } = this;
    let price = latePrice;
    // A sequence without any order needs more tours than there are, unless they may be late for less.
    for (let left = CHEAPER.times; ; left--) {
      if (!splitter.split(this.sequence, count, price, most)) return false;
      if (splitter.tours <= state.tours) break;
      if (left === 0) return false;
      price = Math.min(late.price, price / CHEAPER.by);
    }
    if (from !== state) state.copyFrom(from);
    state.layOut(this.sequence, splitter.begins, splitter.sleeps, splitter.tours);
    for (let day = 0; day < state.tours; day++) this.record(state, day);
    return true;
  }

  private priceOfLate(seconds: number): number {
    return Math.max(0, seconds - this.problem.maxDriveSecondsPerDay) * this.late.price;
  }

  /** What one more visit adds in money; in some steps, what it would add if tours could be of any length. `detours` knows where. */
  private price(state: ItineraryState, customer: number, day: number): number {
    const { detours, problem } = this;
    const length = state.length[day];
    if (length >= state.capacity || (length === 0 && day > 0 && state.length[day - 1] === 0)) {
      return Number.POSITIVE_INFINITY;
    }
    const at = day * state.capacity;
    if (!detours.find(customer, state.startPlace(day), state.endPlace(day), state.stops, at, length)) {
      return Number.POSITIVE_INFINITY;
    }
    let over = 0;
    if (!this.isBlind) {
      const busy = state.drive[day] + state.service[day];
      const after = busy + detours.detour + problem.serviceSeconds[customer * problem.days];
      over = this.priceOfLate(after) - this.priceOfLate(busy);
    }
    return detours.detour * problem.costPerDriveSecond + over + (length === 0 ? this.tourPrice : 0);
  }

  private record(state: ItineraryState, day: number): void {
    const { travel, serviceSeconds, days } = this.problem;
    const { size, seconds } = travel;
    const at = day * state.capacity;
    let place = state.startPlace(day);
    let drive = 0;
    let service = 0;
    for (let k = at; k < at + state.length[day]; k++) {
      drive += seconds[place * size + state.stops[k]];
      place = state.stops[k];
      service += serviceSeconds[place * days];
    }
    state.drive[day] = drive + seconds[place * size + state.endPlace(day)];
    state.service[day] = service;
  }
}
