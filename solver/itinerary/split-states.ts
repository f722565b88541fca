/** Where a sequence of stops can be cut into tours, what the drives around each cut take, and the best way to get there. */
import type { ItineraryProblem } from '../problem/index.ts';
import { fromNearestHotel, type HotelsBetween, hotelsBetween, PLACES } from './hotels-between.ts';
import { HOME } from './state.ts';

/** What does not depend on the sequence. */
export class SplitPlaces {
  readonly problem: ItineraryProblem;
  readonly between: HotelsBetween;
  readonly secondsToNearest: Int32Array;

  constructor(problem: ItineraryProblem) {
    this.problem = problem;
    this.between = hotelsBetween(problem);
    this.secondsToNearest = fromNearestHotel(problem);
  }
}

/** A state is a hotel at a cut, home among them: state `i * PLACES + k` is candidate k at cut i, before stop i. */
export class SplitStates {
  private readonly given: SplitPlaces;
  /** Candidate hotels at cut i, and how many: home alone before the first stop and after the last. */
  readonly place: Int32Array;
  readonly places: Int32Array;
  /** Seconds driven and used when stop i begins, as if there were no hotels. */
  readonly drive: Int32Array;
  readonly used: Int32Array;
  /** A tour from one state to another drives `startDrive + endDrive` seconds, and takes `startUse + endUse`. */
  readonly startDrive: Int32Array;
  readonly startUse: Int32Array;
  readonly endDrive: Int32Array;
  readonly endUse: Int32Array;
  /** The state at cut i of the hotel that is nearest to it, home among them, or -1 where that is no candidate. */
  readonly nearest: Int32Array;
  /** The least money for the stops before the state, and the state where its last tour begins. */
  readonly best: Float64Array;
  readonly previous: Int32Array;

  constructor(given: SplitPlaces) {
    this.given = given;
    const { customers } = given.problem;
    const states = (customers + 1) * PLACES;
    this.place = new Int32Array(states);
    this.places = new Int32Array(customers + 1);
    this.drive = new Int32Array(customers + 1);
    this.used = new Int32Array(customers + 1);
    this.startDrive = new Int32Array(states);
    this.startUse = new Int32Array(states);
    this.endDrive = new Int32Array(states);
    this.endUse = new Int32Array(states);
    this.nearest = new Int32Array(customers + 1);
    this.best = new Float64Array(states);
    this.previous = new Int32Array(states);
  }

  /**
   * Sets what depends on the stops alone, so that a tour is a sum of two numbers, at the cuts `first` to `last`.
   * @param before has measured cut `first - 1` already
   */
  measure(stops: Int32Array, count: number, first: number, last: number, before: SplitStates): void {
    const { place, places, drive, used, startDrive, startUse, endDrive, endUse, nearest } = this;
    const { secondsToNearest } = this.given;
    const { travel, home, serviceSeconds, days } = this.given.problem;
    const { size, seconds } = travel;
    if (first > 0) {
      drive[first - 1] = before.drive[first - 1];
      used[first - 1] = before.used[first - 1];
    }
    for (let i = first; i <= last; i++) {
      this.collect(stops, count, i);
      const end = i * PLACES + places[i];
      let driven = 0;
      let use = 0;
      if (i > 0) {
        const from = stops[i - 1];
        driven = drive[i - 1];
        use = used[i - 1] + serviceSeconds[from * days];
        for (let state = i * PLACES; state < end; state++) {
          const way = seconds[from * size + home + 1 + place[state]];
          endDrive[state] = driven + way;
          endUse[state] = use + way;
        }
        if (i === count) return;
        const hop = seconds[from * size + stops[i]];
        driven += hop;
        use += hop;
      }
      const stop = stops[i];
      drive[i] = driven;
      used[i] = use;
      nearest[i] = -1;
      for (let state = i * PLACES; state < end; state++) {
        const way = seconds[(home + 1 + place[state]) * size + stop];
        startDrive[state] = way - driven;
        startUse[state] = way - use;
        if (way === secondsToNearest[stop]) nearest[i] = state;
      }
    }
  }

  /** Takes over the cuts `first` to `last`, and moves those up to `count` by what the stops before them take more. */
  take(other: SplitStates, first: number, last: number, count: number): void {
    const from = first * PLACES;
    const to = (last + 1) * PLACES;
    const driveMore = other.drive[last] - this.drive[last];
    const useMore = other.used[last] - this.used[last];
    this.place.set(other.place.subarray(from, to), from);
    this.places.set(other.places.subarray(first, last + 1), first);
    this.drive.set(other.drive.subarray(first, last + 1), first);
    this.used.set(other.used.subarray(first, last + 1), first);
    this.startDrive.set(other.startDrive.subarray(from, to), from);
    this.startUse.set(other.startUse.subarray(from, to), from);
    this.endDrive.set(other.endDrive.subarray(from, to), from);
    this.endUse.set(other.endUse.subarray(from, to), from);
    this.nearest.set(other.nearest.subarray(first, last + 1), first);
    this.best.set(other.best.subarray(from, to), from);
    this.previous.set(other.previous.subarray(from, to), from);
    if (driveMore === 0 && useMore === 0) return;
    for (let i = last + 1; i <= count; i++) {
      this.drive[i] += driveMore;
      this.used[i] += useMore;
      for (let state = i * PLACES; state < i * PLACES + this.places[i]; state++) {
        this.startDrive[state] -= driveMore;
        this.startUse[state] -= useMore;
        this.endDrive[state] += driveMore;
        this.endUse[state] += useMore;
      }
    }
  }

  /** The candidates at a cut. */
  private collect(stops: Int32Array, count: number, at: number): void {
    const { place, places } = this;
    if (at === 0 || at === count) {
      place[at * PLACES] = HOME;
      places[at] = 1;
      return;
    }
    const { between, problem } = this.given;
    const pair = stops[at - 1] * problem.customers + stops[at];
    places[at] = between.count[pair];
    for (let k = 0; k < places[at]; k++) place[at * PLACES + k] = between.hotel[pair * PLACES + k];
  }
}
