import { describe, expect, it } from 'vitest';
import { maxSteps, Random } from '../../../solver/annealing/index.ts';
import { searchItinerary } from '../../../solver/itinerary/index.ts';
import { leastCost, tinyWeek } from './tiny-weeks.ts';

describe('the engine against exact enumeration', () => {
  it('finds the least cost of tiny weeks with nights', () => {
    const random = new Random(11);
    let solved = 0;
    let nights = 0;
    for (let trial = 0; trial < 25; trial++) {
      const problem = tinyWeek(random);
      const exact = leastCost(problem);
      if (exact === Number.POSITIVE_INFINITY) continue;
      solved++;
      const found = searchItinerary(problem, { seed: trial, stop: maxSteps(3000) });
      expect(found.stops.reduce((sum, day) => sum + day.length, 0)).toBe(3);
      expect(found.objective, `trial ${trial}`).toBeCloseTo(exact, 4);
      nights += found.sleep.filter((hotel) => hotel >= 0).length;
    }
    expect(solved).toBeGreaterThan(15);
    expect(nights).toBeGreaterThan(0);
  });
});
