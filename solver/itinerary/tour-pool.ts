/** Day tours of the good itineraries that a search passes by, or without dates of all, so that a model can combine them anew (`solver/recombine`). */
import { Random } from '../annealing/index.ts';
import type { ItineraryProblem } from '../problem/index.ts';
import type { ItineraryState } from './state.ts';

/** A tour that keeps every limit, as plain data. */
export interface PooledTour {
  /** 0 without dates. */
  readonly day: number;
  /** Places where it starts and ends. */
  readonly start: number;
  readonly end: number;
  /** In order, as numbered in the problem. */
  readonly customers: Int32Array;
  /** Money: driving and kilometres; without dates driving alone. */
  readonly cost: number;
  /** The objective of the best itinerary that it was a part of. */
  readonly objective: number;
}

/** Itineraries that are worse than the best one by more than this share are passed over; without dates none, a bad one has good tours too. */
const WITHIN = 0.02;
/** Of the others, which follow each other with few changes, one in this many is looked at. */
const EVERY = 4;
/** Tours that are handed out; twice as many are held for a while. */
const MOST_TOURS = 1000;
const MOST_UNDATED_TOURS = 20_000;

/** One search fills it, or several one after the other. It draws no chance from a search and changes nothing in it. */
export class TourPool {
  private readonly problem: ItineraryProblem;
  /** Two random numbers per customer: their sums over a tour tell sets of customers apart. */
  private readonly marks: Int32Array;
  private readonly held = new Map<number, { -readonly [Field in keyof PooledTour]: PooledTour[Field] }>();
  private readonly within: number;
  private readonly most: number;
  private seen = 0;

  constructor(problem: ItineraryProblem) {
    this.problem = problem;
    this.within = problem.undatedTourPrice === null ? WITHIN : Number.POSITIVE_INFINITY;
    this.most = problem.undatedTourPrice === null ? MOST_TOURS : MOST_UNDATED_TOURS;
    const random = new Random(1);
    this.marks = Int32Array.from({ length: 2 * problem.customers }, () => random.below(4294967296));
  }

  /**
   * Takes the tours that keep the limits, also out of a state with others that do not.
   * @param objective of the state, money
   * @param best that of the best feasible state so far, this one included
   */
  collect(state: ItineraryState, objective: number, best: number): void {
    if (objective > best * (1 + this.within) || (objective !== best && ++this.seen % EVERY !== 0)) return;
    for (let tour = 0; tour < state.tours; tour++) this.hold(state, tour, objective);
    if (this.held.size > 2 * this.most) this.thinOut();
  }

  /** Those of the best itineraries first. */
  tours(): PooledTour[] {
    this.thinOut();
    return [...this.held.values()];
  }

  private hold(state: ItineraryState, tour: number, objective: number): void {
    const { home, fleet, undatedTourPrice, costPerDriveSecond } = this.problem;
    const { stops, capacity } = state;
    const length = state.length[tour];
    if (!keepsLimits(state, tour)) return;
    const isUndated = undatedTourPrice !== null;
    const dayOfTour = Math.floor(tour / state.toursPerDay);
    const day = isUndated ? 0 : dayOfTour;
    let start = fleet ? home : state.startPlace(dayOfTour);
    let end = fleet ? home : state.endPlace(dayOfTour);
    if (length === 0 && (isUndated || (start === home && end === home))) return;
    // Without dates a tour may be driven either way, and is held as one that starts at the place with the lower number.
    const isTurned = isUndated && start > end;
    if (isTurned) [start, end] = [end, start];
    const key = this.keyOf(day, start, end, stops, tour * capacity, length);
    const known = this.held.get(key);
    const cost = fleet || isUndated ? state.drive[tour] * costPerDriveSecond : state.tourCost[tour];
    if (known !== undefined && objective < known.objective) known.objective = objective;
    if (known !== undefined && cost >= known.cost - 1e-9) return;
    const customers = stops.slice(tour * capacity, tour * capacity + length);
    if (isTurned) customers.reverse();
    if (known === undefined) this.held.set(key, { day, start, end, customers, cost, objective });
    else Object.assign(known, { customers, cost });
  }

  /** The same customers on the same day between the same places give the same key, in whatever order. */
  private keyOf(day: number, start: number, end: number, stops: Int32Array, at: number, length: number): number {
    let high = Math.imul(day + 1, 0x9e3779b1) ^ Math.imul(start + 1, 0x85ebca6b);
    let low = Math.imul(end + 1, 0xc2b2ae35) ^ length;
    for (let k = at; k < at + length; k++) {
      high = (high + this.marks[2 * stops[k]]) | 0;
      low = (low + this.marks[2 * stops[k] + 1]) | 0;
    }
    return (high >>> 0) * 0x100000 + (low & 0xfffff);
  }

  private thinOut(): void {
    const sorted = [...this.held].sort(([, a], [, b]) => a.objective - b.objective);
    this.held.clear();
    for (const [key, tour] of sorted.slice(0, this.most)) this.held.set(key, tour);
  }
}

function keepsLimits({ problem, late, load, drive, service }: ItineraryState, tour: number): boolean {
  const { fleet, undatedTourPrice, maxDriveSecondsPerDay } = problem;
  if (undatedTourPrice !== null) return drive[tour] + service[tour] <= maxDriveSecondsPerDay;
  if (fleet === null) return late[tour] === 0;
  return load[tour] <= fleet.maxLoad && drive[tour] + service[tour] <= fleet.maxSeconds;
}
