/**
 * The fewest days first, then the least cost: searches with one limit of days after the other. How many days are too few is
 * found out by searches in which days may be too long at a price; what the last of them is short of says where to go on.
 */
import type { StopCriterion } from '../annealing/index.ts';
import type { ItineraryProblem } from '../problem/index.ts';
import { type Itinerary, type SearchControl, searchItinerary, startOf } from './search.ts';

/** Shares of the budget: of a search that only asks how many days it takes about, and of one that tries to do with one day less. */
const PROBE = 0.02;
const ATTEMPT = 0.12;
/** No attempt begins after this share of the budget; the rest is for the cost. */
const ENOUGH = 0.6;
/** Where annealing begins from an itinerary with as many days, as a share of the way from hot to cold. */
const REHEAT = 0.3;
/** An attempt is repeated when all its days together were too long by less than this share of a day. */
const NEARLY = 0.3;

/**
 * @param problemOf the same undated problem with at most so many days
 * @param days where to begin; too many or too few are put right
 */
export function searchFewestDays(
  problemOf: (days: number) => ItineraryProblem,
  days: number,
  control: SearchControl,
): Itinerary {
  return new FewestDays(problemOf, control).run(days);
}

class FewestDays {
  private readonly problemOf: (days: number) => ItineraryProblem;
  private readonly control: SearchControl;
  private steps = 0;
  private runs = 0;
  /** The fewest days so far, and the best itinerary with them. */
  private days = 0;
  private best: Itinerary | null = null;
  /** What the last search ended with when that was too long, and by how many days. */
  private failed: { readonly days: number; readonly short: number; readonly found: Itinerary } | null = null;

  constructor(problemOf: (days: number) => ItineraryProblem, control: SearchControl) {
    this.problemOf = problemOf;
    this.control = control;
  }

  run(from: number): Itinerary {
    let last = this.upwards(from);
    while (this.best && this.days > 1 && this.share() < ENOUGH) {
      last = this.search(this.days - 1, ATTEMPT, true);
      if (this.failed && this.failed.short > NEARLY) break;
    }
    if (this.best && this.share() < 1) last = this.search(this.days, 1, false);
    return { ...(this.best ?? last), steps: this.steps, stoppedBy: last.stoppedBy };
  }

  /** Until some number of days suffices. */
  private upwards(from: number): Itinerary {
    let days = from;
    let share = PROBE;
    for (;;) {
      const found = this.search(days, share, true);
      if (!this.failed || this.share() >= 1) return found;
      const { short } = this.failed;
      // What is nearly enough is tried for longer before it is given up.
      if (short < NEARLY && share === PROBE) share = ATTEMPT;
      else days = Math.min(this.problemOf(days).customers, days + Math.max(1, Math.floor(short)));
    }
  }

  private share(): number {
    return this.control.stop.share(this.steps);
  }

  /** @param first whether the first itinerary that keeps the limit is enough */
  private search(days: number, share: number, first: boolean): Itinerary {
    const { seed, stop } = this.control;
    const known = this.best && this.days === days ? this.best : this.failed?.days === days ? this.failed.found : null;
    let enough = false;
    const part = partOf(stop, this.steps, share);
    const problem = this.problemOf(days);
    const found = searchItinerary(problem, {
      seed: seed + 7919 * this.runs,
      stop: { share: part.share, reason: (step) => (enough ? 'maxSteps' : part.reason(step)) },
      onBetter: (missing) => {
        enough = first && missing === 0;
      },
      ...(known ? { start: startOf(known), annealing: { from: REHEAT, to: 1 } } : {}),
    });
    this.steps += found.steps;
    this.runs++;
    if (!suffices(problem, found)) this.failed = { days, short: tooLong(problem, found), found };
    else this.keep(found);
    return found;
  }

  private keep(found: Itinerary): void {
    this.failed = null;
    const used = usedDays(found);
    if (this.best && (used > this.days || (used === this.days && found.objective >= this.best.objective))) return;
    this.best = found;
    this.days = used;
  }
}

const usedDays = ({ stops }: Itinerary): number => stops.filter((customers) => customers.length > 0).length;

/** The next part of a budget as a budget of its own. */
function partOf(stop: StopCriterion, from: number, share: number): StopCriterion {
  const begun = stop.share(from);
  const end = Math.min(1, begun + share);
  return {
    reason: (step) => stop.reason(from + step) ?? (end < 1 && stop.share(from + step) >= end ? 'maxSteps' : null),
    share: (step) => Math.min(1, (stop.share(from + step) - begun) / Math.max(1e-9, end - begun)),
  };
}

/** Whether all customers are visited and no day is too long. */
function suffices(problem: ItineraryProblem, { feasible, stops }: Itinerary): boolean {
  return feasible && stops.reduce((sum, customers) => sum + customers.length, 0) === problem.customers;
}

/** What all days together are too long by, as a share of one day. */
function tooLong(problem: ItineraryProblem, { stops, sleep }: Itinerary): number {
  const { travel, home, serviceSeconds, days, maxDriveSecondsPerDay: most } = problem;
  let sum = 0;
  let place = home;
  stops.forEach((customers, day) => {
    let busy = 0;
    for (const customer of customers) {
      busy += travel.seconds[place * travel.size + customer] + serviceSeconds[customer * days];
      place = customer;
    }
    const end = home + 1 + sleep[day];
    busy += travel.seconds[place * travel.size + end];
    place = end;
    sum += Math.max(0, busy - most);
  });
  return sum / most;
}
