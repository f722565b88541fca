import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../solver/annealing/index.ts';
import { mostBusySeconds } from '../../../solver/itinerary/busy-time.ts';
import { CalendarDays } from '../../../solver/itinerary/calendar-days.ts';
import { recordDay, recordVisits } from '../../../solver/itinerary/day-record.ts';
import { Insertion } from '../../../solver/itinerary/insertion.ts';
import { NearHotels } from '../../../solver/itinerary/near-hotels.ts';
import { Recreate } from '../../../solver/itinerary/recreate.ts';
import { Ruin } from '../../../solver/itinerary/ruin.ts';
import { HOME, ItineraryState } from '../../../solver/itinerary/state.ts';
import { TourTiming } from '../../../solver/itinerary/tour-timing.ts';
import { TravelMoney } from '../../../solver/itinerary/travel-money.ts';
import type { RepProblem } from '../../../solver/problem/index.ts';
import { propertyRuns } from '../../property-runs.ts';
import { randomRequest } from '../random-request.ts';
import { farTown, problemOf } from './problems.ts';

/** Cost and seconds too late of every day, from nothing but the stops and the nights. */
function fullCost(state: ItineraryState): { cost: number; late: number } {
  const { problem } = state;
  const timing = new TourTiming(problem);
  timing.latePrice = 1;
  let cost = 0;
  let late = 0;
  for (let day = 0; day < problem.days; day++) {
    const [start, end] = [state.startPlace(day), state.endPlace(day)];
    expect(timing.time(day, start, end, state.stops, day * state.capacity, state.length[day], -1, 0)).toBe(true);
    cost += timing.cost + (state.sleep[day] === HOME ? 0 : problem.nightCost[state.sleep[day]]);
    late += timing.lateSeconds;
  }
  return { cost, late };
}

/** Random steps of the search; `look` is asked after each. */
function walk(problem: RepProblem, seed: number, look: (state: ItineraryState, days: CalendarDays) => void): void {
  const random = new Random(seed);
  const days = new CalendarDays(problem, new NearHotels(problem), random);
  const [ruin, recreate] = [new Ruin(problem, random), new Recreate(problem, days, random)];
  const touched = new Uint8Array(problem.days);
  const all = Int32Array.from({ length: problem.customers }, (_, customer) => customer);
  let state = new ItineraryState(problem);
  if (!recreate.insertAll(state, all, all.length, touched) || !days.settle(state, touched, true)) return;
  for (let step = 0; step < 40; step++) {
    look(state, days);
    const next = new ItineraryState(problem);
    next.copyFrom(state);
    touched.fill(0);
    ruin.remove(next, touched);
    const settled = days.settle(next, touched, false);
    if (!settled || !recreate.insertAll(next, ruin.removed, ruin.count, touched)) continue;
    if (!days.settle(next, touched, true)) continue;
    state = next;
    // The price of being late is learned after 100 looks.
    for (let k = 0; k < 10; k++) days.learn(state, 0.5);
  }
}

describe('what a visit is said to add', () => {
  const check = (problem: RepProblem, seed: number): number => {
    const random = new Random(seed + 1);
    let priced = 0;
    walk(problem, seed, (state, days) => {
      const customer = random.below(problem.customers);
      const day = random.below(problem.days);
      if (state.isVisited(customer, day)) return;
      const price = days.price(state, customer, day);
      if (price === Number.POSITIVE_INFINITY) return;
      const before = fullCost(state);
      const after = new ItineraryState(problem);
      after.copyFrom(state);
      days.put(after, customer, day, new Uint8Array(problem.days));
      const full = fullCost(after);
      expect(days.cost(after)).toBeCloseTo(full.cost, 6);
      expect(after.late.reduce((a, b) => a + b, 0)).toBe(full.late);
      const added = full.cost - before.cost + days.penalty(after) - days.penalty(state);
      expect(price - problem.dislike[customer * problem.days + day]).toBeCloseTo(added, 6);
      priced++;
    });
    return priced;
  };

  it('is what it adds to the full cost, on random moves in random requests', () => {
    let priced = 0;
    fc.assert(
      fc.property(randomRequest, fc.nat(999), (request, seed) => {
        const problem = problemOf(request);
        if (problem !== null && problem.customers > 0) priced += check(problem, seed);
      }),
      propertyRuns(100),
    );
    expect(priced).toBeGreaterThan(100);
  });

  it('also where nights pay', () => {
    expect(check(problemOf(farTown()) as RepProblem, 3)).toBeGreaterThan(5);
  });
});

