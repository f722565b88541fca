/** A periodic vehicle routing instance as a setting of the engine: a fleet with listed patterns. */
import { type Itinerary, type SearchControl, searchItinerary, TourPool } from '../../../solver/itinerary/index.ts';
import type { ItineraryProblem } from '../../../solver/problem/index.ts';
import { type RecombineMeans, recombine } from '../../../solver/recombine/index.ts';
import type { PvrpInstance } from './instance.ts';
import type { PvrpRoute } from './verify.ts';

/** Distances become whole numbers: errors stay below 0.0001 a hop. */
const SCALE = 10_000;

export function fleetProblem(instance: PvrpInstance): ItineraryProblem {
  const { customers, days } = instance;
  const places = [...customers, instance.depot];
  const size = places.length;
  const seconds = new Int32Array(size * size);
  places.forEach((from, i) => {
    places.forEach((to, j) => {
      seconds[i * size + j] = Math.round(SCALE * Math.hypot(to.x - from.x, to.y - from.y));
    });
  });
  const perCustomer = (value: number) => new Int32Array(customers.length).fill(value);
  const cells = customers.length * days;
  const patterns = customers.flatMap((customer) => customer.patterns);
  const none = { offset: new Int32Array(cells + 1), from: new Int32Array(0), to: new Int32Array(0) };
  return {
    days,
    customers: customers.length,
    hotels: 0,
    home: customers.length,
    travel: { size, seconds, metres: new Int32Array(size * size) },
    visitsOwed: Int32Array.from(customers, ({ frequency }) => frequency),
    weight: new Float64Array(customers.length).fill(1),
    minDaysBetween: perCustomer(1),
    maxDaysBetween: perCustomer(days),
    firstDayMin: perCustomer(0),
    firstDayMax: perCustomer(days),
    urgent: new Uint8Array(customers.length),
    serviceSeconds: Int32Array.from({ length: cells }, (_, cell) =>
      Math.round(SCALE * customers[Math.floor(cell / days)].service),
    ),
    appointment: new Uint8Array(cells),
    slot: new Int32Array(cells).fill(-1),
    slotMaxVisits: new Float64Array(0),
    starts: none,
    dislike: new Float64Array(cells),
    overduePerDay: new Float64Array(customers.length),
    works: new Uint8Array(days).fill(1),
    earliestDeparture: new Int32Array(days),
    latestArrival: new Int32Array(days),
    working: none,
    breaks: none,
    breakSeconds: new Int32Array(0),
    nightAllowed: new Uint8Array(days),
    isoWeek: new Int32Array(days),
    maxDriveSecondsPerDay: Number.POSITIVE_INFINITY,
    maxConsecutiveNights: 0,
    maxNightsPerWeek: 0,
    nightCost: new Float64Array(0),
    costPerDriveSecond: 1 / SCALE,
    costPerMetre: 0,
    ownTimeFactor: 1,
    patterns: {
      offset: offsets(customers.map((customer) => customer.patterns.length)),
      dayOffset: offsets(patterns.map((pattern) => pattern.length)),
      day: Int32Array.from(patterns.flat()),
    },
    undatedTourPrice: null,
    fleet: {
      toursPerDay: instance.vehiclesPerDay,
      demand: Float64Array.from(customers, ({ demand }) => demand),
      maxLoad: instance.maxLoad,
      // A little less, for the rounding of the hops.
      maxSeconds: Math.floor(SCALE * instance.maxDuration) - 20,
    },
  };
}

function offsets(lengths: readonly number[]): Int32Array {
  const offset = new Int32Array(lengths.length + 1);
  lengths.forEach((length, index) => {
    offset[index + 1] = offset[index] + length;
  });
  return offset;
}

export function solvePvrp(
  instance: PvrpInstance,
  control: SearchControl,
  means: RecombineMeans,
): { readonly routes: PvrpRoute[]; readonly found: Itinerary; readonly searched: Itinerary } {
  const problem = fleetProblem(instance);
  const pool = new TourPool(problem);
  const searched = searchItinerary(problem, { ...control, pool });
  const found = recombine(problem, searched, pool.tours(), means);
  const routes = found.stops
    .map((stops, tour) => ({
      day: 1 + Math.floor(tour / instance.vehiclesPerDay),
      customers: Array.from(stops, (customer) => instance.customers[customer].id),
    }))
    .filter(({ customers }) => customers.length > 0);
  return { routes, found, searched };
}
