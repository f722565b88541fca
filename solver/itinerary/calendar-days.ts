/** The days of a rep: one tour each, with times, breaks, and nights between them. Always feasible. */
import type { ItineraryProblem } from '../problem/index.ts';
import type { Days } from './days.ts';
import { Insertion } from './insertion.ts';
import type { NearHotels } from './near-hotels.ts';
import { NightPlanner } from './nights.ts';
import type { Random } from './random.ts';
import { HOME, type ItineraryState } from './state.ts';
import { TourTiming } from './tour-timing.ts';

export class CalendarDays implements Days {
  private readonly problem: ItineraryProblem;
  private readonly timing: TourTiming;
  private readonly insertion: Insertion;
  private readonly nights: NightPlanner;
  private readonly position: Int32Array;
  private readonly sleepBefore: Int32Array;
  private readonly sleepAfter: Int32Array;
  readonly stale: Uint8Array;

  constructor(problem: ItineraryProblem, hotels: NearHotels, random: Random) {
    this.problem = problem;
    this.timing = new TourTiming(problem);
    this.insertion = new Insertion(problem, this.timing, hotels, random);
    this.nights = new NightPlanner(problem, this.timing, hotels);
    this.position = new Int32Array(problem.days);
    this.sleepBefore = new Int32Array(problem.days);
    this.sleepAfter = new Int32Array(problem.days);
    this.stale = new Uint8Array(problem.days);
  }

  price(state: ItineraryState, customer: number, day: number): number {
    const { insertion } = this;
    if (!insertion.find(state, customer, day)) return Number.POSITIVE_INFINITY;
    this.position[day] = insertion.position;
    this.sleepBefore[day] = insertion.sleepBefore;
    this.sleepAfter[day] = insertion.sleepAfter;
    return insertion.cost + this.problem.dislike[customer * this.problem.days + day];
  }

  put(state: ItineraryState, customer: number, day: number, touched: Uint8Array): void {
    const { days } = this.problem;
    const oldBefore = day === 0 ? HOME : state.sleep[day - 1];
    const oldAfter = state.sleep[day];
    state.insert(customer, day, this.position[day]);
    if (day > 0) state.sleep[day - 1] = this.sleepBefore[day];
    state.sleep[day] = this.sleepAfter[day];
    this.changed(state, day, touched);
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

  settle(state: ItineraryState, touched: Uint8Array): boolean {
    return this.nights.replan(state, touched);
  }

  cost(state: ItineraryState): number {
    const { nightCost, days } = this.problem;
    let sum = 0;
    for (let day = 0; day < days; day++) {
      sum += state.tourCost[day];
      if (state.sleep[day] !== HOME) sum += nightCost[state.sleep[day]];
    }
    return sum;
  }

  penalty(): number {
    return 0;
  }

  learn(): boolean {
    return false;
  }

  private changed(state: ItineraryState, day: number, touched: Uint8Array): boolean {
    const at = day * state.capacity;
    touched[day] = 1;
    this.stale[day] = 1;
    const start = state.startPlace(day);
    const possible = this.timing.time(day, start, state.endPlace(day), state.stops, at, state.length[day], -1, 0);
    state.tourCost[day] = this.timing.cost;
    return possible;
  }
}
