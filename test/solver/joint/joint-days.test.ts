import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { highsSolver, interpret, javascriptLpSolver } from '#solver';
import { chooseJointDays, type JointDay, type JointNeed } from '../../../solver/joint/joint-days.ts';
import { propertyRuns } from '../../property-runs.ts';
import { smallRequest } from '../input/small-request.ts';

describe('the days of a supervisor', async () => {
  const solvers = [javascriptLpSolver(), await highsSolver()];
  const meaningWith = (maxJointDaysPerRepPerMonth?: number) =>
    interpret(
      smallRequest({
        customers: [{}],
        territory: { supervisors: [{ id: 'S1', ...(maxJointDaysPerRepPerMonth && { maxJointDaysPerRepPerMonth }) }] },
      }),
    );
  const choose = (days: JointDay[], needs: JointNeed[], most?: number, taken: JointDay[] = []) =>
    chooseJointDays(meaningWith(most), 0, days, needs, taken, solvers).map((index) => days[index]);

  test('one day that serves two customers goes before two days', () => {
    const days = [
      { rep: 0, day: 0 },
      { rep: 0, day: 1 },
      { rep: 0, day: 2 },
    ];
    const needs = [
      { weight: 16, days: [0, 1] },
      { weight: 8, days: [1, 2] },
    ];
    expect(choose(days, needs)).toEqual([{ rep: 0, day: 1 }]);
  });

  test('a supervisor is with one rep on a day, and the heavier customer goes first', () => {
    const days = [
      { rep: 0, day: 3 },
      { rep: 1, day: 3 },
    ];
    expect(
      choose(days, [
        { weight: 8, days: [0] },
        { weight: 16, days: [1] },
      ]),
    ).toEqual([{ rep: 1, day: 3 }]);
  });

  test('the days with one rep within a month are limited', () => {
    const days = [0, 7, 14].map((day) => ({ rep: 0, day }));
    const needs = [0, 1, 2].map((day) => ({ weight: 1, days: [day] }));
    expect(choose(days, needs, 2)).toHaveLength(2);
    expect(choose(days, needs)).toHaveLength(3);
  });

  test('days that are taken already count towards the limit of a month', () => {
    const days = [10, 11].map((day) => ({ rep: 0, day }));
    const needs = [{ weight: 16, days: [0, 1] }];
    const taken = [{ rep: 0, day: 2 }];
    expect([choose(days, needs, 2, taken), choose(days, needs, 1, taken)]).toEqual([[expect.anything()], []]);
  });

  test('as few days as by trying every set', () => {
    const need = fc.uniqueArray(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(need, { minLength: 1, maxLength: 6 }), (needs) => {
        // Two reps, four days: positions 0 to 3 are those of the first.
        const days = [...Array(8).keys()].map((index) => ({ rep: index < 4 ? 0 : 1, day: index % 4 }));
        const chosen = chooseJointDays(
          meaningWith(),
          0,
          days,
          needs.map((each) => ({ weight: 1, days: each })),
          [],
          solvers,
        );
        const value = (set: readonly number[]) =>
          set.length + 1000 * needs.filter((each) => !each.some((day) => set.includes(day))).length;
        const sets = [...Array(256).keys()].map((bits) => [...days.keys()].filter((k) => (bits >> k) & 1));
        const allowed = sets.filter((set) => new Set(set.map((k) => days[k].day)).size === set.length);
        expect(allowed.map(String)).toContain(String(chosen));
        expect(value(chosen)).toBe(Math.min(...allowed.map(value)));
      }),
      propertyRuns(60),
    );
  });
});
