/**
 * The days of a rep: one tour each, with times, breaks, and nights between them. A tour may end late or drive too long during
 * the search, at a price that is learned (Vidal et al. 2012, section 4.6); opening hours, breaks and nights are always kept.
 */

import type { Random } from '../annealing/index.ts';
import type { ItineraryProblem } from '../problem/index.ts';
import { nightsCost, recordDay, recordOneMore, recordVisits } from './day-record.ts';
import type { DatedDays } from './days.ts';
import type { FarVisits } from './far-visits.ts';
import { Insertion } from './insertion.ts';
import { LearnedPrice } from './learned-price.ts';
import type { NearHotels } from './near-hotels.ts';
import { NearNights } from './near-nights.ts';
import { NightPlanner } from './nights.ts';
import { HOME, type ItineraryState } from './state.ts';
import { TourTiming } from './tour-timing.ts';
import { TravelMoney } from './travel-money.ts';
import { Trips } from './trips.ts';
import { loadStart, type StartItinerary } from './warm-start.ts';

export class CalendarDays implements DatedDays {
  private readonly problem: ItineraryProblem;
  private readonly timing: TourTiming;
  private readonly insertion: Insertion;
  private readonly nights: NightPlanner;
  /** Null: nobody is so far away. */
  private readonly far: FarVisits | null;
  private readonly trips: Trips | null;
  private readonly position: Int32Array;
  private readonly sleepBefore: Int32Array;
  private readonly sleepAfter: Int32Array;
  /** Of the tours found: what is recorded of them. */
  private readonly tourCost: Float64Array;
  private readonly lateSeconds: Int32Array;
  private readonly driveSeconds: Int32Array;
  /** Per day 1: the visit found there brings the nights of a trip with it. */
  private readonly byTrip: Uint8Array;
  private tripCost = 0;
  private readonly late: LearnedPrice;
  readonly stale: Uint8Array;

  constructor(problem: ItineraryProblem, hotels: NearHotels, random: Random, far: FarVisits | null = null) {
    this.problem = problem;
    this.timing = new TourTiming(problem);
    this.insertion = new Insertion(problem, this.timing, hotels, new TravelMoney(problem), random);
    this.late = new LearnedPrice(problem.costPerDriveSecond, 1e-9);
    this.nights = new NightPlanner(problem, this.timing, new NearNights(problem, hotels));
    this.far = far;
    this.trips = far && new Trips(problem, this.timing, far.hotelsOf);
    this.position = new Int32Array(problem.days);
    this.sleepBefore = new Int32Array(problem.days);
    this.sleepAfter = new Int32Array(problem.days);
    this.tourCost = new Float64Array(problem.days);
    this.lateSeconds = new Int32Array(problem.days);
    this.driveSeconds = new Int32Array(problem.days);
    this.byTrip = new Uint8Array(problem.days);
    this.stale = new Uint8Array(problem.days);
  }

  load(state: ItineraryState, start: StartItinerary): void {
    loadStart(state, this.timing, start);
  }

  estimate(state: ItineraryState, customer: number, day: number): number {
    const cell = customer * this.problem.days + day;
    const found = this.insertion.estimate(state, customer, day);
    return (this.far === null ? found : Math.min(found, this.far.tripCost[cell])) + this.problem.dislike[cell];
  }

  price(state: ItineraryState, customer: number, day: number): number {
    const { insertion } = this;
    const cell = customer * this.problem.days + day;
    const isFound = insertion.find(state, customer, day);
    this.byTrip[day] = this.isTripBetter(state, customer, day) ? 1 : 0;
    if (this.byTrip[day] === 1) return this.tripCost + this.problem.dislike[cell];
    if (!isFound) return Number.POSITIVE_INFINITY;
    this.position[day] = insertion.position;
    this.sleepBefore[day] = insertion.sleepBefore;
    this.sleepAfter[day] = insertion.sleepAfter;
    this.tourCost[day] = insertion.tourCost;
    this.lateSeconds[day] = insertion.lateSeconds;
    this.driveSeconds[day] = insertion.driveSeconds;
    return insertion.cost + this.problem.dislike[cell];
  }

