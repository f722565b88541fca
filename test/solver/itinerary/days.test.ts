import { describe, expect, it } from 'vitest';
import { Random } from '../../../solver/annealing/index.ts';
import { CalendarDays } from '../../../solver/itinerary/calendar-days.ts';
import type { Days } from '../../../solver/itinerary/days.ts';
import { FleetDays } from '../../../solver/itinerary/fleet-days.ts';
import { NearHotels } from '../../../solver/itinerary/near-hotels.ts';
import { Recreate } from '../../../solver/itinerary/recreate.ts';
import { Ruin } from '../../../solver/itinerary/ruin.ts';
import { HOME, ItineraryState } from '../../../solver/itinerary/state.ts';
import { TourTiming } from '../../../solver/itinerary/tour-timing.ts';
import { UndatedDays } from '../../../solver/itinerary/undated-days.ts';
import type { ItineraryProblem } from '../../../solver/problem/index.ts';
import { farTown, problemOf } from './problems.ts';

const rep = problemOf(farTown()) as ItineraryProblem;
const tourPrice = 500;
const undated: ItineraryProblem = { ...rep, undatedTourPrice: tourPrice, maxDriveSecondsPerDay: 30_000 };
const fleet: ItineraryProblem = {
  ...rep,
  fleet: { toursPerDay: 3, demand: new Float64Array(rep.customers).fill(1), maxLoad: 3, maxSeconds: 20_000 },
};

/** Driving, kilometres and nights, and what is late, from nothing but the stops. */
function fullCost(state: ItineraryState): { cost: number; late: number } {
  const { problem } = state;
  const timing = new TourTiming(problem);
  timing.latePrice = 1;
  let cost = 0;
  let late = 0;
  for (let day = 0; day < problem.days; day++) {
    const at = day * state.capacity;
    timing.time(day, state.startPlace(day), state.endPlace(day), state.stops, at, state.length[day], -1, 0);
    cost += timing.cost + (state.sleep[day] === HOME ? 0 : problem.nightCost[state.sleep[day]]);
    late += timing.lateSeconds;
  }
  return { cost, late };
}

/** Seconds driven, and those too long and the load too much, of tours from home to home or from hotel to hotel. */
function fullDrive(state: ItineraryState, most: number): { drive: number; over: number } {
  const { travel, home, serviceSeconds, days } = state.problem;
  let drive = 0;
  let over = 0;
  for (let tour = 0; tour < state.tours; tour++) {
    const stops = [...state.stops.subarray(tour * state.capacity, tour * state.capacity + state.length[tour])];
    const start = state.problem.fleet ? home : state.startPlace(tour);
    const end = state.problem.fleet ? home : state.endPlace(tour);
    const places = [start, ...stops, end];
    const driven = places.slice(1).reduce((sum, place, k) => sum + travel.seconds[places[k] * travel.size + place], 0);
    const service = stops.reduce((sum, stop) => sum + serviceSeconds[stop * days], 0);
    drive += driven;
    over += Math.max(0, driven + service - most);
  }
  return { drive, over };
}

/**
 * Random steps as the search does them, of ruin and recreate and of turning the order around, the state of each handed to `look`,
 * and before its tours are settled to `lookBefore`.
 */
function walk(
  problem: ItineraryProblem,
  days: Days,
  random: Random,
  look: (state: ItineraryState) => void,
  lookBefore?: (state: ItineraryState) => void,
): number {
  const ruin = new Ruin(problem, random);
  const recreate = new Recreate(problem, days, random);
  const touched = new Uint8Array(problem.days * (problem.fleet?.toursPerDay ?? 1));
  let state = new ItineraryState(problem);
  let kept = 0;
  const ruinAndRecreate = (next: ItineraryState) => {
    touched.fill(0);
    ruin.remove(next, touched);
    if (!days.settle(next, touched, false)) return false;
    if (!recreate.insertAll(next, ruin.removed, ruin.count, touched)) return false;
    lookBefore?.(next);
    return days.settle(next, touched, true);
  };
  const all = Int32Array.from({ length: problem.customers }, (_, customer) => customer);
  recreate.insertAll(state, all, all.length, touched);
  days.settle(state, touched, true);
  for (let step = 0; step < 400; step++) {
    const next = new ItineraryState(problem);
    next.copyFrom(state);
    const most = Number.POSITIVE_INFINITY;
    if (!(days.turn && step % 2 === 0 ? days.turn(state, next, most, most) : ruinAndRecreate(next))) continue;
    look(next);
    state = next;
    days.learn(state, step / 400);
    kept++;
  }
  return kept;
}

