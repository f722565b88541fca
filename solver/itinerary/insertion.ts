/** The cheapest way to put one visit into one day, with the nights before and after it changed where that is needed. */

import type { Random } from '../annealing/index.ts';
import type { ItineraryProblem } from '../problem/index.ts';
import { DayRoom } from './day-room.ts';
import { LeastAdded } from './least-added.ts';
import type { NearHotels } from './near-hotels.ts';
import { limitsKeptWith } from './night-limits.ts';
import { OwnTime } from './own-time.ts';
import { HOME, type ItineraryState } from './state.ts';
import type { TourTiming } from './tour-timing.ts';
import type { TravelMoney } from './travel-money.ts';

/** Now and then a good position is overlooked, so that a search does not repeat itself (Christiaens & Vanden Berghe 2020, 5.3). */
const BLINK = 0.01;

export class Insertion {
  private readonly problem: ItineraryProblem;
  private readonly timing: TourTiming;
  private readonly hotels: NearHotels;
  private readonly money: TravelMoney;
  private readonly random: Random;
  private readonly room: DayRoom;
  private readonly leastAdded: LeastAdded;
  private readonly cheapestNight: number;
  private readonly detour: Float64Array;
  /**
   * Whether the visit at hand must not make days late: an appointment or a pin, which later steps could not give up to be in time
   * again.
   */
  private isAgreed = false;
  /** The answer of the last `find`: what it adds in money, the position, and the nights before and after the day. */
  cost = 0;
  position = 0;
  sleepBefore = HOME;
  sleepAfter = HOME;
  /** And what the tour costs then, nights left out, how late it is and how long it drives. */
  tourCost = 0;
  lateSeconds = 0;
  driveSeconds = 0;

  constructor(problem: ItineraryProblem, timing: TourTiming, hotels: NearHotels, money: TravelMoney, random: Random) {
    this.problem = problem;
    this.timing = timing;
    this.hotels = hotels;
    this.money = money;
    this.random = random;
    this.room = new DayRoom(problem, timing);
    this.leastAdded = new LeastAdded(problem, this.room, money, new OwnTime(problem));
    this.cheapestNight = problem.nightCost.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    this.detour = new Float64Array(problem.customers + 2);
  }

  /** What the visit would add if the times of the day did not matter and all driving that may be in own time were; Infinity: not possible. */
  estimate(state: ItineraryState, customer: number, day: number): number {
    if (!this.room.measure(state, customer, day)) return Number.POSITIVE_INFINITY;
    const cell = this.leastAdded.ask(state, customer, day);
    const position = this.leastAdded.position[cell];
    let best = this.leastAdded.money[cell];
    if (position >= 0) best += this.timeAt(state, customer, day, position);
    if (best > this.cheapestNight) best = this.estimateNights(state, customer, day, best);
    return best;
  }

  /** The price of the time of the day: where the cheapest position leaves no time for the day, another one may. */
  private timeAt(state: ItineraryState, customer: number, day: number, cheapest: number): number {
    let price = this.room.priceAt(state, customer, day, cheapest);
    for (let position = 0; price === Number.POSITIVE_INFINITY && position <= state.length[day]; position++)
      price = this.room.priceAt(state, customer, day, position);
    return price;
  }

  /** @returns whether the customer can be visited on that day at all; the fields hold the cheapest way */
  find(state: ItineraryState, customer: number, day: number): boolean {
    this.cost = Number.POSITIVE_INFINITY;
    if (!this.room.measure(state, customer, day)) return false;
    this.isAgreed = this.problem.appointment[customer * this.problem.days + day] !== 0;
    this.between(state, customer, day);
    // Another night can pay only when the visit costs more than a night.
    if (this.cost > this.cheapestNight) this.withNights(state, customer, day);
    return this.cost < Number.POSITIVE_INFINITY;
  }

  /** Nights as they are: positions in the order of their detour until one is in time. */
  private between(state: ItineraryState, customer: number, day: number): void {
    const { detour, timing, room } = this;
    const count = state.length[day] + 1;
    this.measureDetours(state, customer, day, count);
    const mostDetour = this.mostDetour();
    for (;;) {
      let best = 0;
      for (let position = 1; position < count; position++) if (detour[position] < detour[best]) best = position;
      if (detour[best] > mostDetour || detour[best] === Number.POSITIVE_INFINITY) return;
      detour[best] = Number.POSITIVE_INFINITY;
      if (this.random.next() < BLINK) continue;
      const at = day * state.capacity;
      if (!timing.time(day, room.start, room.end, state.stops, at, count - 1, customer, best)) continue;
      if (this.isTooLate(state, day)) continue;
      this.cost = timing.price() - this.priceOf(state, day);
      this.position = best;
      this.sleepBefore = day === 0 ? HOME : state.sleep[day - 1];
      this.sleepAfter = state.sleep[day];
      this.tourCost = timing.cost;
      this.lateSeconds = timing.lateSeconds;
      this.driveSeconds = timing.driveSeconds;
      return;
    }
  }

  /** Whether the day as it was just timed is not allowed to be as late. */
  private isTooLate(state: ItineraryState, day: number): boolean {
    return this.isAgreed && this.timing.lateSeconds > state.late[day];
  }

