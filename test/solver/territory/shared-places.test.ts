/** Many customers at one place: a mall, or a town centre for addresses that were not found. */
import { beforeAll, describe, expect, test } from 'vitest';
import { highsSolver, javascriptLpSolver, type LpSolver } from '../../../solver/lp/index.ts';
import { adjacentAreas } from '../../../solver/territory/adjacency.ts';
import { designTerritories } from '../../../solver/territory/index.ts';
import { at, meaningOf } from './meanings.ts';

let solvers: LpSolver[];
beforeAll(async () => {
  solvers = [javascriptLpSolver(), await highsSolver()];
});

const malls = (places: readonly number[]) =>
  meaningOf({
    customers: Array.from({ length: 24 }, (_, index) => ({
      location: at(places[index % places.length], 0),
      class: 'B2',
    })),
    reps: [{ home: at(0, 0.1) }, { home: at(0.3, 0.1) }],
  });

describe('customers of two reps at one place', () => {
  test.each([[[0.15]], [[0, 0.15, 0.3]]])('at %o: work is shared out evenly, and nothing lies apart', (places) => {
    const { repOf, exclaves, issues } = designTerritories(malls(places), solvers);
    expect(Math.abs(repOf.filter((rep) => rep === 0).length - 12)).toBeLessThan(2);
    expect(exclaves).toBe(0);
    expect(issues).toEqual([]);
  });

  test('are beside one another and beside all at the next place', () => {
    const areas = [0, 1, 2, 3].map((member) => ({ members: [member] }));
    const places = [at(0, 0), at(0, 0), at(1, 0), at(1, 0)];
    expect(adjacentAreas(places, areas, 'all')).toEqual([
      [1, 2, 3],
      [0, 2, 3],
      [0, 1, 3],
      [0, 1, 2],
    ]);
  });
});
