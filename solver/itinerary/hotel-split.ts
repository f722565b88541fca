/**
 * Cuts one long sequence of stops into a limited number of tours with a hotel between any two, at the least cost: the split of
 * Prins 2004 (A simple and effective evolutionary algorithm for the vehicle routing problem), with the number of tours and the
 * hotels as states. Tours may be too long at a price.
 */
import type { ItineraryProblem } from '../problem/index.ts';
import type { LatePrice } from './late-price.ts';
import { HOME } from './state.ts';
import type { StopSequence } from './stop-sequence.ts';

/** Hotels tried between two stops. */
const PLACES = 5;
/** At first all tours together may be too long by this share of what one may take; more is tried only when that leads nowhere. */
const REACH = 0.5;
/** When tours begin near where they did: within so many stops of it, a mean tour's length being right between these. */
const NEAR = { least: 3, most: 8 };

export class HotelSplit {
  private readonly problem: ItineraryProblem;
  private readonly latePrice: LatePrice;
  /** Hotels between two stops: `near[(before * customers + after) * PLACES + k]`; filled when first asked for. */
  private readonly near: Int16Array;
  private readonly nearCount: number;
  /** Candidate hotels before stop i: `place[i * PLACES + k]`, and the drives to and from them; home alone at both ends. */
  private readonly place: Int32Array;
  private readonly places: Int32Array;
  private readonly driveTo: Int32Array;
  private readonly driveFrom: Int32Array;
  /** Seconds of service and driving, without hotels, up to the end of stop i - 1, and up to the arrival at stop i. */
  private readonly left: Int32Array;
  private readonly reached: Int32Array;
  /** Where tour t may begin at all. */
  private readonly first: Int32Array;
  private readonly last: Int32Array;
  /** Of tour, stop and hotel: `[(tour * (count + 1) + stop) * PLACES + k]`. */
  private readonly best: Float64Array;
  private readonly previous: Int32Array;

  constructor(problem: ItineraryProblem, latePrice: LatePrice) {
    this.problem = problem;
    this.latePrice = latePrice;
    const { customers, days, hotels } = problem;
    this.near = new Int16Array(customers * customers * PLACES).fill(HOME - 1);
    this.nearCount = Math.min(PLACES, hotels + 1);
    const states = (customers + 1) * PLACES;
    this.place = new Int32Array(states);
    this.places = new Int32Array(customers + 1);
    this.driveTo = new Int32Array(states);
    this.driveFrom = new Int32Array(states);
    this.left = new Int32Array(customers + 1);
    this.reached = new Int32Array(customers + 1);
    this.first = new Int32Array(days + 1);
    this.last = new Int32Array(days + 1);
    this.best = new Float64Array((days + 1) * states);
    this.previous = new Int32Array((days + 1) * states);
  }

  /** Cuts the sequence. @param near whether tours begin near where they do now @returns false when it cannot be cut */
  split(sequence: StopSequence, near: boolean): boolean {
    const { stops, count } = sequence;
    if (count === 0) return false;
    const { maxDriveSecondsPerDay: most } = this.problem;
    this.measure(stops, count);
    if (near && this.cut(sequence, REACH * most, true)) return true;
    const work = this.left[count];
    for (let reach = REACH * most; ; reach *= 2) {
      if (this.cut(sequence, reach, false)) return true;
      if (reach > 4 * work + 100 * most) return false;
    }
  }

  /** Candidate hotels and sums of seconds along the sequence. */
  private measure(stops: Int32Array, count: number): void {
    const { travel, home, serviceSeconds, days, customers } = this.problem;
    const { size, seconds } = travel;
    const { near, nearCount, place, places, driveTo, driveFrom, left, reached } = this;
    places[0] = 1;
    place[0] = HOME;
    driveFrom[0] = seconds[home * size + stops[0]];
    left[1] = serviceSeconds[stops[0] * days];
    for (let i = 1; i < count; i++) {
      const before = stops[i - 1];
      const after = stops[i];
      reached[i] = left[i] + seconds[before * size + after];
      left[i + 1] = reached[i] + serviceSeconds[after * days];
      const from = (before * customers + after) * PLACES;
      if (near[from] < HOME) this.collect(before, after, from);
      places[i] = nearCount;
      for (let k = 0; k < nearCount; k++) {
        const at = home + 1 + near[from + k];
        place[i * PLACES + k] = near[from + k];
        driveTo[i * PLACES + k] = seconds[before * size + at];
        driveFrom[i * PLACES + k] = seconds[at * size + after];
      }
    }
    places[count] = 1;
    place[count * PLACES] = HOME;
    driveTo[count * PLACES] = seconds[stops[count - 1] * size + home];
  }

