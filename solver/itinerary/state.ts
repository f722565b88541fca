/** The mutable itinerary of one rep during the search: who is visited on which day, in which order, and where the rep sleeps. */
import type { RepProblem } from '../problem/index.ts';

export const HOME = -1;

/**
 * All numbers lie in one buffer, so that a state is copied, and a step undone, by one copy of memory. Whoever changes a day
 * also sets its cost (see `NightPlanner` and `Recreate`); between steps every day is feasible.
 */
export class ItineraryState {
  readonly problem: RepProblem;
  /** Most stops on one day. */
  readonly capacity: number;
  private readonly memory: Uint8Array;
  /** Money: driving and kilometres of each day, and the soft costs of each customer's days. */
  readonly dayCost: Float64Array;
  readonly softCost: Float64Array;
  /** The customers of day d in order: `stops[d * capacity .. d * capacity + length[d] - 1]`. */
  readonly stops: Int32Array;
  readonly length: Int32Array;
  /** The hotel of the night after each day, or HOME. */
  readonly sleep: Int32Array;
  readonly planned: Int32Array;
  /** Visits per day and slot: `slotUse[day * slots + slot]`. */
  readonly slotUse: Int32Array;
  /** `visited[customer * days + day]`. */
  readonly visited: Uint8Array;

  constructor(problem: RepProblem) {
    this.problem = problem;
    this.capacity = mostStops(problem);
    const { days, customers } = problem;
    const slots = problem.slotMaxVisits.length;
    const doubles = days + customers;
    const words = days * this.capacity + days + days + customers + days * slots;
    const buffer = new ArrayBuffer(doubles * 8 + words * 4 + customers * days);
    let offset = 0;
    const float64 = (length: number) => {
      const view = new Float64Array(buffer, offset, length);
      offset += length * 8;
      return view;
    };
    const int32 = (length: number) => {
      const view = new Int32Array(buffer, offset, length);
      offset += length * 4;
      return view;
    };
    this.memory = new Uint8Array(buffer);
    this.dayCost = float64(days);
    this.softCost = float64(customers);
    this.stops = int32(days * this.capacity);
    this.length = int32(days);
    this.sleep = int32(days).fill(HOME);
    this.planned = int32(customers);
    this.slotUse = int32(days * slots);
    this.visited = new Uint8Array(buffer, offset, customers * days);
  }

  copyFrom(other: ItineraryState): void {
    this.memory.set(other.memory);
  }

  /** The place where day d starts: home, or the hotel of the night before. */
  startPlace(day: number): number {
    return day === 0 ? this.problem.home : this.problem.home + 1 + this.sleep[day - 1];
  }

  endPlace(day: number): number {
    return this.problem.home + 1 + this.sleep[day];
  }

  insert(customer: number, day: number, position: number): void {
    const at = day * this.capacity;
    this.stops.copyWithin(at + position + 1, at + position, at + this.length[day]);
    this.stops[at + position] = customer;
    this.length[day]++;
    this.count(customer, day, 1);
  }

  /** Takes the stop at a position out of its day. */
  removeAt(day: number, position: number): void {
    const at = day * this.capacity;
    const customer = this.stops[at + position];
    this.stops.copyWithin(at + position, at + position + 1, at + this.length[day]);
    this.length[day]--;
    this.count(customer, day, -1);
  }

  remove(customer: number, day: number): void {
    this.removeAt(day, this.stops.indexOf(customer, day * this.capacity) - day * this.capacity);
  }

  isVisited(customer: number, day: number): boolean {
    return this.visited[customer * this.problem.days + day] === 1;
  }

  /** Whether the slot that a visit of this customer uses on this day, if any, has room. */
  slotIsFree(customer: number, day: number): boolean {
    const slot = this.problem.slot[customer * this.problem.days + day];
    const { slotMaxVisits } = this.problem;
    return slot < 0 || this.slotUse[day * slotMaxVisits.length + slot] < slotMaxVisits[slot];
  }

  private count(customer: number, day: number, change: number): void {
    const cell = customer * this.problem.days + day;
    this.visited[cell] += change;
    this.planned[customer] += change;
    const slot = this.problem.slot[cell];
    if (slot >= 0) this.slotUse[day * this.problem.slotMaxVisits.length + slot] += change;
  }
}

/** As many of the shortest visits as working hours hold on the longest day, but no more than there are customers. */
function mostStops(problem: RepProblem): number {
  let shortest = Number.POSITIVE_INFINITY;
  for (const seconds of problem.serviceSeconds) if (seconds > 0) shortest = Math.min(shortest, seconds);
  let longest = 0;
  for (let day = 0; day < problem.days; day++) {
    let working = 0;
    for (let k = problem.working.offset[day]; k < problem.working.offset[day + 1]; k++) {
      working += problem.working.to[k] - problem.working.from[k];
    }
    longest = Math.max(longest, working);
  }
  return 1 + Math.min(problem.customers, Number.isFinite(shortest) ? Math.floor(longest / shortest) : 0);
}
