/**
 * On which days a supervisor goes along with which rep: the fewest days on which every customer gets the joint visits that its
 * class asks for, as a set covering model with one column a rep and day. A supervisor is with one rep on a day.
 */
import type { Interpretation } from '../input/interpretation.ts';
import { LpModelBuilder, type LpSolver, solveWith } from '../lp/index.ts';

/** A day that a supervisor could spend with a rep. */
export interface JointDay {
  readonly rep: number;
  readonly day: number;
}

/** One joint visit owed, and the days, as positions in the list of days, on which it could take place. */
export interface JointNeed {
  readonly weight: number;
  readonly days: readonly number[];
}

/** A missing joint visit, in supervisor days: more than any number of days that could spare it. */
const MISSING = 1000;
const SECONDS = 10;

/**
 * @param taken days that count towards the limit of a month already
 * @returns the positions of the days chosen, ascending; none when no solver finds an answer in time
 */
export function chooseJointDays(
  meaning: Interpretation,
  supervisor: number,
  days: readonly JointDay[],
  needs: readonly JointNeed[],
  taken: readonly JointDay[],
  solvers: readonly LpSolver[],
): number[] {
  if (days.length === 0) return [];
  const builder = new LpModelBuilder();
  const column = days.map(() => builder.addColumn({ cost: 1, upper: 1, integer: true }));
  for (const { weight, days: possible } of needs) {
    const row = builder.addRow({ lower: 1 });
    for (const day of possible) builder.set(row, column[day], 1);
    builder.set(row, builder.addColumn({ cost: MISSING * Math.max(1, weight), upper: 1 }), 1);
  }
  const limit = (most: number, key: (day: JointDay) => string, used: readonly JointDay[]) => {
    for (const [group, members] of Map.groupBy(days.keys(), (index) => key(days[index]))) {
      const left = Math.max(0, most - used.filter((day) => key(day) === group).length);
      if (members.length <= left) continue;
      const row = builder.addRow({ upper: left });
      for (const member of members) builder.set(row, column[member], 1);
    }
  };
  limit(1, ({ day }) => `${day}`, []);
  const { maxJointDaysPerRepPerMonth } = meaning.supervisors[supervisor];
  limit(maxJointDaysPerRepPerMonth, ({ rep, day }) => `${rep} ${Math.floor(day / meaning.daysPerMonth)}`, taken);
  const outcome = solveWith(solvers, builder.build(), { timeLimitSeconds: SECONDS });
  if (outcome.kind !== 'optimal' && outcome.kind !== 'feasible') return [];
  return [...days.keys()].filter((index) => outcome.x[column[index]] > 0.5);
}
