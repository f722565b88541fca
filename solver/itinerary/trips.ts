/** Puts a visit into a day together with all nights on the way there and back, where one before and one after it do not suffice. */
import type { ItineraryProblem } from '../problem/index.ts';
import { type NightChoices, NightPlanner } from './nights.ts';
import { HOME, type ItineraryState } from './state.ts';
import type { TourTiming } from './tour-timing.ts';

/** Nights before and after a visit that are decided with it, at most. */
const MOST_NIGHTS = 7;

/** Home, the hotel of now, and the given ones. */
class GivenNights implements NightChoices {
  readonly most: number;
  hotels: Int32Array = new Int32Array(0);

  constructor(mostHotels: number) {
    this.most = mostHotels + 2;
  }

  list({ sleep }: ItineraryState, night: number, places: Int32Array, at: number): number {
    let count = 0;
    places[at + count++] = HOME;
    if (sleep[night] !== HOME) places[at + count++] = sleep[night];
    for (const hotel of this.hotels) if (hotel !== sleep[night]) places[at + count++] = hotel;
    return count;
  }
}

export class Trips {
  private readonly problem: ItineraryProblem;
  private readonly timing: TourTiming;
  private readonly hotelsOf: ReadonlyMap<number, Int32Array>;
  private readonly choices: GivenNights;
  private readonly nights: NightPlanner;
  /** The days that the last `find` or `put` has decided the nights of. */
  from = 0;
  to = 0;
  /** The answer of the last `find`: what the visit adds in money, and its position. */
  cost = 0;
  position = 0;

  /** @param hotelsOf per customer who may be visited by a trip the hotels to be considered */
  constructor(problem: ItineraryProblem, timing: TourTiming, hotelsOf: ReadonlyMap<number, Int32Array>) {
    this.problem = problem;
    this.timing = timing;
    this.hotelsOf = hotelsOf;
    this.choices = new GivenNights([...hotelsOf.values()].reduce((most, { length }) => Math.max(most, length), 0));
    this.nights = new NightPlanner(problem, timing, this.choices);
  }

  /** @param customer open on that day @returns whether he can be visited then; the fields hold the cheapest way */
  find(state: ItineraryState, customer: number, day: number): boolean {
    this.cost = Number.POSITIVE_INFINITY;
    const count = state.length[day];
    if (count >= state.capacity || !state.slotIsFree(customer, day)) return false;
    this.prepare(customer, day);
    const now = this.costOf(state);
    // Between other visits he gets his place without a trip of his own.
    for (const position of count === 0 ? [0] : [0, count]) {
      state.insert(customer, day, position);
      const cost = this.leastCost(state, customer, day) - now;
      state.removeAt(day, position);
      if (cost >= this.cost) continue;
      this.cost = cost;
      this.position = position;
    }
    return this.cost < Number.POSITIVE_INFINITY;
  }

  /** Makes the visit at the position that `find` has found in this state; the days are recorded. */
  put(state: ItineraryState, customer: number, day: number, position: number): void {
    this.prepare(customer, day);
    state.insert(customer, day, position);
    this.leastCost(state, customer, day);
    this.nights.spend(state, this.from, this.to);
  }

  private prepare(customer: number, day: number): void {
    const { days, nightAllowed, maxConsecutiveNights } = this.problem;
    const nights = Math.min(MOST_NIGHTS, maxConsecutiveNights);
    this.choices.hotels = this.hotelsOf.get(customer) as Int32Array;
    this.from = day;
    while (this.from > Math.max(0, day - nights) && nightAllowed[this.from - 1] === 1) this.from--;
    this.to = day;
    while (this.to < Math.min(days - 1, day + nights) && nightAllowed[this.to] === 1) this.to++;
  }

  private leastCost(state: ItineraryState, customer: number, day: number): number {
    const { timing } = this;
    const { latePrice } = timing;
    // An appointment or a pin must not make days late: later steps could not give it up to be in time again.
    if (this.problem.appointment[customer * this.problem.days + day] !== 0) timing.latePrice = Number.POSITIVE_INFINITY;
    const cost = this.nights.leastCost(state, this.from, this.to);
    timing.latePrice = latePrice;
    return cost;
  }

  private costOf({ tourCost, late, sleep }: ItineraryState): number {
    const { nightCost } = this.problem;
    let sum = 0;
    for (let day = this.from; day <= this.to; day++) {
      sum += this.timing.priceOf(tourCost[day], late[day]) + (sleep[day] === HOME ? 0 : nightCost[sleep[day]]);
    }
    return sum;
  }
}
