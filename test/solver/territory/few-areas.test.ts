/** Few areas: where some way to share them out keeps every limit, such a way is drawn. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Interpretation, interpret } from '#solver';
import { highsSolver, javascriptLpSolver, type LpSolver } from '../../../solver/lp/index.ts';
import { bestOfAll } from '../../../solver/territory/few-areas.ts';
import { basicAreas, designTerritories } from '../../../solver/territory/index.ts';
import { loadsOf, reviewTerritories } from '../../../solver/territory/review.ts';
import { territoryProblem } from '../../../solver/territory/territory-problem.ts';
import { at } from './meanings.ts';
import { tinyChoices } from './tiny-choices.ts';

let solvers: LpSolver[];
beforeAll(async () => {
  solvers = [javascriptLpSolver(), await highsSolver()];
});

const place = fc.record({ x: fc.integer({ min: 0, max: 50 }), y: fc.integer({ min: 0, max: 50 }) });
const customer = fc.record({
  place,
  revenue: fc.integer({ min: 0, max: 9 }),
  class: fc.constantFrom('A1', 'B1', 'B2', 'C'),
  keyAccount: fc.boolean(),
});

/** Three to six customers and two or three reps, one week. */
const tinyMeaning: fc.Arbitrary<Interpretation> = fc
  .record({
    customers: fc.array(customer, { minLength: 3, maxLength: 6 }),
    reps: fc.array(place, { minLength: 2, maxLength: 3 }),
    workloadTolerance: fc.constantFrom(0.15, 0.3, 0.6),
    revenueTolerance: fc.constantFrom(0.1, 0.3, 0.5),
    maxPerRep: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ customers, reps, workloadTolerance, revenueTolerance, maxPerRep }) => {
    const here = ({ x, y }: { x: number; y: number }) => at(x / 100, y / 100);
    return interpret({
      territory: {
        timeZone: 'America/Chicago',
        customers: customers.map(({ place, revenue, ...more }, k) => ({
          ...more,
          id: `c${k}`,
          location: here(place),
          annualRevenue: revenue * 10_000,
        })),
        reps: reps.map((home, k) => ({ id: `r${k}`, home: here(home) })),
        policy: { balance: { workloadTolerance, revenueTolerance }, keyAccounts: { maxPerRep } },
      },
      horizon: { start: '2026-11-30', weeks: 1 },
    });
  });

/** Whether some assignment of areas to reps keeps every limit of the request. */
function isPossible(meaning: Interpretation): boolean {
  const { areas } = basicAreas(meaning);
  const problem = territoryProblem(meaning, areas);
  const repOfArea = new Int32Array(areas.length);
  const from = (area: number): boolean =>
    area === areas.length
      ? reviewTerritories(meaning, problem, loadsOf(problem, repOfArea)).length === 0
      : areas[area].eligibleReps.some((rep) => {
          repOfArea[area] = rep;
          return from(area + 1);
        });
  return from(0);
}

describe('few areas', () => {
  it('are shared out within all limits wherever any way does that', () => {
    let possible = 0;
    fc.assert(
      fc.property(tinyMeaning, (meaning) => {
        if (!isPossible(meaning)) return;
        possible++;
        expect(designTerritories(meaning, solvers).broken).toEqual([]);
      }),
      { numRuns: 100, seed: 3 },
    );
    expect(possible).toBeGreaterThan(20);
  });

  it('go where they cost least within the limits', () => {
    const cost = [
      [1, 5, 9],
      [1, 6, 9],
      [1, 2, 9],
      [1, 9, 3],
    ];
    const choices = tinyChoices(cost, 2);
    expect(bestOfAll(choices, () => 0)?.reps()).toEqual(Int32Array.of(0, 0, 1, 2));
    // What comes last may decide.
    const last = (carried: Int32Array) => (carried[2] === 1 ? 50 : 0);
    expect(bestOfAll(choices, last)?.reps()).toEqual(Int32Array.of(1, 0, 0, 2));
  });

  it('are left as they are where no way keeps the limits', () => {
    expect(
      bestOfAll(
        tinyChoices(
          [
            [1, 2],
            [1, 2],
            [1, 2],
            [1, 3],
            [1, 3],
          ],
          2,
        ),
        () => 0,
      ),
    ).toBeNull();
  });
});
