import { describe, expect, it } from 'vitest';
import { Random } from '../../../solver/annealing/index.ts';
import { NearHotels } from '../../../solver/itinerary/near-hotels.ts';
import { NearNights } from '../../../solver/itinerary/near-nights.ts';
import { keepsLimits } from '../../../solver/itinerary/night-limits.ts';
import { NightPlanner } from '../../../solver/itinerary/nights.ts';
import { HOME, ItineraryState } from '../../../solver/itinerary/state.ts';
import { TourTiming } from '../../../solver/itinerary/tour-timing.ts';
import type { RepProblem } from '../../../solver/problem/index.ts';
import { farTown, problemOf } from './problems.ts';

const limits = [
  { maxConsecutiveNights: 4, maxNightsPerWeek: 4 },
  { maxConsecutiveNights: 2, maxNightsPerWeek: 4 },
  { maxConsecutiveNights: 3, maxNightsPerWeek: 2 },
  { maxConsecutiveNights: 1, maxNightsPerWeek: 1 },
];

/** Random stops on the days of the first week. */
function fill(state: ItineraryState, random: Random): void {
  for (let day = 0; day < 5; day++) {
    for (let k = random.below(3); k > 0; k--) {
      const customer = random.below(state.problem.customers);
      if (!state.isVisited(customer, day)) state.insert(customer, day, state.length[day]);
    }
  }
}

/** The cost of one choice of nights for the first week, or Infinity. */
function costOf(state: ItineraryState, timing: TourTiming): number {
  const { problem } = state;
  let cost = 0;
  for (let day = 0; day < 5; day++) {
    const at = day * state.capacity;
    if (!timing.time(day, state.startPlace(day), state.endPlace(day), state.stops, at, state.length[day], -1, 0)) {
      return Number.POSITIVE_INFINITY;
    }
    cost += timing.cost;
    if (state.sleep[day] !== HOME) {
      cost += problem.nightCost[state.sleep[day]];
      if (!keepsLimits(state, day)) return Number.POSITIVE_INFINITY;
    }
  }
  return cost;
}

function bruteForce(state: ItineraryState, timing: TourTiming, problem: RepProblem): number {
  let best = Number.POSITIVE_INFINITY;
  const choices = problem.hotels + 1;
  for (let code = 0; code < choices ** 4; code++) {
    for (let night = 0, rest = code; night < 4; night++, rest = Math.floor(rest / choices)) {
      state.sleep[night] = (rest % choices) - 1;
    }
    best = Math.min(best, costOf(state, timing));
  }
  return best;
}

describe.each(limits)(
  'NightPlanner with at most $maxConsecutiveNights nights in a row, $maxNightsPerWeek a week',
  (limit) => {
    it('is never better than trying every choice, and as good where hotels are worth their price', () => {
      const problem = problemOf(farTown(limit)) as RepProblem;
      const timing = new TourTiming(problem);
      const planner = new NightPlanner(problem, timing, new NearNights(problem, new NearHotels(problem)));
      const random = new Random(7);
      let equal = 0;
      let possible = 0;
      for (let trial = 0; trial < 300; trial++) {
        const state = new ItineraryState(problem);
        fill(state, random);
        const found = new ItineraryState(problem);
        found.copyFrom(state);
        const best = bruteForce(state, timing, problem);
        const touched = new Uint8Array(problem.days).fill(1);
        if (!planner.replan(found, touched, false)) continue;
        possible++;
        expect(best).toBeLessThan(Number.POSITIVE_INFINITY);
        const cost = costOf(found, timing);
        expect(cost).toBeGreaterThanOrEqual(best - 1e-6);
        expect(found.tourCost.reduce((a, b) => a + b, 0)).toBeCloseTo(
          cost - [...found.sleep].reduce((sum, hotel) => sum + (hotel === HOME ? 0 : problem.nightCost[hotel]), 0),
          6,
        );
        if (cost <= best + 1e-6) equal++;
      }
      expect(possible).toBeGreaterThan(20);
      // Places between which a night does not save its price are left out on purpose.
      expect(equal / possible).toBeGreaterThan(0.9);
    });
  },
);
