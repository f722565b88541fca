/**
 * The days of a fleet: several tours each, limited in load and duration. Both limits may be broken during the search at a
 * price that is learned, as in Vidal et al. 2012 (A hybrid genetic algorithm for multidepot and periodic vehicle routing
 * problems, section 4.6).
 */

import type { Random } from '../annealing/index.ts';
import type { Fleet, ItineraryProblem } from '../problem/index.ts';
import type { DatedDays } from './days.ts';
import { Detours } from './detours.ts';
import { LearnedPrice } from './learned-price.ts';
import type { ItineraryState } from './state.ts';
import type { StartItinerary } from './warm-start.ts';

/** Seldom: a fleet with one tour fewer, overloaded for a long while, is where the best plans begin. */
const KEPT = { first: 0.02, last: 0.3 };

export class FleetDays implements DatedDays {
  private readonly problem: ItineraryProblem;
  private readonly fleet: Fleet;
  private readonly detours: Detours;
  private readonly tour: Int32Array;
  private readonly position: Int32Array;
  /** For one unit of load or one second too much. */
  private readonly loadPrice: LearnedPrice;
  private readonly timePrice: LearnedPrice;
  readonly stale: Uint8Array;

  /** @param hop money for a typical drive between neighbours */
  constructor(problem: ItineraryProblem, fleet: Fleet, random: Random, hop: number) {
    this.problem = problem;
    this.fleet = fleet;
    this.detours = new Detours(problem, random);
    this.tour = new Int32Array(problem.days);
    this.position = new Int32Array(problem.days);
    this.stale = new Uint8Array(problem.days);
    const demand = fleet.demand.reduce((a, b) => a + b, 0) / problem.customers;
    this.loadPrice = new LearnedPrice(hop / Math.max(1e-9, demand), 1e-6, KEPT);
    this.timePrice = new LearnedPrice(problem.costPerDriveSecond, 1e-9, KEPT);
  }

  /** Visits beyond those owed, or on other days than listed, are moved when the customers are put back. */
  load(state: ItineraryState, start: StartItinerary): void {
    start.stops.forEach((customers, tour) => {
      const day = Math.floor(tour / state.toursPerDay);
      for (const customer of customers) {
        if (!state.isVisited(customer, day) && state.length[tour] < state.capacity)
          state.insert(customer, tour, state.length[tour]);
      }
    });
  }

  estimate(state: ItineraryState, customer: number, day: number): number {
    return this.price(state, customer, day);
  }

  price(state: ItineraryState, customer: number, day: number): number {
    const { fleet, problem, detours } = this;
    const { stops, capacity, toursPerDay } = state;
    const { home, costPerDriveSecond } = problem;
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
      if (!detours.find(customer, home, home, stops, at, length)) continue;
      const { detour } = detours;
      const busy = state.drive[tour] + state.service[tour];
      const cost =
        detour * costPerDriveSecond + over + this.priceOfTime(busy + detour + service) - this.priceOfTime(busy);
      if (cost < best) {
        best = cost;
        this.tour[day] = tour;
        this.position[day] = detours.position;
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
    const loadCorrected = this.loadPrice.learn(load <= this.fleet.maxLoad, share);
    const timeCorrected = this.timePrice.learn(time <= this.fleet.maxSeconds, share);
    return loadCorrected || timeCorrected;
  }

  private priceOfLoad(load: number): number {
    return load > this.fleet.maxLoad ? (load - this.fleet.maxLoad) * this.loadPrice.price : 0;
  }

  private priceOfTime(seconds: number): number {
    return seconds > this.fleet.maxSeconds ? (seconds - this.fleet.maxSeconds) * this.timePrice.price : 0;
  }
}
