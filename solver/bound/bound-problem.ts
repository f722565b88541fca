/** What the lower bound is computed for: the customers that a plan visits, how often, and the runs of days between nights at home. */
import type { Itinerary } from '../itinerary/index.ts';
import type { ItineraryProblem } from '../problem/index.ts';
import { visitDays } from './visit-days.ts';

/**
 * Working days that follow each other, so that every night but the one after the last may be spent away. Runs on which everything
 * is the same are one class: which of them a tour runs on does not matter.
 */
export interface RunClass {
  /** Days of the first run of the class; they stand for those of the others. */
  readonly days: readonly number[];
  /** Days of all its runs. */
  readonly runs: readonly (readonly number[])[];
}

export interface BoundProblem {
  readonly problem: ItineraryProblem;
  /** Customers visited; everything else counts them by their position here. */
  readonly customers: Int32Array;
  /** Per position: visits that the plan makes. */
  readonly visits: Int32Array;
  /** Per position and visit the days on which it can be. */
  readonly visitDays: readonly (readonly (readonly number[])[])[];
  /** Per position and day (`position * days + day`) 1: a visit can take place there in some choice of days. */
  readonly open: Uint8Array;
  /** Per position and day 1: an appointment or pin that the plan keeps. */
  readonly kept: Uint8Array;
  /** Per position 1: no run has two visits to the customer. */
  readonly onceInRun: Uint8Array;
  readonly classes: readonly RunClass[];
}

/** @param itinerary the plan's: its visits count, not where they lie, appointments excepted */
export function boundProblem(problem: ItineraryProblem, { stops }: Pick<Itinerary, 'stops'>): BoundProblem {
  const { days } = problem;
  const daysOf = Array.from({ length: problem.customers }, (): number[] => []);
  stops.forEach((tour, day) => {
    for (const customer of tour) daysOf[customer].push(day);
  });
  const customers = Int32Array.from([...daysOf.keys()].filter((customer) => daysOf[customer].length > 0));
  const open = new Uint8Array(customers.length * days);
  const kept = new Uint8Array(customers.length * days);
  const daysOfVisits: (readonly (readonly number[])[])[] = [];
  customers.forEach((customer, position) => {
    const appointments = daysOf[customer].filter((day) => problem.appointment[customer * days + day] !== 0);
    for (const day of appointments) kept[position * days + day] = 1;
    const possible = visitDays(problem, customer, daysOf[customer].length, appointments);
    for (const day of possible.flat()) open[position * days + day] = 1;
    daysOfVisits.push(possible);
  });
  const visits = Int32Array.from(customers, (customer) => daysOf[customer].length);
  const partial = { problem, customers, visits, visitDays: daysOfVisits, open, kept };
  const classes = classesOf(partial);
  const longest = classes.reduce((most, run) => Math.max(most, run.days.length), 0);
  const onceInRun = Uint8Array.from(customers, (customer, position) =>
    visits[position] === 1 || problem.minDaysBetween[customer] >= longest ? 1 : 0,
  );
  return { ...partial, onceInRun, classes };
}

type Visited = Omit<BoundProblem, 'classes' | 'onceInRun'>;

function classesOf(partial: Visited): RunClass[] {
  const byFacts = Map.groupBy(runsOf(partial.problem), (run) => factsOf(partial, run));
  return [...byFacts.values()].map((runs) => ({ days: runs[0], runs }));
}

function runsOf({ days, works, nightAllowed }: ItineraryProblem): number[][] {
  const runs: number[][] = [];
  for (let day = 0; day < days; day++) {
    if (works[day] === 0) continue;
    if (day > 0 && works[day - 1] === 1 && nightAllowed[day - 1] === 1) runs.at(-1)?.push(day);
    else runs.push([day]);
  }
  return runs;
}

/** Everything that pricing reads of the days of a run, times of day counted from each day's midnight in UTC. */
function factsOf({ problem, customers, open, kept }: Visited, run: readonly number[]): string {
  const facts: number[] = [];
  for (const day of run) {
    const midnight = day * 86_400;
    facts.push(problem.isoWeek[day] - problem.isoWeek[run[0]], problem.nightAllowed[day]);
    facts.push(problem.earliestDeparture[day] - midnight, problem.latestArrival[day] - midnight);
    pushIntervals(facts, problem.working, day, midnight);
    pushIntervals(facts, problem.breaks, day, midnight);
    for (let rest = problem.breaks.offset[day]; rest < problem.breaks.offset[day + 1]; rest++)
      facts.push(problem.breakSeconds[rest]);
    customers.forEach((customer, position) => {
      const cell = position * problem.days + day;
      facts.push(open[cell], kept[cell]);
      if (open[cell] === 0) return;
      facts.push(problem.serviceSeconds[customer * problem.days + day]);
      pushIntervals(facts, problem.starts, customer * problem.days + day, midnight);
    });
  }
  return facts.join();
}

function pushIntervals(facts: number[], packed: ItineraryProblem['starts'], entry: number, midnight: number): void {
  facts.push(packed.offset[entry + 1] - packed.offset[entry]);
  for (let k = packed.offset[entry]; k < packed.offset[entry + 1]; k++)
    facts.push(packed.from[k] - midnight, packed.to[k] - midnight);
}
