import { describe, expect, it } from 'vitest';
import { highsSolver, javascriptLpSolver } from '#solver';
import { farTown } from '../solver/itinerary/problems.ts';
import { budgetOf } from './bench-command.ts';
import { fixedWeekdays, workWeek } from './real/fixed-weekdays.ts';
import {
  onlyCustomers,
  servedWhole,
  territoriesOf,
  withoutNights,
  withTerritories,
  workMinutes,
} from './real/requests.ts';
import { solveReal } from './real/solve.ts';

const request = farTown();
const lpSolvers = [javascriptLpSolver(), await highsSolver()];
const solve = (asked: typeof request) => solveReal(asked, lpSolvers, [], () => budgetOf(200, 0)).plan;

describe('fixedWeekdays', () => {
  const repOf = new Map(request.territory.customers.map(({ id }) => [id, 'R']));
  const minutes = (id: string) => (id.startsWith('N') ? 40 : 30);
  const fixed = fixedWeekdays(request, repOf, ({ id }) => minutes(id)).territory.customers;

  it('gives every customer one weekday, and every weekday about the same work', () => {
    const work = workWeek.map((weekday) =>
      fixed.reduce((sum, { id, visitDays }) => sum + (visitDays?.[0] === weekday ? minutes(id) : 0), 0),
    );
    expect(fixed.every(({ visitDays }) => visitDays?.length === 1)).toBe(true);
    expect(work.reduce((a, b) => a + b, 0)).toBe(6 * 40 + 8 * 30);
    expect(Math.max(...work) - Math.min(...work)).toBeLessThanOrEqual(70);
  });

  it('keeps weekdays that a customer asks for', () => {
    const [first, ...others] = request.territory.customers;
    const asked = {
      ...request,
      territory: { ...request.territory, customers: [{ ...first, visitDays: ['sat' as const] }, ...others] },
    };
    expect(fixedWeekdays(asked, repOf, () => 30).territory.customers[0].visitDays).toEqual(['sat']);
  });
});

describe('plans to compare with', () => {
  const plan = solve(request);

  it('keep the territories, and can do without nights or without some customers', () => {
    const locked = withTerritories(request, territoriesOf(plan));
    expect(territoriesOf(solve(locked))).toEqual(territoriesOf(plan));
    expect(plan.kpis.nightsOut).toBeGreaterThan(0);
    const home = solve(withoutNights(locked));
    expect(home.kpis.nightsOut).toBe(0);
    const served = servedWhole(home, request);
    expect(served.size).toBeLessThan(request.territory.customers.length);
    expect(solve(onlyCustomers(locked, served)).kpis.coverage).toBe(1);
  });

  it('know the minutes that each customer gets', () => {
    const workOf = workMinutes(plan);
    const all = request.territory.customers.reduce((sum, customer) => sum + workOf(customer), 0);
    expect(all).toBeCloseTo(plan.kpis.visitMinutes, 6);
  });
});
