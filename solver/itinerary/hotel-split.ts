/**
 * Cuts one long sequence of stops into tours with a hotel between any two, at the least cost: the split of Prins 2004 (A simple
 * and effective evolutionary algorithm for the vehicle routing problem), with hotels as states. Tours may be too long at a price.
 *
 * What is known of the last sequence is used for the next one, which mostly differs from it in the middle: the best ways to each
 * cut before the part that differs (forwards), and from each cut after it to the end (backwards). Cut i lies before stop i. Of two
 * answers that cost the same, which one is given may depend on the sequences before.
 */
import { type ItineraryProblem, isSymmetric } from '../problem/index.ts';
import { PLACES } from './hotels-between.ts';
import { SplitPlaces, SplitStates } from './split-states.ts';

/** A tour is not tried when it is longer than this many times what is allowed. */
const LONGEST = 1.25;
/** Whether it is better to end a tour later is asked for so many cuts. */
const LOOK = 6;

export class HotelSplit {
  private readonly costPerSecond: number;
  private readonly tourPrice: number;
  private readonly mostSeconds: number;
  private readonly longest: number;
  private readonly look: number;
  private latePrice = Number.NaN;
  /** The last sequence that was cut. */
  private readonly known: Int32Array;
  private count = -1;
  private readonly base: SplitStates;
  /** States of the part of another sequence that differs from it. */
  private readonly part: SplitStates;
  /** The best ways to the states of `base` are known up to this cut, */
  private forwards = 0;
  /** and from this cut on those to the end: money, and the state where the tour ends that begins there. */
  private backwards = 0;
  private readonly rest: Float64Array;
  private readonly next: Int32Array;
  /** The cheapest tour over the end of the part, or the last one where there is nothing behind: where it begins and ends. */
  private joinFrom = 0;
  private joinTo = 0;
  private cheapestEnd = 0;
  /** The answer: tour t has the stops from `begins[t]` up to `begins[t + 1]`, and ends at hotel `sleeps[t]`. */
  readonly begins: Int32Array;
  readonly sleeps: Int32Array;
  tours = 0;
  /** Money: the tours, their drives and what is too long. */
  cost = 0;

  constructor(problem: ItineraryProblem, tourPrice: number) {
    const { customers, costPerDriveSecond, maxDriveSecondsPerDay } = problem;
    this.costPerSecond = costPerDriveSecond;
    this.tourPrice = tourPrice;
    this.mostSeconds = maxDriveSecondsPerDay;
    this.longest = LONGEST * maxDriveSecondsPerDay;
    this.look = isSymmetric(problem.travel) ? LOOK : 0;
    const places = new SplitPlaces(problem);
    this.known = new Int32Array(customers);
    this.base = new SplitStates(places);
    this.part = new SplitStates(places);
    const states = (customers + 1) * PLACES;
    this.rest = new Float64Array(states);
    this.next = new Int32Array(states);
    this.begins = new Int32Array(customers + 2);
    this.sleeps = new Int32Array(customers + 1);
  }

  /**
   * @param stops the sequence, `stops[0 .. count - 1]`
   * @param latePrice money for a second too long; Infinity: not possible
   * @param most money that it must cost less than
   * @returns false when the sequence cannot be cut so cheaply; then the answer is of no use
   */
  split(stops: Int32Array, count: number, latePrice: number, most = Number.POSITIVE_INFINITY): boolean {
    if (count !== this.count) this.load(stops, count);
    if (latePrice !== this.latePrice) {
      this.latePrice = latePrice;
      this.forwards = 0;
      this.backwards = count;
    }
    const { known, base } = this;
    let first = 0;
    while (first < count && stops[first] === known[first]) first++;
    let last = count;
    if (first < count) {
      while (stops[last - 1] === known[last - 1]) last--;
      this.splitPart(stops, first, last);
    } else {
      this.goForwards(count);
      this.lastTourOf(base);
    }
    if (!(this.cost < most)) return false;
    if (first < count) this.keepPart(stops, first, last);
    this.unload();
    return true;
  }

