import { describe, expect, it } from 'vitest';
import { highsSolver, javascriptLpSolver, type LpSolver } from '#solver';
import { maxSteps, Random } from '../../../solver/annealing/index.ts';
import { type Itinerary, type PooledTour, searchItinerary, startOf } from '../../../solver/itinerary/index.ts';
import type { ItineraryProblem } from '../../../solver/problem/index.ts';
import { circuitOf } from '../../../solver/recombine/circuit.ts';
import type { RecombineMeans } from '../../../solver/recombine/means.ts';
import { searchUndated } from '../../../solver/recombine/search-undated.ts';
import { UndatedCombiner } from '../../../solver/recombine/undated.ts';
import { randomTours, secondsOf, shortSearch, tour } from '../itinerary/random-tours.ts';
import { permutations } from '../itinerary/tiny-weeks.ts';

const means = { lpSolvers: [await highsSolver()] };

/** Into as few tours as possible, then into the shortest. */
function combine(
  problem: ItineraryProblem,
  known: Itinerary,
  tours: readonly PooledTour[],
  combineMeans: RecombineMeans = means,
): Itinerary {
  const combiner = new UndatedCombiner(problem);
  return combiner.shorter(combiner.fewer(known, tours, combineMeans), tours, combineMeans);
}

/** What an itinerary costs, from its stops alone; Infinity when it breaks a limit or visits anyone not once. */
function costOf(problem: ItineraryProblem, { stops, sleep }: Pick<Itinerary, 'stops' | 'sleep'>): number {
  const { home, travel, serviceSeconds, days, maxDriveSecondsPerDay, costPerDriveSecond, undatedTourPrice } = problem;
  const visits = new Int32Array(problem.customers);
  let sum = 0;
  let place = home;
  stops.forEach((customers, tour) => {
    if (customers.length === 0) return;
    let drive = 0;
    let service = 0;
    for (const next of [...customers, home + 1 + sleep[tour]]) {
      drive += travel.seconds[place * travel.size + next];
      place = next;
      if (next < home) service += serviceSeconds[next * days];
      if (next < home) visits[next]++;
    }
    if (drive + service > maxDriveSecondsPerDay) sum = Number.POSITIVE_INFINITY;
    sum += drive * costPerDriveSecond + (undatedTourPrice ?? 0);
  });
  return place === home && visits.every((count) => count === 1) ? sum : Number.POSITIVE_INFINITY;
}

/** The least cost of tours that visit all customers once, over all choices; with or without regard to whether they follow each other. */
function bestByTrying(problem: ItineraryProblem, tours: readonly PooledTour[], mustConnect: boolean): number {
  let best = Number.POSITIVE_INFINITY;
  const tryNext = (chosen: readonly PooledTour[], cost: number) => {
    if (cost >= best) return;
    const visited = new Set(chosen.flatMap(({ customers }) => [...customers]));
    const next = Array.from({ length: problem.customers }, (_, customer) => customer).find((one) => !visited.has(one));
    if (next === undefined) {
      if (isRound(chosen, problem.home, mustConnect)) best = cost;
      return;
    }
    for (const tour of tours) {
      if (!tour.customers.includes(next) || tour.customers.some((customer) => visited.has(customer))) continue;
      tryNext([...chosen, tour], cost + tour.cost + (problem.undatedTourPrice ?? 0));
    }
  };
  tryNext([], 0);
  return best;
}

/** Whether an even number of tours meets at each place, and home reaches all of them (Euler). */
function isRound(tours: readonly PooledTour[], home: number, mustConnect: boolean): boolean {
  const ends = tours.flatMap(({ start, end }) => [start, end]);
  if (ends.some((place) => ends.filter((other) => other === place).length % 2 !== 0)) return false;
  const reached = new Set([home]);
  for (const _ of tours) {
    for (const { start, end } of tours) {
      if (reached.has(start) || reached.has(end)) reached.add(start).add(end);
    }
  }
  return !mustConnect || ends.every((place) => reached.has(place));
}

