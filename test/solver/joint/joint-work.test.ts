/** Company, contacts, agendas and slots in a whole plan. */
import { describe, expect, test } from 'vitest';
import {
  finishPlan,
  highsSolver,
  javascriptLpSolver,
  maxSteps,
  type Plan,
  type PlanRequest,
  parseRequest,
  preparePlan,
  solveTask,
} from '#solver';
import { smallRequest } from '../input/small-request.ts';

describe('a plan', async () => {
  const lpSolvers = [javascriptLpSolver(), await highsSolver()];
  const planOf = (request: PlanRequest): Plan => {
    expect(parseRequest(request).issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    const prepared = preparePlan(request, lpSolvers);
    const itineraries = prepared.tasks.map((task) => solveTask(task, { stop: maxSteps(300) }));
    return finishPlan(prepared, itineraries, [], 0, lpSolvers);
  };
  const stopsOf = (plan: Plan) =>
    plan.itineraries.flatMap(({ repId, days }) =>
      days.flatMap(({ date, stops }) => stops.map((stop) => ({ repId, date, ...stop }))),
    );

  test('has a supervisor go along so that every A customer gets a joint visit, on few days', () => {
    const plan = planOf(
      smallRequest({
        customers: Array.from({ length: 6 }, () => ({ class: 'A1' })),
        reps: [{ supervisorId: 'S1' }],
        territory: { supervisors: [{ id: 'S1' }] },
      }),
    );
    const joint = stopsOf(plan).filter((stop) => stop.jointWith === 'S1');
    expect(new Set(joint.map((stop) => stop.customerId)).size).toBe(6);
    expect(new Set(joint.map((stop) => stop.date)).size).toBeLessThanOrEqual(2);
  });

  test('visits those who are owed a joint visit when the supervisor works, if that costs no more', () => {
    const plan = planOf(
      smallRequest({
        customers: Array.from({ length: 4 }, () => ({ class: 'A1', location: { lat: 41.7, lng: -91.5 } })),
        reps: [{ supervisorId: 'S1' }],
        territory: {
          supervisors: [{ id: 'S1', workingHours: [{ days: ['thu'], from: '08:30', to: '17:30' }] }],
        },
      }),
    );
    const joint = stopsOf(plan).filter((stop) => stop.jointWith === 'S1');
    expect(new Set(joint.map((stop) => stop.customerId)).size).toBe(4);
  });

  test('tells which customers get no joint visit', () => {
    const plan = planOf(
      smallRequest({
        customers: [{ class: 'A1' }],
        reps: [{ supervisorId: 'S1' }],
        territory: {
          supervisors: [{ id: 'S1', workingHours: [{ days: ['sun'], from: '09:00', to: '12:00' }] }],
        },
      }),
    );
    expect(plan.issues.map(({ code, path }) => `${code} ${path}`)).toContain(
      'JOINT_VISIT_NOT_PLACED /territory/customers/0',
    );
  });

  test('has the executive come to the visit that was agreed', () => {
    const appointments = [{ date: '2026-12-08', from: '10:00', minutes: 60, jointWith: 'E1' }];
    const plan = planOf(
      smallRequest({ customers: [{ class: 'A1', appointments }], territory: { supervisors: [{ id: 'E1' }] } }),
    );
    const joint = stopsOf(plan).filter((stop) => stop.jointWith !== undefined);
    expect(joint.map(({ date, jointWith }) => [date, jointWith])).toEqual([['2026-12-08', 'E1']]);
  });

  test('meets another person than the last time, and so on in turn', () => {
    const contacts = [{ id: 'a' }, { id: 'b' }, { id: 'c', decisionMaker: true }];
    const plan = planOf(smallRequest({ customers: [{ class: 'A1', contacts, lastContactId: 'c' }] }));
    expect(stopsOf(plan).map((stop) => stop.contactId)).toEqual(['a', 'b', 'c', 'a']);
  });

  test('does what is monthly a month after it was done last', () => {
    const policy = {
      agenda: [
        { action: 'checkStock' as const, minutes: 20, cadence: 'everyVisit' as const },
        { action: 'reviewPeriod' as const, minutes: 30, cadence: 'monthly' as const },
      ],
    };
    const lastActions = [{ action: 'reviewPeriod' as const, on: '2026-11-20' }];
    const plan = planOf(smallRequest({ customers: [{ class: 'A1', lastActions }], territory: { policy } }));
    const reviewed = stopsOf(plan).filter((stop) => stop.agenda?.includes('reviewPeriod'));
    // Due on 2026-12-18; the visit nearest to that day.
    expect(reviewed).toHaveLength(1);
    expect(Math.abs(Date.parse(reviewed[0].date) - Date.parse('2026-12-18')) / 86_400_000).toBeLessThanOrEqual(5);
  });

  test('gives the slots to the largest tenants first', () => {
    const revenues = [300, 900, 100, 700, 500, 800];
    const customers = revenues.map((annualRevenue) => ({
      ...{ class: 'B2', tags: ['tenant'], annualRevenue },
    }));
    const slots = [
      { tag: 'tenant', days: ['wed' as const], from: '13:30', to: '17:30', maxVisits: 2, order: 'revenue' as const },
    ];
    const plan = planOf(smallRequest({ customers, territory: { policy: { slots } } }));
    const dates = [...Map.groupBy(stopsOf(plan), ({ date }) => date).values()].map((stops) =>
      stops.map(({ customerId }) => revenues[Number(customerId.slice(1)) - 1]).sort((a, b) => b - a),
    );
    expect(dates).toEqual([
      [900, 800],
      [700, 500],
      [300, 100],
    ]);
  });
});
