import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { interpret, javascriptLpSolver } from '#solver';
import { designTerritories } from '../../solver/territory/index.ts';
import { dataFolder } from '../real/data-folder.ts';
import { at, meaningOf } from '../solver/territory/meanings.ts';
import { iowaWithReps } from './territory/requests.ts';
import { nearestHomes, verifyTerritories } from './territory/verify.ts';

const meaning = meaningOf({
  customers: [0, 1, 2, 3].map((east) => ({ location: at(east, 0), annualRevenue: 100 * (east + 1), class: 'B1' })),
  reps: [{ home: at(0, 0) }, { home: at(3, 0) }],
});

describe('verifyTerritories', () => {
  it('recomputes balance and compactness', () => {
    const { revenueImbalance, customersImbalance, kmFromHome, kmFromMiddle } = verifyTerritories(meaning, [0, 0, 1, 1]);
    expect(customersImbalance).toBe(0);
    expect(revenueImbalance).toBeCloseTo(0.4, 9);
    expect(kmFromHome).toBeCloseTo(kmFromMiddle, 1);
    expect(kmFromHome).toBeGreaterThan(41);
    expect([...nearestHomes(meaning)]).toEqual([0, 0, 1, 1]);
  });

  it('refuses who is not carried', () => {
    expect(() => verifyTerritories(meaning, [0, 0, 1])).toThrow('3 of 4 customers');
    expect(() => verifyTerritories(meaning, [0, 0, 1, 2])).toThrow('may not be carried');
  });
});

describe.skipIf(!existsSync(join(dataFolder(), 'iowa-east')))(
  'real territories (skipped without the data folder)',
  () => {
    it.each([6, 12])(
      'of %i reps keep the tolerances and are nearly as compact as those of the nearest homes',
      (reps) => {
        const iowa = interpret(iowaWithReps(dataFolder(), reps));
        const { repOf, issues } = designTerritories(iowa, [javascriptLpSolver()]);
        expect(issues.filter(({ code }) => code !== 'TERRITORY_MODEL_FAILED')).toEqual([]);
        const figures = verifyTerritories(iowa, repOf);
        expect(figures.revenueImbalance).toBeLessThanOrEqual(0.3);
        expect(figures.kmFromHome / verifyTerritories(iowa, nearestHomes(iowa)).kmFromHome).toBeLessThan(1.35);
      },
    );
  },
);
