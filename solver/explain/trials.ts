/**
 * What a rep could visit besides if the request meant something else: a short search that begins with his days as planned, for
 * all his missing visits at once. A visit that it places has its place without the others, too.
 */
import { anyOf, cancelled, maxSteps } from '../annealing/index.ts';
import type { Interpretation } from '../input/interpretation.ts';
import { type Itinerary, type StartItinerary, searchItinerary, startOf, visitDaysOf } from '../itinerary/index.ts';
import type { TimedRep } from '../output/index.ts';
import { type RepProblem, withOneCustomer } from '../problem/index.ts';
import type { Relaxation } from './relaxations.ts';

/** Steps of a trial: so many for each missing visit, and of the search for one customer alone. */
const STEPS = { perVisit: 2, least: 20, most: 400, alone: 25 };
/** A rep with so many visits missing that more would be tried is told what is known by then. */
const MOST_TRIALS = 40;
/** Hardly more than descent: what is planned stays. */
const NEARLY_COLD = { from: 0.9, to: 1 };
/** What a missing visit counts, as a share of the least that a planned one does: it never takes the place of one, nor does an appointment. */
const LIGHT = 1e-12;

/**
 * The problem of a rep when the request means something else.
 * @param rep index of the rep in the interpretation
 * @param more customers that he would carry besides, numbered after his own
 */
export type ProblemUnder = (changed: Interpretation, rep: number, more?: readonly number[]) => RepProblem;

export class Trials {
  private readonly meaning: Interpretation;
  private readonly rep: TimedRep;
  private readonly problemUnder: ProblemUnder;
  private readonly isCancelled: () => boolean;
  /** Per customer of the problem the visits that he misses. */
  readonly short: readonly number[];
  /** Those who miss any, as numbered in the problem. */
  readonly missing: readonly number[];
  private asked: readonly number[];
  private readonly known = new Map<string, Int32Array>();
  private readonly none: Int32Array;
  private asPlanned: RepProblem | null = null;

  constructor(meaning: Interpretation, rep: TimedRep, problemUnder: ProblemUnder, isCancelled: () => boolean) {
    this.meaning = meaning;
    this.rep = rep;
    this.problemUnder = problemUnder;
    this.isCancelled = isCancelled;
    this.short = rep.planned.map((ordinals, number) => rep.problem.visitsOwed[number] - ordinals.length);
    this.none = new Int32Array(this.short.length);
    this.missing = [...this.short.keys()].filter((number) => this.short[number] > 0);
    this.asked = this.missing;
  }

  /** From now on it is tried only where these have a place. @param numbers at first all who miss visits */
  narrow(numbers: readonly number[]): void {
    this.asked = numbers;
  }

  /** Whether the rule bears on the rep, or on anybody who is asked for. */
  bears(relaxation: Relaxation): boolean {
    return relaxation.lift(this.meaning, this.rep.rep, this.customers()) !== null;
  }

  /** @returns per customer of the problem how many of the missing visits have a place without these rules */
  gains(lifted: readonly Relaxation[]): Int32Array {
    const key = lifted.map(({ code }) => code).join();
    let gains = this.known.get(key);
    if (gains === undefined) {
      if (this.known.size === MOST_TRIALS) return this.none;
      gains = this.gainsUnder(lifted);
      this.known.set(key, gains);
    }
    return gains;
  }

  /** As many visits of the customer as the rep could make if he had no other, those on frozen days left out, and how many there are. */
  alone(number: number): { readonly placed: number; readonly owed: number } {
    this.asPlanned ??= this.problemUnder(this.meaning, this.rep.rep);
    const problem = withOneCustomer(this.asPlanned, number);
    const found = searchItinerary(problem, { seed: 1, stop: maxSteps(STEPS.alone) });
    return { placed: visitsIn(found, problem)[0], owed: problem.visitsOwed[0] };
  }

  private gainsUnder(lifted: readonly Relaxation[]): Int32Array {
    const { meaning, rep, asked } = this;
    let changed = meaning;
    for (const relaxation of lifted) changed = relaxation.lift(changed, rep.rep, this.customers()) ?? changed;
    const problem = this.problemUnder(changed, rep.rep);
    const gains = new Int32Array(problem.customers);
    const putOff = this.ask(problem, asked, gains);
    // Those whose own visits would have made room for others are asked once more, without these.
    this.ask(problem, putOff, gains);
    return gains;
  }

