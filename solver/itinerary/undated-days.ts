/**
 * Days without dates: tours that follow each other with a hotel between any two, at most one for each day (the travelling
 * salesperson with hotel selection, Vansteenwegen, Souffriau & Sörensen 2012). Which stop belongs to which tour, and the hotels,
 * are decided anew after each change. Tours may be too long during the search, at a price.
 */

import type { Random } from '../annealing/index.ts';
import type { ItineraryProblem } from '../problem/index.ts';
import type { Days } from './days.ts';
import { Detours } from './detours.ts';
import { HotelSplit } from './hotel-split.ts';
import { LatePrice } from './late-price.ts';
import type { ItineraryState } from './state.ts';
import { StopSequence } from './stop-sequence.ts';
import type { StartItinerary } from './warm-start.ts';

/** Share of the steps that turn a part of the sequence around instead, and of the others that turn whole tours around besides. */
const TURNED_STOPS = 0.4;
const TURNED_TOURS = 0.3;
/** Share of the steps in which tours may begin anywhere, and not only near where they did. */
const ANYWHERE = 0.03;

export class UndatedDays implements Days {
  private readonly problem: ItineraryProblem;
  private readonly random: Random;
  private readonly detours: Detours;
  private readonly latePrice: LatePrice;
  private readonly splitter: HotelSplit;
  private readonly sequence: StopSequence;
  private readonly position: Int32Array;
  readonly stale: Uint8Array;

  constructor(problem: ItineraryProblem, random: Random) {
    this.problem = problem;
    this.random = random;
    this.detours = new Detours(problem, random);
    this.latePrice = new LatePrice(problem.maxDriveSecondsPerDay);
    this.splitter = new HotelSplit(problem, this.latePrice);
    this.sequence = new StopSequence(problem, random);
    this.position = new Int32Array(problem.days);
    this.stale = new Uint8Array(problem.days);
  }

  load(state: ItineraryState, { stops }: StartItinerary): void {
    let count = 0;
    for (const customers of stops) for (const customer of customers) state.insert(customer, 0, count++);
    this.sequence.collect(state, null);
    this.cut(state, false);
  }

  estimate(state: ItineraryState, customer: number, day: number): number {
    return this.price(state, customer, day);
  }

  price(state: ItineraryState, customer: number, day: number): number {
    const { detours, problem } = this;
    const length = state.length[day];
    if (length >= state.capacity || (length === 0 && day > 0 && state.length[day - 1] === 0)) {
      return Number.POSITIVE_INFINITY;
    }
    const at = day * state.capacity;
    if (!detours.find(customer, state.startPlace(day), state.endPlace(day), state.stops, at, length)) {
      return Number.POSITIVE_INFINITY;
    }
    this.position[day] = detours.position;
    const busy = state.drive[day] + state.service[day];
    const after = busy + detours.detour + problem.serviceSeconds[customer * problem.days];
    const over = this.priceOfLate(after) - this.priceOfLate(busy);
    return detours.detour * problem.costPerDriveSecond + over;
  }

  put(state: ItineraryState, customer: number, day: number, touched: Uint8Array): void {
    state.insert(customer, day, this.position[day]);
    this.changed(state, day, touched);
  }

  take(state: ItineraryState, customer: number, day: number, touched: Uint8Array): boolean {
    state.remove(customer, day);
    this.changed(state, day, touched);
    return true;
  }

  settle(state: ItineraryState, touched: Uint8Array, complete: boolean): boolean {
    if (!complete) {
      for (let day = 0; day < state.tours; day++) if (touched[day] === 1) this.record(state, day);
      return true;
    }
    this.sequence.collect(state, touched);
    if (this.random.next() < TURNED_TOURS) this.sequence.turnTours(state);
    return this.cut(state, this.random.next() >= ANYWHERE);
  }

  rearrange(state: ItineraryState): boolean {
    if (this.random.next() >= TURNED_STOPS) return false;
    this.sequence.collect(state, null);
    this.sequence.turnStops();
    return this.cut(state, this.random.next() >= ANYWHERE);
  }

  private cut(state: ItineraryState, near: boolean): boolean {
    const { sequence } = this;
    if (!this.splitter.split(sequence, near)) return false;
    state.layOut(sequence.stops, sequence.begins, sequence.sleeps, sequence.tours);
    for (let day = 0; day < state.tours; day++) this.record(state, day);
    return true;
  }

  cost(state: ItineraryState): number {
    let sum = 0;
    for (let tour = 0; tour < state.tours; tour++) sum += state.drive[tour];
    return sum * this.problem.costPerDriveSecond;
  }

  penalty(state: ItineraryState): number {
    let sum = 0;
    for (let tour = 0; tour < state.tours; tour++) sum += this.priceOfLate(state.drive[tour] + state.service[tour]);
    return sum;
  }

  learn(state: ItineraryState, share: number): boolean {
    return this.latePrice.learn(this.penalty(state) === 0, share);
  }

  private priceOfLate(seconds: number): number {
    const { maxDriveSecondsPerDay, costPerDriveSecond } = this.problem;
    return this.latePrice.of(seconds - maxDriveSecondsPerDay) * costPerDriveSecond;
  }

  private changed(state: ItineraryState, day: number, touched: Uint8Array): void {
    touched[day] = 1;
    this.stale[day] = 1;
    this.record(state, day);
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
