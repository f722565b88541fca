/** One sequence of stops cut into tours between hotels, against all ways to cut it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HotelSplit } from '../../../solver/itinerary/hotel-split.ts';
import type { ItineraryProblem } from '../../../solver/problem/index.ts';
import { hotelProblem } from '../../bench/tsphs/solve.ts';
import { propertyRuns } from '../../property-runs.ts';

const place = fc.record({ x: fc.nat(40), y: fc.nat(40) });
const cases = fc.record({
  hotels: fc.array(place, { minLength: 1, maxLength: 4 }),
  customers: fc.array(fc.record({ place, service: fc.nat(15) }), { minLength: 1, maxLength: 6 }),
  maxDuration: fc.integer({ min: 40, max: 160 }),
  latePrice: fc.constantFrom(Number.POSITIVE_INFINITY, 0.02, 0.3, 5),
});

test('the cut is the cheapest of all', () => {
  fc.assert(
    fc.property(cases, ({ hotels, customers, maxDuration, latePrice }) => {
      const problem = hotelProblem(
        {
          hotels: hotels.map((at, id) => ({ id, ...at, service: 0 })),
          customers: customers.map((one, id) => ({ id, ...one.place, service: one.service })),
          maxDuration,
        },
        customers.length,
      );
      const tourPrice = problem.undatedTourPrice ?? 0;
      const stops = Int32Array.from(customers, (_, index) => index);
      const splitter = new HotelSplit(problem, tourPrice);
      const isCut = splitter.split(stops, stops.length, latePrice);
      const least = cheapest(problem, tourPrice, latePrice, 0, problem.home);
      expect(isCut).toBe(least < Number.POSITIVE_INFINITY);
      if (!isCut) return;
      let sum = 0;
      let from = problem.home;
      for (let tour = 0; tour < splitter.tours; tour++) {
        const to = problem.home + 1 + splitter.sleeps[tour];
        const tourStops = [...stops.subarray(splitter.begins[tour], splitter.begins[tour + 1])];
        sum += costOf(problem, tourPrice, latePrice, from, tourStops, to);
        from = to;
      }
      expect(from).toBe(problem.home);
      expect(splitter.begins[splitter.tours]).toBe(stops.length);
      expect(sum).toBeCloseTo(least, 6);
    }),
    propertyRuns(300),
  );
});

/** Of the stops from one on, which begin at a place. */
function cheapest(
  problem: ItineraryProblem,
  tourPrice: number,
  latePrice: number,
  from: number,
  start: number,
): number {
  const { customers, hotels, home } = problem;
  if (from === customers) return start === home ? 0 : Number.POSITIVE_INFINITY;
  let least = Number.POSITIVE_INFINITY;
  for (let to = from + 1; to <= customers; to++) {
    const stops = Array.from({ length: to - from }, (_, index) => from + index);
    for (let end = home; end <= (to === customers ? home : home + hotels); end++) {
      const cost = costOf(problem, tourPrice, latePrice, start, stops, end);
      if (cost < least) least = Math.min(least, cost + cheapest(problem, tourPrice, latePrice, to, end));
    }
  }
  return least;
}

function costOf(
  { travel, serviceSeconds, days, costPerDriveSecond, maxDriveSecondsPerDay }: ItineraryProblem,
  tourPrice: number,
  latePrice: number,
  start: number,
  stops: readonly number[],
  end: number,
): number {
  let drive = 0;
  let service = 0;
  let place = start;
  for (const stop of stops) {
    drive += travel.seconds[place * travel.size + stop];
    // Tours that are late by more than a quarter before the last visit are not tried.
    if (drive + service > 1.25 * maxDriveSecondsPerDay) return Number.POSITIVE_INFINITY;
    service += serviceSeconds[stop * days];
    place = stop;
  }
  drive += travel.seconds[place * travel.size + end];
  const late = drive + service - maxDriveSecondsPerDay;
  return tourPrice + drive * costPerDriveSecond + (late > 0 ? late * latePrice : 0);
}
