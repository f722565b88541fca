/** Customers so far away that on some day one night before and one after the visit do not suffice to get there and back. */
import { hotelsOnTheWay, type ItineraryProblem, longestDrive } from '../problem/index.ts';
import { NearHotels } from './near-hotels.ts';
import { limitsKeptWith } from './night-limits.ts';
import { HOME, ItineraryState } from './state.ts';
import { TourTiming } from './tour-timing.ts';
import { Trips } from './trips.ts';

const NOBODY = new Int32Array(0);

/** How somebody can be visited on a day, with nobody else to visit: as usual; if at all, by a trip; not at all. */
type Reach = 'near' | 'far' | 'never';

/** The visits that only a trip with more nights makes possible. */
export interface FarVisits {
  /** Per customer and day (`customer * days + day`) money for such a trip that is made for him alone; Infinity: none is needed, or possible. */
  readonly tripCost: Float64Array;
  /** Per customer with such trips the hotels to be considered for their nights. */
  readonly hotelsOf: ReadonlyMap<number, Int32Array>;
  /** Per customer the days that the way there takes and the way back; 0: he can be visited without a trip on some day, or never. */
  readonly daysAway: Uint8Array;
}

/**
 * Those who have a day on which they could be visited if the hotels near them could be reached in any number of days, and cannot
 * with one night before and one after.
 */
export function farCustomers(problem: ItineraryProblem, hotels = new NearHotels(problem)): number[] {
  const { days, customers, starts, home, travel, maxConsecutiveNights } = problem;
  const timing = new TourTiming(problem);
  const idle = new ItineraryState(problem);
  // More days than these in a row nobody is away.
  const furthest = longestDrive(problem) * (Math.min(days, maxConsecutiveNights) + 1);
  const isInReach = (customer: number) =>
    travel.seconds[home * travel.size + customer] + travel.seconds[customer * travel.size + home] <= furthest;
  const isFar = (customer: number) => {
    for (let day = 0; day < days; day++) {
      const cell = customer * days + day;
      if (starts.offset[cell] < starts.offset[cell + 1] && reachOn(idle, timing, hotels, customer, day) === 'far')
        return true;
    }
    return false;
  };
  return Array.from({ length: customers }, (_, customer) => customer).filter(
    (customer) => isInReach(customer) && isFar(customer),
  );
}

function reachOn(idle: ItineraryState, timing: TourTiming, hotels: NearHotels, customer: number, day: number): Reach {
  const { home } = idle.problem;
  const goes = (on: number, from: number, to: number) => timing.time(on, from, to, NOBODY, 0, 0, -1, 0);
  const visits = (before: number, after: number) =>
    timing.time(day, home + 1 + before, home + 1 + after, NOBODY, 0, 0, customer, 0);
  if (visits(HOME, HOME)) return 'near';
  let reach: Reach = 'never';
  for (let k = hotels.listNights(idle, customer, day) - 1; k >= 0; k--) {
    const [before, after] = [hotels.before[k], hotels.after[k]];
    if (!visits(before, after)) continue;
    reach = 'far';
    const comes = before === HOME || goes(day - 1, home, home + 1 + before);
    const returns = after === HOME || goes(day + 1, home + 1 + after, home);
    if (comes && returns && limitsKeptWith(idle, day, before, after)) return 'near';
  }
  return reach;
}

/** Null: nobody is that far away, as nearly always. */
export function farVisits(problem: ItineraryProblem, hotels: NearHotels): FarVisits | null {
  const far = farCustomers(problem, hotels);
  if (far.length === 0) return null;
  const { customers, days, starts, home, travel } = problem;
  const hotelsOf = new Map(far.map((customer) => [customer, Int32Array.from(hotelsFor(problem, hotels, customer))]));
  const timing = new TourTiming(problem);
  const trips = new Trips(problem, timing, hotelsOf);
  const idle = new ItineraryState(problem);
  const tripCost = new Float64Array(customers * days).fill(Number.POSITIVE_INFINITY);
  const daysAway = new Uint8Array(customers);
  const aDay = longestDrive(problem);
  for (const customer of far) {
    let isNear = false;
    let isReached = false;
    for (let day = 0; day < days; day++) {
      const cell = customer * days + day;
      if (starts.offset[cell] === starts.offset[cell + 1]) continue;
      const reach = reachOn(idle, timing, hotels, customer, day);
      if (reach === 'near') isNear = true;
      if (reach !== 'far' || !trips.find(idle, customer, day)) continue;
      tripCost[cell] = trips.cost;
      isReached = true;
    }
    if (isReached && !isNear) daysAway[customer] = Math.ceil(travel.seconds[home * travel.size + customer] / aDay);
  }
  if (tripCost.every((cost) => cost === Number.POSITIVE_INFINITY)) return null;
  return { tripCost, hotelsOf, daysAway };
}

function hotelsFor(problem: ItineraryProblem, { nearest, count }: NearHotels, customer: number): Set<number> {
  const near = nearest.subarray(customer * count, (customer + 1) * count);
  return new Set([...near, ...hotelsOnTheWay(problem, customer)]);
}
