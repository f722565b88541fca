/**
 * Cuts one long sequence of stops into tours with a hotel between any two, at the least cost: the split of Prins 2004 (A simple
 * and effective evolutionary algorithm for the vehicle routing problem), with hotels as states. Tours may be too long at a price.
 */
import type { ItineraryProblem } from '../problem/index.ts';
import { HOME } from './state.ts';

/** Most hotels tried between two stops. */
const PLACES = 6;
/** A tour is not tried when it is longer than this many times what is allowed. */
const LONGEST = 1.25;
/** Whether it is better to end a tour later is asked for so many stops. */
const LOOK = 6;

export class HotelSplit {
  private readonly problem: ItineraryProblem;
  private readonly tourPrice: number;
  private readonly longest: number;
  /** Hotels worth a night between customers a and b, home among them: `hotel[(a * customers + b) * PLACES + k]`. */
  private readonly between: ReturnType<typeof hotelsBetween>;
  /** Candidate hotels before stop i: `place[i * PLACES + k]`; home alone before the first and after the last. */
  private readonly place: Int32Array;
  private readonly places: Int32Array;
  /** Seconds used when stop i begins, as if there were no hotels. */
  private readonly used: Int32Array;
  /** Per candidate: a tour from one to another drives `startDrive + endDrive` seconds, and takes `startUse + endUse`. */
  private readonly startDrive: Int32Array;
  private readonly startUse: Int32Array;
  private readonly endDrive: Int32Array;
  private readonly endUse: Int32Array;
  /** Seconds from the nearest hotel, home among them, to each customer; and whether a candidate is as near to its stop. */
  private readonly nearest: Int32Array;
  private readonly isNearest: Uint8Array;
  private readonly best: Float64Array;
  private readonly previous: Int32Array;
  /** The answer: tour t has the stops from `begins[t]` up to `begins[t + 1]`, and ends at hotel `sleeps[t]`. */
  readonly begins: Int32Array;
  readonly sleeps: Int32Array;
  tours = 0;
  /** Money: the tours, their drives and what is too long. */
  cost = 0;

  constructor(problem: ItineraryProblem, tourPrice: number) {
    this.problem = problem;
    this.tourPrice = tourPrice;
    this.longest = LONGEST * problem.maxDriveSecondsPerDay;
    this.between = hotelsBetween(problem);
    const states = (problem.customers + 1) * PLACES;
    this.place = new Int32Array(states);
    this.places = new Int32Array(problem.customers + 1);
    this.used = new Int32Array(problem.customers);
    this.startDrive = new Int32Array(states);
    this.startUse = new Int32Array(states);
    this.endDrive = new Int32Array(states);
    this.endUse = new Int32Array(states);
    this.nearest = fromNearestHotel(problem);
    this.isNearest = new Uint8Array(states);
    this.best = new Float64Array(states);
    this.previous = new Int32Array(states);
    this.begins = new Int32Array(problem.customers + 2);
    this.sleeps = new Int32Array(problem.customers + 1);
  }

  /**
   * @param stops the sequence, `stops[0 .. count - 1]`
   * @param latePrice money for a second too long; Infinity: not possible
   * @returns false when the sequence cannot be cut
   */
  split(stops: Int32Array, count: number, latePrice: number): boolean {
    const { best, places } = this;
    best.fill(Number.POSITIVE_INFINITY, 0, (count + 1) * PLACES);
    this.only(0, HOME);
    this.only(count, HOME);
    for (let i = 1; i < count; i++) this.collect(i, stops[i - 1], stops[i]);
    this.sumUp(stops, count);
    best[0] = 0;
    for (let from = 0; from < count; from++) {
      for (let origin = from * PLACES; origin < from * PLACES + places[from]; origin++) {
        if (best[origin] < Number.POSITIVE_INFINITY && !this.isDominated(origin, from, count)) {
          this.extend(origin, from, count, latePrice);
        }
      }
    }
    return best[count * PLACES] < Number.POSITIVE_INFINITY && this.unload(count);
  }

  /** What depends on the stops alone, so that a tour is a sum of two numbers. */
  private sumUp(stops: Int32Array, count: number): void {
    const { place, places, used, startDrive, startUse, endDrive, endUse, nearest, isNearest } = this;
    const { travel, home, serviceSeconds, days } = this.problem;
    const { size, seconds } = travel;
    let drive = 0;
    let use = 0;
    for (let i = 0; i <= count; i++) {
      const before = stops[i - 1];
      const stop = stops[i];
      if (i > 0) use += serviceSeconds[before * days];
      for (let state = i * PLACES; state < i * PLACES + places[i]; state++) {
        if (i === 0) break;
        const way = seconds[before * size + home + 1 + place[state]];
        endDrive[state] = drive + way;
        endUse[state] = use + way;
      }
      if (i === count) return;
      const hop = i > 0 ? seconds[before * size + stop] : 0;
      drive += hop;
      use += hop;
      used[i] = use;
      for (let state = i * PLACES; state < i * PLACES + places[i]; state++) {
        const way = seconds[(home + 1 + place[state]) * size + stop];
        startDrive[state] = way - drive;
        startUse[state] = way - use;
        isNearest[state] = way === nearest[stop] ? 1 : 0;
      }
    }
  }

