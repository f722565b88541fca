/**
 * Customers at a border change the rep when both reps' days together get cheaper by it. The design of territories only estimates
 * driving; the itineraries know it.
 */

import { maxSteps } from './annealing/index.ts';
import { type Interpretation, type Place, visitSecondsOn } from './input/index.ts';
import { type Itinerary, type StartItinerary, searchItinerary, visitDaysOf } from './itinerary/index.ts';
import type { RepProblem } from './problem/index.ts';
import { moneyOf } from './recombine/index.ts';
import { basicAreas, revenueShareOf, sideBySide, timeShareOf } from './territory/index.ts';

/** Moves that are priced, and reps that own the customers nearest to one who may move. */
const MOST_MOVES = 60;
const NEIGHBOURS = 6;
/** Beyond that many customers the search for neighbours would take longer than it is worth. */
const MOST_CUSTOMERS = 3000;
/** Money for a visit of weight 1 that is missing, in comparisons: above all that days can cost. */
const WEIGHT_FIRST = 1e9;

export interface RepSolution {
  /** Index of the rep in the interpretation. */
  readonly rep: number;
  readonly problem: RepProblem;
  readonly itinerary: Itinerary;
}

/** @param itineraries those of the tasks, in their order */
export function solutionsOf(
  tasks: readonly Pick<RepSolution, 'rep' | 'problem'>[],
  itineraries: readonly Itinerary[],
): RepSolution[] {
  return tasks.map(({ rep, problem }, place) => ({ rep, problem, itinerary: itineraries[place] }));
}

/** One customer handed over, with the days of both reps to begin with. Indexes are those of the interpretation. */
export interface HandOver {
  readonly customer: number;
  readonly from: number;
  readonly to: number;
  /** Money that it saves before the days are searched anew. */
  readonly gain: number;
}

/** Whether there is anything to hand over: several reps, territories that are not given, and not too many customers. */
export function mayExchange({ replanning, customers, splitTerritories }: Interpretation, reps: number): boolean {
  return reps > 1 && replanning === null && customers.length <= MOST_CUSTOMERS && splitTerritories;
}

/**
 * Hand-overs that pay at once, the best first, no rep in two of them. Basic areas stay whole, locks, key accounts and channel
 * widths are kept, and no rep gets farther outside the balance tolerances than he may be or is.
 * @param problemOf the problem of a rep who carries these customers
 * @param isCancelled asked for every customer and before each is priced: there are none then
 */
export function handOvers(
  meaning: Interpretation,
  solutions: readonly RepSolution[],
  repOf: Int32Array,
  problemOf: (rep: number, customers: readonly number[]) => RepProblem,
  isCancelled: () => boolean,
): HandOver[] {
  if (!mayExchange(meaning, solutions.length)) return [];
  const solutionOf = new Map(solutions.map((solution) => [solution.rep, solution]));
  const balance = new Balance(meaning, solutions, repOf);
  const moves = candidates(meaning, repOf, isCancelled)
    .filter(({ from, to }) => solutionOf.has(from) && solutionOf.has(to))
    .slice(0, MOST_MOVES)
    .filter((move) => balance.allows(move));
  const priced: HandOver[] = [];
  for (const move of moves) {
    // What is not priced might have been better.
    if (isCancelled()) return [];
    priced.push({ ...move, gain: gainOf(move, repOf, solutionOf, problemOf) });
  }
  const busy = new Set<number>();
  return priced
    .toSorted((a, b) => b.gain - a.gain || a.customer - b.customer)
    .filter(({ gain, from, to }) => {
      if (gain <= 0 || busy.has(from) || busy.has(to)) return false;
      busy.add(from).add(to);
      return true;
    });
}

/** The days of a rep in the numbers of another problem; customers that it does not have are left out. */
export function translate(itinerary: Itinerary, from: RepProblem, to: RepProblem): StartItinerary {
  const customerAt = new Map([...to.customerIndex].map((customer, number) => [customer, number]));
  const hotelAt = new Map([...to.hotelIndex].map((hotel, number) => [hotel, number]));
  return {
    stops: itinerary.stops.map((stops) =>
      [...stops].flatMap((customer) => customerAt.get(from.customerIndex[customer]) ?? []),
    ),
    sleep: [...itinerary.sleep].map((hotel) => (hotel < 0 ? -1 : (hotelAt.get(from.hotelIndex[hotel]) ?? -1))),
  };
}

