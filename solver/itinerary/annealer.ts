/** Ruin and recreate under simulated annealing, from a state that is built or given. */

import { Random, type StopCriterion, type StopReason } from '../annealing/index.ts';
import type { ItineraryProblem } from '../problem/index.ts';
import { CalendarDays } from './calendar-days.ts';
import type { Days } from './days.ts';
import { type FarVisits, farVisits } from './far-visits.ts';
import { FleetDays } from './fleet-days.ts';
import { NearHotels } from './near-hotels.ts';
import { meanHop, Objective } from './objective.ts';
import { Recreate } from './recreate.ts';
import { Ruin } from './ruin.ts';
import { ItineraryState } from './state.ts';
import type { TourPool } from './tour-pool.ts';
import { UndatedDays } from './undated-days.ts';
import type { StartItinerary } from './warm-start.ts';

/** The temperature falls from this many mean hops between near customers to this share of that. Nights, and hotels between tours, want it hotter. */
const HEAT = { hot: 10, cold: 0.003 };
const HEAT_OF_FLEET = { hot: 3, cold: 0.01 };
/** Where the order of all stops can be turned around in part, so many steps do that alone, if it adds no more than this many temperatures and mean hops. */
const TURN_SHARE = 0.5;
const TURN_ADDS = { temperatures: 2, hops: 1 };
const PROGRESS_EVERY = 64;

export interface SearchProgress {
  readonly steps: number;
  readonly share: number;
  readonly plannedVisits: number;
  /** Driving, kilometres and nights of the best itinerary so far, money. */
  readonly cost: number;
}

/** A part of the annealing: the temperature falls from one share of its way to another, while a budget is used up. */
export interface Part {
  readonly from: number;
  readonly to: number;
  /** The share of the part's budget used after this many steps of all, 0 to 1: at 1 it ends. */
  readonly used: (step: number) => number;
}

export class Annealer {
  private readonly problem: ItineraryProblem;
  private readonly stop: StopCriterion;
  private readonly onProgress: ((progress: SearchProgress) => void) | undefined;
  private readonly pool: TourPool | undefined;
  private readonly days: Days;
  /** Money for a drive between near customers. */
  private readonly hop: number;
  private readonly heat: typeof HEAT;
  private readonly ruin: Ruin;
  private readonly recreate: Recreate;
  private readonly objective: Objective;
  private readonly touched: Uint8Array;
  private current: ItineraryState;
  private candidate: ItineraryState;
  private cost = 0;
  private isBuilt = false;
  readonly random: Random;
  /** Of all parts together. */
  readonly best: ItineraryState;
  /** Infinity as long as no state has kept every limit. */
  bestCost = Number.POSITIVE_INFINITY;
  /** Of the part of now, or the last one. */
  readonly found: ItineraryState;
  foundCost = Number.POSITIVE_INFINITY;
  step = 0;

  constructor(
    problem: ItineraryProblem,
    control: {
      readonly seed: number;
      readonly stop: StopCriterion;
      readonly onProgress?: (progress: SearchProgress) => void;
      readonly pool?: TourPool;
    },
  ) {
    this.problem = problem;
    this.stop = control.stop;
    this.onProgress = control.onProgress;
    this.pool = control.pool;
    this.random = new Random(control.seed);
    const hotels = new NearHotels(problem);
    this.hop = meanHop(problem);
    this.heat = problem.fleet === null ? HEAT : HEAT_OF_FLEET;
    const isRep = problem.fleet === null && problem.undatedTourPrice === null;
    const far = isRep ? farVisits(problem, hotels) : null;
    this.days = daysOf(problem, hotels, this.random, this.hop, far);
    this.ruin = new Ruin(problem, this.random, far);
    this.recreate = new Recreate(problem, this.days, this.random, far);
    this.objective = new Objective(problem, this.days, hotels, far);
    this.touched = new Uint8Array(problem.days);
    this.current = new ItineraryState(problem);
    this.candidate = new ItineraryState(problem);
    this.best = new ItineraryState(problem);
    this.found = new ItineraryState(problem);
  }

  /** Builds a state to begin with. @param start what of it is possible is kept */
  build(start?: StartItinerary): void {
    this.days.begin?.();
    this.construct(start);
    this.cost = this.objective.of(this.current);
    if (this.isBuilt) return;
    this.isBuilt = true;
    this.best.copyFrom(this.current);
    if (this.days.penalty(this.current) === 0) this.bestCost = this.cost;
  }

  /** Goes on from the best state so far, or from the state of now as long as none has kept every limit. */
  resume(): void {
    if (this.bestCost === Number.POSITIVE_INFINITY) return;
    this.current.copyFrom(this.best);
    this.cost = this.objective.of(this.current);
  }