/** Of all sets of customers and places that a tour may start and end at, the shortest in time. */
function allTours(problem: ItineraryProblem): PooledTour[] {
  const { home, hotels, travel, customers, serviceSeconds, days, costPerDriveSecond, maxDriveSecondsPerDay } = problem;
  const tours: PooledTour[] = [];
  for (let set = 1; set < 2 ** customers; set++) {
    const members = Array.from({ length: customers }, (_, customer) => customer).filter((one) => (set >> one) & 1);
    const orders = permutations(members);
    const service = members.reduce((sum, customer) => sum + serviceSeconds[customer * days], 0);
    for (let start = home; start <= home + hotels; start++) {
      for (let end = start; end <= home + hotels; end++) {
        const driveOf = (order: readonly number[]) => {
          const stops = [...order, end];
          return stops.reduce((sum, to, k) => sum + travel.seconds[(stops[k - 1] ?? start) * travel.size + to], 0);
        };
        const best = orders.reduce((a, b) => (driveOf(b) < driveOf(a) ? b : a));
        if (driveOf(best) + service > maxDriveSecondsPerDay) continue;
        const cost = driveOf(best) * costPerDriveSecond;
        tours.push({ day: 0, start, end, customers: Int32Array.from(best), cost, objective: cost });
      }
    }
  }
  return tours;
}

describe('tours without dates, combined anew', () => {
  it('are the best combination of all tours', () => {
    let better = 0;
    let islands = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const problem = randomTours(new Random(seed), 6);
      const found = searchItinerary(problem, { seed, stop: maxSteps(5) });
      if (!found.feasible) continue;
      const pool = allTours(problem);
      const combined = combine(problem, { ...found, steps: 1_000_000 }, pool);
      const best = bestByTrying(problem, pool, true);
      expect(combined.objective, `seed ${seed}`).toBeCloseTo(best, 6);
      expect(costOf(problem, combined), `seed ${seed}`).toBeCloseTo(best, 6);
      if (combined.objective < found.objective - 1e-6) better++;
      if (bestByTrying(problem, pool, false) < best - 1e-6) islands++;
    }
    expect(better).toBeGreaterThan(5);
    expect(islands).toBeGreaterThan(2);
  });

  it('stay as they are without time, without a solver that knows duals, or after a stop on request', () => {
    const { problem, found, tours } = shortSearch(3, 9, 100);
    const long = { ...found, steps: 1_000_000 };
    expect(combine(problem, long, tours, { ...means, secondsLeft: () => 0 })).toBe(long);
    expect(combine(problem, long, tours, { lpSolvers: [javascriptLpSolver()] })).toBe(long);
    const cancelled = { ...long, stoppedBy: 'cancelled' as const };
    expect(combine(problem, cancelled, tours)).toBe(cancelled);
    const stopped = combine(problem, long, tours, { ...means, isCancelled: () => true });
    expect(stopped).toEqual(cancelled);
  });
});

describe('the pool of tours without dates', () => {
  it('holds each tour one way round, within the limits and at its cost', () => {
    const { problem, tours } = shortSearch(8, 10, 400);
    const { costPerDriveSecond, maxDriveSecondsPerDay } = problem;
    const keys = tours.map(({ start, end, customers }) => `${start},${end}:${customers.toSorted().join()}`);
    expect(new Set(keys).size).toBe(tours.length);
    expect(tours.length).toBeGreaterThan(30);
    for (const one of tours) {
      expect([one.day, one.start <= one.end]).toEqual([0, true]);
      const { drive, busy } = secondsOf(problem, one);
      expect(one.cost).toBeCloseTo(drive * costPerDriveSecond, 6);
      expect(busy).toBeLessThanOrEqual(maxDriveSecondsPerDay);
    }
  });
});

describe('the circuit', () => {
  it('drives every tour once, each from where the one before has ended', () => {
    const random = new Random(4);
    for (let time = 0; time < 200; time++) {
      // A walk from home and back, its tours mixed up and each turned either way round.
      const places = [0, ...Array.from({ length: 1 + random.below(8) }, () => random.below(4)), 0];
      const walked = places.slice(1).map((end, k): PooledTour => {
        const isTurned = random.below(2) === 1;
        const customers = [2 * k, 2 * k + 1];
        const [from, to] = isTurned ? [end, places[k]] : [places[k], end];
        return tour(from, to, ...customers);
      });
      const mixed = walked.toSorted((a, b) => ((a.customers[0] * 7 + time) % 11) - ((b.customers[0] * 7 + time) % 11));
      const { order, unreached } = circuitOf(mixed, 0);
      expect(unreached).toEqual([]);
      expect(order.map(({ customers }) => Math.min(...customers)).sort((a, b) => a - b)).toEqual(
        walked.map((_, k) => 2 * k),
      );
      let place = 0;
      for (const { start, end, customers } of order) {
        expect(start).toBe(place);
        place = end;
        const original = walked[Math.min(...customers) / 2];
        // Driven the other way, the customers come in the other order.
        expect(customers[0] < customers[1]).toBe(
          start === original.start && (start !== end || customers[0] < customers[1]),
        );
      }
      expect(place).toBe(0);
    }
  });

  it('names the tours that cannot be reached from home', () => {
    const tours = [tour(0, 1, 5), tour(1, 0, 6), tour(2, 3, 7), tour(3, 2, 8)];
    expect(circuitOf(tours, 0).unreached).toEqual(tours.slice(2));
  });
});