type Move = Omit<HandOver, 'gain'>;

/** Customers nearer to another rep's than to their own rep's, the clearest cases first. */
function candidates(meaning: Interpretation, repOf: Int32Array, isCancelled: () => boolean): Move[] {
  const { customers } = meaning;
  const places = sideBySide(customers.map(({ location }) => location));
  const alone = basicAreas(meaning).areas.filter(({ members }) => members.length === 1);
  const found: (Move & { away: number })[] = [];
  for (const { members, eligibleReps } of alone) {
    const [customer] = members;
    if (isCancelled()) return [];
    if (eligibleReps.length < 2 || customers[customer].keyAccount) continue;
    const own = repOf[customer];
    const near = nearest(places, customer);
    const ownAway = near.find(({ other }) => repOf[other] === own)?.away ?? Number.POSITIVE_INFINITY;
    const seen = new Set([own]);
    for (const { other, away } of near.slice(0, NEIGHBOURS)) {
      const to = repOf[other];
      if (seen.has(to) || !eligibleReps.includes(to)) continue;
      seen.add(to);
      found.push({ customer, from: own, to, away: away - ownAway });
    }
  }
  return found
    .sort((a, b) => a.away - b.away || a.customer - b.customer)
    .map(({ customer, from, to }) => ({ customer, from, to }));
}

/** Degrees, good enough to rank neighbours. */
function nearest(places: readonly Place[], customer: number): { other: number; away: number }[] {
  const { lat, lng } = places[customer];
  const narrowing = Math.cos((lat * Math.PI) / 180);
  return places
    .map((place, other) => ({ other, away: Math.hypot(place.lat - lat, (place.lng - lng) * narrowing) }))
    .filter(({ other }) => other !== customer)
    .sort((a, b) => a.away - b.away || a.other - b.other);
}

function gainOf(
  { customer, from, to }: Move,
  repOf: Int32Array,
  solutionOf: ReadonlyMap<number, RepSolution>,
  problemOf: (rep: number, customers: readonly number[]) => RepProblem,
): number {
  const carried = (rep: number) => [...repOf.keys()].filter((each) => repOf[each] === rep);
  const smaller = problemOf(
    from,
    carried(from).filter((each) => each !== customer),
  );
  const larger = problemOf(
    to,
    [...carried(to), customer].sort((a, b) => a - b),
  );
  return [
    [from, smaller],
    [to, larger],
  ].reduce((gain, [rep, problem]) => {
    const solution = solutionOf.get(rep as number) as RepSolution;
    return gain + burdenOf(solution.problem, solution.itinerary) - priceOf(problem as RepProblem, solution);
  }, 0);
}

/** The burden of the days with the customers of a problem: those missing are put in, in the cheapest way. */
function priceOf(problem: RepProblem, { itinerary, problem: before }: RepSolution): number {
  if (problem.customers === 0) return 0;
  const start = translate(itinerary, before, problem);
  return burdenOf(problem, searchItinerary(problem, { seed: 1, stop: maxSteps(0), start }));
}

/**
 * What exchanges are to make smaller: first the weight of the visits that are missing, then money (contract, section 7). The
 * objectives of two reps do not add up: each prices missing visits by his own customers.
 */
export function burdenOf(problem: RepProblem, itinerary: Itinerary): number {
  const { visitsOwed, weight } = problem;
  const missing = visitsOwed.slice();
  for (const stops of itinerary.stops) for (const customer of stops) missing[customer]--;
  const weightMissing = missing.reduce((sum, visits, customer) => sum + Math.max(0, visits) * weight[customer], 0);
  return WEIGHT_FIRST * weightMissing + moneyOf(problem, itinerary);
}

/**
 * Whether two reps, after their days were searched anew, are no farther outside the tolerance of work and above what they may
 * carry at most than before.
 */
export function keepsLimitsOfWork(
  meaning: Interpretation,
  before: readonly RepSolution[],
  after: readonly RepSolution[],
  reps: readonly number[],
): boolean {
  const was = workOf(meaning, before);
  const is = workOf(meaning, after);
  const { workloadTolerance } = meaning.balance;
  return reps.every(
    (rep) =>
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
class Balance {
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

  allows({ customer, from, to }: Move): boolean {
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
