import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { maxSteps } from '../../solver/annealing/index.ts';
import { highsSolver } from '../../solver/lp/index.ts';
import { dataFolder } from '../real/data-folder.ts';
import { parseTsphs, readTsphs } from './tsphs/instance.ts';
import { solveTsphs } from './tsphs/solve.ts';
import { verifyTsphs } from './tsphs/verify.ts';

const lpSolvers = [await highsSolver()];

/** Two customers 30 away from home to the east, a hotel between them and home; a day holds 45. */
const tiny = parseTsphs('tiny', ['2 2 45', '0 0 0', '1 25 0', '20 30 0 5', '21 30 4 5'].join('\n'), {
  trips: 2,
  length: 69.5,
});
const right = [
  { from: 0, customers: [20], to: 1 },
  { from: 1, customers: [21], to: 0 },
];

describe('verifyTsphs', () => {
  it('accepts a right solution and knows its length', () => {
    expect(verifyTsphs(tiny, right)).toEqual({ length: 71.6, errors: [] });
  });

  it.each([
    ['does not start at home', [{ from: 1, customers: [20, 21], to: 0 }]],
    ['does not end at home', [right[0]]],
    ['starts where none has ended', [right[0], { from: 0, customers: [21], to: 0 }]],
    ['customer 21 is visited 0 times', [right[0], { from: 1, customers: [], to: 0 }]],
    ['customer 20 is visited 2 times', [right[0], { from: 1, customers: [20, 21], to: 0 }]],
    ['takes 74.2 of 45', [{ from: 0, customers: [20, 21], to: 0 }]],
    ['does not exist', [right[0], { from: 1, customers: [21, 9], to: 0 }]],
  ])('finds that a solution %s', (fault, tours) => {
    expect(verifyTsphs(tiny, tours).errors.join()).toContain(fault);
  });
});

describe('solveTsphs', () => {
  it('finds the fewest days and the shortest tours of a tiny instance', () => {
    const { tours } = solveTsphs(tiny, { seed: 1, stop: maxSteps(400) }, { lpSolvers });
    const { length, errors } = verifyTsphs(tiny, tours);
    expect(errors).toEqual([]);
    expect(tours).toHaveLength(2);
    expect(length).toBeLessThanOrEqual(71.6);
  });
});

const folder = join(dataFolder(), 'tsphs');
describe.skipIf(!existsSync(folder))('published instances (skipped where the data folder is missing)', () => {
  it('of proven optimum with 15 customers are solved to it', async () => {
    for (const instance of (await readTsphs(folder)).filter(({ name }) => name.endsWith('_15.txt'))) {
      const { tours } = solveTsphs(instance, { seed: 1, stop: maxSteps(4000) }, { lpSolvers });
      const { length, errors } = verifyTsphs(instance, tours);
      expect(errors, instance.name).toEqual([]);
      expect(tours.length, instance.name).toBe(instance.bestTrips);
      expect(length, instance.name).toBeCloseTo(instance.bestLength, 1);
    }
  });
});
