/** The mutable itinerary during the search: who is visited on which tour, in which order, and where the rep sleeps. */
import type { Fleet, ItineraryProblem } from '../problem/index.ts';

export const HOME = -1;
/** The first opening of a day without visits. */
export const NO_VISIT_OPENS = 2_000_000_000;

/**
 * All numbers lie in one buffer, so that a state is copied, and a step undone, by one copy of memory. Whoever changes a day of a
 * rep also records it (see `recordDay`); tours of a fleet keep their sums by themselves. Tours may be too long, late or heavy, at
 * a price (see `CalendarDays` and `FleetDays`). Without a fleet, tour d is the one of day d.
 */
export class ItineraryState {
  readonly problem: ItineraryProblem;
  readonly tours: number;
  readonly toursPerDay: number;
  /** Most stops on one tour. */
  readonly capacity: number;
  private readonly memory: Uint8Array;
  /** Money: driving and kilometres of each tour, by the calendar, and the soft costs of each customer's days. */
  readonly tourCost: Float64Array;
  readonly softCost: Float64Array;
  /** Of each tour of a rep: another number whenever it was recorded anew; tours with the same number are the same. */
  readonly stamp: Float64Array;
  /** The customers of tour t in order: `stops[t * capacity .. t * capacity + length[t] - 1]`. */
  readonly stops: Int32Array;
  readonly length: Int32Array;
  /** The hotel of the night after each day, or HOME. */
  readonly sleep: Int32Array;
  readonly planned: Int32Array;
  /** Visits owed and not planned, of all customers together, at `missing[0]`. */
  readonly missing: Int32Array;
  /** Visits per day and slot: `slotUse[day * slots + slot]`. */
  readonly slotUse: Int32Array;
  /** Of each tour: seconds driven, seconds of service; of a fleet also the load. */
  readonly drive: Int32Array;
  readonly service: Int32Array;
  readonly load: Float64Array;
  /** Of each tour of a rep: seconds too late, the first moment a visit may start and the last at which one may end. */
  readonly late: Int32Array;
  readonly opens: Int32Array;
  readonly closes: Int32Array;
  /** The tour on which a customer is visited on a day, or -1: `tourOf[customer * days + day]`. */
  readonly tourOf: Int16Array;

