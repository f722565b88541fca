/**
 * A hotel selection instance as a setting of the engine: one rep, one visit each, nights free of charge, no dates. The
 * fewest tours come first: each costs as much as ten of the longest allowed.
 */
import type { Itinerary, SearchControl } from '../../../solver/itinerary/index.ts';
import type { ItineraryProblem } from '../../../solver/problem/index.ts';
import { type RecombineMeans, searchUndated } from '../../../solver/recombine/index.ts';
import { hop, type TsphsInstance } from './instance.ts';
import type { HotelTour } from './verify.ts';

/** Tenths, the unit of the distances. */
const SCALE = 10;

export function hotelProblem(
  instance: Pick<TsphsInstance, 'hotels' | 'customers' | 'maxDuration'>,
  days: number,
): ItineraryProblem {
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
    urgent: new Uint8Array(customers.length),
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
    undatedTourPrice: 10 * instance.maxDuration,
  };
}

export function solveTsphs(
  instance: TsphsInstance,
  control: Pick<SearchControl, 'seed' | 'stop'>,
  means: RecombineMeans,
): { readonly tours: HotelTour[]; readonly found: Itinerary; readonly searched: Itinerary } {
  // Where hotels lie far from customers two thirds more than the fewest are needed; twice as many leave little to choose.
  const days = Math.min(instance.customers.length, 3 * fewestDays(instance) + 5);
  const { found, searched } = searchUndated(hotelProblem(instance, days), control, means);
  return { tours: toursOf(instance, found), found, searched };
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
  const used = stops.filter((day) => day.length > 0);
  return used.map((day, index) => ({
    from: hotels[index === 0 ? 0 : sleep[index - 1] + 1].id,
    customers: Array.from(day, (customer) => customers[customer].id),
    to: hotels[sleep[index] + 1].id,
  }));
}
