/**
 * Customers at a border change the rep when both reps' days together get cheaper by it. The design of territories only estimates
 * driving; the itineraries know it.
 */

import { maxSteps } from '../annealing/index.ts';
import type { Interpretation, Place } from '../input/index.ts';
import { searchItinerary } from '../itinerary/index.ts';
import type { RepProblem } from '../problem/index.ts';
import { basicAreas, sideBySide } from '../territory/index.ts';
import { type Burden, burdenOf, byGain, type Gain, gainOf, pays, together } from './burden.ts';
import { Balance } from './limits.ts';
import { type RepSolution, translate } from './rep-solution.ts';

/** Moves that are priced, and reps that own the customers nearest to one who may move. */
const MOST_MOVES = 60;
const NEIGHBOURS = 6;
/** Beyond that many customers the search for neighbours would take longer than it is worth. */
const MOST_CUSTOMERS = 3000;

/** One customer handed over, with the days of both reps to begin with. Indexes are those of the interpretation. */
export interface HandOver {
  readonly customer: number;
  readonly from: number;
  readonly to: number;
  /** What it saves before the days are searched anew. */
  readonly gain: Gain;
}

/** Whether there is anything to hand over: several reps, territories that are not given, and not too many customers. */
export function mayExchange({ replanning, customers, splitTerritories }: Interpretation, reps: number): boolean {
  return reps > 1 && replanning === null && customers.length <= MOST_CUSTOMERS && splitTerritories;
}

/**
 * Hand-overs that pay at once, the best first, no rep in two of them. Basic areas stay whole, locks, key accounts and channel
 * widths are kept, no rep gets farther outside the balance tolerances than he may be or is, and nobody gives away his last customer.
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
    priced.push({ ...move, gain: savedBy(move, repOf, solutionOf, problemOf) });
  }
  const busy = new Set<number>();
  return priced
    .toSorted((a, b) => byGain(a.gain, b.gain) || a.customer - b.customer)
    .filter(({ gain, from, to }) => {
      if (!pays(gain) || busy.has(from) || busy.has(to)) return false;
      busy.add(from).add(to);
      return true;
    });
}

type Move = Omit<HandOver, 'gain'>;

/** Customers nearer to another rep's than to their own rep's, the clearest cases first. */
function candidates(meaning: Interpretation, repOf: Int32Array, isCancelled: () => boolean): Move[] {
  const { customers } = meaning;
  const places = sideBySide(customers.map(({ location }) => location));
  const alone = basicAreas(meaning).areas.filter(({ members }) => members.length === 1);
  const carried = new Int32Array(meaning.reps.length);
  for (const rep of repOf) carried[rep]++;
  const found: (Move & { away: number })[] = [];
  for (const { members, eligibleReps } of alone) {
    const [customer] = members;
    if (isCancelled()) return [];
    const own = repOf[customer];
    if (eligibleReps.length < 2 || customers[customer].keyAccount || carried[own] === 1) continue;
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

function savedBy(
  { customer, from, to }: Move,
  repOf: Int32Array,
  solutionOf: ReadonlyMap<number, RepSolution>,
  problemOf: (rep: number, customers: readonly number[]) => RepProblem,
): Gain {
  const carried = (rep: number) => [...repOf.keys()].filter((each) => repOf[each] === rep);
  const smaller = carried(from).filter((each) => each !== customer);
  const larger = [...carried(to), customer].sort((a, b) => a - b);
  const solutions = [from, to].map((rep) => solutionOf.get(rep)!);
  const [gives, takes] = solutions;
  return gainOf(
    together(solutions.map(({ problem, itinerary }) => burdenOf(problem, itinerary))),
    together([burdenWith(problemOf(from, smaller), gives), burdenWith(problemOf(to, larger), takes)]),
  );
}

/** The burden of the days with the customers of a problem: those missing are put in, in the cheapest way. */
function burdenWith(problem: RepProblem, { itinerary, problem: before }: RepSolution): Burden {
  const start = translate(itinerary, before, problem);
  return burdenOf(problem, searchItinerary(problem, { seed: 1, stop: maxSteps(0), start }));
}