  constructor(problem: ItineraryProblem) {
    this.problem = problem;
    this.toursPerDay = problem.fleet?.toursPerDay ?? 1;
    this.tours = problem.days * this.toursPerDay;
    this.capacity = problem.fleet ? mostStopsByLoad(problem, problem.fleet) : mostStops(problem);
    const { days, customers } = problem;
    const { tours } = this;
    const slots = problem.slotMaxVisits.length;
    const doubles = 3 * tours + customers;
    const words = tours * this.capacity + 6 * tours + days + customers + 1 + days * slots;
    const buffer = new ArrayBuffer(doubles * 8 + words * 4 + customers * days * 2);
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
    this.tourCost = float64(tours);
    this.load = float64(tours);
    this.softCost = float64(customers);
    this.stamp = float64(tours);
    this.stops = int32(tours * this.capacity);
    this.length = int32(tours);
    this.drive = int32(tours);
    this.service = int32(tours);
    this.late = int32(tours);
    this.opens = int32(tours).fill(NO_VISIT_OPENS);
    this.closes = int32(tours);
    this.sleep = int32(days).fill(HOME);
    this.planned = int32(customers);
    this.missing = int32(1).fill(problem.visitsOwed.reduce((a, b) => a + b, 0));
    this.slotUse = int32(days * slots);
    this.tourOf = new Int16Array(buffer, offset, customers * days).fill(-1);
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

  /** The customers of a tour in order, as a copy. */
  stopsOf(tour: number): number[] {
    const at = tour * this.capacity;
    return Array.from(this.stops.subarray(at, at + this.length[tour]));
  }

  insert(customer: number, tour: number, position: number): void {
    const at = tour * this.capacity;
    if (this.problem.fleet) this.addToSums(customer, tour, at, position, this.stops[at + position], 1);
    this.stops.copyWithin(at + position + 1, at + position, at + this.length[tour]);
    this.stops[at + position] = customer;
    this.length[tour]++;
    this.count(customer, tour, 1);
  }

  /** Takes the stop at a position out of its tour. */
  removeAt(tour: number, position: number): void {
    const at = tour * this.capacity;
    const customer = this.stops[at + position];
    this.stops.copyWithin(at + position, at + position + 1, at + this.length[tour]);
    this.length[tour]--;
    if (this.problem.fleet) this.addToSums(customer, tour, at, position, this.stops[at + position], -1);
    this.count(customer, tour, -1);
  }

  remove(customer: number, day: number): void {
    const tour = this.tourOf[customer * this.problem.days + day];
    const at = tour * this.capacity;
    this.removeAt(tour, this.stops.indexOf(customer, at) - at);
  }

  /** Spreads all stops anew: tour t gets those from `begins[t]` up to `begins[t + 1]` of the sequence and ends at `sleeps[t]`. */
  layOut(sequence: Int32Array, begins: Int32Array, sleeps: Int32Array, tours: number): void {
    const { days } = this.problem;
    for (let tour = 0; tour < this.tours; tour++) {
      const at = tour * this.capacity;
      for (let k = at; k < at + this.length[tour]; k++) this.tourOf[this.stops[k] * days + tour] = -1;
    }
    this.length.fill(0);
    this.sleep.fill(HOME);
    for (let tour = 0; tour < tours; tour++) {
      const at = tour * this.capacity;
      this.length[tour] = begins[tour + 1] - begins[tour];
      this.sleep[tour] = sleeps[tour];
      for (let k = 0; k < this.length[tour]; k++) {
        const customer = sequence[begins[tour] + k];
        this.stops[at + k] = customer;
        this.tourOf[customer * days + tour] = tour;
      }
    }
  }

  isVisited(customer: number, day: number): boolean {
    return this.tourOf[customer * this.problem.days + day] >= 0;
  }

  /** Whether the slot that a visit of this customer uses on this day, if any, has room. */
  slotIsFree(customer: number, day: number): boolean {
    const slot = this.problem.slot[customer * this.problem.days + day];
    const { slotMaxVisits } = this.problem;
    return slot < 0 || this.slotUse[day * slotMaxVisits.length + slot] < slotMaxVisits[slot];
  }

  /** The sums of a tour of a fleet, the customer being between the stop before the position and the one at it. */
  private addToSums(customer: number, tour: number, at: number, position: number, next: number, sign: 1 | -1): void {
    const { travel, home, fleet, serviceSeconds, days } = this.problem;
    const { size, seconds } = travel;
    const before = position === 0 ? home : this.stops[at + position - 1];
    const after = position === this.length[tour] ? home : next;
    const detour =
      seconds[before * size + customer] + seconds[customer * size + after] - seconds[before * size + after];
    this.drive[tour] += sign * detour;
    this.service[tour] += sign * serviceSeconds[customer * days];
    this.load[tour] += sign * (fleet as Fleet).demand[customer];
  }

  private count(customer: number, tour: number, change: 1 | -1): void {
    const day = this.toursPerDay === 1 ? tour : Math.floor(tour / this.toursPerDay);
    const cell = customer * this.problem.days + day;
    this.tourOf[cell] = change === 1 ? tour : -1;
    this.planned[customer] += change;
    this.missing[0] -= change;
    const slot = this.problem.slot[cell];
    if (slot >= 0) this.slotUse[day * this.problem.slotMaxVisits.length + slot] += change;
  }
}

/** As many of the shortest visits as working hours hold on the longest day, but no more than there are customers. */
export function mostStops(problem: ItineraryProblem): number {
  if (problem.undatedTourPrice !== null) return problem.customers + 1;
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

/** Tours may be overloaded for a while, with at most as many stops as half as much again could carry. */
function mostStopsByLoad(problem: ItineraryProblem, fleet: Fleet): number {
  const sorted = fleet.demand.toSorted();
  let load = 0;
  let count = 0;
  while (count < problem.customers && load + sorted[count] <= 1.5 * fleet.maxLoad) load += sorted[count++];
  return count + 1;
}
