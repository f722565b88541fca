/** The search for itineraries: one annealing, or where the budget allows several: a population of what they find, or tries. */

import type { StopCriterion, StopReason } from '../annealing/index.ts';
import type { ItineraryProblem } from '../problem/index.ts';
import { Annealer, type SearchProgress } from './annealer.ts';
import { Population } from './population.ts';
import type { TourPool } from './tour-pool.ts';
import type { StartItinerary } from './warm-start.ts';

/** A first short annealing shows how many steps the budget allows. */
const PROBE_SHARE = 0.02;
/** So many founders, which together take this share, make a population, */
const FOUNDERS = { least: 6, most: 12 };
const FOUNDING_SHARE = 0.2;
/** each of at least this many steps times the square of the customers: where that leaves too few of them, there is none. */
const FOUNDING_STEPS = 1.4;
/** Their children take this share. The rest is for one long annealing, which on large problems finds more. */
const CHILDREN_SHARE = 0.35;
/** Every child is annealed for this many steps, or that many a customer, on the colder part of the way. */
const CHILD_STEPS = { least: 4000, perCustomer: 25 };
const CHILD_FROM = 0.4;
/**
 * With a fleet this share comes last: regions of the best itinerary, of so many customers, are annealed anew one after the other,
 * each for so many steps a customer, on the colder part of the way.
 */
const REGIONS = { share: 0.3, least: 20, most: 80, stepsPerCustomer: 150, from: 0.5 };
/**
 * Without dates whether tours are few is luck: this share goes to annealings of so many steps a customer, where two of them fit
 * in, and in the rest the best of all is annealed on, on the colder part of the way.
 */
const TRIES = { share: 0.75, stepsPerCustomer: 800, least: 2, thenFrom: 0.4 };

/** What a search has found, as plain data that crosses a thread. */
export interface Itinerary {
  /** Customers of each tour in order, as numbered in the problem; without a fleet, tour d is the one of day d. */
  readonly stops: readonly Int32Array[];
  /** The hotel of the night after each day, as numbered in the problem, or -1 for home. */
  readonly sleep: Int32Array;
  /** Whether every limit is kept; for a rep it always is. */
  readonly feasible: boolean;
  /** What the search minimises, money: cost, soft wishes, and far more for each visit that is missing. */
  readonly objective: number;
  readonly steps: number;
  readonly stoppedBy: StopReason;
}

export interface SearchControl {
  readonly seed: number;
  readonly stop: StopCriterion;
  readonly onProgress?: (progress: SearchProgress) => void;
  /** Where to begin; what is not possible in it is repaired. */
  readonly start?: StartItinerary;
  /** The part of one annealing that this search goes through; by default all of it, or the colder half with a start. */
  readonly annealing?: { readonly from: number; readonly to: number };
  /** Gets the tours of good itineraries; the search goes the same way without it. */
  readonly pool?: TourPool;
}

export const startOf = ({ stops, sleep }: Itinerary): StartItinerary => ({
  stops: stops.map((customers) => [...customers]),
  sleep: [...sleep],
});

/** Per customer the days on which he is visited, ascending. @param customers how many the problem has */
export function visitDaysOf({ stops }: Pick<Itinerary, 'stops'>, customers: number): number[][] {
  const days: number[][] = Array.from({ length: customers }, () => []);
  stops.forEach((visited, day) => {
    for (const customer of visited) days[customer].push(day);
  });
  return days;
}

/** Searches until the criterion says stop; the first itinerary is built before the criterion is asked. */
export function searchItinerary(problem: ItineraryProblem, control: SearchControl): Itinerary {
  const { stop, start, annealing } = control;
  const annealer = new Annealer(problem, control);
  annealer.build(start);
  const { from, to } = annealing ?? { from: start ? 0.5 : 0, to: 1 };
  const searchWhole = problem.undatedTourPrice === null ? evolve : retry;
  const isWhole = from === 0 && to === 1;
  const ended = isWhole ? searchWhole(annealer, stop, problem) : annealer.anneal({ from, to, used: stop.share });
  annealer.report(1);
  return unload(annealer, ended ?? 'maxSteps');
}