describe('after every step the sums kept are those of the tours', () => {
  it('of a rep, with nights and late arrivals', () => {
    const random = new Random(3);
    const days = new CalendarDays(rep, new NearHotels(rep), random);
    let late = 0;
    const kept = walk(rep, days, random, (state) => {
      const full = fullCost(state);
      expect(days.cost(state)).toBeCloseTo(full.cost, 6);
      expect(state.late.reduce((a, b) => a + b, 0)).toBe(full.late);
      expect(days.penalty(state) > 0).toBe(full.late > 0);
      if (full.late > 0) late++;
    });
    expect(kept).toBeGreaterThan(200);
    expect(late).toBeGreaterThan(0);
  });

  it('of a fleet', () => {
    const random = new Random(4);
    const days = new FleetDays(fleet, fleet.fleet as NonNullable<typeof fleet.fleet>, random, 10);
    const kept = walk(fleet, days, random, (state) => {
      const { drive, over } = fullDrive(state, 20_000);
      expect(days.cost(state)).toBeCloseTo(drive * fleet.costPerDriveSecond, 6);
      const overloaded = state.length.some((length) => length > 3);
      expect(days.penalty(state) > 0).toBe(over > 0 || overloaded);
    });
    expect(kept).toBe(400);
  });

  it('of days without dates', () => {
    const random = new Random(5);
    const days = new UndatedDays(undated, tourPrice, random);
    let tooLong = 0;
    const sumsAreKept = (state: ItineraryState) => {
      const { drive, over } = fullDrive(state, 30_000);
      const used = state.length.filter((length) => length > 0).length;
      expect(days.cost(state)).toBeCloseTo(drive * undated.costPerDriveSecond + used * tourPrice, 6);
      expect(days.penalty(state) > 0).toBe(over > 0);
      if (over > 0) tooLong++;
      const visited = Array.from(state.length, (_, tour) => state.stopsOf(tour)).flat();
      expect(visited.sort((a, b) => a - b)).toEqual(Array.from({ length: undated.customers }, (_, k) => k));
    };
    const kept = walk(undated, days, random, sumsAreKept, sumsAreKept);
    // Half of the steps turn the order around, which is refused only where both customers are neighbours.
    expect(kept).toBeGreaterThan(320);
    expect(tooLong).toBeGreaterThan(0);
  });
});

describe('without dates', () => {
  const all = Int32Array.from({ length: undated.customers }, (_, customer) => customer);
  const touched = new Uint8Array(undated.days);
  const built = (days: UndatedDays, random: Random) => {
    const state = new ItineraryState(undated);
    new Recreate(undated, days, random).insertAll(state, all.slice(), all.length, touched);
    return state;
  };
  const copyOf = (state: ItineraryState) => {
    const copy = new ItineraryState(undated);
    copy.copyFrom(state);
    return copy;
  };

  it('what is settled is thrown away exactly where it costs no less than the most', () => {
    const random = new Random(6);
    const days = new UndatedDays(undated, tourPrice, random);
    for (let times = 0; times < 20; times++) {
      const state = built(days, random);
      const settled = copyOf(state);
      expect(days.settle(settled, touched, true)).toBe(true);
      const cost = days.cost(settled) + days.penalty(settled);
      expect(days.settle(copyOf(state), touched, true, cost - 1e-6)).toBe(false);
      expect(days.settle(copyOf(state), touched, true, cost + 1e-6)).toBe(true);
    }
  });

  it('what is turned around is thrown away exactly where it costs no less than the most, and changes nothing else', () => {
    const three = [7, 7, 7].map((seed) => new UndatedDays(undated, tourPrice, new Random(seed)));
    const state = built(three[0], new Random(8));
    three[0].settle(state, touched, true);
    const before = copyOf(state);
    const most = Number.POSITIVE_INFINITY;
    let turned = 0;
    for (let times = 0; times < 50; times++) {
      const intos = [0, 1, 2].map(() => new ItineraryState(undated));
      const isTurned = three[0].turn(state, intos[0], most, most);
      const cost = isTurned ? three[0].cost(intos[0]) + three[0].penalty(intos[0]) : most;
      expect(three[1].turn(state, intos[1], most, cost - 1e-6)).toBe(false);
      expect(three[2].turn(state, intos[2], most, cost + 1e-6)).toBe(isTurned);
      expect(intos[1]).toEqual(new ItineraryState(undated));
      expect(intos[2]).toEqual(intos[0]);
      expect(state).toEqual(before);
      if (isTurned) turned++;
    }
    expect(turned).toBeGreaterThan(20);
  });
});
