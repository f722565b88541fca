/** Ruin and recreate under simulated annealing. */

import type { StopCriterion, StopReason } from '../annealing/index.ts';
import { Random } from '../annealing/index.ts';
import type { ItineraryProblem } from '../problem/index.ts';
import { CalendarDays } from './calendar-days.ts';
import type { Days } from './days.ts';
import { FleetDays } from './fleet-days.ts';
import { NearHotels } from './near-hotels.ts';
import { Recreate } from './recreate.ts';
import { Ruin } from './ruin.ts';
import { ItineraryState } from './state.ts';
import type { TourPool } from './tour-pool.ts';
import { UndatedDays } from './undated-days.ts';
import type { StartItinerary } from './warm-start.ts';

/** The temperature falls from this many mean hops between near customers to this share of that. */
const HOT = 3;
const COLD = 0.01;
const PROGRESS_EVERY = 64;

/** What a search has found, as plain data that crosses a thread. */
export interface Itinerary {
  /** Customers of each tour in order, as numbered in the problem; without a fleet, tour d is the one of day d. */
  readonly stops: readonly Int32Array[];
  /** The hotel of the night after each day, as numbered in the problem, or -1 for home. */
  readonly sleep: Int32Array;
  /** Whether every limit is kept; for a rep it always is. */
  readonly feasible: boolean;
  /** What the search minimises, money: cost, soft wishes, and far more for each visit that is missing. */
  readonly objective: number;
  readonly steps: number;
  readonly stoppedBy: StopReason;
}

export interface SearchProgress {
  readonly steps: number;
  readonly share: number;
  readonly plannedVisits: number;
  /** Driving, kilometres and nights of the best itinerary so far, money. */
  readonly cost: number;
}

export interface SearchControl {
  readonly seed: number;
  readonly stop: StopCriterion;
  readonly onProgress?: (progress: SearchProgress) => void;
  /** Where to begin; what is not possible in it is repaired. Not for fleets. */
  readonly start?: StartItinerary;
  /** The part of the annealing that this search goes through; by default all of it, or the colder half with a start. */
  readonly annealing?: { readonly from: number; readonly to: number };
  /** Gets the tours of good itineraries; the search goes the same way without it. Not for tours without dates. */
  readonly pool?: TourPool;
}

export const startOf = ({ stops, sleep }: Itinerary): StartItinerary => ({
  stops: stops.map((customers) => [...customers]),
  sleep: [...sleep],
});

/** Searches until the criterion says stop; the first itinerary is built before the criterion is asked. */
export function searchItinerary(problem: ItineraryProblem, control: SearchControl): Itinerary {
  return new Search(problem, control).run();
}

class Search {
  private readonly problem: ItineraryProblem;
  private readonly control: SearchControl;
  private readonly random: Random;
  private readonly days: Days;
  /** Money for a drive between near customers. */
  private readonly hop: number;
  private readonly ruin: Ruin;
  private readonly recreate: Recreate;
  private readonly touched: Uint8Array;
  /** Money for a missing visit of weight 1: more than any single visit can cost. */
  private readonly missing: number;
  private current: ItineraryState;
  private candidate: ItineraryState;
  private readonly best: ItineraryState;

  constructor(problem: ItineraryProblem, control: SearchControl) {
    this.problem = problem;
    this.control = control;
    this.random = new Random(control.seed);
    const hotels = new NearHotels(problem);
    this.hop = meanHop(problem);
    this.days = daysOf(problem, hotels, this.random, this.hop);
    this.ruin = new Ruin(problem, this.random);
    this.recreate = new Recreate(problem, this.days, this.random);
    this.touched = new Uint8Array(problem.days);
    this.missing = costOfMissing(problem, hotels);
    this.current = new ItineraryState(problem);
    this.candidate = new ItineraryState(problem);
    this.best = new ItineraryState(problem);
  }

  run(): Itinerary {
    const { stop, onProgress, start, annealing } = this.control;
    const { from, to } = annealing ?? { from: start ? 0.5 : 0, to: 1 };
    this.construct();
    let cost = this.objective(this.current);
    let bestCost = this.days.penalty(this.current) === 0 ? cost : Number.POSITIVE_INFINITY;
    this.best.copyFrom(this.current);
    const hot = Math.max(1e-6, HOT * this.hop);
    let temperature = hot;
    let step = 0;
    let stoppedBy = stop.reason(0);
    while (stoppedBy === null) {
      // The powers cost more than the rest of the bookkeeping, and the temperature hardly moves in 16 steps.
      if (step % 16 === 0) temperature = hot * COLD ** (from + (to - from) * stop.share(step));
      this.candidate.copyFrom(this.current);
      if (this.change(this.candidate)) {
        const found = this.objective(this.candidate);
        if (found < cost - temperature * Math.log(this.random.next())) {
          [this.current, this.candidate] = [this.candidate, this.current];
          cost = found;
          if (cost < bestCost - 1e-9 && this.days.penalty(this.current) === 0) {
            bestCost = cost;
            this.best.copyFrom(this.current);
          }
          this.control.pool?.collect(this.current, cost, bestCost);
        }
      }
      if (this.days.learn(this.current, stop.share(step))) cost = this.objective(this.current);
      step++;
      if (onProgress && step % PROGRESS_EVERY === 0) onProgress(this.progress(step, stop.share(step)));
      stoppedBy = stop.reason(step);
    }
    onProgress?.(this.progress(step, 1));
    return this.unload(step, stoppedBy, bestCost);
  }

