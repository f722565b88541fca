/** The cheapest way to put one visit into one day, with the nights before and after it changed where that is needed. */
import type { ItineraryProblem } from '../problem/index.ts';
import type { NearHotels } from './near-hotels.ts';
import { keepsLimits } from './night-limits.ts';
import type { Random } from './random.ts';
import { HOME, type ItineraryState } from './state.ts';
import type { TourTiming } from './tour-timing.ts';

/** Now and then a good position is overlooked, so that a search does not repeat itself (Christiaens & Vanden Berghe 2020, 5.3). */
const BLINK = 0.01;

export class Insertion {
  private readonly problem: ItineraryProblem;
  private readonly timing: TourTiming;
  private readonly hotels: NearHotels;
  private readonly random: Random;
  private readonly cheapestNight: number;
  private readonly detour: Float64Array;
  /** Of the day asked for: seconds driven without the customer, in all and between visits, and the most of both. */
  private drive = 0;
  private inner = 0;
  private mostDrive = 0;
  private mostInner = 0;
  private service = 0;
  private opens = 0;
  private closes = 0;
  /** The answer of the last `find`: what it adds in money, the position, and the nights before and after the day. */
  cost = 0;
  position = 0;
  sleepBefore = HOME;
  sleepAfter = HOME;

  constructor(problem: ItineraryProblem, timing: TourTiming, hotels: NearHotels, random: Random) {
    this.problem = problem;
    this.timing = timing;
    this.hotels = hotels;
    this.random = random;
    this.cheapestNight = problem.nightCost.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    this.detour = new Float64Array(problem.customers + 2);
  }

  /** @returns whether the customer can be visited on that day at all; the fields hold the cheapest way */
  find(state: ItineraryState, customer: number, day: number): boolean {
    const { problem } = this;
    const cell = customer * problem.days + day;
    this.cost = Number.POSITIVE_INFINITY;
    if (problem.starts.offset[cell] === problem.starts.offset[cell + 1]) return false;
    if (state.length[day] >= state.capacity || !state.slotIsFree(customer, day)) return false;
    if (!this.measureRoom(state, customer, day)) return false;
    this.between(state, customer, day);
    // Another night can pay only when the visit costs more than a night.
    if (this.cost > this.cheapestNight) this.withNights(state, customer, day);
    return this.cost < Number.POSITIVE_INFINITY;
  }

  /**
   * The most driving for which the visits of the day, the customer's included, leave time: between the bounds of the day, and,
   * for the drives between visits, between the first opening and the last closing.
   * @returns whether the visits alone fit
   */
  private measureRoom(state: ItineraryState, customer: number, day: number): boolean {
    const { latestArrival, earliestDeparture, maxDriveSecondsPerDay } = this.problem;
    this.service = 0;
    this.opens = Number.POSITIVE_INFINITY;
    this.closes = Number.NEGATIVE_INFINITY;
    this.addVisit(customer * this.problem.days + day);
    const at = day * state.capacity;
    for (let k = at; k < at + state.length[day]; k++) this.addVisit(state.stops[k] * this.problem.days + day);
    this.mostDrive = Math.min(latestArrival[day] - earliestDeparture[day] - this.service, maxDriveSecondsPerDay);
    this.mostInner = this.closes - this.opens - this.service;
    return this.mostDrive >= 0 && this.mostInner >= 0;
  }

  private addVisit(cell: number): void {
    const { starts, serviceSeconds } = this.problem;
    this.service += serviceSeconds[cell];
    this.opens = Math.min(this.opens, starts.from[starts.offset[cell]]);
    this.closes = Math.max(this.closes, starts.to[starts.offset[cell + 1] - 1] + serviceSeconds[cell]);
  }

  /** Nights as they are: positions in the order of their detour until one is in time. */
  private between(state: ItineraryState, customer: number, day: number): void {
    const { detour } = this;
    const count = state.length[day] + 1;
    this.measureDetours(state, customer, day, count);
    const mostDetour = this.mostDrive - this.drive;
    for (;;) {
      let best = 0;
      for (let position = 1; position < count; position++) if (detour[position] < detour[best]) best = position;
      if (detour[best] > mostDetour || detour[best] === Number.POSITIVE_INFINITY) return;
      detour[best] = Number.POSITIVE_INFINITY;
      if (this.random.next() < BLINK) continue;
      const start = state.startPlace(day);
      if (
        !this.timing.time(day, start, state.endPlace(day), state.stops, day * state.capacity, count - 1, customer, best)
      )
        continue;
      this.cost = this.timing.cost - state.tourCost[day];
      this.position = best;
      this.sleepBefore = day === 0 ? HOME : state.sleep[day - 1];
      this.sleepAfter = state.sleep[day];
      return;
    }
  }