  /** Seconds that the day can be driven longer. */
  private mostDetour(): number {
    if (this.timing.latePrice < Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
    return Math.min(this.room.mostDrive, this.problem.maxDriveSecondsPerDay) - this.room.drive;
  }

  private priceOf(state: ItineraryState, day: number): number {
    return this.timing.priceOf(state.tourCost[day], state.late[day]);
  }

  /** Sets the detour of each position, Infinity where the drives between visits take too long. */
  private measureDetours(state: ItineraryState, customer: number, day: number, count: number): void {
    const { size, seconds } = this.problem.travel;
    const { detour, room } = this;
    const at = day * state.capacity;
    let before = room.start;
    for (let position = 0; position < count; position++) {
      const after = position < count - 1 ? state.stops[at + position] : room.end;
      detour[position] =
        seconds[before * size + customer] + seconds[customer * size + after] - seconds[before * size + after];
      before = after;
    }
    if (count === 1) return;
    const most = room.mostInner - room.inner;
    for (let position = 1; position < count - 1; position++) {
      if (detour[position] > most) detour[position] = Number.POSITIVE_INFINITY;
    }
    if (seconds[customer * size + room.first] > most) detour[0] = Number.POSITIVE_INFINITY;
    if (seconds[room.last * size + customer] > most) detour[count - 1] = Number.POSITIVE_INFINITY;
  }

  private estimateNights(state: ItineraryState, customer: number, day: number, most: number): number {
    const { before, after, position } = this.hotels;
    if (!this.room.endsLeaveTime(customer)) return most;
    let best = most;
    for (let k = this.hotels.listNights(state, customer, day) - 1; k >= 0; k--) {
      best = Math.min(best, this.estimateNight(state, customer, day, before[k], after[k], position[k]));
    }
    return best;
  }

  /** The customer first or last of the day, the rep sleeping near: the night before, the night after, or both. */
  private withNights(state: ItineraryState, customer: number, day: number): void {
    const { before, after, position } = this.hotels;
    const count = this.hotels.listNights(state, customer, day);
    for (let k = 0; k < count; k++) this.tryNights(state, customer, day, before[k], after[k], position[k]);
  }

  /** As `estimate`, with other nights around the day; Infinity: the day cannot hold the driving. */
  private estimateNight(
    state: ItineraryState,
    customer: number,
    day: number,
    before: number,
    after: number,
    position: number,
  ): number {
    const { home } = this.problem;
    const { money } = this;
    const { first, last } = this.room;
    const { size, from } = money;
    const start = home + 1 + before;
    const end = home + 1 + after;
    let added = this.room.priceAtEnds(state, customer, day, start, end, position);
    if (added === Number.POSITIVE_INFINITY) return added;
    added += this.nightCost(before) + this.nightCost(after);
    if (first < 0)
      added +=
        from[start * size + customer] + from[customer * size + end] - from[this.room.start * size + this.room.end];
    else if (position === 0) {
      added += from[start * size + customer] + from[customer * size + first] - from[this.room.start * size + first];
      added += from[last * size + end] - from[last * size + this.room.end];
    } else {
      added += from[last * size + customer] + from[customer * size + end] - from[last * size + this.room.end];
      added += from[start * size + first] - from[this.room.start * size + first];
    }
    if (day > 0) {
      const slept = state.length[day - 1];
      const place = slept === 0 ? state.startPlace(day - 1) : state.stops[(day - 1) * state.capacity + slept - 1];
      added += from[place * size + start] - from[place * size + this.room.start] - this.nightCost(state.sleep[day - 1]);
    }
    if (day + 1 < this.problem.days) {
      const place = state.length[day + 1] === 0 ? state.endPlace(day + 1) : state.stops[(day + 1) * state.capacity];
      added += from[end * size + place] - from[this.room.end * size + place];
    }
    return added - this.nightCost(state.sleep[day]);
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
    const { timing } = this;
    if (this.estimateNight(state, customer, day, before, after, position) >= this.cost) return;
    const oldBefore = day === 0 ? HOME : state.sleep[day - 1];
    const oldAfter = state.sleep[day];
    const at = day * state.capacity;
    const start = home + 1 + before;
    if (!timing.time(day, start, home + 1 + after, state.stops, at, state.length[day], customer, position)) return;
    if (this.isTooLate(state, day)) return;
    const { cost, lateSeconds, driveSeconds } = timing;
    let added = timing.price() - this.priceOf(state, day);
    added += this.nightCost(before) - this.nightCost(oldBefore) + this.nightCost(after) - this.nightCost(oldAfter);
    if (before !== oldBefore) added += this.neighbour(state, day - 1, state.startPlace(day - 1), home + 1 + before);
    if (after !== oldAfter) added += this.neighbour(state, day + 1, home + 1 + after, state.endPlace(day + 1));
    if (added >= this.cost || !limitsKeptWith(state, day, before, after)) return;
    this.cost = added;
    this.position = position;
    this.sleepBefore = before;
    this.sleepAfter = after;
    this.tourCost = cost;
    this.lateSeconds = lateSeconds;
    this.driveSeconds = driveSeconds;
  }

  /** What the day before or after costs more when it ends or starts elsewhere. */
  private neighbour(state: ItineraryState, day: number, start: number, end: number): number {
    const at = day * state.capacity;
    if (!this.timing.time(day, start, end, state.stops, at, state.length[day], -1, 0)) return Number.POSITIVE_INFINITY;
    if (this.isTooLate(state, day)) return Number.POSITIVE_INFINITY;
    return this.timing.price() - this.priceOf(state, day);
  }

  private nightCost(hotel: number): number {
    return hotel === HOME ? 0 : this.problem.nightCost[hotel];
  }
}
