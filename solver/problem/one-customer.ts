/** The problem of a rep who has one customer only: the calendar is empty but for him. */
import type { PackedIntervals } from './itinerary-problem.ts';
import { hotelsOnTheWay } from './on-the-way.ts';
import type { RepProblem } from './rep-problem.ts';
import type { TravelMatrix } from './travel.ts';

/** Hotels that are left: the nearest to the customer, and some on the way to him. */
const HOTELS = 12;

/** @param customer as numbered in the problem; he is number 0 in the one that is returned */
export function withOneCustomer(problem: RepProblem, customer: number): RepProblem {
  const { days, home, hotels, travel } = problem;
  const away = (hotel: number) => travel.seconds[(home + 1 + hotel) * travel.size + customer];
  const nearest = Array.from({ length: hotels }, (_, hotel) => hotel)
    .sort((a, b) => away(a) - away(b) || a - b)
    .slice(0, HOTELS);
  const left = [...new Set([...nearest, ...hotelsOnTheWay(problem, customer)])];
  const one = <T extends Uint8Array | Int32Array | Float64Array>(of: T): T => of.slice(customer, customer + 1) as T;
  const all = <T extends Uint8Array | Int32Array | Float64Array>(of: T): T =>
    of.slice(customer * days, (customer + 1) * days) as T;
  return {
    ...problem,
    customers: 1,
    hotels: left.length,
    home: 1,
    customerIndex: one(problem.customerIndex),
    hotelIndex: Int32Array.from(left, (hotel) => problem.hotelIndex[hotel]),
    travel: between(travel, [customer, home, ...left.map((hotel) => home + 1 + hotel)]),
    visitsOwed: one(problem.visitsOwed),
    weight: one(problem.weight),
    minDaysBetween: one(problem.minDaysBetween),
    maxDaysBetween: one(problem.maxDaysBetween),
    firstDayMin: one(problem.firstDayMin),
    firstDayMax: one(problem.firstDayMax),
    urgent: one(problem.urgent),
    overduePerDay: one(problem.overduePerDay),
    serviceSeconds: all(problem.serviceSeconds),
    appointment: all(problem.appointment),
    slot: all(problem.slot),
    dislike: all(problem.dislike),
    starts: intervalsOf(problem.starts, customer * days, days),
    nightCost: Float64Array.from(left, (hotel) => problem.nightCost[hotel]),
  };
}

function between({ size, seconds, metres }: TravelMatrix, places: readonly number[]): TravelMatrix {
  const cells = places.flatMap((from) => places.map((to) => from * size + to));
  return {
    size: places.length,
    seconds: Int32Array.from(cells, (cell) => seconds[cell]),
    metres: Int32Array.from(cells, (cell) => metres[cell]),
  };
}

function intervalsOf({ offset, from, to }: PackedIntervals, first: number, count: number): PackedIntervals {
  const begin = offset[first];
  const end = offset[first + count];
  return {
    offset: offset.slice(first, first + count + 1).map((each) => each - begin),
    from: from.slice(begin, end),
    to: to.slice(begin, end),
  };
}
