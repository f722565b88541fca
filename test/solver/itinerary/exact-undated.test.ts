import { expect, it } from 'vitest';
import { maxSteps, Random } from '../../../solver/annealing/index.ts';
import { searchItinerary } from '../../../solver/itinerary/index.ts';
import type { ItineraryProblem } from '../../../solver/problem/index.ts';
import { randomTours } from './random-tours.ts';
import { permutations } from './tiny-weeks.ts';

const CUSTOMERS = 5;

/** The least cost over all orders, tours and hotels: that of each set of customers and the place where its last tour ends. */
function enumerate(problem: ItineraryProblem): number {
  const { home, hotels, travel, serviceSeconds, days, maxDriveSecondsPerDay, costPerDriveSecond } = problem;
  const places = Array.from({ length: hotels + 1 }, (_, k) => home + k);
  const drive = (from: number, to: number) => travel.seconds[from * travel.size + to];
  const membersOf = (set: number) => [...Array(CUSTOMERS).keys()].filter((customer) => (set >> customer) & 1);
  const cheapest = (set: number, from: number, to: number) => {
    const members = membersOf(set);
    const service = members.reduce((sum, customer) => sum + serviceSeconds[customer * days], 0);
    const ways = permutations(members).map((order) => {
      const stops = [from, ...order, to];
      return stops.slice(1).reduce((sum, place, k) => sum + drive(stops[k], place), 0);
    });
    const shortest = Math.min(...ways);
    if (shortest + service > maxDriveSecondsPerDay) return Number.POSITIVE_INFINITY;
    return shortest * costPerDriveSecond + (problem.undatedTourPrice ?? 0);
  };
  const all = 2 ** CUSTOMERS - 1;
  const best = Array.from({ length: all + 1 }, () => places.map(() => Number.POSITIVE_INFINITY));
  best[0][0] = 0;
  for (let visited = 0; visited < all; visited++) {
    for (let set = 1; set <= all; set++) {
      if ((visited & set) !== 0) continue;
      places.forEach((from, start) => {
        if (best[visited][start] === Number.POSITIVE_INFINITY) return;
        places.forEach((to, end) => {
          const cost = best[visited][start] + cheapest(set, from, to);
          best[visited | set][end] = Math.min(best[visited | set][end], cost);
        });
      });
    }
  }
  return best[all][0];
}

it('finds the fewest and shortest tours between hotels that enumeration finds', () => {
  let possible = 0;
  for (let seed = 1; seed <= 30; seed++) {
    const problem = randomTours(new Random(seed), CUSTOMERS);
    const least = enumerate(problem);
    const found = searchItinerary(problem, { seed, stop: maxSteps(6000) });
    expect(found.feasible, `seed ${seed}`).toBe(least < Number.POSITIVE_INFINITY);
    if (!found.feasible) continue;
    possible++;
    expect(found.objective, `seed ${seed}`).toBeCloseTo(least, 6);
  }
  expect(possible).toBeGreaterThan(15);
});
