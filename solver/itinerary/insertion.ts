/** The cheapest way to put one visit into one day, with the nights before and after it changed where that is needed. */

import type { Random } from '../annealing/index.ts';
import type { ItineraryProblem } from '../problem/index.ts';
import { mostBusySeconds } from './busy-time.ts';
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
  private readonly ownTime: OwnTime;
  private readonly cheapestNight: number;
  private readonly detour: Float64Array;
  /** Per customer and day: the stamp of the tour for which the least that a visit adds is known, this money, and where. */
  private readonly estimated: Float64Array;
  private readonly leastMoney: Float64Array;
  private readonly leastAt: Int16Array;
  /** Of the day asked for, with the nights as they are. */
  private start = 0;
  private end = 0;
  private first = -1;
  private last = -1;
  /** Seconds driven without the customer, in all and between visits. */
  private drive = 0;
  private inner = 0;
  /** The most seconds to drive so that the day ends in time: in all, after the first visit has begun, and between visits. */
  private mostDrive = 0;
  private mostAfter = 0;
  private mostInner = 0;
  /** Per day: seconds of driving and service between its bounds. */
  private readonly busySeconds: Float64Array;
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
    this.ownTime = new OwnTime(problem);
    this.cheapestNight = problem.nightCost.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    this.detour = new Float64Array(problem.customers + 2);
    const cells = problem.customers * problem.days;
    this.estimated = new Float64Array(cells).fill(-1);
    this.leastMoney = new Float64Array(cells);
    this.leastAt = new Int16Array(cells);
    this.busySeconds = Float64Array.from(problem.works, (_, day) =>
      mostBusySeconds(problem, day, problem.earliestDeparture[day], problem.latestArrival[day]),
    );
  }

  /** What the visit would add if the times of the day did not matter and all driving that may be in own time were; Infinity: not possible. */
  estimate(state: ItineraryState, customer: number, day: number): number {
    if (!this.look(state, customer, day)) return Number.POSITIVE_INFINITY;
    const cell = customer * this.problem.days + day;
    if (this.estimated[cell] !== state.stamp[day]) {
      this.estimated[cell] = state.stamp[day];
      this.leastAdded(state, customer, day, cell);
    }
    let best = this.leastMoney[cell];
    const position = this.leastAt[cell];
    if (position >= 0) best += this.priceOfTime(state, customer, day, position);
    if (best > this.cheapestNight) best = this.estimateNights(state, customer, day, best);
    return best;
  }

  /** Of the positions that leave time for the drives between visits, the one that adds the least. */
  private leastAdded(state: ItineraryState, customer: number, day: number, cell: number): void {
    const { size, from, to } = this.money;
    const { seconds } = this.problem.travel;
    const row = customer * size;
    const at = day * state.capacity;
    const count = state.length[day];
    const { stops } = state;
    const room = this.mostInner - this.inner;
    const { start, end, first, last } = this;
    let best = Number.POSITIVE_INFINITY;
    let position = -1;
    // First and last of the day own time counts, and between visits the drive to or from the customer alone.
    const next = count === 0 ? end : first;
    if (count === 0 || seconds[row + next] <= room) {
      best = to[row + start] + from[row + next] - from[start * size + next];
      best -= this.ownTime.morning(day, start, customer) - this.savedBefore(day);
      if (count === 0) best -= this.ownTime.evening(day, customer, end);
      position = 0;
    }
    let left = first;
    for (let k = at + 1; k < at + count; k++) {
      const right = stops[k];
      const added = to[row + left] + from[row + right] - from[left * size + right];
      if (added < best) {
        // Asked last, because few positions get so far.
        const detour = seconds[left * size + customer] + seconds[row + right] - seconds[left * size + right];
        if (detour <= room) {
          best = added;
          position = k - at;
        }
      }
      left = right;
    }
    if (count > 0 && seconds[last * size + customer] <= room) {
      const added = to[row + last] + from[row + end] - from[last * size + end];
      const least = added - this.ownTime.evening(day, customer, end);
      if (least < best) {
        best = least;
        position = count;
      }
    }
    this.leastMoney[cell] = best;
    this.leastAt[cell] = position;
  }

  /** @returns whether the customer can be visited on that day at all; the fields hold the cheapest way */
  find(state: ItineraryState, customer: number, day: number): boolean {
    this.cost = Number.POSITIVE_INFINITY;
    if (!this.look(state, customer, day)) return false;
    this.between(state, customer, day);
    // Another night can pay only when the visit costs more than a night.
    if (this.cost > this.cheapestNight) this.withNights(state, customer, day);
    return this.cost < Number.POSITIVE_INFINITY;
  }

  /**
   * Measures the most driving for which the visits of the day, the customer's included, leave time: between the bounds of the
   * day, and, for the drives between visits, between the first opening and the last closing.
   * @returns whether the visits alone fit
   */
  private look(state: ItineraryState, customer: number, day: number): boolean {
    const { problem } = this;
    const { starts, serviceSeconds, travel } = problem;
    const cell = customer * problem.days + day;
    const window = starts.offset[cell];
    const windows = starts.offset[cell + 1];
    if (window === windows || state.length[day] >= state.capacity || !state.slotIsFree(customer, day)) return false;
    const own = serviceSeconds[cell];
    const service = state.service[day] + own;
    const opens = Math.min(state.opens[day], starts.from[window]);
    const closes = Math.max(state.closes[day], starts.to[windows - 1] + own);
    this.mostInner = mostBusySeconds(problem, day, opens, closes) - service;
    this.mostAfter = mostBusySeconds(problem, day, opens, problem.latestArrival[day]) - service;
    this.mostDrive = this.busySeconds[day] - service;
    if (this.mostInner < 0) return false;
    if (this.timing.latePrice === Number.POSITIVE_INFINITY && this.mostDrive < 0) return false;
    this.start = state.startPlace(day);
    this.end = state.endPlace(day);
    this.drive = state.drive[day];
    const count = state.length[day];
    const at = day * state.capacity;
    this.first = count === 0 ? -1 : state.stops[at];
    this.last = count === 0 ? -1 : state.stops[at + count - 1];
    const ends =
      travel.seconds[this.start * travel.size + this.first] + travel.seconds[this.last * travel.size + this.end];
    this.inner = count === 0 ? 0 : this.drive - ends;
    return true;
  }

  /**
   * Infinity when the day cannot hold the driving, or the price of being late for it; 0 when it may be in time.
   * @param firstLeg seconds from the start to the first visit @param inner those between visits @param lastLeg those to the end
   */
  private latePrice(state: ItineraryState, day: number, firstLeg: number, inner: number, lastLeg: number): number {
    const { timing } = this;
    if (inner > this.mostInner) return Number.POSITIVE_INFINITY;
    const drive = firstLeg + inner + lastLeg;
    const late =
      Math.max(0, drive - this.mostDrive, inner + lastLeg - this.mostAfter) +
      Math.max(0, drive - this.problem.maxDriveSecondsPerDay);
    if (late <= state.late[day]) return 0;
    return (late - state.late[day]) * timing.latePrice;
  }

  private priceOfTime(state: ItineraryState, customer: number, day: number, position: number): number {
    const { seconds, size } = this.problem.travel;
    const { start, end, first, last } = this;
    const toCustomer = seconds[start * size + customer];
    const toEnd = seconds[customer * size + end];
    if (first < 0) return this.latePrice(state, day, toCustomer, 0, toEnd);
    const at = day * state.capacity;
    const count = state.length[day];
    const begin = seconds[start * size + first];
    const finish = seconds[last * size + end];
    if (position === 0)
      return this.latePrice(state, day, toCustomer, this.inner + seconds[customer * size + first], finish);
    if (position === count)
      return this.latePrice(state, day, begin, this.inner + seconds[last * size + customer], toEnd);
    const before = state.stops[at + position - 1];
    const after = state.stops[at + position];
    const detour =
      seconds[before * size + customer] + seconds[customer * size + after] - seconds[before * size + after];
    return this.latePrice(state, day, begin, this.inner + detour, finish);
  }

  /** Nights as they are: positions in the order of their detour until one is in time. */
  private between(state: ItineraryState, customer: number, day: number): void {
    const { detour, timing } = this;
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
      if (!timing.time(day, this.start, this.end, state.stops, at, count - 1, customer, best)) continue;
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

  /** Seconds that the day can be driven longer. */
  private mostDetour(): number {
    if (this.timing.latePrice < Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
    return Math.min(this.mostDrive, this.problem.maxDriveSecondsPerDay) - this.drive;
  }

  private priceOf(state: ItineraryState, day: number): number {
    return this.timing.priceOf(state.tourCost[day], state.late[day]);
  }

  /** Sets the detour of each position, Infinity where the drives between visits take too long. */
  private measureDetours(state: ItineraryState, customer: number, day: number, count: number): void {
    const { size, seconds } = this.problem.travel;
    const { detour } = this;
    const at = day * state.capacity;
    let before = this.start;
    for (let position = 0; position < count; position++) {
      const after = position < count - 1 ? state.stops[at + position] : this.end;
      detour[position] =
        seconds[before * size + customer] + seconds[customer * size + after] - seconds[before * size + after];
      before = after;
    }
    if (count === 1) return;
    const room = this.mostInner - this.inner;
    for (let position = 1; position < count - 1; position++) {
      if (detour[position] > room) detour[position] = Number.POSITIVE_INFINITY;
    }
    if (seconds[customer * size + this.first] > room) detour[0] = Number.POSITIVE_INFINITY;
    if (seconds[this.last * size + customer] > room) detour[count - 1] = Number.POSITIVE_INFINITY;
  }

  private estimateNights(state: ItineraryState, customer: number, day: number, most: number): number {
    const { before, after, position } = this.hotels;
    const { seconds, size } = this.problem.travel;
    const room = this.mostInner - this.inner;
    // The customer would be first or last.
    if (
      this.first >= 0 &&
      seconds[customer * size + this.first] > room &&
      seconds[this.last * size + customer] > room
    ) {
      return most;
    }
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
    const { money, first, last } = this;
    const { size, from } = money;
    const start = home + 1 + before;
    const end = home + 1 + after;
    let added = this.priceOfEnds(state, customer, day, start, end, position);
    if (added === Number.POSITIVE_INFINITY) return added;
    added += this.nightCost(before) + this.nightCost(after);
    if (first < 0)
      added += from[start * size + customer] + from[customer * size + end] - from[this.start * size + this.end];
    else if (position === 0) {
      added += from[start * size + customer] + from[customer * size + first] - from[this.start * size + first];
      added += from[last * size + end] - from[last * size + this.end];
    } else {
      added += from[last * size + customer] + from[customer * size + end] - from[last * size + this.end];
      added += from[start * size + first] - from[this.start * size + first];
    }
    if (day > 0) {
      const slept = state.length[day - 1];
      const place = slept === 0 ? state.startPlace(day - 1) : state.stops[(day - 1) * state.capacity + slept - 1];
      added += from[place * size + start] - from[place * size + this.start] - this.nightCost(state.sleep[day - 1]);
    }
    if (day + 1 < this.problem.days) {
      const place = state.length[day + 1] === 0 ? state.endPlace(day + 1) : state.stops[(day + 1) * state.capacity];
      added += from[end * size + place] - from[this.end * size + place];
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

  /** As `priceOfTime`, with the customer first or last and other ends. */
  private priceOfEnds(
    state: ItineraryState,
    customer: number,
    day: number,
    start: number,
    end: number,
    position: number,
  ): number {
    const { size, seconds } = this.problem.travel;
    const { first, last } = this;
    const startsAt = first < 0 || position === 0 ? customer : first;
    const endsAt = first < 0 || position > 0 ? customer : last;
    let { inner } = this;
    if (first >= 0) inner += position === 0 ? seconds[customer * size + first] : seconds[last * size + customer];
    return this.latePrice(state, day, seconds[start * size + startsAt], inner, seconds[endsAt * size + end]);
  }

  /** What the day before or after costs more when it ends or starts elsewhere. */
  private neighbour(state: ItineraryState, day: number, start: number, end: number): number {
    const at = day * state.capacity;
    if (!this.timing.time(day, start, end, state.stops, at, state.length[day], -1, 0)) return Number.POSITIVE_INFINITY;
    return this.timing.price() - this.priceOf(state, day);
  }

  /** Money that own time already saves on the first leg. */
  private savedBefore(day: number): number {
    return this.first < 0 ? 0 : this.ownTime.morning(day, this.start, this.first);
  }

  private nightCost(hotel: number): number {
    return hotel === HOME ? 0 : this.problem.nightCost[hotel];
  }
}