  /** A sequence of another length. */
  private load(stops: Int32Array, count: number): void {
    this.count = count;
    this.known.set(stops.subarray(0, count));
    this.base.measure(stops, count, 0, count, this.base);
    this.base.best.fill(Number.POSITIVE_INFINITY, 0, PLACES);
    this.base.best[0] = 0;
    this.rest[count * PLACES] = 0;
    this.next[count * PLACES] = 0;
    this.forwards = 0;
    this.backwards = count;
  }

  /** Another sequence, of which only the cuts from `first` to `last` differ. */
  private splitPart(stops: Int32Array, first: number, last: number): void {
    const { base, part, count } = this;
    this.goForwards(first - 1);
    this.goBackwards(last + 1);
    part.measure(stops, count, first, last, base);
    part.best.fill(Number.POSITIVE_INFINITY, first * PLACES, (last + 1) * PLACES);
    if (first === 0) part.best[0] = 0;
    this.cost = Number.POSITIVE_INFINITY;
    for (let from = this.earliest(first); from < first; from++) this.extend(base, from, first - 1, part, first, last);
    const end = Math.min(last, count - 1);
    for (let from = first; from <= end; from++) this.extend(part, from, last, part, from + 1, last);
    if (last === count) this.lastTourOf(part);
  }

  /** The sequence whose part was split becomes the one that is known. */
  private keepPart(stops: Int32Array, first: number, last: number): void {
    this.base.take(this.part, first, last, this.count);
    this.known.set(stops.subarray(first, last), first);
    this.forwards = last;
    this.backwards = Math.max(this.backwards, Math.min(this.count, last + 1));
  }

  /** Finds the best ways to all states of `base` at a cut. */
  private goForwards(to: number): void {
    const { base, forwards } = this;
    if (to <= forwards) return;
    base.best.fill(Number.POSITIVE_INFINITY, (forwards + 1) * PLACES, (to + 1) * PLACES);
    for (let from = this.earliest(forwards + 1); from < to; from++) {
      this.extend(base, from, to, base, Math.max(from, forwards) + 1, to);
    }
    this.forwards = to;
  }

  /** The first cut whose tour can hold the stop before this one. */
  private earliest(cut: number): number {
    const { used } = this.base;
    let from = cut;
    while (from > 0 && used[cut - 1] - used[from - 1] <= this.longest) from--;
    return from;
  }

  /**
   * All tours from one cut to the cuts `first` to `last`, and if these are of the part that differs, also those that go beyond it.
   * @param known the last cut at which states of `origins` are known
   */
  private extend(
    origins: SplitStates,
    from: number,
    known: number,
    targets: SplitStates,
    first: number,
    last: number,
  ): void {
    const { best } = origins;
    for (let origin = from * PLACES; origin < from * PLACES + origins.places[from]; origin++) {
      if (best[origin] === Number.POSITIVE_INFINITY || this.isDominated(origins, origin, from, known)) continue;
      const isOpen = this.extendTo(origins, origin, targets, first, last);
      if (isOpen && targets === this.part) this.join(origins, origin, last);
    }
  }

  /** @returns false when a tour cannot be longer */
  private extendTo(origins: SplitStates, origin: number, targets: SplitStates, first: number, last: number): boolean {
    const { costPerSecond, longest, mostSeconds, latePrice } = this;
    const { best, previous, places, used, endDrive, endUse } = targets;
    const startUse = origins.startUse[origin];
    const before = origins.best[origin] + this.tourPrice + origins.startDrive[origin] * costPerSecond;
    const inTime = mostSeconds - startUse;
    const mostUsed = longest - startUse;
    for (let to = first; to <= last; to++) {
      if (used[to - 1] > mostUsed) return false;
      const end = to * PLACES + places[to];
      for (let target = to * PLACES; target < end; target++) {
        let cost = before + endDrive[target] * costPerSecond;
        const late = endUse[target] - inTime;
        if (late > 0) cost += late * latePrice;
        if (cost >= best[target]) continue;
        best[target] = cost;
        previous[target] = origin;
      }
    }
    return true;
  }

  /** Tours that end after the part that differs, where the rest of the way is known. */
  private join(origins: SplitStates, origin: number, last: number): void {
    const { base, part } = this;
    if (last === this.count) return;
    // Stops after the part begin so much later than in the sequence that is known.
    const startUse = origins.startUse[origin] + part.used[last] - base.used[last];
    const startDrive = origins.startDrive[origin] + part.drive[last] - base.drive[last];
    const before = origins.best[origin] + this.tourPrice + startDrive * this.costPerSecond;
    const cost = this.goToEnd(before, startUse, last + 1, this.cost);
    if (cost >= this.cost) return;
    this.cost = cost;
    this.joinFrom = origin;
    this.joinTo = this.cheapestEnd;
  }