  /** Whether a trip is cheaper than what `insertion` has found; its position and `tripCost` are then set. */
  private isTripBetter(state: ItineraryState, customer: number, day: number): boolean {
    const { far, trips } = this;
    if (far === null || trips === null) return false;
    if (far.tripCost[customer * this.problem.days + day] === Number.POSITIVE_INFINITY) return false;
    if (!trips.find(state, customer, day) || trips.cost >= this.insertion.cost) return false;
    this.position[day] = trips.position;
    this.tripCost = trips.cost;
    return true;
  }

  put(state: ItineraryState, customer: number, day: number, touched: Uint8Array): void {
    const { days } = this.problem;
    if (this.trips !== null && this.byTrip[day] === 1) {
      this.trips.put(state, customer, day, this.position[day]);
      touched.fill(1, this.trips.from, this.trips.to + 1);
      this.stale.fill(1);
      return;
    }
    const oldBefore = day === 0 ? HOME : state.sleep[day - 1];
    const oldAfter = state.sleep[day];
    state.insert(customer, day, this.position[day]);
    if (day > 0) state.sleep[day - 1] = this.sleepBefore[day];
    state.sleep[day] = this.sleepAfter[day];
    recordOneMore(state, customer, day);
    state.tourCost[day] = this.tourCost[day];
    state.late[day] = this.lateSeconds[day];
    state.drive[day] = this.driveSeconds[day];
    state.stamp[day] = ++this.timing.recorded;
    touched[day] = 1;
    this.stale[day] = 1;
    if (this.sleepBefore[day] !== oldBefore) this.changed(state, day - 1, touched);
    if (this.sleepAfter[day] !== oldAfter) this.changed(state, day + 1, touched);
    if (this.sleepBefore[day] !== oldBefore || this.sleepAfter[day] !== oldAfter) {
      // The limits on nights reach a week far, and trips farther.
      const reach = this.trips === null ? 7 : days;
      this.stale.fill(1, Math.max(0, day - reach), Math.min(days, day + reach + 1));
    }
  }

  take(state: ItineraryState, customer: number, day: number, touched: Uint8Array): boolean {
    state.remove(customer, day);
    return this.changed(state, day, touched);
  }

  settle(state: ItineraryState, touched: Uint8Array, complete: boolean): boolean {
    if (this.trips !== null) touchIdleDays(state, touched);
    // Once visits were put back, every day that changed has been recorded.
    return this.nights.replan(state, touched, complete);
  }

  cost(state: ItineraryState): number {
    let sum = nightsCost(state);
    for (const cost of state.tourCost) sum += cost;
    return sum;
  }

  penalty(state: ItineraryState): number {
    const late = lateSeconds(state);
    return late > 0 ? late * this.timing.latePrice : 0;
  }

  learn(state: ItineraryState, share: number): boolean {
    const corrected = this.late.learn(lateSeconds(state) === 0, share);
    // The first itinerary, which is to be feasible, is built while the price is infinite.
    if (corrected) this.timing.latePrice = this.late.price;
    return corrected;
  }

  private changed(state: ItineraryState, day: number, touched: Uint8Array): boolean {
    touched[day] = 1;
    this.stale[day] = 1;
    recordVisits(state, day);
    return recordDay(state, this.timing, day);
  }
}

/** Days on the way to a visit, or back, change with its day. */
function touchIdleDays({ problem, length, sleep }: ItineraryState, touched: Uint8Array): void {
  const { days } = problem;
  for (let day = 1; day < days; day++)
    if (touched[day - 1] === 1 && sleep[day - 1] !== HOME && length[day] === 0) touched[day] = 1;
  for (let day = days - 2; day >= 0; day--)
    if (touched[day + 1] === 1 && sleep[day] !== HOME && length[day] === 0) touched[day] = 1;
}

function lateSeconds({ late }: ItineraryState): number {
  let sum = 0;
  for (const seconds of late) sum += seconds;
  return sum;
}