/** Annealings that share one budget, one after the other. */
class Parts {
  private readonly annealer: Annealer;
  private readonly stop: StopCriterion;
  /** The share of the budget that the parts so far take. */
  begun = 0;

  constructor(annealer: Annealer, stop: StopCriterion) {
    this.annealer = annealer;
    this.stop = stop;
  }

  /** @param from where on the way of the annealing it begins */
  anneal(share: number, from = 0): StopReason | null {
    const { annealer, stop, begun } = this;
    this.begun += share;
    return annealer.anneal({ from, to: 1, used: (step) => (stop.share(step) - begun) / share });
  }

  /** With what is left. */
  annealLast(from = 0): StopReason | null {
    return this.anneal(1 - this.begun, from);
  }
}

/** Founders and their children where the budget allows it, then one long annealing, then with a fleet regions of the best. */
function evolve(annealer: Annealer, stop: StopCriterion, { customers, fleet }: ItineraryProblem): StopReason | null {
  const parts = new Parts(annealer, stop);
  let ended = parts.anneal(PROBE_SHARE);
  const founding = (FOUNDING_SHARE * annealer.step) / PROBE_SHARE;
  const founders = Math.min(FOUNDERS.most, Math.floor(founding / (FOUNDING_STEPS * customers ** 2)));
  if (founders >= FOUNDERS.least) {
    const population = new Population(annealer.random);
    population.add(annealer);
    for (let founder = 0; founder < founders && ended === null; founder++) {
      annealer.build();
      ended = parts.anneal(FOUNDING_SHARE / founders);
      population.add(annealer);
    }
    parts.begun += CHILDREN_SHARE;
    const childSteps = Math.max(CHILD_STEPS.least, CHILD_STEPS.perCustomer * customers);
    while (ended === null && population.size > 1 && stop.share(annealer.step) < parts.begun) {
      annealer.build(population.child());
      const born = annealer.step;
      ended = annealer.anneal({ from: CHILD_FROM, to: 1, used: (step) => (step - born) / childSteps });
      population.add(annealer);
    }
    annealer.build();
  }
  if (fleet === null) return ended ?? parts.annealLast();
  ended ??= parts.anneal(1 - REGIONS.share - parts.begun);
  while (ended === null && stop.share(annealer.step) < 1) ended = annealRegion(annealer);
  return ended;
}

/** A region of the best itinerary annealed anew: what a long annealing leaves is seldom wrong everywhere. */
function annealRegion(annealer: Annealer): StopReason | null {
  annealer.resume();
  const { least, most, stepsPerCustomer, from } = REGIONS;
  const steps = stepsPerCustomer * annealer.narrow(least + annealer.random.below(most - least));
  const begun = annealer.step;
  return annealer.anneal({ from, to: 1, used: (step) => (step - begun) / steps });
}

/** Several annealings, each from nothing, then the best of all once more; or one where the budget is short. */
function retry(annealer: Annealer, stop: StopCriterion, { customers }: ItineraryProblem): StopReason | null {
  const parts = new Parts(annealer, stop);
  let ended = parts.anneal(PROBE_SHARE);
  if (ended !== null) return ended;
  const tries = Math.floor((TRIES.share * annealer.step) / PROBE_SHARE / (TRIES.stepsPerCustomer * customers));
  if (tries < TRIES.least) {
    annealer.build();
    return parts.annealLast();
  }
  for (let left = tries; left > 0 && ended === null; left--) {
    annealer.build();
    ended = parts.anneal(TRIES.share / tries);
  }
  annealer.resume();
  return ended ?? parts.annealLast(TRIES.thenFrom);
}

function unload(annealer: Annealer, stoppedBy: StopReason): Itinerary {
  const { best, bestCost, step } = annealer;
  const stops = Array.from(best.length, (_, tour) => Int32Array.from(best.stopsOf(tour)));
  const feasible = bestCost < Number.POSITIVE_INFINITY;
  return { stops, sleep: best.sleep.slice(), feasible, objective: annealer.objectiveOfBest(), steps: step, stoppedBy };
}
