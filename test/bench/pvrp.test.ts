import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { highsSolver, maxSteps } from '#solver';
import { dataFolder } from '../real/data-folder.ts';
import { parsePvrp, readPvrp } from './pvrp/instance.ts';
import { solvePvrp } from './pvrp/solve.ts';
import { parseSolution, verifyPvrp } from './pvrp/verify.ts';

const means = { lpSolvers: [await highsSolver()] };

/** Two days, one vehicle of load 2 and duration 20 a day; customer 3 is visited on both days. */
const tiny = parsePvrp(
  'tiny',
  ['1 1 3 2', '20 2', '20 2', '0 0 0 0 0 0 0', '1 3 0 1 1 1 2 2 1', '2 0 4 1 1 1 2 2 1', '3 3 4 1 1 2 1 3'].join('\n'),
  24,
);
const right = [
  { day: 1, customers: [1, 3] },
  { day: 2, customers: [3, 2] },
];

describe('verifyPvrp', () => {
  it('accepts a right solution and knows its length', () => {
    expect(verifyPvrp(tiny, right)).toEqual({ cost: 24, errors: [] });
  });

  it.each([
    ['none of its patterns', [{ day: 1, customers: [1, 3] }]],
    ['carries 3 of 2', [right[0], { day: 2, customers: [3, 2, 1] }]],
    ['has 2 routes of 1', [...right, { day: 2, customers: [] }]],
    ['does not exist', [...right, { day: 3, customers: [] }]],
    ['customer 9 does not exist', [right[0], { day: 2, customers: [3, 2, 9] }]],
  ])('finds that a solution %s', (fault, routes) => {
    expect(verifyPvrp(tiny, routes).errors.join()).toContain(fault);
  });

  it('finds that a route takes too long', () => {
    expect(verifyPvrp({ ...tiny, maxDuration: 13 }, right).errors.join()).toContain('takes 14 of 13');
  });
});

describe('solvePvrp', () => {
  it('finds the best solution of a tiny instance', () => {
    const { routes } = solvePvrp(tiny, { seed: 1, stop: maxSteps(50) }, means);
    expect(verifyPvrp(tiny, routes)).toEqual({ cost: 24, errors: [] });
  });
});

const folder = join(dataFolder(), 'pvrp');
describe.skipIf(!existsSync(folder))('published instances (skipped where the data folder is missing)', () => {
  it('their published solutions have the published lengths', async () => {
    const lines = (await readFile(join(folder, 'best-known.csv'), 'utf8')).trim().split('\n').slice(1);
    for (const instance of await readPvrp(folder)) {
      const cells =
        lines
          .find((line) => line.startsWith(`${instance.name},`))
          ?.replace(/"[^"]*"/, '')
          .split(',') ?? [];
      const published = parseSolution(await readFile(join(folder, 'solutions', `${instance.name}.res`), 'utf8'));
      const { cost, errors } = verifyPvrp(instance, published);
      // p01 leaves out its 51st customer, who stands at the depot.
      const quirk = instance.name === 'p01' ? 'customer 51 is visited on days []' : 'no quirk';
      expect(
        errors.filter((error) => !error.startsWith(quirk)),
        instance.name,
      ).toEqual([]);
      expect(cost, instance.name).toBeCloseTo(Number(cells[5]), 2);
    }
  });

  it('are solved without a fault', async () => {
    for (const instance of (await readPvrp(folder)).filter(({ name }) => ['p01', 'p15', 'pr01'].includes(name))) {
      const { routes } = solvePvrp(instance, { seed: 1, stop: maxSteps(3000) }, means);
      const { cost, errors } = verifyPvrp(instance, routes);
      expect(errors, instance.name).toEqual([]);
      expect(cost / instance.bestKnown, instance.name).toBeLessThan(1.05);
    }
  });
});
