/** The limits of territories that exchanges between reps keep: balance tolerances and channel widths. */
import { type Interpretation, visitSecondsOn } from '../input/index.ts';
import { type Itinerary, visitDaysOf } from '../itinerary/index.ts';
import type { RepProblem } from '../problem/index.ts';
import { revenueShareOf, timeShareOf } from '../territory/index.ts';
import type { RepSolution } from './rep-solution.ts';

/**
 * Whether all reps, after the days of two were searched anew, are no farther outside the tolerance of work and above what they may
 * carry at most than before: the fair share of each falls with the work of all.
 */
export function keepsLimitsOfWork(
  meaning: Interpretation,
  before: readonly RepSolution[],
  after: readonly RepSolution[],
): boolean {
  const was = workOf(meaning, before);
  const is = workOf(meaning, after);
  const { workloadTolerance } = meaning.balance;
  return meaning.reps.every(
    (_, rep) =>
      is.work[rep] <= Math.max(was.work[rep], mostWorkSeconds(meaning, rep)) &&
      isTolerated(is.work[rep], is.fair[rep], workloadTolerance, Math.abs(was.work[rep] - was.fair[rep])),
  );
}

/** Seconds of work in the horizon that the channel width of a rep allows. */
const mostWorkSeconds = ({ reps, dates }: Interpretation, rep: number): number =>
  reps[rep].maxWorkloadMinutesPerWeek * 60 * (dates.length / 7);

/** Whether a load is within the tolerance of its fair share, or no farther from it than it was. */
function isTolerated(load: number, fair: number, tolerance: number, awayBefore: number): boolean {
  const away = Math.abs(load - fair);
  return away <= tolerance * fair || away <= awayBefore;
}

/** Seconds of visits and drives of each rep, and his fair share of all of it, by his working time. */
function workOf(meaning: Interpretation, solutions: readonly RepSolution[]) {
  const work = new Float64Array(meaning.reps.length);
  for (const { rep, problem, itinerary } of solutions) work[rep] = workSeconds(meaning, problem, itinerary);
  const all = work.reduce((a, b) => a + b, 0);
  return { work, fair: timeShareOf(meaning).map((share) => share * all) };
}

/** Who carries how much, as shares of what is fair. */
export class Balance {
  private readonly meaning: Interpretation;
  private readonly work: Float64Array;
  private readonly fairWork: Float64Array;
  private readonly fairRevenue: Float64Array;
  private readonly revenue: Float64Array;
  private readonly count: Int32Array;

  constructor(meaning: Interpretation, solutions: readonly RepSolution[], repOf: Int32Array) {
    this.meaning = meaning;
    const reps = meaning.reps.length;
    this.revenue = new Float64Array(reps);
    this.count = new Int32Array(reps);
    const { work, fair } = workOf(meaning, solutions);
    this.work = work;
    this.fairWork = fair;
    repOf.forEach((rep, customer) => {
      this.revenue[rep] += meaning.customers[customer].annualRevenue;
      this.count[rep]++;
    });
    const allRevenue = this.revenue.reduce((a, b) => a + b, 0);
    this.fairRevenue = revenueShareOf(timeShareOf(meaning)).map((share) => share * allRevenue);
  }

  allows({ customer, from, to }: { readonly customer: number; readonly from: number; readonly to: number }): boolean {
    const { customers, reps, balance } = this.meaning;
    const { annualRevenue, requirement } = customers[customer];
    const seconds = requirement.visits.reduce((sum, visit) => sum + visit.seconds, 0);
    if (this.count[to] >= reps[to].maxCustomers) return false;
    if (this.work[to] + seconds > mostWorkSeconds(this.meaning, to)) return false;
    return [
      [this.work[from], -seconds, this.fairWork[from], balance.workloadTolerance],
      [this.work[to], seconds, this.fairWork[to], balance.workloadTolerance],
      [this.revenue[from], -annualRevenue, this.fairRevenue[from], balance.revenueTolerance],
      [this.revenue[to], annualRevenue, this.fairRevenue[to], balance.revenueTolerance],
    ].every(([now, change, fair, tolerance]) => isTolerated(now + change, fair, tolerance, Math.abs(now - fair)));
  }
}

/** Visits and the drives between them and home or hotel. */
function workSeconds(meaning: Interpretation, problem: RepProblem, { stops, sleep }: Itinerary): number {
  const { travel, home } = problem;
  let sum = visitSeconds(meaning, problem, { stops });
  stops.forEach((customers, day) => {
    let place = home + 1 + (day === 0 ? -1 : sleep[day - 1]);
    for (const customer of customers) {
      sum += travel.seconds[place * travel.size + customer];
      place = customer;
    }
    sum += travel.seconds[place * travel.size + home + 1 + sleep[day]];
  });
  return sum;
}

/** What the visits take on their days: less than the search reserves, as not every action of an agenda falls due on each. */
export function visitSeconds(
  meaning: Interpretation,
  problem: RepProblem,
  itinerary: Pick<Itinerary, 'stops'>,
): number {
  return visitDaysOf(itinerary, problem.customers).reduce((sum, days, customer) => {
    const seconds = visitSecondsOn(meaning.customers[problem.customerIndex[customer]], days);
    return sum + seconds.reduce((a, b) => a + b, 0);
  }, 0);
}
