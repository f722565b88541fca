/**
 * Tours that visit each customer once, an even number of them at each place: an exact cover, searched depth first on the customer or
 * place that the fewest tours can serve (Knuth 2000, Dancing links). Each tour takes its reduced cost from a budget, which most
 * combinations exceed early; the cheapest are tried first, and few exceptions from that before many (limited discrepancy
 * search, Harvey & Ginsberg 1995).
 */
import type { PooledTour } from '../itinerary/index.ts';
import type { ItineraryProblem } from '../problem/index.ts';
import { CoverTable, leaveFirst, lowest } from './cover-table.ts';

/** So many exceptions are allowed at first, then twice as many, and so on. */
const FIRST_EXCEPTIONS = 8;
/** A row that at most so many tours can serve is looked at first, before all rows are counted. */
const SCARCE = 12;
/** The clock is asked once in so many tours that are tried. */
const TRIES_PER_CLOCK = 256;

export interface CoverQuestion {
  readonly tours: PricedTours;
  /** Dearer ones, of which one is in each cover, whether or not the others would do; in the order in which they are tried. Default: none. */
  readonly outliers?: PricedTours;
  readonly budget: number;
  /** Tours in a cover. */
  readonly most: number;
}

export interface PricedTours {
  /** None costs less than one before it, outliers aside. */
  readonly tours: readonly PooledTour[];
  /** What each takes of the budget, 0 or more. */
  readonly reducedCosts: Float64Array;
}

export interface CoverLimits {
  /** Tours tried as one more of a cover, all together, or with each of the outliers. */
  readonly tries: number;
  readonly isOver: () => boolean;
}

/**
 * @param accept asked for each cover found, which may be in several parts that are not connected: what is made of it, or null
 * @returns what is made of the first that is accepted, or null: there is none, or the limits were reached
 */
export function findCover<Accepted>(
  problem: ItineraryProblem,
  question: CoverQuestion,
  limits: CoverLimits,
  accept: (tours: readonly PooledTour[]) => Accepted | null,
): Accepted | null {
  const search = new CoverSearch(problem, question, limits, accept);
  return question.outliers === undefined ? search.run() : search.runWithOutliers(question.outliers);
}

class CoverSearch<Accepted> {
  private readonly question: CoverQuestion;
  private readonly limits: CoverLimits;
  private readonly accept: (tours: readonly PooledTour[]) => Accepted | null;
  /** The outliers come last. */
  private readonly tours: readonly PooledTour[];
  private readonly table: CoverTable;
  /** By the number of tours chosen: those that can still be chosen; how many of them serve each row; the scarce rows. */
  private readonly possible: readonly Int32Array[];
  private readonly servedBy: Int32Array;
  private readonly scarce: Int32Array;
  private readonly scarceCount: Int32Array;
  /** Per customer, by the tours chosen. */
  private readonly isServed: Uint8Array;
  /** Per place, whether an odd number of the tours chosen starts or ends there. */
  private readonly isOdd: Uint8Array;
  private unserved: number;
  private readonly chosen: number[] = [];
  private tries = 0;
  private isOver = false;
  private isComplete = true;

  constructor(
    problem: ItineraryProblem,
    question: CoverQuestion,
    limits: CoverLimits,
    accept: (tours: readonly PooledTour[]) => Accepted | null,
  ) {
    const { most, tours, outliers } = question;
    this.tours = [...tours.tours, ...(outliers?.tours ?? [])];
    const table = new CoverTable(problem, this.tours, tours.tours.length);
    const { rows, words, customers } = table;
    this.question = question;
    this.limits = limits;
    this.accept = accept;
    this.table = table;
    this.unserved = customers;
    this.possible = Array.from({ length: most + 1 }, () => new Int32Array(words));
    this.servedBy = new Int32Array((most + 1) * rows);
    this.scarce = new Int32Array((most + 1) * rows);
    this.scarceCount = new Int32Array(most + 1);
    this.isServed = new Uint8Array(customers);
    this.isOdd = new Uint8Array(rows - customers);
    this.possible[0].fill(-1);
    leaveFirst(this.possible[0], tours.tours.length);
  }

  run(): Accepted | null {
    return this.deepen(0, this.question.budget);
  }

  /** One outlier after the other. */
  runWithOutliers({ reducedCosts }: PricedTours): Accepted | null {
    const { tours, budget, most } = this.question;
    if (most < 1) return null;
    this.count(0);
    for (const [index, cost] of reducedCosts.entries()) {
      const rest = budget - cost;
      if (this.limits.isOver()) return null;
      if (rest < 0) continue;
      const outlier = tours.tours.length + index;
      this.leavePossible(outlier, 0, rest);
      this.choose(outlier);
      const accepted = this.deepen(1, rest);
      if (accepted !== null) return accepted;
      this.undo(outlier);
    }
    return null;
  }

  /** More and more exceptions. @param depth tours chosen @param left of the budget */
  private deepen(depth: number, left: number): Accepted | null {
    this.tries = 0;
    this.isOver = false;
    const can = this.possible[depth].slice();
    for (let exceptions = FIRST_EXCEPTIONS; ; exceptions *= 2) {
      this.isComplete = true;
      this.possible[depth].set(can);
      const accepted = this.search(depth, left, exceptions);
      if (accepted !== null || this.isComplete || this.isOver) return accepted;
    }
  }

