/** Rows of spacing bind the days that they speak of, not the like days of other weeks. */
import { describe, expect, it } from 'vitest';
import { highsSolver, javascriptLpSolver } from '#solver';
import { lowerBound } from '../../../solver/bound/index.ts';
import { problemOf } from '../itinerary/problems.ts';
import { costOf } from './plan-cost.ts';

describe('the bound of visits with spacing', async () => {
  const lpSolvers = [javascriptLpSolver(), await highsSolver()];

  it('lets the second week do without what the first one owes', () => {
    const problem = problemOf({
      territory: {
        timeZone: 'America/Chicago',
        customers: [
          {
            id: 'A',
            class: 'C',
            location: { lat: 41.5, lng: -92 },
            visitFrequency: { visits: 1, per: 'week' },
            minDaysBetween: 1,
            maxDaysBetween: 9,
            lastVisitedOn: '2026-11-23',
          },
          {
            id: 'B',
            class: 'C',
            location: { lat: 41.5, lng: -92.01 },
            visitFrequency: { visits: 1, per: 'month' },
            visitDays: ['fri'],
          },
        ],
        reps: [{ id: 'R', home: { lat: 41, lng: -92 } }],
        hotels: [{ id: 'H', location: { lat: 40.6, lng: -92 }, costPerNight: 300 }],
      },
      horizon: { start: '2026-11-30', weeks: 2 },
    })!;
    const planOf = (visits: Record<number, readonly number[]>) => ({
      problem,
      itinerary: {
        stops: Array.from({ length: problem.days }, (_, day) => Int32Array.from(visits[day] ?? [])),
        sleep: new Int32Array(problem.days).fill(-1),
      },
    });
    const cheap = planOf({ 2: [0], 11: [0, 1] });
    const dear = planOf({ 0: [0], 4: [1], 8: [0] });
    for (const plan of [cheap, dear])
      expect(lowerBound([plan], lpSolvers)).toEqual({ bound: expect.closeTo(costOf(cheap), 3) });
  });
});
