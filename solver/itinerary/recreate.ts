/** Puts customers back into an itinerary, one after the other in an order of chance. */

import type { Random } from '../annealing/index.ts';
import type { ItineraryProblem } from '../problem/index.ts';
import { BestDays } from './best-days.ts';
import type { Days, DaysWithoutDates } from './days.ts';
import type { FarVisits } from './far-visits.ts';
import { customersWithAppointment } from './spacing.ts';
import type { ItineraryState } from './state.ts';

const orders = ['random', 'load', 'far', 'near', 'tight'] as const;

export class Recreate {
  private readonly problem: ItineraryProblem;
  private readonly days: BestDays | DaysWithoutDates;
  private readonly random: Random;
  private readonly rank: Float64Array;
  private readonly tightness: Float64Array;
  /** How much one visit takes of its tour: seconds, or of a fleet, load. */
  private readonly size: Float64Array;
  private readonly hasAppointment: Uint8Array;
  private readonly far: FarVisits | null;

  constructor(problem: ItineraryProblem, days: Days, random: Random, far: FarVisits | null = null) {
    this.problem = problem;
    this.days = 'putBack' in days ? days : new BestDays(problem, days);
    this.random = random;
    this.rank = new Float64Array(problem.customers);
    this.tightness = tightness(problem);
    this.size = Float64Array.from(
      this.rank,
      (_, customer) => problem.fleet?.demand[customer] ?? problem.serviceSeconds[customer * problem.days],
    );
    this.hasAppointment = customersWithAppointment(problem);
    this.far = far;
  }

  /**
   * @param customers those to put back, the first `count`; sorted in place
   * @param touched days that are changed get 1
   * @returns false when the state became impossible and is to be thrown away
   */
  insertAll(state: ItineraryState, customers: Int32Array, count: number, touched: Uint8Array): boolean {
    this.sort(customers, count);
    for (let k = 0; k < count; k++) if (!this.days.putBack(state, customers[k], touched)) return false;
    return true;
  }

  private sort(customers: Int32Array, count: number): void {
    const { problem, rank } = this;
    const order = orders[this.random.below(orders.length)];
    for (let k = 0; k < count; k++) {
      const customer = customers[k];
      const away = problem.travel.seconds[problem.home * problem.travel.size + customer];
      const load = problem.visitsOwed[customer] * this.size[customer];
      const noise = 0.8 + 0.4 * this.random.next();
      if (order === 'random') rank[customer] = noise;
      else if (order === 'load') rank[customer] = -load * noise;
      else if (order === 'far') rank[customer] = -away * noise;
      else if (order === 'near') rank[customer] = away * noise;
      else rank[customer] = this.tightness[customer] * noise;
      // An appointment has one day and one hour; whatever else wants them can go elsewhere.
      if (this.hasAppointment[customer] === 1) rank[customer] -= 1e12;
      // Whose way takes days mostly needs them before anybody else is there.
      else if (order !== 'near' && this.far !== null && this.far.daysAway[customer] > 0) rank[customer] -= 1e11;
    }
    customers.subarray(0, count).sort((a, b) => rank[a] - rank[b] || a - b);
  }
}

/** Seconds at which a customer's visits may start, over all days, per visit owed: the fewer, the earlier it should choose. */
function tightness(problem: ItineraryProblem): Float64Array {
  const { starts, days } = problem;
  return Float64Array.from({ length: problem.customers }, (_, customer) => {
    let seconds = 0;
    for (let k = starts.offset[customer * days]; k < starts.offset[(customer + 1) * days]; k++) {
      seconds += 60 + starts.to[k] - starts.from[k];
    }
    return seconds / Math.max(1, problem.visitsOwed[customer]);
  });
}
