import { describe, expect, it } from 'vitest';
import { maxSteps, Random } from '../../../solver/annealing/index.ts';
import { searchItinerary } from '../../../solver/itinerary/index.ts';
import { bestTrips, tinyTrip } from './tiny-trips.ts';

describe('trips with several nights on the way', () => {
  it('are made wherever any plan of a tiny week makes them, mostly at the least cost', () => {
    const random = new Random(5);
    let complete = 0;
    let long = 0;
    let dearer = 0;
    for (let trial = 0; trial < 120; trial++) {
      const problem = tinyTrip(random);
      const best = bestTrips(problem);
      const { stops, sleep, objective } = searchItinerary(problem, { seed: trial, stop: maxSteps(500) });
      expect(
        stops.reduce((sum, day) => sum + day.length, 0),
        `trial ${trial}`,
      ).toBe(best.visits);
      if (best.visits < problem.customers) continue;
      expect(objective).toBeGreaterThan(best.cost - 1e-4);
      complete++;
      if (sleep.filter((hotel) => hotel >= 0).length > 2) long++;
      if (objective > best.cost + 1e-4) dearer++;
    }
    expect(long).toBeGreaterThan(10);
    expect(dearer / complete).toBeLessThan(0.2);
  });
});