  /**
   * From now on steps begin only at a region drawn: customers whose tours hang together in the state of now.
   * @param most about so many customers
   * @returns how many they are
   */
  narrow(most: number): number {
    return this.ruin.narrow(this.current, most).length;
  }

  /** @returns why the whole search is to end, or null when only the part has ended */
  anneal({ from, to, used }: Part): StopReason | null {
    const { stop } = this;
    const { cold } = this.heat;
    // Without dates each annealing is to end within the limits, so that what is wanted follows it; the parts of the others lead to the last one.
    const endsWithinLimits = this.problem.undatedTourPrice !== null;
    const hot = Math.max(1e-6, this.heat.hot * this.hop);
    let temperature = hot;
    this.found.copyFrom(this.current);
    this.foundCost = this.days.penalty(this.current) === 0 ? this.cost : Number.POSITIVE_INFINITY;
    this.compareWithBest();
    for (let steps = 0; ; steps++) {
      const reason = stop.reason(this.step);
      if (reason !== null) return reason;
      const share = used(this.step);
      if (share >= 1) return null;
      // The powers cost more than the rest of the bookkeeping, and the temperature hardly moves in 16 steps.
      if (steps % 16 === 0) temperature = hot * cold ** (from + (to - from) * share);
      this.change(temperature);
      if (this.days.learn(this.current, endsWithinLimits ? from + (to - from) * share : stop.share(this.step)))
        this.cost = this.objective.of(this.current);
      this.step++;
      if (this.step % PROGRESS_EVERY === 0) this.report();
    }
  }

  /** What the best state is said to cost: an appointment that nobody can keep is no more than a missing visit. */
  objectiveOfBest(): number {
    return this.bestCost - this.objective.lost(this.best);
  }

  report(share = this.stop.share(this.step)): void {
    if (!this.onProgress) return;
    let plannedVisits = 0;
    for (const planned of this.best.planned) plannedVisits += planned;
    this.onProgress({ steps: this.step, share, plannedVisits, cost: this.days.cost(this.best) });
  }

  private change(temperature: number): void {
    // Where all tours are cut anew, the luck of the step is drawn first: what it cannot accept need not be laid out.
    const most = this.days.turn ? this.mostAccepted(temperature) : null;
    if (!this.move(temperature, most ?? Number.POSITIVE_INFINITY)) return;
    const cost = this.objective.of(this.candidate);
    if (cost >= (most ?? this.mostAccepted(temperature))) return;
    [this.current, this.candidate] = [this.candidate, this.current];
    this.cost = cost;
    if (cost < this.foundCost - 1e-9 && this.days.penalty(this.current) === 0) {
      this.foundCost = cost;
      this.found.copyFrom(this.current);
      this.compareWithBest();
    }
    if (this.pool) this.pool.collect(this.current, cost - this.objective.lost(this.current), this.objectiveOfBest());
  }

  private compareWithBest(): void {
    if (this.foundCost >= this.bestCost - 1e-9) return;
    this.bestCost = this.foundCost;
    this.best.copyFrom(this.found);
  }

  /** Money: a state is accepted when it costs less (Kirkpatrick et al. 1983). */
  private mostAccepted(temperature: number): number {
    return this.cost - temperature * Math.log(this.random.next());
  }

  /** One step from `current` to `candidate`; false: it led nowhere, or to what costs no less than the most. */
  private move(temperature: number, most: number): boolean {
    const { days, ruin, touched, current, candidate } = this;
    if (days.turn && this.random.next() < TURN_SHARE) {
      const mostAdded = TURN_ADDS.temperatures * temperature + TURN_ADDS.hops * this.hop;
      return days.turn(current, candidate, mostAdded, most);
    }
    candidate.copyFrom(current);
    touched.fill(0);
    ruin.remove(candidate, touched);
    if (!days.settle(candidate, touched, false)) return false;
    if (!this.recreate.insertAll(candidate, ruin.removed, ruin.count, touched)) return false;
    return days.settle(candidate, touched, true, most);
  }

  private construct(start: StartItinerary | undefined): void {
    const all = Int32Array.from({ length: this.problem.customers }, (_, customer) => customer);
    this.current = new ItineraryState(this.problem);
    this.touched.fill(0);
    if (start) {
      this.days.load(this.current, start);
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
}

function daysOf(
  problem: ItineraryProblem,
  hotels: NearHotels,
  random: Random,
  hop: number,
  far: FarVisits | null,
): Days {
  if (problem.fleet !== null) return new FleetDays(problem, problem.fleet, random, hop);
  if (problem.undatedTourPrice !== null) return new UndatedDays(problem, problem.undatedTourPrice, random);
  return new CalendarDays(problem, hotels, random, far);
}