  /** Finds the best ways from all states of `base` at a cut to the end. */
  private goBackwards(until: number): void {
    const { base, rest, next, tourPrice, costPerSecond } = this;
    const { places, startDrive, startUse } = base;
    for (let from = this.backwards - 1; from >= until; from--) {
      for (let origin = from * PLACES; origin < from * PLACES + places[from]; origin++) {
        const before = tourPrice + startDrive[origin] * costPerSecond;
        rest[origin] = this.goToEnd(before, startUse[origin], from + 1, Number.POSITIVE_INFINITY);
        next[origin] = this.cheapestEnd;
      }
    }
    this.backwards = Math.min(this.backwards, until);
  }

  /**
   * The cheapest tour to the cut `first` of `base` or behind it, to `cheapestEnd`, with the rest of the way from there.
   * @param before money up to the drive to its end @returns money, or `most` where there is nothing cheaper
   */
  private goToEnd(before: number, startUse: number, first: number, most: number): number {
    const { base, count, rest, costPerSecond, longest, mostSeconds, latePrice } = this;
    const { places, used, endDrive, endUse } = base;
    const inTime = mostSeconds - startUse;
    const mostUsed = longest - startUse;
    let least = most;
    let cheapestEnd = 0;
    for (let to = first; to <= count && used[to - 1] <= mostUsed; to++) {
      const end = to * PLACES + places[to];
      for (let target = to * PLACES; target < end; target++) {
        let cost = before + endDrive[target] * costPerSecond + rest[target];
        const late = endUse[target] - inTime;
        if (late > 0) cost += late * latePrice;
        if (cost >= least) continue;
        least = cost;
        cheapestEnd = target;
      }
    }
    this.cheapestEnd = cheapestEnd;
    return least;
  }

  /**
   * Whether to begin at another hotel, or to end the tour before only some stops later, is as cheap and no later, whatever follows.
   * Later only at the nearest hotel: a cut in between cannot begin nearer to the stop. Tours that end in between stay unknown, also
   * when the stops behind change; where ways are as long back as there, none of them is better, elsewhere later cuts are not asked.
   */
  private isDominated(states: SplitStates, origin: number, from: number, known: number): boolean {
    const { best, places, startDrive, startUse, nearest } = states;
    const { costPerSecond, count } = this;
    const use = startUse[origin];
    const cost = best[origin] + startDrive[origin] * costPerSecond;
    for (let other = from * PLACES; other < from * PLACES + places[from]; other++) {
      if (startUse[other] > use || other === origin) continue;
      const found = best[other] + startDrive[other] * costPerSecond;
      if (found < cost || (found === cost && other < origin)) return true;
    }
    const end = Math.min(count - 1, known, from + this.look);
    for (let later = from + 1; later <= end; later++) {
      const other = nearest[later];
      if (other < 0 || startUse[other] > use) continue;
      if (best[other] + startDrive[other] * costPerSecond <= cost) return true;
    }
    return false;
  }

  /** The last tour ends at home after the last stop. */
  private lastTourOf({ best, previous }: SplitStates): void {
    this.joinTo = this.count * PLACES;
    this.cost = best[this.joinTo];
    this.joinFrom = previous[this.joinTo];
  }

  /** Writes the answer down: the best way to where the joining tour begins, that tour, and the best way from its end on. */
  private unload(): void {
    const { base, next, begins, sleeps, joinFrom, joinTo } = this;
    const { place, previous } = base;
    let tour = 0;
    for (let at = joinFrom; at > 0; at = previous[at]) tour++;
    let after = tour;
    for (let at = joinFrom; at > 0; at = previous[at]) {
      sleeps[--tour] = place[at];
      begins[tour + 1] = Math.floor(at / PLACES);
    }
    begins[0] = 0;
    for (let at = joinTo; at > 0; at = next[at]) {
      sleeps[after] = place[at];
      begins[++after] = Math.floor(at / PLACES);
    }
    this.tours = after;
  }
}