  /** @param reach seconds that all tours together may be too long */
  private cut(sequence: StopSequence, reach: number, near: boolean): boolean {
    const { count } = sequence;
    const { days, maxDriveSecondsPerDay: most } = this.problem;
    if (!this.bound(sequence, reach, near)) return false;
    this.best[0] = 0;
    for (let tour = 0; tour < days; tour++) this.extend(tour, count, most, most + reach);
    return this.unload(sequence);
  }

  /** Where tours may begin: before and after it neither those before nor those after have too much to do. */
  private bound({ count, begins, moves }: StopSequence, reach: number, near: boolean): boolean {
    const { best, first, last, left, reached } = this;
    const { days, maxDriveSecondsPerDay: most } = this.problem;
    const layer = (count + 1) * PLACES;
    const around = Math.min(NEAR.most, Math.max(NEAR.least, Math.ceil(count / days)));
    for (let tour = 0; tour <= days; tour++) {
      const room = moves[tour] === 1 ? around : 0;
      let low = near ? Math.max(0, begins[tour] - room) : 0;
      let high = near ? Math.min(count, begins[tour] + room) : count;
      if (tour === 0) high = 0;
      while (low < count && left[count] - reached[low] > (days - tour) * most + reach) low++;
      while (high > 0 && left[high] > tour * most + reach) high--;
      if (low > high) return false;
      first[tour] = low;
      last[tour] = high;
      best.fill(Number.POSITIVE_INFINITY, tour * layer + low * PLACES, tour * layer + (high + 1) * PLACES);
    }
    return true;
  }

  /** All tours with this number. */
  private extend(tour: number, count: number, most: number, longest: number): void {
    const { best, previous, places, driveTo, driveFrom, left, reached, first, last, latePrice } = this;
    const layer = (count + 1) * PLACES;
    const lastFrom = Math.min(last[tour], count - 1);
    const lastTo = last[tour + 1];
    for (let from = first[tour]; from <= lastFrom; from++) {
      const state = tour * layer + from * PLACES;
      const firstTo = Math.max(from + 1, first[tour + 1]);
      for (let k = 0; k < places[from]; k++) {
        const before = best[state + k];
        if (before === Number.POSITIVE_INFINITY) continue;
        const begun = driveFrom[from * PLACES + k] - reached[from];
        for (let to = firstTo; to <= lastTo; to++) {
          const time = begun + left[to];
          if (time > longest) break;
          const end = to * PLACES + places[to];
          for (let next = to * PLACES; next < end; next++) {
            const all = time + driveTo[next];
            const cost = before + all + latePrice.of(all - most);
            const target = (tour + 1) * layer + next;
            if (cost >= best[target]) continue;
            best[target] = cost;
            previous[target] = state + k;
          }
        }
      }
    }
  }

  private unload(sequence: StopSequence): boolean {
    const { best, previous, place, last } = this;
    const { begins, sleeps, count } = sequence;
    const layer = (count + 1) * PLACES;
    let found = Number.POSITIVE_INFINITY;
    for (let tour = 1; tour <= this.problem.days; tour++) {
      const target = tour * layer + count * PLACES;
      if (last[tour] < count || best[target] >= found) continue;
      found = best[target];
      sequence.tours = tour;
    }
    if (found === Number.POSITIVE_INFINITY) return false;
    let at = sequence.tours * layer + count * PLACES;
    begins[sequence.tours] = count;
    for (let tour = sequence.tours - 1; tour >= 0; tour--) {
      sleeps[tour] = place[at % layer];
      at = previous[at];
      begins[tour] = Math.floor((at % layer) / PLACES);
    }
    return true;
  }

  /** The hotel nearest to either stop, and those with the least detour between both, home among them. */
  private collect(before: number, after: number, base: number): void {
    const { travel, home, hotels } = this.problem;
    const { size, seconds } = travel;
    const { near, nearCount } = this;
    const from = (hotel: number) => seconds[before * size + home + 1 + hotel];
    const to = (hotel: number) => seconds[(home + 1 + hotel) * size + after];
    const leasts = [from, to, (hotel: number) => from(hotel) + to(hotel)];
    for (let count = 0; count < nearCount; count++) {
      const least = leasts[Math.min(count, 2)];
      let best = HOME - 1;
      for (let hotel = HOME; hotel < hotels; hotel++) {
        const taken = near.subarray(base, base + count).includes(hotel);
        if (!taken && (best < HOME || least(hotel) < least(best))) best = hotel;
      }
      near[base + count] = best;
    }
  }
}
