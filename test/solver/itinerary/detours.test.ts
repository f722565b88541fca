/** The position with the least detour, against a look at all of them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Random } from '../../../solver/annealing/index.ts';
import { Detours } from '../../../solver/itinerary/detours.ts';
import { hotelProblem } from '../../bench/tsphs/solve.ts';
import { propertyRuns } from '../../property-runs.ts';

const customers = 8;
const cases = fc.record({
  seconds: fc.array(fc.nat(500), { minLength: (customers + 1) ** 2, maxLength: (customers + 1) ** 2 }),
  isSymmetric: fc.boolean(),
  seed: fc.nat(),
  length: fc.nat(customers - 1),
});

test('finds the least detour, but for what it overlooks now and then, also where ways are not as long back as there', () => {
  let asked = 0;
  let least = 0;
  fc.assert(
    fc.property(cases, ({ seconds: ways, isSymmetric, seed, length }) => {
      const size = customers + 1;
      const mirrored = (cell: number) => (cell % size) * size + Math.floor(cell / size);
      const seconds = Int32Array.from(ways, (way, cell) => (isSymmetric ? way + ways[mirrored(cell)] : way));
      const places = Array.from({ length: customers }, (_, id) => ({ id, x: 0, y: 0, service: 0 }));
      const problem = {
        ...hotelProblem({ hotels: places.slice(0, 1), customers: places, maxDuration: 100 }, 1),
        travel: { size, seconds, metres: seconds },
      };
      const stops = Int32Array.from({ length }, (_, k) => k + 1);
      const tour = [customers, ...stops, customers];
      const added = tour.slice(1).map((after, k) => {
        const before = tour[k];
        return seconds[before * size] + seconds[after] - seconds[before * size + after];
      });
      const detours = new Detours(problem, new Random(seed));
      for (let times = 0; times < 10; times++) {
        asked++;
        if (!detours.find(0, customers, customers, stops, 0, length)) continue;
        expect(detours.detour).toBe(added[detours.position]);
        if (detours.detour === Math.min(...added)) least++;
      }
    }),
    propertyRuns(200),
  );
  expect(least).toBeGreaterThan(0.95 * asked);
  expect(least).toBeLessThan(asked);
});