  private construct(): void {
    const all = Int32Array.from({ length: this.problem.customers }, (_, customer) => customer);
    this.touched.fill(0);
    if (this.control.start) {
      this.days.load?.(this.current, this.control.start);
      // Visits that stand are kept where the spacing allows, and the others are added.
      const built = this.recreate.insertAll(this.current, all, all.length, this.touched);
      // Nights that were for visits which are elsewhere now are decided anew.
      this.touched.fill(1);
      if (built && this.days.settle(this.current, this.touched, true)) return;
      this.current = new ItineraryState(this.problem);
    }
    if (this.put(this.current, all, all.length)) return;
    // A visit moved on while the days were built has left a day that cannot be driven: then one customer at a time.
    this.current = new ItineraryState(this.problem);
    for (const customer of all) {
      this.candidate.copyFrom(this.current);
      if (this.put(this.candidate, Int32Array.of(customer), 1)) {
        [this.current, this.candidate] = [this.candidate, this.current];
      }
    }
  }

  private put(state: ItineraryState, customers: Int32Array, count: number): boolean {
    this.touched.fill(0);
    if (!this.recreate.insertAll(state, customers, count, this.touched)) return false;
    return this.days.settle(state, this.touched, true);
  }

  /** One step; false: it led nowhere. */
  private change(state: ItineraryState): boolean {
    this.touched.fill(0);
    this.ruin.remove(state, this.touched);
    if (!this.days.settle(state, this.touched, false)) return false;
    if (!this.recreate.insertAll(state, this.ruin.removed, this.ruin.count, this.touched)) return false;
    return this.days.settle(state, this.touched, true);
  }

  private objective(state: ItineraryState): number {
    const { customers, visitsOwed, weight } = this.problem;
    let sum = 0;
    for (let customer = 0; customer < customers; customer++) {
      sum += state.softCost[customer];
      const short = visitsOwed[customer] - state.planned[customer];
      if (short > 0) sum += short * weight[customer] * this.missing;
    }
    return sum + this.days.cost(state) + this.days.penalty(state);
  }

  private progress(steps: number, share: number): SearchProgress {
    let plannedVisits = 0;
    for (const planned of this.best.planned) plannedVisits += planned;
    return { steps, share, plannedVisits, cost: this.days.cost(this.best) };
  }

  private unload(steps: number, stoppedBy: StopReason, objective: number): Itinerary {
    const { best } = this;
    const stops = Array.from(best.length, (length, day) =>
      best.stops.slice(day * best.capacity, day * best.capacity + length),
    );
    const feasible = objective < Number.POSITIVE_INFINITY;
    return { stops, sleep: best.sleep.slice(), feasible, objective, steps, stoppedBy };
  }
}

function daysOf(problem: ItineraryProblem, hotels: NearHotels, random: Random, hop: number): Days {
  if (problem.fleet !== null) return new FleetDays(problem, problem.fleet, random, hop);
  if (problem.undatedTourPrice !== null) return new UndatedDays(problem, problem.undatedTourPrice, random);
  return new CalendarDays(problem, hotels, random);
}

/** Money: the mean drive from a customer to the five nearest ones. */
function meanHop({ customers, travel, costPerDriveSecond, costPerMetre }: ItineraryProblem): number {
  let sum = 0;
  for (let customer = 0; customer < customers; customer++) {
    const hops = [];
    for (let other = 0; other < customers; other++) {
      if (other !== customer) hops.push(travel.seconds[customer * travel.size + other]);
    }
    const nearest = hops.sort((a, b) => a - b).slice(0, 5);
    sum += nearest.reduce((a, b) => a + b, 0) / Math.max(1, nearest.length);
  }
  return (sum / Math.max(1, customers)) * (costPerDriveSecond + (costPerMetre * 50) / 3.6);
}

/** Above the dearest single visit, there and back with two nights on the least liked day, per unit of the lightest weight. */
function costOfMissing(problem: ItineraryProblem, hotels: NearHotels): number {
  let dearest = 1;
  let lightest = Number.POSITIVE_INFINITY;
  let disliked = 0;
  for (const cost of problem.dislike) disliked = Math.max(disliked, cost);
  const night = problem.nightCost.reduce((a, b) => Math.max(a, b), 0);
  for (let customer = 0; customer < problem.customers; customer++) {
    const there = hotels.legCost(problem.home, customer) + hotels.legCost(customer, problem.home);
    dearest = Math.max(dearest, there);
    if (problem.weight[customer] > 0) lightest = Math.min(lightest, problem.weight[customer]);
  }
  const tour = problem.undatedTourPrice ?? 0;
  return (2 * (dearest + 2 * night + disliked + tour)) / (Number.isFinite(lightest) ? lightest : 1);
}