  private customers(): number[] {
    return this.asked.map((number) => this.rep.problem.customerIndex[number]);
  }

  /**
   * Notes the visits that find a place beside what is planned, whoever else waits: who got one leaves the others theirs.
   * @returns those who lost visits to others meanwhile, and were not asked then
   */
  private ask(problem: RepProblem, asked: readonly number[], gains: Int32Array): readonly number[] {
    const { missing, short, rep } = this;
    const putOff: number[] = [];
    for (let waiting = asked; waiting.length > 0; ) {
      const limited = askedFor(problem, waiting, missing, short);
      const visits = visitsBeside(limited, startOf(rep.itinerary), waiting, this.isCancelled);
      const gained = (number: number) => short[number] - (problem.visitsOwed[number] - visits[number]);
      const losers = waiting.filter((number) => gained(number) < 0);
      if (losers.length > 0) {
        putOff.push(...losers);
        waiting = waiting.filter((number) => gained(number) >= 0);
        continue;
      }
      const isWaiting = new Set(waiting);
      const othersLose = visits.some((made, number) => !isWaiting.has(number) && made < limited.visitsOwed[number]);
      const left = waiting.filter((number) => gained(number) === 0);
      if (othersLose || left.length === waiting.length) break;
      for (const number of waiting) gains[number] = gained(number);
      waiting = left;
    }
    return putOff;
  }
}

/** The problem in which, of those who miss visits, only these wait for more; the gaps of the others are as they are. */
function askedFor(
  problem: RepProblem,
  waiting: readonly number[],
  missing: readonly number[],
  short: readonly number[],
): RepProblem {
  const visitsOwed = problem.visitsOwed.slice();
  const maxDaysBetween = problem.maxDaysBetween.slice();
  const firstDayMax = problem.firstDayMax.slice();
  const asked = new Set(waiting);
  for (const number of missing) {
    if (asked.has(number)) continue;
    visitsOwed[number] -= short[number];
    maxDaysBetween[number] = problem.days;
    firstDayMax[number] = problem.days;
  }
  return { ...problem, visitsOwed, maxDaysBetween, firstDayMax };
}

/** Customers of one rep who find a place with another, all their visits. @returns those, of `customers`, as numbered in the interpretation */
export function findPlaceWith(
  meaning: Interpretation,
  other: { readonly rep: number; readonly itinerary: Itinerary | null },
  customers: readonly number[],
  problemUnder: ProblemUnder,
  isCancelled: () => boolean,
): readonly number[] {
  const problem = problemUnder(meaning, other.rep, customers);
  const own = problem.customers - customers.length;
  const numbers = customers.map((_, k) => own + k);
  const idle = { stops: Array.from({ length: problem.days }, () => []), sleep: new Array(problem.days).fill(-1) };
  const start = other.itinerary === null ? idle : startOf(other.itinerary);
  const visits = visitsBeside(problem, start, numbers, isCancelled);
  const lost = numbers.length === 0 || visits.some((made, number) => number < own && made < problem.visitsOwed[number]);
  return lost ? [] : customers.filter((_, k) => visits[own + k] === problem.visitsOwed[own + k]);
}

/** Visits by customer after a short search in which none takes the place of one that is planned. @param waiting numbers of the customers who miss visits */
function visitsBeside(
  problem: RepProblem,
  start: StartItinerary,
  waiting: readonly number[],
  isCancelled: () => boolean,
): Int32Array {
  const least = problem.weight.reduce((a, b) => (b > 0 ? Math.min(a, b) : a), Number.POSITIVE_INFINITY);
  const weight = problem.weight.slice();
  for (const number of waiting) weight[number] = LIGHT * (Number.isFinite(least) ? least : 1);
  const owed = waiting.reduce((sum, number) => sum + problem.visitsOwed[number], 0);
  const steps = Math.min(STEPS.most, Math.max(STEPS.least, STEPS.perVisit * owed));
  const stop = anyOf(cancelled(isCancelled), maxSteps(steps));
  return visitsIn(searchItinerary({ ...problem, weight }, { seed: 1, start, annealing: NEARLY_COLD, stop }), problem);
}

function visitsIn(itinerary: Itinerary, { customers }: RepProblem): Int32Array {
  return Int32Array.from(visitDaysOf(itinerary, customers), (days) => days.length);
}
