/** Tours like given ones: with a customer less, one more, or another one instead. A search passes few of them by. */
import { nearCustomers, type PooledTour } from '../itinerary/index.ts';
import type { ItineraryProblem } from '../problem/index.ts';
import { keyOf } from './known-tours.ts';
import type { Relaxation } from './relaxation.ts';

/** A customer comes to a tour that visits one of his nearest, himself counted. */
const NEAR = 11;
/** What a tour may cost above its worth, in tours. */
const MOST_COST = 0.05;

/**
 * @param tours each is varied
 * @param known these are not found again
 * @param most as many are returned, those that cost least above what they are worth in the relaxation, cuts left aside
 * @returns tours that keep the limits
 */
export function nearTours(
  problem: ItineraryProblem,
  tours: readonly PooledTour[],
  known: readonly PooledTour[],
  { worthOfCustomer, worthOfPlace }: Relaxation,
  most: number,
): PooledTour[] {
  const near = nearCustomers(problem, Math.min(NEAR, problem.customers));
  const perCustomer = near.length / problem.customers;
  const seen = new Set(known.map(keyOf));
  const found: { readonly tour: PooledTour; readonly cost: number }[] = [];
  for (const tour of tours) {
    const others = new Set<number>();
    for (const customer of tour.customers) {
      for (let k = 0; k < perCustomer; k++) others.add(near[customer * perCustomer + k]);
    }
    for (const customer of tour.customers) others.delete(customer);
    for (const variant of variantsOf(problem, tour, others)) {
      const { start, end } = variant;
      let cost = 1 - (start === end ? 0 : (worthOfPlace.get(start) ?? 0) + (worthOfPlace.get(end) ?? 0));
      for (const customer of variant.customers) cost -= worthOfCustomer[customer];
      if (cost > MOST_COST) continue;
      const key = keyOf(variant);
      if (!seen.has(key)) found.push({ tour: variant, cost });
      seen.add(key);
    }
  }
  found.sort((a, b) => a.cost - b.cost);
  return found.slice(0, most).map(({ tour }) => tour);
}

/** With one customer less or as many, and one of the others more or none, at the best place in the order. */
function* variantsOf(
  problem: ItineraryProblem,
  { start, end, customers }: PooledTour,
  others: ReadonlySet<number>,
): Generator<PooledTour> {
  const { travel, serviceSeconds, days, maxDriveSecondsPerDay, costPerDriveSecond } = problem;
  const { size, seconds } = travel;
  const tourOf = (order: Int32Array, drive: number): PooledTour => ({
    day: 0,
    start,
    end,
    customers: order,
    cost: drive * costPerDriveSecond,
    objective: Number.POSITIVE_INFINITY,
  });
  for (let out = -1; out < customers.length; out++) {
    const kept = customers.filter((_, k) => k !== out);
    if (kept.length === 0) continue;
    const stops = [start, ...kept, end];
    let drive = 0;
    let service = 0;
    for (let k = 1; k < stops.length; k++) drive += seconds[stops[k - 1] * size + stops[k]];
    for (const customer of kept) service += serviceSeconds[customer * days];
    if (out >= 0 && drive + service <= maxDriveSecondsPerDay) yield tourOf(kept, drive);
    for (const other of others) {
      let least = Number.POSITIVE_INFINITY;
      let at = 0;
      for (let k = 1; k < stops.length; k++) {
        const from = stops[k - 1] * size;
        const detour = seconds[from + other] + seconds[other * size + stops[k]] - seconds[from + stops[k]];
        if (detour >= least) continue;
        least = detour;
        at = k - 1;
      }
      if (drive + least + service + serviceSeconds[other * days] > maxDriveSecondsPerDay) continue;
      yield tourOf(Int32Array.of(...kept.subarray(0, at), other, ...kept.subarray(at)), drive + least);
    }
  }
}
