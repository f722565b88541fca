/** What a search minimises, and the two yardsticks of money that it needs. */
import type { ItineraryProblem } from '../problem/index.ts';
import type { Days } from './days.ts';
import type { NearHotels } from './near-hotels.ts';
import type { ItineraryState } from './state.ts';

export class Objective {
  private readonly problem: ItineraryProblem;
  private readonly days: Days;
  /** Money for a missing visit of weight 1: more than any single visit can cost. */
  private readonly missing: number;

  constructor(problem: ItineraryProblem, days: Days, hotels: NearHotels) {
    this.problem = problem;
    this.days = days;
    this.missing = costOfMissing(problem, hotels);
  }

  /** Money: cost, soft wishes, limits broken, and far more for each visit that is missing. */
  of(state: ItineraryState): number {
    const { customers, visitsOwed, weight } = this.problem;
    let sum = 0;
    for (let customer = 0; customer < customers; customer++) {
      sum += state.softCost[customer];
      const short = visitsOwed[customer] - state.planned[customer];
      if (short > 0) sum += short * weight[customer] * this.missing;
    }
    return sum + this.days.cost(state) + this.days.penalty(state);
  }
}

/** Money: the mean drive from a customer to the five nearest ones. */
export function meanHop({ customers, travel, costPerDriveSecond, costPerMetre }: ItineraryProblem): number {
  let sum = 0;
  for (let customer = 0; customer < customers; customer++) {
    const hops = [];
    for (let other = 0; other < customers; other++) {
      if (other !== customer) hops.push(travel.seconds[customer * travel.size + other]);
    }
    const nearest = hops.sort((a, b) => a - b).slice(0, 5);
    sum += nearest.reduce((a, b) => a + b, 0) / Math.max(1, nearest.length);
  }
  return (sum / Math.max(1, customers)) * (costPerDriveSecond + (costPerMetre * 50) / 3.6);
}

/**
 * Money for a missing visit, per unit of weight: above all that the visits of one customer can cost, as without one of them the others may
 * go to cheaper days. The dearest visit is there and back in own time, with two nights, on the least liked and the latest day.
 */
function costOfMissing(problem: ItineraryProblem, hotels: NearHotels): number {
  const { customers, days, home, patterns, weight, visitsOwed, ownTimeFactor } = problem;
  const most = (costs: Float64Array) => costs.reduce((a, b) => Math.max(a, b), 0);
  let dearest = 1;
  let lightest = Number.POSITIVE_INFINITY;
  for (let customer = 0; customer < customers; customer++) {
    dearest = Math.max(dearest, hotels.legCost(home, customer) + hotels.legCost(customer, home));
    // Listed days are kept all together or not at all.
    const visits = patterns === null ? Math.max(1, visitsOwed[customer]) : 1;
    if (weight[customer] > 0) lightest = Math.min(lightest, weight[customer] / visits);
  }
  const soft = most(problem.dislike) + most(problem.overduePerDay) * (days - 1);
  const tour = problem.undatedTourPrice ?? 0;
  const visit = dearest * Math.max(1, ownTimeFactor) + 2 * most(problem.nightCost) + soft + tour;
  return (2 * visit) / (Number.isFinite(lightest) ? lightest : 1);
}
