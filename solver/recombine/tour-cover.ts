/**
 * Tours that visit each customer once, an even number of them at each place: an exact cover, searched depth first on the customer or
 * place that the fewest tours can serve (Knuth 2000, Dancing links). Each tour takes its reduced cost from a budget, which most
 * combinations exceed early; the cheapest are tried first, and few exceptions from that before many (limited discrepancy
 * search, Harvey & Ginsberg 1995). What is left where none was found is remembered.
 */
import type { PooledTour } from '../itinerary/index.ts';
import type { ItineraryProblem } from '../problem/index.ts';
import { CoverTable, leaveFirst, lowest } from './cover-table.ts';
import { ALL, DeadEnds } from './dead-ends.ts';
import { OpenRows } from './open-rows.ts';

/** So many exceptions are allowed at first, then twice as many, and so on. */
const FIRST_EXCEPTIONS = 8;
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
  /** Tours tried as one more of a cover, all together, and with each of the outliers. Default of the latter: as many. */
  readonly tries: number;
  readonly triesEach?: number;
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
  private readonly open: OpenRows;
  private readonly deadEnds: DeadEnds;
  /** By the number of tours chosen: those that can still be chosen. */
  private readonly possible: readonly Int32Array[];
  private readonly chosen: number[] = [];
  private tries = 0;
  private mostTries = 0;
  private isOver = false;
  /** Whether nothing was left out for want of exceptions, and whether no cover was found, since it was last set. */
  private isComplete = true;
  private isBarren = true;

  constructor(
    problem: ItineraryProblem,
    question: CoverQuestion,
    limits: CoverLimits,
    accept: (tours: readonly PooledTour[]) => Accepted | null,
  ) {
    const { most, tours, outliers } = question;
    this.tours = [...tours.tours, ...(outliers?.tours ?? [])];
    this.question = question;
    this.limits = limits;
    this.accept = accept;
    this.table = new CoverTable(problem, this.tours, tours.tours.length);
    this.open = new OpenRows(this.table, most);
    this.deadEnds = new DeadEnds(this.table, most);
    this.possible = Array.from({ length: most + 1 }, () => new Int32Array(this.table.words));
    this.possible[0].fill(-1);
    leaveFirst(this.possible[0], tours.tours.length);
  }

  run(): Accepted | null {
    this.mostTries = this.limits.tries;
    return this.deepen(0, this.question.budget);
  }

  /** One outlier after the other. */
  runWithOutliers({ reducedCosts }: PricedTours): Accepted | null {
    const { limits, open, possible } = this;
    const { tours, budget, most } = this.question;
    if (most < 1) return null;
    open.count(0, possible[0], null);
    const { tries, triesEach = tries } = limits;
    for (const [index, cost] of reducedCosts.entries()) {
      const rest = budget - cost;
      if (this.tries >= tries || limits.isOver()) return null;
      if (rest < 0) continue;
      const outlier = tours.tours.length + index;
      this.mostTries = Math.min(tries, this.tries + triesEach);
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
    this.isOver = false;
    for (let exceptions = FIRST_EXCEPTIONS; ; exceptions *= 2) {
      this.isComplete = true;
      const accepted = this.search(depth, left, exceptions);
      if (accepted !== null || this.isComplete || this.isOver) return accepted;
    }
  }

  /** @param left of the budget @param exceptions left @returns what is made of a cover with the tours chosen, or null */
  private search(depth: number, left: number, exceptions: number): Accepted | null {
    const { question, open, deadEnds, tours, isComplete, isBarren } = this;
    if (open.unserved === 0) {
      if (!open.areEven()) return null;
      this.isBarren = false;
      return this.accept(this.chosen.map((tour) => tours[tour]));
    }
    if (depth === question.most) return null;
    const tried = deadEnds.exceptionsTried(depth, left);
    if (tried >= exceptions) {
      this.isComplete &&= tried === ALL;
      return null;
    }
    this.isComplete = true;
    this.isBarren = true;
    const accepted = this.tryEach(depth, left, exceptions);
    // A cover that was not accepted may be with other tours that serve the same.
    if (accepted === null && this.isBarren && !this.isOver) {
      deadEnds.note(depth, left, this.isComplete ? ALL : exceptions);
    }
    this.isComplete &&= isComplete;
    this.isBarren &&= isBarren;
    return accepted;
  }

  /** Each tour that serves the scarcest of the open rows. */
  private tryEach(depth: number, left: number, exceptions: number): Accepted | null {
    const { question, possible, limits, open } = this;
    const { serving, words } = this.table;
    const { reducedCosts } = question.tours;
    const can = possible[depth];
    open.count(depth, can, depth === 0 ? null : possible[depth - 1]);
    const row = open.scarcest(depth);
    if (row < 0) return null;
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
        this.isOver ||= ++this.tries > this.mostTries || (this.tries % TRIES_PER_CLOCK === 0 && limits.isOver());
        if (this.isOver) return null;
        this.leavePossible(tour, depth, rest);
        this.choose(tour);
        const accepted = open.canBeServed(depth, possible[depth + 1])
          ? this.search(depth + 1, rest, exceptions - rank)
          : null;
        if (accepted !== null) return accepted;
        this.undo(tour);
        rank++;
      }
    }
    return null;
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
    this.open.serve(tour, 1);
    this.deadEnds.turn(tour);
  }

  private undo(tour: number): void {
    this.chosen.pop();
    this.open.serve(tour, 0);
    this.deadEnds.turn(tour);
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