/** A few customers at random days, so far as they fit. */
function fill(state: ItineraryState, timing: TourTiming, random: Random, visits: number): void {
  const { customers, days, starts } = state.problem;
  for (let k = 0; k < visits; k++) {
    const [customer, day] = [random.below(customers), random.below(days)];
    const cell = customer * days + day;
    const isOpen = starts.offset[cell] < starts.offset[cell + 1];
    if (!isOpen || state.isVisited(customer, day) || state.length[day] + 1 >= state.capacity) continue;
    state.insert(customer, day, random.below(state.length[day] + 1));
    if (!recordDay(state, timing, day)) state.remove(customer, day);
    recordVisits(state, day);
    recordDay(state, timing, day);
  }
}

describe('estimates', () => {
  it('that are kept are those found anew, and none rules out what is possible', () => {
    let ruledOut = 0;
    let possible = 0;
    fc.assert(
      fc.property(randomRequest, fc.nat(999), fc.boolean(), (request, seed, mayBeLate) => {
        const problem = problemOf(request);
        if (problem === null || problem.customers === 0) return;
        const timing = new TourTiming(problem);
        if (mayBeLate) timing.latePrice = 0.01;
        const random = new Random(seed);
        const fresh = () => new Insertion(problem, timing, new NearHotels(problem), new TravelMoney(problem), random);
        const keeping = fresh();
        const state = new ItineraryState(problem);
        for (let round = 0; round < 3; round++) {
          fill(state, timing, random, 5);
          const other = fresh();
          for (let cell = 0; cell < problem.customers * problem.days; cell++) {
            const [customer, day] = [Math.floor(cell / problem.days), cell % problem.days];
            if (state.isVisited(customer, day)) continue;
            const estimate = keeping.estimate(state, customer, day);
            expect(estimate).toBe(other.estimate(state, customer, day));
            const found = other.find(state, customer, day);
            if (estimate < Number.POSITIVE_INFINITY) {
              if (found) possible++;
              continue;
            }
            expect(found).toBe(false);
            ruledOut++;
          }
        }
      }),
      propertyRuns(100),
    );
    expect(possible).toBeGreaterThan(1000);
    expect(ruledOut).toBeGreaterThan(1000);
  });
});

describe('mostBusySeconds', () => {
  it('is never less than what a tour in time drives and serves', () => {
    let tours = 0;
    fc.assert(
      fc.property(randomRequest, fc.nat(6), fc.nat(999), (request, day, seed) => {
        const problem = problemOf(request);
        if (problem === null || problem.customers === 0) return;
        const timing = new TourTiming(problem);
        const state = new ItineraryState(problem);
        fill(state, timing, new Random(seed), 20);
        if (state.length[day] === 0) return;
        const most = mostBusySeconds(problem, day, problem.earliestDeparture[day], problem.latestArrival[day]);
        expect(state.drive[day] + state.service[day]).toBeLessThanOrEqual(most);
        tours++;
      }),
      propertyRuns(200),
    );
    expect(tours).toBeGreaterThan(20);
  });

  it('leaves out breaks that lie before, lie after or are not owed', () => {
    const problem = problemOf(farTown()) as RepProblem;
    const [opens, closes, rest] = [problem.breaks.from[0], problem.breaks.to[0], problem.breakSeconds[0]];
    const hour = 3600;
    expect(mostBusySeconds(problem, 0, opens - 2 * hour, closes + 2 * hour)).toBe(6 * hour - rest);
    expect(mostBusySeconds(problem, 0, opens + hour, closes + 2 * hour)).toBe(3 * hour);
    expect(mostBusySeconds(problem, 0, opens - 2 * hour, closes - hour)).toBe(3 * hour);
  });
});
