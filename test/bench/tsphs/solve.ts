/**
 * A hotel selection instance as a setting of the engine: one rep, one visit each, nights free of charge, no times of day. The
 * fewest days come first: the days are as few as a search serves all customers in.
 */
import {
  anyOf,
  cancelled,
  type Itinerary,
  type StopCriterion,
  searchItinerary,
} from '../../../solver/itinerary/index.ts';
import type { ItineraryProblem } from '../../../solver/problem/index.ts';
import { hop, type TsphsInstance } from './instance.ts';
import type { HotelTour } from './verify.ts';

/** Tenths, the unit of the distances. */
const SCALE = 10;

export function hotelProblem(instance: TsphsInstance, days: number): ItineraryProblem {
  const { customers, hotels } = instance;
  const places = [...customers, ...hotels];
  const size = places.length;
  const seconds = new Int32Array(size * size);
  places.forEach((from, i) => {
    places.forEach((to, j) => {
      seconds[i * size + j] = Math.round(SCALE * hop(from, to));
    });
  });
  const limit = Math.floor(SCALE * instance.maxDuration + 1e-6);
  const cells = customers.length * days;
  const service = (cell: number) => Math.round(SCALE * customers[Math.floor(cell / days)].service);
  const perCustomer = (value: number) => new Int32Array(customers.length).fill(value);
  const oneEach = (count: number) => Int32Array.from({ length: count + 1 }, (_, index) => index);
  return {
    days,
    customers: customers.length,
    hotels: hotels.length - 1,
    home: customers.length,
    travel: { size, seconds, metres: new Int32Array(size * size) },
    visitsOwed: perCustomer(1),
    weight: new Float64Array(customers.length).fill(1),
    minDaysBetween: perCustomer(1),
    maxDaysBetween: perCustomer(days),
    firstDayMin: perCustomer(0),
    firstDayMax: perCustomer(days),
    serviceSeconds: Int32Array.from({ length: cells }, (_, cell) => service(cell)),
    appointment: new Uint8Array(cells),
    slot: new Int32Array(cells).fill(-1),
    slotMaxVisits: new Float64Array(0),
    starts: {
      offset: oneEach(cells),
      from: new Int32Array(cells),
      to: new Int32Array(cells).fill(1_000_000_000),
    },
    dislike: new Float64Array(cells),
    overduePerDay: new Float64Array(customers.length),
    works: new Uint8Array(days).fill(1),
    earliestDeparture: new Int32Array(days),
    latestArrival: new Int32Array(days).fill(limit),
    working: { offset: oneEach(days), from: new Int32Array(days), to: new Int32Array(days).fill(limit) },
    breaks: { offset: new Int32Array(days + 1), from: new Int32Array(0), to: new Int32Array(0) },
    breakSeconds: new Int32Array(0),
    nightAllowed: Uint8Array.from({ length: days }, (_, day) => (day < days - 1 ? 1 : 0)),
    isoWeek: new Int32Array(days),
    maxDriveSecondsPerDay: limit,
    maxConsecutiveNights: days,
    maxNightsPerWeek: days,
    nightCost: new Float64Array(hotels.length - 1),
    costPerDriveSecond: 1 / SCALE,
    costPerMetre: 0,
    ownTimeFactor: 1,
    patterns: null,
    fleet: null,
  };
}

/** Shares of the budget for one attempt to serve all in a number of days, and for a last attempt with one day less. */
const ATTEMPT = 0.06;
const LAST_ATTEMPT = 0.15;

/** @param budget a stop criterion of this share of what may be spent */
export function solveTsphs(
  instance: TsphsInstance,
  seed: number,
  budget: (share: number) => StopCriterion,
): { readonly tours: HotelTour[]; readonly steps: number } {
  let days = fewestDays(instance);
  let left = 1;
  let steps = 0;
  const attempt = (count: number, share: number, untilServed: boolean): Itinerary => {
    left -= share;
    const served = new Int32Array(1);
    const stop = anyOf(budget(share), cancelled(served));
    const found = searchItinerary(hotelProblem(instance, count), {
      seed,
      stop,
      onProgress: ({ plannedVisits }) => {
        if (untilServed && plannedVisits === instance.customers.length) served[0] = 1;
      },
    });
    steps += found.steps;
    return found;
  };
  const serves = ({ stops }: Itinerary) =>
    stops.reduce((sum, day) => sum + day.length, 0) === instance.customers.length;
  let found = attempt(days, ATTEMPT, true);
  while (!serves(found)) {
    days++;
    // Far too few days are seen at once; the budget must last.
    found = attempt(days, Math.min(ATTEMPT, left / 4), true);
  }
  const fewer = days > 1 ? attempt(days - 1, Math.min(LAST_ATTEMPT, left / 3), true) : found;
  if (days > 1 && serves(fewer)) days--;
  const last = attempt(days, left, false);
  const best = serves(last) ? last : found;
  return { tours: toursOf(instance, best), steps };
}

/** Service alone, and the way to each customer from its nearest neighbour, fill at least so many days. */
function fewestDays({ customers, hotels, maxDuration }: TsphsInstance): number {
  const places = [...hotels, ...customers];
  const work = customers.map((customer) => {
    const nearest = Math.min(...places.filter((place) => place !== customer).map((place) => hop(place, customer)));
    return customer.service + nearest;
  });
  return Math.max(1, Math.ceil(work.reduce((a, b) => a + b, 0) / maxDuration));
}

function toursOf({ customers, hotels }: TsphsInstance, { stops, sleep }: Itinerary): HotelTour[] {
  return stops.map((day, index) => ({
    from: hotels[index === 0 ? 0 : sleep[index - 1] + 1].id,
    customers: Array.from(day, (customer) => customers[customer].id),
    to: hotels[sleep[index] + 1].id,
  }));
}