  /** @param left of the budget @param exceptions left @returns what is made of a cover with the tours chosen, or null */
  private search(depth: number, left: number, exceptions: number): Accepted | null {
    const { question, possible, limits, tours } = this;
    const { serving, words } = this.table;
    const { reducedCosts } = question.tours;
    if (this.unserved === 0) return this.isOdd.includes(1) ? null : this.accept(this.chosen.map((tour) => tours[tour]));
    if (depth === question.most) return null;
    const can = possible[depth];
    this.count(depth);
    const row = this.scarcest(depth);
    if (row < 0) return null;
    this.noteScarce(depth);
    let rank = 0;
    for (let word = 0; word < words; word++) {
      for (let bits = can[word] & serving[row * words + word]; bits !== 0; bits &= bits - 1) {
        const tour = word * 32 + lowest(bits);
        const rest = left - reducedCosts[tour];
        if (rest < 0) return null;
        if (rank > exceptions) {
          this.isComplete = false;
          return null;
        }
        this.tries++;
        this.isOver ||= this.tries > limits.tries || (this.tries % TRIES_PER_CLOCK === 0 && limits.isOver());
        if (this.isOver) return null;
        this.leavePossible(tour, depth, rest);
        this.choose(tour);
        const accepted = this.canGoOn(depth) ? this.search(depth + 1, rest, exceptions - rank) : null;
        if (accepted !== null) return accepted;
        this.undo(tour);
        // With one more tour at the same place it would be found again.
        can[word] &= ~(1 << (tour & 31));
        this.add(-1, tour, depth);
        rank++;
      }
    }
    return null;
  }

  /** By how many of the possible tours each row is served. Few are lost with each tour chosen: the others are not counted anew. */
  private count(depth: number): void {
    const { servedBy, possible } = this;
    const { rows } = this.table;
    const can = possible[depth];
    if (depth === 0) {
      servedBy.fill(0, 0, rows);
      for (let word = 0; word < can.length; word++) {
        for (let bits = can[word]; bits !== 0; bits &= bits - 1) this.add(1, word * 32 + lowest(bits), 0);
      }
      return;
    }
    const before = possible[depth - 1];
    servedBy.copyWithin(depth * rows, (depth - 1) * rows, depth * rows);
    for (let word = 0; word < can.length; word++) {
      for (let bits = before[word] & ~can[word]; bits !== 0; bits &= bits - 1) {
        this.add(-1, word * 32 + lowest(bits), depth);
      }
    }
  }

  private add(count: 1 | -1, tour: number, depth: number): void {
    const { servedBy } = this;
    const { rows, offset, rowOfTour } = this.table;
    for (let k = offset[tour]; k < offset[tour + 1]; k++) servedBy[depth * rows + rowOfTour[k]] += count;
  }

  /** The customer not visited, or the place with an odd number of tours, that the fewest can serve; -1: one that none can. */
  private scarcest(depth: number): number {
    const { servedBy, isServed, isOdd } = this;
    const { rows, customers } = this.table;
    const at = depth * rows;
    let row = -1;
    let fewest = Number.POSITIVE_INFINITY;
    for (let customer = 0; customer < customers; customer++) {
      if (isServed[customer] === 1 || servedBy[at + customer] >= fewest) continue;
      row = customer;
      fewest = servedBy[at + customer];
    }
    for (let place = customers; place < rows; place++) {
      if (isOdd[place - customers] === 0 || servedBy[at + place] > fewest) continue;
      row = place;
      fewest = servedBy[at + place];
    }
    return fewest === 0 ? -1 : row;
  }

  /** The rows that few tours can serve are the first that none can. */
  private noteScarce(depth: number): void {
    const { servedBy, isServed, scarce, scarceCount } = this;
    const { rows, customers } = this.table;
    const at = depth * rows;
    let count = 0;
    for (let row = 0; row < rows; row++) {
      if (servedBy[at + row] <= SCARCE && (row >= customers || isServed[row] === 0)) scarce[at + count++] = row;
    }
    scarceCount[depth] = count;
  }

  /** Whether each row that was scarce before the last tour was chosen can still be served. */
  private canGoOn(depth: number): boolean {
    const { possible, isServed, isOdd, scarce, scarceCount } = this;
    const { serving, words, rows, customers } = this.table;
    const next = possible[depth + 1];
    const at = depth * rows;
    for (let k = at; k < at + scarceCount[depth]; k++) {
      const row = scarce[k];
      if (row < customers ? isServed[row] === 1 : isOdd[row - customers] === 0) continue;
      let word = 0;
      while (word < words && (next[word] & serving[row * words + word]) === 0) word++;
      if (word === words) return false;
    }
    return true;
  }

  /** What can be chosen after this tour. */
  private leavePossible(tour: number, depth: number, rest: number): void {
    const { possible, question, table } = this;
    const next = possible[depth + 1];
    table.apartOf(tour, possible[depth], next);
    leaveFirst(next, affordable(question.tours.reducedCosts, rest));
  }

  private choose(tour: number): void {
    this.chosen.push(tour);
    this.serve(tour, 1);
  }

  private undo(tour: number): void {
    this.chosen.pop();
    this.serve(tour, 0);
  }

  private serve(tour: number, served: 0 | 1): void {
    const { isServed, isOdd } = this;
    const { customers, offset, rowOfTour } = this.table;
    for (let k = offset[tour]; k < offset[tour + 1]; k++) {
      const row = rowOfTour[k];
      if (row >= customers) {
        isOdd[row - customers] ^= 1;
        continue;
      }
      isServed[row] = served;
      this.unserved += served === 1 ? -1 : 1;
    }
  }
}

/** How many of the first are within the budget. */
function affordable(ascending: Float64Array, budget: number): number {
  let from = 0;
  let to = ascending.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (ascending[middle] <= budget) from = middle + 1;
    else to = middle;
  }
  return from;
}
