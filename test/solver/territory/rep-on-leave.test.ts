/** Who works on no day of the horizon has no share of anything. */
import { beforeAll, describe, expect, test } from 'vitest';
import { highsSolver, javascriptLpSolver, type LpSolver } from '../../../solver/lp/index.ts';
import { designTerritories } from '../../../solver/territory/index.ts';
import { at, meaningOf } from './meanings.ts';

let solvers: LpSolver[];
beforeAll(async () => {
  solvers = [javascriptLpSolver(), await highsSolver()];
});

const start = Date.parse('2026-11-30');
const daysOff = Array.from({ length: 28 }, (_, day) => new Date(start + day * 86_400_000).toISOString().slice(0, 10));

const team = (reps: number, onLeave: readonly number[]) =>
  meaningOf({
    customers: Array.from({ length: 24 }, (_, index) => ({
      location: at((index % 6) / 20, Math.floor(index / 6) / 20),
      class: 'B2',
      annualRevenue: 1000,
    })),
    reps: Array.from({ length: reps }, (_, rep) => ({
      home: at(rep / 8, 0.1),
      ...(onLeave.includes(rep) ? { daysOff } : {}),
    })),
  });

describe('a rep on leave for the whole horizon', () => {
  test.each([
    [2, 1],
    [3, 0],
    [3, 1],
  ])('of %i reps the one with number %i gets nobody, and nothing is said to be uneven', (reps, away) => {
    const { repOf, issues } = designTerritories(team(reps, [away]), solvers);
    expect(repOf.includes(away)).toBe(false);
    expect(issues).toEqual([]);
  });

  test('when nobody works, everybody has the same share', () => {
    const { loads, issues } = designTerritories(team(2, [0, 1]), solvers);
    expect([...loads.revenue]).toEqual([12_000, 12_000]);
    expect(issues).toEqual([]);
  });
});
