import { describe, expect, it } from 'vitest';
import { Assignment } from '../../../solver/territory/assignment.ts';
import { basicAreas } from '../../../solver/territory/basic-areas.ts';
import { firstCentres } from '../../../solver/territory/centres.ts';
import { choicesOf } from '../../../solver/territory/choices.ts';
import { limitsOf } from '../../../solver/territory/limits.ts';
import { bringStraysHome } from '../../../solver/territory/strays.ts';
import { territoryProblem } from '../../../solver/territory/territory-problem.ts';
import { at, meaningOf } from './meanings.ts';

/** Ten customers in each of two towns; the fifth of the western town belongs to the eastern rep. */
function withStray(workloadTolerance: number): { assignment: Assignment; neighbours: number[][] } {
  const town = (east: number) =>
    Array.from({ length: 10 }, (_, k) => ({
      location: at(east + k / 100, 0),
      class: 'B1',
      annualRevenue: 1000,
    }));
  const meaning = meaningOf({
    customers: [...town(0), ...town(1.5)],
    reps: [{ home: at(0, 0) }, { home: at(1.5, 0) }],
    policy: { balance: { workloadTolerance, revenueTolerance: workloadTolerance } },
  });
  const problem = territoryProblem(meaning, basicAreas(meaning).areas);
  const total = problem.serviceSeconds.reduce((sum, seconds) => sum + seconds, 0);
  const choices = choicesOf(
    problem,
    firstCentres(problem),
    limitsOf(meaning, problem, total, { workload: workloadTolerance, revenue: workloadTolerance }),
    8,
  );
  const assignment = new Assignment(choices);
  for (let area = 0; area < 20; area++) {
    const rep = area < 10 && area !== 4 ? 0 : 1;
    assignment.choose(area, assignment.entryOf(area, rep));
  }
  const inTown = (area: number) => Array.from({ length: 10 }, (_, k) => k + (area < 10 ? 0 : 10));
  const neighbours = Array.from({ length: 20 }, (_, area) => inTown(area).filter((other) => other !== area));
  return { assignment, neighbours };
}

describe('bringStraysHome', () => {
  it('gives a customer in the midst of another territory to its rep', () => {
    const { assignment, neighbours } = withStray(10);
    bringStraysHome(assignment, neighbours);
    expect([...assignment.reps()]).toEqual([...new Array(10).fill(0), ...new Array(10).fill(1)]);
  });

  it('leaves it where it is when the rep around it already carries all that he may', () => {
    const { assignment, neighbours } = withStray(10);
    const { choices, chosen } = assignment;
    const carried = (limit: number) => {
      const entries = [...chosen].filter((entry) => choices.rep[entry] === 0);
      return entries.reduce((sum, entry) => sum + choices.share[limit][entry], 0);
    };
    const limits = choices.limits.map((limit, index) => ({
      ...limit,
      upper: Float64Array.of(carried(index), Number.POSITIVE_INFINITY),
    }));
    const full = assignment.under({ ...choices, limits });
    bringStraysHome(full, neighbours);
    expect(full.reps()[4]).toBe(1);
  });

  it('takes nobody at a crowded place for a stray', () => {
    const { assignment, neighbours } = withStray(10);
    const before = assignment.reps();
    bringStraysHome(assignment, neighbours, [[3, 4]]);
    expect(assignment.reps()).toEqual(before);
  });
});
