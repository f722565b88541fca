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

/** Above the dearest single visit, there and back with two nights on the least liked day, per unit of the lightest weight. */
function costOfMissing(problem: ItineraryProblem, hotels: NearHotels): number {
  let dearest = 1;
  let lightest = Number.POSITIVE_INFINITY;
  let disliked = 0;
  for (const cost of problem.dislike) disliked = Math.max(disliked, cost);
  const night = problem.nightCost.reduce((a, b) => Math.max(a, b), 0);
  for (let customer = 0; customer < problem.customers; customer++) {
    const there = hotels.legCost(problem.home, customer) + hotels.legCost(customer, problem.home);
    dearest = Math.max(dearest, there);
    if (problem.weight[customer] > 0) lightest = Math.min(lightest, problem.weight[customer]);
  }
  const tour = problem.undatedTourPrice ?? 0;
  return (2 * (dearest + 2 * night + disliked + tour)) / (Number.isFinite(lightest) ? lightest : 1);
}
