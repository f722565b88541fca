/** What the bound leaves out, and that the API says so: plans in which a rep waits on purpose. */
import { describe, expect, it } from 'vitest';
import { check, finishPlan, highsSolver, javascriptLpSolver, maxSteps, preparePlan, solveTask } from '#solver';
import { kpisSchema } from '../../../solver/output/plan-schema.ts';

describe('the bound and waiting', async () => {
  const lpSolvers = [javascriptLpSolver(), await highsSolver()];

  it('does not hold for who waits until working hours end, and its description says so', () => {
    const prepared = preparePlan(
      {
        territory: {
          timeZone: 'UTC',
          customers: [{ id: 'A', class: 'C', location: { lat: 41.6, lng: -92 } }],
          reps: [{ id: 'R', home: { lat: 41, lng: -92 } }],
          hotels: [],
        },
        horizon: { start: '2026-11-30', weeks: 1 },
      },
      lpSolvers,
    );
    const found = prepared.tasks.map((task) => solveTask(task, { stop: maxSteps(100) }));
    const plan = finishPlan(prepared, found, [], 0, lpSolvers);
    const waiting = structuredClone(plan);
    const day = waiting.itineraries[0].days[0];
    const wait = Date.parse(`${day.date}T17:30:00Z`) - Date.parse(day.stops[0].endAt);
    const later = (instant: string) => new Date(Date.parse(instant) + wait).toISOString();
    const { startAt, endAt, ...stop } = day.stops[0];
    day.stops[0] = { ...stop, startAt: later(startAt), endAt: later(endAt), waitMinutes: wait / 60_000 };
    day.end.arriveAt = later(day.end.arriveAt);

    const { violations, kpis } = check(prepared.meaning, waiting);
    expect(violations.map(({ code }) => code).filter((code) => !/_(TOTAL_)?WRONG$/.test(code))).toEqual([]);
    expect(kpis.cost.total).toBeLessThan(plan.kpis.bound! - 1);
    expect(kpisSchema.shape.bound.description).toContain('waits on purpose');
  });
});