describe('searchUndated', () => {
  it('gives the same tours for the same seed and steps, no worse than its first search', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const problem = randomTours(new Random(seed), 12);
      const search = () => searchUndated(problem, { seed, stop: maxSteps(1500) }, means);
      const { found, searched } = search();
      expect(search()).toEqual({ found, searched });
      if (!found.feasible) continue;
      expect(found.objective).toBeLessThanOrEqual(searched.objective + 1e-9);
      expect(costOf(problem, found)).toBeCloseTo(found.objective, 6);
    }
  });

  it('stops on request in each of its searches', () => {
    const problem = randomTours(new Random(2), 12);
    for (const step of [0, 300, 1100]) {
      const stop = {
        reason: (now: number) => (now >= step ? ('cancelled' as const) : null),
        share: (now: number) => now / 1500,
      };
      const { found } = searchUndated(problem, { seed: 1, stop }, { ...means, isCancelled: () => false });
      expect(found.stoppedBy).toBe('cancelled');
      expect(found.steps).toBe(step);
    }
  });

  it('keeps what the models have found where no time is left for the last search', () => {
    let better = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const problem = randomTours(new Random(seed), 12);
      const short = {
        reason: (now: number) => (now >= 60 ? ('maxSteps' as const) : null),
        share: (now: number) => (now < 59 ? now / 120 : 0.99),
      };
      const { found, searched } = searchUndated(problem, { seed, stop: short }, means);
      if (!searched.feasible) continue;
      expect(found.objective).toBeLessThanOrEqual(searched.objective);
      expect(costOf(problem, found)).toBeCloseTo(found.objective, 6);
      if (found.objective < searched.objective - 1e-6) better++;
    }
    expect(better).toBeGreaterThan(2);
  });

  it('leaves each model a part of the time left, and none when it is over', () => {
    const problem = randomTours(new Random(4), 12);
    let left = 10;
    const limits: number[] = [];
    const [highs] = means.lpSolvers;
    const recorder: LpSolver = {
      ...highs,
      solve(model, options) {
        limits.push((options?.timeLimitSeconds ?? Number.NaN) / left);
        left -= 3;
        return highs.solve(model, options);
      },
    };
    const stop = { reason: () => null, share: (now: number) => now / 400 };
    searchUndated(problem, { seed: 1, stop }, { lpSolvers: [recorder], secondsLeft: () => left });
    expect(limits.length).toBeGreaterThan(1);
    for (const limit of limits) {
      expect(limit).toBeGreaterThanOrEqual(0);
      expect(limit).toBeLessThanOrEqual(0.6);
    }
    // 10, 7, 4 and 1 seconds were left: nothing is begun afterwards.
    expect(limits.length).toBeLessThanOrEqual(4);
  });

  it('searches once where the way back takes another time', () => {
    const problem = randomTours(new Random(2), 8);
    const seconds = problem.travel.seconds.slice();
    seconds[1]++;
    const oneWay = { ...problem, travel: { ...problem.travel, seconds } };
    const { found, searched } = searchUndated(oneWay, { seed: 1, stop: maxSteps(500) }, means);
    expect(found).toBe(searched);
    expect(costOf(oneWay, found)).toBeCloseTo(found.objective, 6);
  });
});

describe('a search for tours without dates', () => {
  it('begins from known ones and never gets worse', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const { problem, found } = shortSearch(seed, 10, 500);
      if (!found.feasible) continue;
      const begun = searchItinerary(problem, { seed, stop: maxSteps(0), start: startOf(found) });
      expect(begun.objective).toBeLessThanOrEqual(found.objective + 1e-9);
      expect(costOf(problem, begun)).toBeCloseTo(begun.objective, 6);
    }
  });
});
