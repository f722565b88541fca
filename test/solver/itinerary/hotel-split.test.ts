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
    kind: fc.constantFrom('turn', 'move', 'same', 'drop', 'add', 'replace'),
    at: fc.integer({ min: 0, max: 999 }).map((thousandths) => thousandths / 1000),
    to: fc.integer({ min: 0, max: 999 }).map((thousandths) => thousandths / 1000),
    latePrice: fc.constantFrom(null, null, null, Number.POSITIVE_INFINITY, 0.3, 5),
    most: fc.constantFrom(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 1.02, 1, 0.98),
  }),
  { minLength: 4, maxLength: 20 },
);
const longCases = fc.record({
  hotels: fc.array(place, { minLength: 1, maxLength: 9 }),
  customers: fc.array(fc.record({ place, service: fc.nat(15) }), { minLength: 4, maxLength: 30 }),
  maxDuration: fc.integer({ min: 60, max: 300 }),
  // How much longer ways may be in one direction.
  skew: fc.constantFrom(0, 0, 300),
  changes,
});

test('what is known of one sequence changes nothing in how the next one is cut', () => {
  const seen = { cut: 0, tooDear: 0, partly: 0 };
  fc.assert(
    fc.property(longCases, ({ hotels, customers, maxDuration, skew, changes }) => {
      const problem = skewed(problemOf(hotels, customers, maxDuration), skew);
      const tourPrice = problem.undatedTourPrice ?? 0;
      const splitter = new HotelSplit(problem, tourPrice);
      let price = 0.3;
      // The last three are there to be added.
      let stops = Int32Array.from({ length: customers.length - 3 }, (_, index) => index);
      let last = Number.POSITIVE_INFINITY;
      for (const change of changes) {
        const next = changed(stops, customers.length, change);
        price = change.latePrice ?? price;
        const fresh = new HotelSplit(problem, tourPrice);
        const canBeCut = fresh.split(next, next.length, price);
        const most = last * change.most;
        const isCut = splitter.split(next, next.length, price, most);
        if (!canBeCut || Math.abs(fresh.cost - most) > 1e-6) expect(isCut).toBe(canBeCut && fresh.cost < most);
        if (canBeCut && !isCut) seen.tooDear++;
        if (!isCut) continue;
        seen.cut++;
        if (differsInTheMiddle(stops, next)) seen.partly++;
        expect(splitter.cost).toBeCloseTo(fresh.cost, 6);
        expect(costOfAnswer(problem, tourPrice, price, next, splitter)).toBeCloseTo(fresh.cost, 6);
        stops = next;
        last = splitter.cost;
      }
    }),
    propertyRuns(300),
  );
  expect(
    Object.values(seen).every((times) => times > 50),
    JSON.stringify(seen),
  ).toBe(true);
});

function skewed(problem: ItineraryProblem, skew: number): ItineraryProblem {
  const { size, seconds } = problem.travel;
  const longer = seconds.map((way, cell) => (way === 0 ? 0 : way + ((cell * 7919) % (skew + 1))));
  return { ...problem, travel: { size, seconds: longer, metres: longer } };
}

function changed(
  stops: Int32Array<ArrayBuffer>,
  customers: number,
  { kind, at, to }: { kind: string; at: number; to: number },
): Int32Array<ArrayBuffer> {
  const one = Math.floor(at * stops.length);
  const other = Math.floor(to * stops.length);
  const others = Array.from({ length: customers }, (_, customer) => customer).filter((c) => !stops.includes(c));
  const added = others[Math.floor(to * others.length)];
  if (kind === 'add' && others.length > 0) return Int32Array.from([...stops].toSpliced(one, 0, added));
  if (kind === 'drop') return stops.filter((_, index) => index !== one);
  const next = stops.slice();
  if (kind === 'replace' && others.length > 0 && stops.length > 0) next[one] = added;
  else if (kind === 'turn') next.subarray(Math.min(one, other), Math.max(one, other) + 1).reverse();
  else if (kind === 'move')
    return Int32Array.from([...stops].toSpliced(one, 1).toSpliced(other, 0, ...stops.slice(one, one + 1)));
  return next;
}

function differsInTheMiddle(stops: Int32Array, next: Int32Array): boolean {
  return (
    stops.length === next.length &&
    stops.some((customer, index) => customer !== next[index]) &&
    stops[0] === next[0] &&
    stops.at(-1) === next.at(-1)
  );
}

test('a cut that was of no use before the stops changed is found where ways are not as long back as there', () => {
  // Customers s0, a, b, c, d, home, and the hotels O, T, X: ways besides these lead over several of them.
  const [s0, a, b, c, d, h, o, t, x] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const arcs = [
    [h, s0, 20],
    [s0, a, 20],
    [s0, o, 10],
    [o, a, 15],
    [a, b, 1],
    [b, x, 10],
    [x, c, 1],
    [b, c, 8],
    [a, t, 80],
    [t, b, 1],
    [b, d, 80],
    [d, h, 5],
    [c, h, 5],
  ];
  const size = 9;
  const seconds = new Int32Array(size * size).fill(100_000);
  for (let place = 0; place < size; place++) seconds[place * size + place] = 0;
  for (const [from, to, way] of arcs) seconds[from * size + to] = way;
  for (let over = 0; over < size; over++) {
    for (let cell = 0; cell < size * size; cell++) {
      const way = seconds[Math.floor(cell / size) * size + over] + seconds[over * size + (cell % size)];
      seconds[cell] = Math.min(seconds[cell], way);
    }
  }
  const places = (count: number) => Array.from({ length: count }, () => ({ x: 0, y: 0 }));
  const problem = {
    ...problemOf(
      places(4),
      places(5).map((place) => ({ place, service: 0 })),
      10,
    ),
    travel: { size, seconds, metres: seconds },
  };
  const splitter = new HotelSplit(problem, 1);
  expect(splitter.split(Int32Array.of(s0, a, b, c), 4, Number.POSITIVE_INFINITY)).toBe(true);
  expect(splitter.split(Int32Array.of(s0, a, b, d), 4, Number.POSITIVE_INFINITY)).toBe(true);
  expect([splitter.tours, ...splitter.sleeps.subarray(0, 3)]).toEqual([3, o - h - 1, t - h - 1, -1]);
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
