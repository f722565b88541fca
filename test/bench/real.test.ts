import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { highsSolver, javascriptLpSolver, type LpSolver } from '#solver';
import { farTown } from '../solver/itinerary/problems.ts';
import { budgetOf } from './bench-command.ts';
import { fixedDays, fixedWeekdays, workWeek } from './real/fixed-weekdays.ts';
import {
  onlyCustomers,
  servedWhole,
  territoriesOf,
  visitCounts,
  withoutNights,
  withTerritories,
  workMinutes,
} from './real/requests.ts';
import { solveReal } from './real/solve.ts';

const request = farTown();
/** @param lpSolvers without one there is no bound, which takes longer than the search */
const solve = (asked: typeof request, lpSolvers: readonly LpSolver[] = []) =>
  solveReal(asked, lpSolvers, [], () => budgetOf(200, 0)).plan;
const plan = solve(request, [javascriptLpSolver(), await highsSolver()]);

describe('fixedWeekdays', () => {
  const repOf = new Map(request.territory.customers.map(({ id }) => [id, 'R']));
  const minutes = (id: string) => (id.startsWith('N') ? 40 : 30);
  const carried = { repOf, workOf: ({ id }: { id: string }) => minutes(id), visitsOf: () => 1 };
  const fixed = fixedWeekdays(request, carried).territory.customers;

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
    expect(fixedWeekdays(asked, { ...carried, workOf: () => 30 }).territory.customers[0].visitDays).toEqual(['sat']);
  });
});

describe('fixedDays', () => {
  const carried = { repOf: territoriesOf(plan), workOf: workMinutes(plan), visitsOf: visitCounts(plan) };
  const fixed = fixedDays(request, carried);

  it('leaves each customer as many days as he has visits, all on one weekday', () => {
    const { start, weeks } = request.horizon;
    const dates = Array.from({ length: 7 * weeks }, (_, day) => DateTime.fromISO(start).plus({ days: day }));
    for (const customer of fixed.territory.customers) {
      const open = dates.filter(
        (date) =>
          workWeek[date.weekday - 1] === customer.visitDays?.[0] &&
          !customer.closedOn?.includes(date.toISODate() as string),
      );
      expect(open.length).toBe(carried.visitsOf(customer));
    }
  });

  it('gives a plan on those days', () => {
    const weekdays = new Map(fixed.territory.customers.map(({ id, visitDays }) => [id, visitDays?.[0]]));
    const stops = solve(fixed).itineraries.flatMap(({ days }) => days.flatMap(({ stops }) => stops));
    expect(stops.length).toBeGreaterThan(0);
    for (const { customerId, startAt } of stops) {
      expect(workWeek[DateTime.fromISO(startAt, { setZone: true }).weekday - 1]).toBe(weekdays.get(customerId));
    }
  });
});

describe('plans to compare with', () => {
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