  /**
   * Whether to begin at another hotel, or to end the tour before only some stops later, is as cheap and no later, whatever follows.
   * Later only at the nearest hotel: a cut in between cannot begin nearer to the stop.
   */
  private isDominated(origin: number, from: number, count: number): boolean {
    const { best, startDrive, startUse, isNearest } = this;
    const { costPerDriveSecond } = this.problem;
    const cost = best[origin] + startDrive[origin] * costPerDriveSecond;
    const later = (from + 1) * PLACES;
    const end = Math.min(count, from + 1 + LOOK) * PLACES;
    for (let other = from * PLACES; other < end; other++) {
      if (startUse[other] > startUse[origin] || (other >= later && isNearest[other] === 0)) continue;
      const found = best[other] + startDrive[other] * costPerDriveSecond;
      if (found < cost || (found === cost && (other < origin || other >= later))) return true;
    }
    return false;
  }

  /** All tours that begin with stop `from` at one place. */
  private extend(origin: number, from: number, count: number, latePrice: number): void {
    const { best, previous, places, longest, tourPrice, used, startDrive, startUse, endDrive, endUse } = this;
    const { costPerDriveSecond, maxDriveSecondsPerDay: most } = this.problem;
    const before = best[origin] + tourPrice + startDrive[origin] * costPerDriveSecond;
    const inTime = most - startUse[origin];
    const last = longest - startUse[origin];
    for (let to = from + 1; to <= count; to++) {
      if (used[to - 1] > last) return;
      const end = to * PLACES + places[to];
      for (let target = to * PLACES; target < end; target++) {
        let cost = before + endDrive[target] * costPerDriveSecond;
        const late = endUse[target] - inTime;
        if (late > 0) cost += late * latePrice;
        if (cost >= best[target]) continue;
        best[target] = cost;
        previous[target] = origin;
      }
    }
  }

  private unload(count: number): boolean {
    const { previous, begins, sleeps, place } = this;
    this.tours = 0;
    this.cost = this.best[count * PLACES];
    for (let at = count * PLACES; at > 0; at = previous[at]) this.tours++;
    let tour = this.tours;
    begins[tour] = count;
    for (let at = count * PLACES; at > 0; at = previous[at]) {
      tour--;
      sleeps[tour] = place[at];
      begins[tour] = Math.floor(previous[at] / PLACES);
    }
    return true;
  }

  private only(at: number, hotel: number): void {
    this.place[at * PLACES] = hotel;
    this.places[at] = 1;
  }

  private collect(at: number, before: number, after: number): void {
    const { between, place, places } = this;
    const pair = before * this.problem.customers + after;
    places[at] = between.count[pair];
    for (let k = 0; k < places[at]; k++) place[at * PLACES + k] = between.hotel[pair * PLACES + k];
  }
}

function fromNearestHotel({ customers, hotels, home, travel }: ItineraryProblem): Int32Array {
  return Int32Array.from({ length: customers }, (_, customer) => {
    const ways = Array.from(
      { length: hotels + 1 },
      (_, place) => travel.seconds[(home + place) * travel.size + customer],
    );
    return Math.min(...ways);
  });
}

/** Of each two stops the hotels worth a night between them, those with the least detour first, and how many these are. */
function hotelsBetween({ customers, hotels, home, travel }: ItineraryProblem) {
  const { size, seconds } = travel;
  const hotel = new Int32Array(customers * customers * PLACES);
  const count = new Uint8Array(customers * customers);
  const places = Array.from({ length: hotels + 1 }, (_, index) => home + index);
  for (let before = 0; before < customers; before++) {
    const there = (place: number) => seconds[before * size + place];
    for (let after = 0; after < customers; after++) {
      const back = (place: number) => seconds[place * size + after];
      const worth: number[] = [];
      for (const place of places.toSorted((a, b) => there(a) + back(a) - there(b) - back(b) || a - b)) {
        // One that is farther from both stops than another is never needed.
        const isWorse = worth.some((other) => there(other) <= there(place) && back(other) <= back(place));
        if (!isWorse && worth.length < PLACES) worth.push(place);
      }
      const pair = before * customers + after;
      worth.forEach((place, k) => {
        hotel[pair * PLACES + k] = place - home - 1;
      });
      count[pair] = worth.length;
    }
  }
  return { hotel, count };
}
