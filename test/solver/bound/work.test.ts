/** What the bound may take, and how soon it is broken off. */
import { describe, expect, it } from 'vitest';
import { highsSolver, javascriptLpSolver, maxSteps } from '#solver';
import { Random } from '../../../solver/annealing/index.ts';
import { boundProblem } from '../../../solver/bound/bound-problem.ts';
import { generateColumns } from '../../../solver/bound/column-generation.ts';
import { lowerBound } from '../../../solver/bound/index.ts';
import { tripsOf } from '../../../solver/bound/plan-trips.ts';
import { WorkMeter } from '../../../solver/bound/work-meter.ts';
import { searchItinerary } from '../../../solver/itinerary/index.ts';
import { withRowDuals } from '../../../solver/lp/index.ts';
import { problemOf } from '../itinerary/problems.ts';

describe('the work of the bound', async () => {
  const lpSolvers = [javascriptLpSolver(), await highsSolver()];
  const random = new Random(4);
  // So many short visits in a day that one round of pricing tries tens of millions of labels.
  const problem = problemOf({
    territory: {
      timeZone: 'America/Chicago',
      customers: Array.from({ length: 12 }, (_, k) => ({
        id: `C${k}`,
        class: 'B2',
        visitMinutes: 3,
        location: { lat: 41 + random.next(), lng: -92 + random.next() },
      })),
      reps: [{ id: 'R', home: { lat: 41, lng: -92 } }],
    },
    horizon: { start: '2026-11-30', weeks: 1 },
  })!;
  const itinerary = searchItinerary(problem, { seed: 1, stop: maxSteps(500) });

  it('is broken off in the midst of a round when a stop is asked for', () => {
    let asked = 0;
    const found = lowerBound([{ problem, itinerary }], lpSolvers, () => ++asked >= 40);
    expect(found).toEqual({ remark: 'There is no bound: the plan was cancelled before one was found.' });
    expect(asked).toBeLessThan(45);
  });

  it('ends in the midst of a round when the effort is spent', () => {
    const bound = boundProblem(problem, itinerary);
    const effort = { mostWork: 40_000_000, mostRounds: 300, gap: 0.002, neighbours: 8, isCancelled: () => false };
    expect(generateColumns(bound, tripsOf(bound, itinerary), withRowDuals(lpSolvers), effort)).toBeNull();
  });

  it('is counted, and the same work asks the same questions', () => {
    let asked = 0;
    const meter = new WorkMeter(3_500_000, () => ++asked < 0);
    while (!meter.isSpent()) meter.work += 1000;
    expect(asked).toBe(4);
    expect(meter.work).toBe(4_000_000);
  });
});
