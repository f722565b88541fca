/** Few areas: where some way to share them out keeps every limit, such a way is drawn. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Interpretation, interpret } from '#solver';
import { highsSolver, javascriptLpSolver, type LpSolver } from '../../../solver/lp/index.ts';
import { clashesOf } from '../../../solver/territory/clashes.ts';
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

/** Seven or eight customers and two reps, two weeks; the first four customers have appointments, two and two at the same time. */
const tinyWithAppointments: fc.Arbitrary<Interpretation> = fc
  .record({
    customers: fc.array(fc.record({ place, revenue: fc.integer({ min: 1, max: 9 }) }), { minLength: 7, maxLength: 8 }),
    reps: fc.array(place, { minLength: 2, maxLength: 2 }),
  })
  .map(({ customers, reps }) => {
    const here = ({ x, y }: { x: number; y: number }) => at(x / 30, y / 40);
    const agreed = (k: number) => [{ date: k < 2 ? '2026-12-01' : '2026-12-03', from: '10:00', minutes: 60 }];
    return interpret({
      territory: {
        timeZone: 'America/Chicago',
        customers: customers.map(({ place, revenue }, k) => ({
          id: `c${k}`,
          location: here(place),
          annualRevenue: revenue * 100_000,
          ...(k < 4 && { appointments: agreed(k) }),
        })),
        reps: reps.map((home, k) => ({ id: `r${k}`, home: here(home) })),
      },
      horizon: { start: '2026-11-30', weeks: 2 },
    });
  });

/** Appointments of one rep that exclude each other. */
function clashesIn(meaning: Interpretation, repOfArea: Int32Array): number {
  const clashes = clashesOf(meaning, basicAreas(meaning).areas);
  return (
    clashes.reduce((sum, others, area) => sum + others.filter((b) => repOfArea[b] === repOfArea[area]).length, 0) / 2
  );
}

/** Whether some assignment of areas to reps keeps every limit of the request and every appointment. */
function isPossible(meaning: Interpretation): boolean {
  const { areas } = basicAreas(meaning);
  const problem = territoryProblem(meaning, areas);
  const repOfArea = new Int32Array(areas.length);
  const from = (area: number): boolean =>
    area === areas.length
      ? clashesIn(meaning, repOfArea) === 0 &&
        reviewTerritories(meaning, problem, loadsOf(problem, repOfArea)).length === 0
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

  it('are shared out within all limits and without clashes of appointments wherever any way does that', () => {
    let possible = 0;
    fc.assert(
      fc.property(tinyWithAppointments, (meaning) => {
        if (!isPossible(meaning)) return;
        possible++;
        const { repOf, broken } = designTerritories(meaning, solvers);
        expect(broken).toEqual([]);
        const repOfArea = Int32Array.from(basicAreas(meaning).areas, ({ members }) => repOf[members[0]]);
        expect(clashesIn(meaning, repOfArea)).toBe(0);
      }),
      { numRuns: 200, seed: 5 },
    );
    expect(possible).toBeGreaterThan(50);
  });

  it('go where they cost least within the limits', () => {
    const cost = [
      [1, 5, 9],
      [1, 6, 9],
      [1, 2, 9],
      [1, 9, 3],
    ];
    const choices = tinyChoices(cost, 2);
    const none = cost.map(() => []);
    expect(bestOfAll(choices, none, () => 0)?.reps()).toEqual(Int32Array.of(0, 0, 1, 2));
    // What comes last may decide.
    const last = (carried: Int32Array) => (carried[2] === 1 ? 50 : 0);
    expect(bestOfAll(choices, none, last)?.reps()).toEqual(Int32Array.of(1, 0, 0, 2));
  });

  it('go to two reps where their appointments exclude each other, within the limits and at any cost', () => {
    const cost = [
      [1, 50],
      [1, 90],
      [1, 2],
      [1, 2],
    ];
    expect(bestOfAll(tinyChoices(cost, 3), [[1], [0], [], []], () => 0)?.reps()).toEqual(Int32Array.of(1, 0, 0, 0));
    // Of three that exclude each other two stay together.
    const three = [[1, 2], [0, 2], [0, 1], []];
    expect(bestOfAll(tinyChoices(cost, 3), three, () => 0)?.reps()).toEqual(Int32Array.of(0, 0, 1, 0));
    expect(bestOfAll(tinyChoices([[1], [1]], 2), [[1], [0]], () => 0)?.reps()).toEqual(Int32Array.of(0, 0));
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
        [[], [], [], [], []],
        () => 0,
      ),
    ).toBeNull();
  });
});
