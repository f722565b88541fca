/** What a day has room for with one more visit, told from its bounds alone, before any tour is timed. */
import type { ItineraryProblem } from '../problem/index.ts';
import { mostBusySeconds } from './busy-time.ts';
import type { ItineraryState } from './state.ts';
import type { TourTiming } from './tour-timing.ts';

export class DayRoom {
  private readonly problem: ItineraryProblem;
  private readonly timing: TourTiming;
  /** Per day: seconds of driving and service between its bounds. */
  private readonly busySeconds: Float64Array;
  /** Per day the first opening and the last closing of last time, and the driving and service between them and up to the day's end. */
  private readonly opens: Float64Array;
  private readonly closes: Float64Array;
  private readonly busyInner: Float64Array;
  private readonly busyAfter: Float64Array;
  /** Of the day measured: where it starts and ends with the nights as they are, and its first and last customer or -1. */
  start = 0;
  end = 0;
  first = -1;
  last = -1;
  /** Seconds driven without the customer, in all and between visits. */
  drive = 0;
  inner = 0;
  /** The most seconds to drive so that the day ends in time: in all, after the first visit has begun, and between visits. */
  mostDrive = 0;
  private mostAfter = 0;
  mostInner = 0;

  constructor(problem: ItineraryProblem, timing: TourTiming) {
    this.problem = problem;
    this.timing = timing;
    this.opens = new Float64Array(problem.days).fill(-1);
    this.closes = new Float64Array(problem.days).fill(-1);
    this.busyInner = new Float64Array(problem.days);
    this.busyAfter = new Float64Array(problem.days);
    this.busySeconds = Float64Array.from(problem.works, (_, day) =>
      mostBusySeconds(problem, day, problem.earliestDeparture[day], problem.latestArrival[day]),
    );
  }

  /**
   * Measures the most driving for which the visits of the day, the customer's included, leave time: between the bounds of the
   * day, and, for the drives between visits, between the first opening and the last closing.
   * @returns whether the visits alone fit
   */
  measure(state: ItineraryState, customer: number, day: number): boolean {
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
    if (this.opens[day] !== opens || this.closes[day] !== closes) {
      this.opens[day] = opens;
      this.closes[day] = closes;
      this.busyInner[day] = mostBusySeconds(problem, day, opens, closes);
      this.busyAfter[day] = mostBusySeconds(problem, day, opens, problem.latestArrival[day]);
    }
    this.mostInner = this.busyInner[day] - service;
    this.mostAfter = this.busyAfter[day] - service;
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

  /** The price of the time of the day with the customer at a position: 0 when it may be in time, Infinity when it is not possible. */
  priceAt(state: ItineraryState, customer: number, day: number, position: number): number {
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

  /** Whether the drives between visits leave time for the customer as the first or the last of the day. */
  endsLeaveTime(customer: number): boolean {
    const { seconds, size } = this.problem.travel;
    if (this.first < 0) return true;
    const most = this.mostInner - this.inner;
    return seconds[customer * size + this.first] <= most || seconds[this.last * size + customer] <= most;
  }

  /** As `priceAt`, with the customer first or last and other ends. */
  priceAtEnds(
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
}
