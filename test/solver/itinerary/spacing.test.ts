import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SpacingChooser } from '../../../solver/itinerary/spacing.ts';
import { APPOINTMENT, PIN, type RepProblem } from '../../../solver/problem/index.ts';
import { propertyRuns } from '../../property-runs.ts';

const days = 9;
const never = Number.POSITIVE_INFINITY;

interface Case {
  readonly owed: number;
  readonly min: number;
  readonly max: number;
  readonly firstMin: number;
  readonly firstMax: number;
  readonly late: number;
  readonly appointment: number;
  readonly costs: readonly number[];
}

const cases: fc.Arbitrary<Case> = fc
  .record({
    owed: fc.integer({ min: 1, max: 4 }),
    min: fc.integer({ min: 1, max: 4 }),
    slack: fc.integer({ min: 0, max: 4 }),
    firstMin: fc.integer({ min: -3, max: 4 }),
    firstMax: fc.integer({ min: 0, max: days }),
    late: fc.integer({ min: 0, max: 3 }),
    appointment: fc.integer({ min: -days, max: days - 1 }),
    costs: fc.array(fc.oneof(fc.integer({ min: -5, max: 20 }), fc.constant(never)), {
      minLength: days,
      maxLength: days,
    }),
  })
  .map(({ slack, ...rest }) => ({ ...rest, max: rest.min + slack }));

function problemOf(one: Case): RepProblem {
  const appointment = new Uint8Array(days);
  if (one.appointment >= 0) appointment[one.appointment] = 1;
  const problem: Partial<RepProblem> = {
    days,
    customers: 1,
    visitsOwed: Int32Array.of(one.owed),
    minDaysBetween: Int32Array.of(one.min),
    maxDaysBetween: Int32Array.of(one.max),
    firstDayMin: Int32Array.of(one.firstMin),
    firstDayMax: Int32Array.of(one.firstMax),
    urgent: Uint8Array.of(0),
    overduePerDay: Float64Array.of(one.late),
    appointment,
  };
  return problem as RepProblem;
}

/** Every set of days, the slow way: most visits first, then the least cost. */
function bruteForce(one: Case): { count: number; cost: number } {
  const cannot = one.costs[one.appointment] === never || one.appointment < one.firstMin;
  const lost = one.appointment >= 0 && cannot ? 1 : 0;
  let best = { count: 0, cost: 0 };
  for (let mask = 1; mask < 1 << days; mask++) {
    const chosen = [...one.costs.keys()].filter((day) => mask & (1 << day));
    const complete = chosen.length === one.owed;
    if (chosen.length > one.owed - lost || chosen.some((day) => one.costs[day] === never)) continue;
    if (chosen[0] < one.firstMin || (complete && chosen[0] > one.firstMax)) continue;
    const gaps = chosen.slice(1).map((day, k) => day - chosen[k]);
    if (gaps.some((gap) => gap < one.min || (complete && gap > one.max))) continue;
    if (one.appointment >= 0 && lost === 0 && !chosen.includes(one.appointment)) continue;
    const cost = one.late * chosen[0] + chosen.reduce((sum, day) => sum + one.costs[day], 0);
    const better = chosen.length > best.count || (chosen.length === best.count && cost < best.cost);
    if (better) best = { count: chosen.length, cost };
  }
  return best;
}

describe('SpacingChooser', () => {
  it('finds what trying every set of days finds', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const choice = new SpacingChooser(problemOf(one)).choose(0, Float64Array.from(one.costs));
        const { count, cost } = choice;
        expect({ count, cost }).toEqual(bruteForce(one));
        const sum = [...choice.days.subarray(0, count)].reduce((total, day) => total + one.costs[day], 0);
        expect(count === 0 ? 0 : sum + one.late * choice.days[0]).toBe(cost);
      }),
      propertyRuns(500),
    );
  });

  it.each<[string, number[], Partial<Case>, number[]]>([
    ['two that are too close: the first is kept', [3, 4], {}, [0, 3, 5]],
    ['one before the first possible day: the others are visited all the same', [1], { firstMin: 2 }, [2, 4, 6]],
    ['too far apart for all visits: the last is given up', [0, 8], { owed: 2, max: 3 }, [0]],
    ['none of them possible: other visits are', [1], { costs: [1, never, 2, 3, 4, 5, 6, 7, 8] }, [0, 2, 4]],
  ])('appointments and pins, %s', (_, appointments, more, expected) => {
    const one = { owed: 4, min: 2, max: 4, firstMin: 0, firstMax: days, late: 0, appointment: -1 };
    const costs = Array.from({ length: days }, (_, day) => 1 + day / 100);
    const problem = problemOf({ ...one, costs, ...more });
    for (const day of appointments) problem.appointment[day] = 1;
    const choice = new SpacingChooser(problem).choose(0, Float64Array.from(more.costs ?? costs));
    expect([...choice.days.subarray(0, choice.count)]).toEqual(expected);
  });

  const urgent = { owed: 3, min: 3, max: 4, firstMin: 1, firstMax: 1, late: 0, appointment: -1 };
  /** Three visits from day 1 on, at least three days apart, would need day 7. */
  const costs = [1, 9, 1, 1, 1, 1, 1, never, never];

  it('keeps an urgent visit on its day where not all visits fit, however dear', () => {
    const problem = problemOf({ ...urgent, costs });
    const chosen = (isUrgent: 0 | 1) => {
      const choice = new SpacingChooser({ ...problem, urgent: Uint8Array.of(isUrgent) });
      const { days, count } = choice.choose(0, Float64Array.from(costs));
      return [...days.subarray(0, count)];
    };
    expect(chosen(0)).not.toContain(1);
    expect([chosen(0).length, chosen(1).length]).toEqual([2, 2]);
    expect(chosen(1)[0]).toBe(1);
  });

  it('keeps an appointment rather than a pin before it or an urgent visit', () => {
    const problem = problemOf({ ...urgent, costs });
    problem.appointment.set([PIN, APPOINTMENT], 2);
    const choice = new SpacingChooser({ ...problem, urgent: Uint8Array.of(1) });
    const { days, count } = choice.choose(0, Float64Array.from(costs));
    expect([...days.subarray(0, count)]).toContain(3);
  });
});
