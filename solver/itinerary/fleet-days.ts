/**
 * The days of a fleet: several tours each, limited in load and duration. Both limits may be broken during the search at a
 * price that is learned, as in Vidal et al. 2012 (A hybrid genetic algorithm for multidepot and periodic vehicle routing
 * problems, section 4.6).
 */
import type { Fleet, ItineraryProblem } from '../problem/index.ts';
import type { Days } from './days.ts';
import type { Random } from './random.ts';
import type { ItineraryState } from './state.ts';

const BLINK = 0.01;
/** Looked at this many states, the prices are corrected once. */
const LESSON = 100;
/** Share of the states that should keep a limit, at the beginning and at the end. */
const KEPT = { first: 0.3, last: 0.6 };

export class FleetDays implements Days {
  private readonly problem: ItineraryProblem;
  private readonly fleet: Fleet;
  private readonly random: Random;
  /** The transposed matrix: seconds to a place, as one row. */
  private readonly secondsTo: Int32Array;
  private readonly tour: Int32Array;
  private readonly position: Int32Array;
  private blinkIn = 0;
  /** Money for one unit of load or one second too much. */
  private loadPrice: number;
  private timePrice: number;
  private states = 0;
  private loadKept = 0;
  private timeKept = 0;
  readonly stale: Uint8Array;

  /** @param hop money for a typical drive between neighbours */
  constructor(problem: ItineraryProblem, fleet: Fleet, random: Random, hop: number) {
    this.problem = problem;
    this.fleet = fleet;
    this.random = random;
    const { size, seconds } = problem.travel;
    this.secondsTo = Int32Array.from(seconds, (_, cell) => seconds[(cell % size) * size + Math.floor(cell / size)]);
    this.tour = new Int32Array(problem.days);
    this.position = new Int32Array(problem.days);
    this.stale = new Uint8Array(problem.days);
    const demand = fleet.demand.reduce((a, b) => a + b, 0) / problem.customers;
    this.loadPrice = hop / Math.max(1e-9, demand);
    this.timePrice = problem.costPerDriveSecond;
    this.drawBlink();
  }

  estimate(state: ItineraryState, customer: number, day: number): number {
    return this.price(state, customer, day);
  }

  price(state: ItineraryState, customer: number, day: number): number {
    const { fleet, problem, secondsTo } = this;
    const { size, seconds } = problem.travel;
    const { stops, capacity, toursPerDay } = state;
    const { home, costPerDriveSecond } = problem;
    const row = customer * size;
    const demand = fleet.demand[customer];
    const service = problem.serviceSeconds[customer * problem.days + day];
    let best = Number.POSITIVE_INFINITY;
    let emptySeen = false;
    for (let tour = day * toursPerDay; tour < (day + 1) * toursPerDay; tour++) {
      const length = state.length[tour];
      // Empty tours are all alike.
      if (length >= capacity || (length === 0 && emptySeen)) continue;
      emptySeen ||= length === 0;
      const over = this.priceOfLoad(state.load[tour] + demand) - this.priceOfLoad(state.load[tour]);
      if (over >= best) continue;
      const at = tour * capacity;
      let detour = 2_000_000_000;
      let position = -1;
      let before = home;
      for (let k = 0; k <= length; k++) {
        const after = k === length ? home : stops[at + k];
        const found = secondsTo[row + before] + seconds[row + after] - seconds[before * size + after];
        before = after;
        if (found >= detour) continue;
        if (--this.blinkIn < 0) {
          this.drawBlink();
          continue;
        }
        detour = found;
        position = k;
      }
      if (position < 0) continue;
      const busy = state.drive[tour] + state.service[tour];
      const cost =
        detour * costPerDriveSecond + over + this.priceOfTime(busy + detour + service) - this.priceOfTime(busy);
      if (cost < best) {
        best = cost;
        this.tour[day] = tour;
        this.position[day] = position;
      }
    }
    return best;
  }

  put(state: ItineraryState, customer: number, day: number): void {
    state.insert(customer, this.tour[day], this.position[day]);
    this.stale[day] = 1;
  }

  take(state: ItineraryState, customer: number, day: number): boolean {
    state.remove(customer, day);
    this.stale[day] = 1;
    return true;
  }

  settle(): boolean {
    return true;
  }

  cost(state: ItineraryState): number {
    let sum = 0;
    for (let tour = 0; tour < state.tours; tour++) sum += state.drive[tour];
    return sum * this.problem.costPerDriveSecond;
  }

  penalty(state: ItineraryState): number {
    let sum = 0;
    for (let tour = 0; tour < state.tours; tour++) {
      sum += this.priceOfLoad(state.load[tour]) + this.priceOfTime(state.drive[tour] + state.service[tour]);
    }
    return sum;
  }

  learn(state: ItineraryState, share: number): boolean {
    let load = 0;
    let time = 0;
    for (let tour = 0; tour < state.tours; tour++) {
      load = Math.max(load, state.load[tour]);
      time = Math.max(time, state.drive[tour] + state.service[tour]);
    }
    if (load <= this.fleet.maxLoad) this.loadKept++;
    if (time <= this.fleet.maxSeconds) this.timeKept++;
    if (++this.states < LESSON) return false;
    const wanted = (KEPT.first + (KEPT.last - KEPT.first) * share) * LESSON;
    this.loadPrice *= this.loadKept < wanted ? 1.2 : 0.85;
    this.timePrice *= this.timeKept < wanted ? 1.2 : 0.85;
    this.loadPrice = Math.max(this.loadPrice, 1e-6);
    this.timePrice = Math.max(this.timePrice, 1e-9);
    this.states = 0;
    this.loadKept = 0;
    this.timeKept = 0;
    return true;
  }

  private priceOfLoad(load: number): number {
    return load > this.fleet.maxLoad ? (load - this.fleet.maxLoad) * this.loadPrice : 0;
  }

  private priceOfTime(seconds: number): number {
    return seconds > this.fleet.maxSeconds ? (seconds - this.fleet.maxSeconds) * this.timePrice : 0;
  }

  /** Good positions until the next one that is overlooked (Christiaens & Vanden Berghe 2020, section 5.3). */
  private drawBlink(): void {
    this.blinkIn = Math.floor(Math.log(1 - this.random.next()) / Math.log(1 - BLINK));
  }
}
