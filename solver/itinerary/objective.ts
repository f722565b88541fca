/** What a search minimises, and the two yardsticks of money that it needs. */
import { type ItineraryProblem, PIN } from '../problem/index.ts';
import type { Days } from './days.ts';
import type { FarVisits } from './far-visits.ts';
import type { NearHotels } from './near-hotels.ts';
import { customersToVisit } from './spacing.ts';
import type { ItineraryState } from './state.ts';

/**
 * A lost appointment or pin counts as so many missing visits of the least weight: more than all that can come in its place, pins in
 * place of appointments included.
 */
const LOST = { appointment: 1e7, pin: 1e4 };

/** Between towns far apart real customers are up to 21 times the usual hop away from the next ones. */
const MOST_USUAL_HOPS = 25;

export class Objective {
  private readonly problem: ItineraryProblem;
  private readonly days: Days;
  /** Money for a missing visit of weight 1: more than any single visit can cost. */
  private readonly missing: number;
  /** The appointments and pins that may be possible (`customer * days + day`), and money for losing each. */
  private readonly agreed: Int32Array;
  private readonly priceOfLost: Float64Array;

  constructor(problem: ItineraryProblem, days: Days, hotels: NearHotels, far: FarVisits | null = null) {
    this.problem = problem;
    this.days = days;
    const lightest = leastWeight(problem, () => 1);
    this.missing = costOfMissing(problem, hotels, far);
    this.agreed = agreedDays(problem);
    this.priceOfLost = Float64Array.from(this.agreed, (cell) => {
      const visits = problem.appointment[cell] === PIN ? LOST.pin : LOST.appointment;
      return visits * lightest * this.missing;
    });
  }

  /** Money: cost, soft wishes, limits broken, far more for each visit that is missing, and again for what `lost` counts. */
  of(state: ItineraryState): number {
    const { customers, visitsOwed, weight } = this.problem;
    let sum = 0;
    for (let customer = 0; customer < customers; customer++) {
      sum += state.softCost[customer];
      const short = visitsOwed[customer] - state.planned[customer];
      if (short > 0) sum += short * weight[customer] * this.missing;
    }
    return sum + this.days.cost(state) + this.days.penalty(state) + this.lost(state);
  }

  /** Money: what lost appointments and pins count besides the visits that are missing with them; no cost to compare itineraries by. */
  lost({ tourOf }: ItineraryState): number {
    let sum = 0;
    for (let k = 0; k < this.agreed.length; k++) if (tourOf[this.agreed[k]] < 0) sum += this.priceOfLost[k];
    return sum;
  }
}

function agreedDays({ appointment, starts }: ItineraryProblem): Int32Array {
  const isPossible = (cell: number) => starts.offset[cell] < starts.offset[cell + 1];
  return Int32Array.from([...appointment.keys()].filter((cell) => appointment[cell] !== 0 && isPossible(cell)));
}

/** The least weight of a customer, divided by his visits; 1 where none has any. */
function leastWeight({ weight }: ItineraryProblem, visitsOf: (customer: number) => number): number {
  let least = Number.POSITIVE_INFINITY;
  weight.forEach((each, customer) => {
    if (each > 0) least = Math.min(least, each / visitsOf(customer));
  });
  return Number.isFinite(least) ? least : 1;
}

/**
 * Money: the mean drive from a customer to the five nearest ones. Of a rep only customers whom he may visit count, and none for more than
 * so many times what is usual: one at a wrong place would make the whole search too hot.
 */
export function meanHop(problem: ItineraryProblem): number {
  const { customers, costPerDriveSecond, costPerMetre } = problem;
  const isRep = problem.fleet === null && problem.undatedTourPrice === null;
  const all = Array.from({ length: customers }, (_, customer) => customer);
  const toVisit = customersToVisit(problem);
  const counted = isRep ? all.filter((customer) => toVisit[customer] === 1) : all;
  const hops = counted.map((customer) => hopOf(problem, customer, counted));
  const most = isRep ? MOST_USUAL_HOPS * usualHop(hops) : Number.POSITIVE_INFINITY;
  const sum = hops.reduce((total, hop) => total + Math.min(hop, most), 0);
  return (sum / Math.max(1, hops.length)) * (costPerDriveSecond + (costPerMetre * 50) / 3.6);
}

/** Seconds from a customer to the five nearest of the others, on average. */
function hopOf({ travel }: ItineraryProblem, customer: number, others: readonly number[]): number {
  const ways = others
    .filter((other) => other !== customer)
    .map((other) => travel.seconds[customer * travel.size + other]);
  const nearest = ways.sort((a, b) => a - b).slice(0, 5);
  return nearest.reduce((a, b) => a + b, 0) / Math.max(1, nearest.length);
}

/** The median of those that are any way at all: many customers may be at one place. */
function usualHop(hops: readonly number[]): number {
  const ways = hops.filter((hop) => hop > 0).sort((a, b) => a - b);
  return ways.length === 0 ? 0 : ways[Math.floor(ways.length / 2)];
}

/**
 * Money for a missing visit, per unit of weight: above all that the visits of one customer can cost, as without one of them the others may
 * go to cheaper days. The dearest visit is there and back in own time, with two nights, or by a trip with more, on the least liked and
 * the latest day.
 */
function costOfMissing(problem: ItineraryProblem, hotels: NearHotels, far: FarVisits | null): number {
  const { customers, days, home, patterns, visitsOwed, ownTimeFactor } = problem;
  const most = (costs: Float64Array) => costs.reduce((a, b) => Math.max(a, b), 0);
  let dearest = 1;
  for (let customer = 0; customer < customers; customer++) {
    dearest = Math.max(dearest, hotels.legCost(home, customer) + hotels.legCost(customer, home));
  }
  // Listed days are kept all together or not at all.
  const perVisit = leastWeight(problem, (customer) => (patterns === null ? Math.max(1, visitsOwed[customer]) : 1));
  const soft = most(problem.dislike) + most(problem.overduePerDay) * (days - 1);
  const tour = problem.undatedTourPrice ?? 0;
  const near = dearest * Math.max(1, ownTimeFactor) + 2 * most(problem.nightCost);
  const trips = far?.tripCost.filter((cost) => cost < Number.POSITIVE_INFINITY) ?? new Float64Array(0);
  return (2 * (Math.max(near, most(trips)) + soft + tour)) / perVisit;
}
