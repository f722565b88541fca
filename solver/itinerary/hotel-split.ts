/**
 * Cuts one long sequence of stops into tours with a hotel between any two, at the least cost: the split of Prins 2004 (A simple
 * and effective evolutionary algorithm for the vehicle routing problem), with hotels as states. Tours may be too long at a price.
 */
import type { ItineraryProblem } from '../problem/index.ts';
import { HOME } from './state.ts';

/** Hotels tried between two stops: those with the least detour. */
const PLACES = 4;
/** A tour is not tried when it is longer than this many times what is allowed. */
const LONGEST = 1.25;

export class HotelSplit {
  private readonly problem: ItineraryProblem;
  private readonly tourPrice: number;
  private readonly longest: number;
  /** Candidate hotels before stop i: `place[i * PLACES + k]`; home alone before the first and after the last. */
  private readonly place: Int32Array;
  private readonly places: Int32Array;
  private readonly detour: Int32Array;
  private readonly best: Float64Array;
  private readonly previous: Int32Array;
  /** The answer: tour t has the stops from `begins[t]` up to `begins[t + 1]`, and ends at hotel `sleeps[t]`. */
  readonly begins: Int32Array;
  readonly sleeps: Int32Array;
  tours = 0;

  constructor(problem: ItineraryProblem, tourPrice: number) {
    this.problem = problem;
    this.tourPrice = tourPrice;
    this.longest = LONGEST * problem.maxDriveSecondsPerDay;
    const states = (problem.customers + 1) * PLACES;
    this.place = new Int32Array(states);
    this.places = new Int32Array(problem.customers + 1);
    this.detour = new Int32Array(PLACES);
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
    const { best, places, place } = this;
    best.fill(Number.POSITIVE_INFINITY, 0, (count + 1) * PLACES);
    this.only(0, HOME);
    this.only(count, HOME);
    for (let i = 1; i < count; i++) this.collect(i, stops[i - 1], stops[i]);
    best[0] = 0;
    for (let from = 0; from < count; from++) {
      for (let k = 0; k < places[from]; k++) {
        const before = best[from * PLACES + k];
        if (before < Number.POSITIVE_INFINITY)
          this.extend(stops, count, from, k, before, place[from * PLACES + k], latePrice);
      }
    }
    return best[count * PLACES] < Number.POSITIVE_INFINITY && this.unload(count);
  }

  /** All tours that begin with stop `from` at one place. */
  private extend(
    stops: Int32Array,
    count: number,
    from: number,
    k: number,
    before: number,
    hotel: number,
    latePrice: number,
  ): void {
    const { best, previous, place, places, longest, tourPrice } = this;
    const { travel, home, serviceSeconds, days, costPerDriveSecond, maxDriveSecondsPerDay: most } = this.problem;
    const { size, seconds } = travel;
    let drive = 0;
    let service = 0;
    let at = home + 1 + hotel;
    for (let to = from + 1; to <= count; to++) {
      const stop = stops[to - 1];
      drive += seconds[at * size + stop];
      service += serviceSeconds[stop * days];
      at = stop;
      if (drive + service > longest) return;
      for (let next = 0; next < places[to]; next++) {
        const target = to * PLACES + next;
        const all = drive + seconds[stop * size + home + 1 + place[target]];
        const late = all + service - most;
        let cost = before + tourPrice + all * costPerDriveSecond;
        if (late > 0) cost += late * latePrice;
        if (cost >= best[target]) continue;
        best[target] = cost;
        previous[target] = from * PLACES + k;
      }
    }
  }

  private unload(count: number): boolean {
    const { previous, begins, sleeps, place } = this;
    this.tours = 0;
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

  /** The hotels, home among them, with the least detour between two stops. */
  private collect(at: number, before: number, after: number): void {
    const { travel, home, hotels } = this.problem;
    const { size, seconds } = travel;
    const { place, detour } = this;
    const base = at * PLACES;
    let count = 0;
    for (let hotel = HOME; hotel < hotels; hotel++) {
      const found = seconds[before * size + home + 1 + hotel] + seconds[(home + 1 + hotel) * size + after];
      if (count === PLACES && found >= detour[PLACES - 1]) continue;
      let k = count < PLACES ? count++ : PLACES - 1;
      for (; k > 0 && detour[k - 1] > found; k--) {
        detour[k] = detour[k - 1];
        place[base + k] = place[base + k - 1];
      }
      detour[k] = found;
      place[base + k] = hotel;
    }
    this.places[at] = count;
  }
}
