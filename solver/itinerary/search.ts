/** The search for itineraries: one annealing, or where the budget allows several and a population of what they find. */

import type { StopCriterion, StopReason } from '../annealing/index.ts';
import type { ItineraryProblem } from '../problem/index.ts';
import { Annealer, type Part, type SearchProgress } from './annealer.ts';
import { Population } from './population.ts';
import type { ItineraryState } from './state.ts';
import type { TourPool } from './tour-pool.ts';
import type { StartItinerary } from './warm-start.ts';

/** A first short annealing shows how many steps the budget allows. */
const PROBE_SHARE = 0.02;
/** The population begins with so many annealings, which together take this share of the budget, */
const FOUNDERS = { least: 3, most: 12 };
const FOUNDING_SHARE = 0.3;
/** each of at least this many steps times the square of the customers: fewer such annealings than two or three, and one does better. */
const FOUNDING_STEPS = 1.4;
/** Every child is annealed for this many steps, or that many a customer, on the colder part of the way. */
const CHILD_STEPS = { least: 4000, perCustomer: 25 };
const CHILD_FROM = 0.4;

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
  /** Where to begin; what is not possible in it is repaired. Not for tours without dates. */
  readonly start?: StartItinerary;
  /** The part of one annealing that this search goes through; by default all of it, or the colder half with a start. */
  readonly annealing?: { readonly from: number; readonly to: number };
  /** Gets the tours of good itineraries; the search goes the same way without it. Not for tours without dates. */
  readonly pool?: TourPool;
}

export const startOf = ({ stops, sleep }: Itinerary): StartItinerary => ({
  stops: stops.map((customers) => [...customers]),
  sleep: [...sleep],
});

/** Searches until the criterion says stop; the first itinerary is built before the criterion is asked. */
export function searchItinerary(problem: ItineraryProblem, control: SearchControl): Itinerary {
  const { stop, start, annealing } = control;
  const annealer = new Annealer(problem, control);
  annealer.build(start);
  const { from, to } = annealing ?? { from: start ? 0.5 : 0, to: 1 };
  const isWhole = from === 0 && to === 1 && problem.undatedTourPrice === null;
  const ended = isWhole ? evolve(annealer, stop, problem.customers) : annealer.anneal({ from, to, used: stop.share });
  annealer.report(1);
  return unload(annealer.best, annealer, ended ?? 'maxSteps');
}

/** Founders, then children until the budget is used up; one annealing where the budget is too small for that. */
function evolve(annealer: Annealer, stop: StopCriterion, customers: number): StopReason | null {
  const population = new Population(annealer.random);
  const run = (part: Part) => {
    const ended = annealer.anneal(part);
    if (ended === null && annealer.foundCost < Number.POSITIVE_INFINITY)
      population.add(annealer.found, annealer.foundCost);
    return ended;
  };
  let ended = run({ from: 0, to: 1, used: (step) => stop.share(step) / PROBE_SHARE });
  const founding = (FOUNDING_SHARE * annealer.step) / PROBE_SHARE;
  const founders = Math.min(FOUNDERS.most, Math.floor(founding / (FOUNDING_STEPS * customers ** 2)));
  if (ended === null && founders < FOUNDERS.least) {
    return annealer.anneal({ from: 0, to: 1, used: (step) => (stop.share(step) - PROBE_SHARE) / (1 - PROBE_SHARE) });
  }
  for (let founder = 0; founder < founders && ended === null; founder++) {
    annealer.build();
    const used = (step: number) => ((stop.share(step) - PROBE_SHARE) / FOUNDING_SHARE) * founders - founder;
    ended = run({ from: 0, to: 1, used });
  }
  const childSteps = Math.max(CHILD_STEPS.least, CHILD_STEPS.perCustomer * customers);
  while (ended === null) {
    annealer.build(population.size > 1 ? population.child() : undefined);
    const begun = annealer.step;
    const used = (step: number) => (step - begun) / childSteps;
    ended = run({ from: CHILD_FROM, to: 1, used });
  }
  return ended;
}

function unload(best: ItineraryState, { bestCost, step }: Annealer, stoppedBy: StopReason): Itinerary {
  const stops = Array.from(best.length, (_, tour) => Int32Array.from(best.stopsOf(tour)));
  const feasible = bestCost < Number.POSITIVE_INFINITY;
  return { stops, sleep: best.sleep.slice(), feasible, objective: bestCost, steps: step, stoppedBy };
}