  /** Sets the detour of each position, Infinity where the drives between visits take too long, and the driving without the customer. */
  private measureDetours(state: ItineraryState, customer: number, day: number, count: number): void {
    const { size, seconds } = this.problem.travel;
    const { detour } = this;
    const at = day * state.capacity;
    let before = state.startPlace(day);
    const end = state.endPlace(day);
    let drive = 0;
    for (let position = 0; position < count; position++) {
      const after = position < count - 1 ? state.stops[at + position] : end;
      const direct = seconds[before * size + after];
      detour[position] = seconds[before * size + customer] + seconds[customer * size + after] - direct;
      drive += direct;
      before = after;
    }
    this.drive = drive;
    if (count === 1) return;
    const first = state.stops[at];
    const last = state.stops[at + count - 2];
    this.inner = drive - seconds[state.startPlace(day) * size + first] - seconds[last * size + end];
    const room = this.mostInner - this.inner;
    for (let position = 1; position < count - 1; position++) {
      if (detour[position] > room) detour[position] = Number.POSITIVE_INFINITY;
    }
    if (seconds[customer * size + first] > room) detour[0] = Number.POSITIVE_INFINITY;
    if (seconds[last * size + customer] > room) detour[count - 1] = Number.POSITIVE_INFINITY;
  }

  /** The customer first or last of the day, the rep sleeping near: the night before, the night after, or both. */
  private withNights(state: ItineraryState, customer: number, day: number): void {
    const { nightAllowed } = this.problem;
    const before = day > 0 && nightAllowed[day - 1] === 1;
    const after = nightAllowed[day] === 1;
    const sleptAt = day === 0 ? HOME : state.sleep[day - 1];
    for (let k = 0; k < this.hotels.count; k++) {
      const hotel = this.hotels.nearest[customer * this.hotels.count + k];
      if (after && hotel !== state.sleep[day]) {
        this.tryNights(state, customer, day, sleptAt, hotel, state.length[day]);
      }
      if (before && hotel !== sleptAt) this.tryNights(state, customer, day, hotel, state.sleep[day], 0);
      if (before && after && k < 2 && hotel !== sleptAt && hotel !== state.sleep[day]) {
        this.tryNights(state, customer, day, hotel, hotel, 0);
      }
    }
    if (after && state.sleep[day] !== HOME) this.tryNights(state, customer, day, sleptAt, HOME, state.length[day]);
    if (before && sleptAt !== HOME) this.tryNights(state, customer, day, HOME, state.sleep[day], 0);
  }

  private tryNights(
    state: ItineraryState,
    customer: number,
    day: number,
    before: number,
    after: number,
    position: number,
  ): void {
    const { home } = this.problem;
    if (!this.leavesTime(state, customer, day, home + 1 + before, home + 1 + after, position)) return;
    const oldBefore = day === 0 ? HOME : state.sleep[day - 1];
    const oldAfter = state.sleep[day];
    let added = this.nightCost(before) - this.nightCost(oldBefore) + this.nightCost(after) - this.nightCost(oldAfter);
    const at = day * state.capacity;
    const start = home + 1 + before;
    if (!this.timing.time(day, start, home + 1 + after, state.stops, at, state.length[day], customer, position)) return;
    added += this.timing.cost - state.tourCost[day];
    if (added >= this.cost + this.nightCost(oldBefore) + this.nightCost(oldAfter)) return;
    if (before !== oldBefore) added += this.neighbour(state, day - 1, state.startPlace(day - 1), home + 1 + before);
    if (after !== oldAfter) added += this.neighbour(state, day + 1, home + 1 + after, state.endPlace(day + 1));
    if (added >= this.cost || !this.limitsKept(state, day, before, after)) return;
    this.cost = added;
    this.position = position;
    this.sleepBefore = before;
    this.sleepAfter = after;
  }

  /** Whether the day can hold the driving with the customer first or last and other ends. */
  private leavesTime(
    state: ItineraryState,
    customer: number,
    day: number,
    start: number,
    end: number,
    position: number,
  ): boolean {
    const { size, seconds } = this.problem.travel;
    if (state.length[day] === 0)
      return seconds[start * size + customer] + seconds[customer * size + end] <= this.mostDrive;
    const at = day * state.capacity;
    const first = state.stops[at];
    const last = state.stops[at + state.length[day] - 1];
    const inner = this.inner + (position === 0 ? seconds[customer * size + first] : seconds[last * size + customer]);
    const from = seconds[start * size + (position === 0 ? customer : first)];
    const to = seconds[(position === 0 ? last : customer) * size + end];
    return inner <= this.mostInner && from + inner + to <= this.mostDrive;
  }

  /** What the day before or after costs more when it ends or starts elsewhere. */
  private neighbour(state: ItineraryState, day: number, start: number, end: number): number {
    const at = day * state.capacity;
    if (!this.timing.time(day, start, end, state.stops, at, state.length[day], -1, 0)) return Number.POSITIVE_INFINITY;
    return this.timing.cost - state.tourCost[day];
  }

  private limitsKept(state: ItineraryState, day: number, before: number, after: number): boolean {
    const oldBefore = day === 0 ? HOME : state.sleep[day - 1];
    const oldAfter = state.sleep[day];
    if (day > 0) state.sleep[day - 1] = before;
    state.sleep[day] = after;
    const kept =
      (before === HOME || day === 0 || keepsLimits(state, day - 1)) && (after === HOME || keepsLimits(state, day));
    if (day > 0) state.sleep[day - 1] = oldBefore;
    state.sleep[day] = oldAfter;
    return kept;
  }

  private nightCost(hotel: number): number {
    return hotel === HOME ? 0 : this.problem.nightCost[hotel];
  }
}
