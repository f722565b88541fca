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

type Place = { readonly x: number; readonly y: number };

function problemOf(
  hotels: readonly Place[],
  customers: readonly { readonly place: Place; readonly service: number }[],
  maxDuration: number,
): ItineraryProblem {
  return hotelProblem(
    {
      hotels: hotels.map((at, id) => ({ id, ...at, service: 0 })),
      customers: customers.map((one, id) => ({ id, ...one.place, service: one.service })),
      maxDuration,
    },
    customers.length,
  );
}

test('the cut is the cheapest of all', () => {
  fc.assert(
    fc.property(cases, ({ hotels, customers, maxDuration, latePrice }) => {
      const problem = problemOf(hotels, customers, maxDuration);
      const tourPrice = problem.undatedTourPrice ?? 0;
      const stops = Int32Array.from(customers, (_, index) => index);
      const splitter = new HotelSplit(problem, tourPrice);
      const isCut = splitter.split(stops, stops.length, latePrice);
      const least = cheapest(problem, tourPrice, latePrice, 0, problem.home);
      expect(isCut).toBe(least < Number.POSITIVE_INFINITY);
      if (!isCut) return;
      expect(costOfAnswer(problem, tourPrice, latePrice, stops, splitter)).toBeCloseTo(least, 6);
    }),
    propertyRuns(300),
  );
});

const changes = fc.array(
  fc.record({
    kind: fc.constantFrom('turn', 'move', 'same', 'drop' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    to: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    latePrice: fc.constantFrom(null, null, null, Number.POSITIVE_INFINITY, 0.3, 5),
    most: fc.constantFrom(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 1.02, 1, 0.98),
  }),
  { minLength: 4, maxLength: 20 },
);
const longCases = fc.record({
  hotels: fc.array(place, { minLength: 1, maxLength: 9 }),
  customers: fc.array(fc.record({ place, service: fc.nat(15) }), { minLength: 3, maxLength: 30 }),
  maxDuration: fc.integer({ min: 60, max: 300 }),
  changes,
});

test('what is known of one sequence changes nothing in how the next one is cut', () => {
  const seen = { cut: 0, tooDear: 0, partly: 0 };
  fc.assert(
    fc.property(longCases, ({ hotels, customers, maxDuration, changes }) => {
      const problem = problemOf(hotels, customers, maxDuration);
      const tourPrice = problem.undatedTourPrice ?? 0;
      const splitter = new HotelSplit(problem, tourPrice);
      let price = 0.3;
      let stops = Int32Array.from(customers, (_, index) => index);
      let last = Number.POSITIVE_INFINITY;
      for (const change of changes) {
        const next = changed(stops, change);
        price = change.latePrice ?? price;
        const fresh = new HotelSplit(problem, tourPrice);
        const canBeCut = fresh.split(next, next.length, price);
        const most = last * change.most;
        const isCut = splitter.split(next, next.length, price, most);
        if (!canBeCut || Math.abs(fresh.cost - most) > 1e-6) expect(isCut).toBe(canBeCut && fresh.cost < most);
        if (canBeCut && !isCut) seen.tooDear++;
        if (!isCut) continue;
        seen.cut++;
        if (next.length === stops.length) seen.partly++;
        expect(splitter.cost).toBeCloseTo(fresh.cost, 6);
        expect(costOfAnswer(problem, tourPrice, price, next, splitter)).toBeCloseTo(fresh.cost, 6);
        stops = next;
        last = splitter.cost;
      }
    }),
    propertyRuns(300),
  );
  expect(Math.min(seen.cut, seen.tooDear, seen.partly)).toBeGreaterThan(50);
});

function changed(
  stops: Int32Array<ArrayBuffer>,
  { kind, at, to }: { kind: string; at: number; to: number },
): Int32Array<ArrayBuffer> {
  const one = Math.floor(at * stops.length);
  const other = Math.floor(to * stops.length);
  if (kind === 'drop' && stops.length > 3) return stops.filter((_, index) => index !== one);
  const next = stops.slice();
  if (kind === 'turn') next.subarray(Math.min(one, other), Math.max(one, other) + 1).reverse();
  else if (kind === 'move') {
    next.copyWithin(one, one + 1);
    next.copyWithin(other + 1, other);
    next[other] = stops[one];
  }
  return next;
}

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

/** Money for the tours that the last cut has made, which begin and end at home. */
function costOfAnswer(
  problem: ItineraryProblem,
  tourPrice: number,
  latePrice: number,
  stops: Int32Array,
  { tours, begins, sleeps }: HotelSplit,
): number {
  let sum = 0;
  let from = problem.home;
  for (let tour = 0; tour < tours; tour++) {
    const to = problem.home + 1 + sleeps[tour];
    sum += costOf(problem, tourPrice, latePrice, from, [...stops.subarray(begins[tour], begins[tour + 1])], to);
    from = to;
  }
  expect(begins[0]).toBe(0);
  expect(begins[tours]).toBe(stops.length);
  expect(from).toBe(problem.home);
  return sum;
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
