/**
 * The days of a rep: one tour each, with times, breaks, and nights between them. A tour may end late or drive too long during
 * the search, at a price that is learned (Vidal et al. 2012, section 4.6); opening hours, breaks and nights are always kept.
 */

import type { Random } from '../annealing/index.ts';
import type { ItineraryProblem } from '../problem/index.ts';
import { nightsCost, recordDay, recordOneMore, recordVisits } from './day-record.ts';
import type { DatedDays } from './days.ts';
import { Insertion } from './insertion.ts';
import { LearnedPrice } from './learned-price.ts';
import type { NearHotels } from './near-hotels.ts';
import { NightPlanner } from './nights.ts';
import { HOME, type ItineraryState } from './state.ts';
import { TourTiming } from './tour-timing.ts';
import { TravelMoney } from './travel-money.ts';
import { loadStart, type StartItinerary } from './warm-start.ts';

export class CalendarDays implements DatedDays {
  private readonly problem: ItineraryProblem;
  private readonly timing: TourTiming;
  private readonly insertion: Insertion;
  private readonly nights: NightPlanner;
  private readonly position: Int32Array;
  private readonly sleepBefore: Int32Array;
  private readonly sleepAfter: Int32Array;
  /** Of the tours found: what is recorded of them. */
  private readonly tourCost: Float64Array;
  private readonly lateSeconds: Int32Array;
  private readonly driveSeconds: Int32Array;
  private readonly late: LearnedPrice;
  readonly stale: Uint8Array;

  constructor(problem: ItineraryProblem, hotels: NearHotels, random: Random) {
    this.problem = problem;
    this.timing = new TourTiming(problem);
    this.insertion = new Insertion(problem, this.timing, hotels, new TravelMoney(problem), random);
    this.late = new LearnedPrice(problem.costPerDriveSecond, 1e-9);
    this.nights = new NightPlanner(problem, this.timing, hotels);
    this.position = new Int32Array(problem.days);
    this.sleepBefore = new Int32Array(problem.days);
    this.sleepAfter = new Int32Array(problem.days);
    this.tourCost = new Float64Array(problem.days);
    this.lateSeconds = new Int32Array(problem.days);
    this.driveSeconds = new Int32Array(problem.days);
    this.stale = new Uint8Array(problem.days);
  }

  load(state: ItineraryState, start: StartItinerary): void {
    loadStart(state, this.timing, start);
  }

  estimate(state: ItineraryState, customer: number, day: number): number {
    const found = this.insertion.estimate(state, customer, day);
    return found + this.problem.dislike[customer * this.problem.days + day];
  }

  price(state: ItineraryState, customer: number, day: number): number {
    const { insertion } = this;
    if (!insertion.find(state, customer, day)) return Number.POSITIVE_INFINITY;
    this.position[day] = insertion.position;
    this.sleepBefore[day] = insertion.sleepBefore;
    this.sleepAfter[day] = insertion.sleepAfter;
    this.tourCost[day] = insertion.tourCost;
    this.lateSeconds[day] = insertion.lateSeconds;
    this.driveSeconds[day] = insertion.driveSeconds;
    return insertion.cost + this.problem.dislike[customer * this.problem.days + day];
  }

  put(state: ItineraryState, customer: number, day: number, touched: Uint8Array): void {
    const { days } = this.problem;
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
      // The limits on nights reach a week far.
      this.stale.fill(1, Math.max(0, day - 7), Math.min(days, day + 8));
    }
  }

  take(state: ItineraryState, customer: number, day: number, touched: Uint8Array): boolean {
    state.remove(customer, day);
    return this.changed(state, day, touched);
  }

  settle(state: ItineraryState, touched: Uint8Array, complete: boolean): boolean {
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

function lateSeconds({ late }: ItineraryState): number {
  let sum = 0;
  for (const seconds of late) sum += seconds;
  return sum;
}
