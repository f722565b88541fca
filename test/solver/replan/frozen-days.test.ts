/** What was made or promised on frozen days is not planned anew, whatever has been recorded since. */
import { describe, expect, test } from 'vitest';
import type { Customer, Plan, PlanOptions, PlanRequest } from '#solver';
import { smallRequest } from '../input/small-request.ts';
import { planOf } from './planning.ts';

const stopsOf = ({ itineraries }: Plan, customerId: string) =>
  itineraries.flatMap(({ days }) =>
    days.flatMap(({ date, stops }) =>
      stops.filter((stop) => stop.customerId === customerId).map((stop) => ({ date, ...stop })),
    ),
  );

/** The plan, and the one that follows it when its first visits to C1 are made, with what is recorded of them. */
function followed(request: PlanRequest, visits: number, recorded: Partial<Customer>, options: PlanOptions = {}) {
  const previousPlan = planOf(request);
  const { date } = stopsOf(previousPlan, 'C1')[visits - 1];
  const next = structuredClone(request);
  Object.assign(next.territory.customers[0], { lastVisitedOn: date, ...recorded });
  next.options = { previousPlan, freezeUntil: date, ...options };
  return { before: previousPlan, after: planOf(next), date };
}

describe('contacts', () => {
  const request = smallRequest({ customers: [{ class: 'A1', contacts: [{ id: 'k1' }, { id: 'k2' }] }, {}] });
  const met = (plan: Plan) => stopsOf(plan, 'C1').map(({ contactId }) => contactId);

  test.each([
    [1, 'k1', ['k1', 'k2', 'k1', 'k2']],
    [2, 'k2', ['k1', 'k2', 'k1', 'k2']],
    // Somebody else was met than planned: the next visit is the other one's.
    [2, 'k1', ['k1', 'k2', 'k2', 'k1']],
  ])('stay on %i frozen visits, and the next one meets somebody else than %s', (visits, lastContactId, expected) => {
    expect(met(followed(request, visits, { lastContactId }).after)).toEqual(expected);
  });

  test('go on taking turns after frozen visits of which nothing is recorded', () => {
    expect(met(followed(request, 1, { lastVisitedOn: undefined }).after)).toEqual(['k1', 'k2', 'k1', 'k2']);
  });
});

describe('agendas', () => {
  const request = smallRequest({
    customers: [{ class: 'A1' }, { class: 'A1' }],
    territory: {
      policy: {
        agenda: [
          { action: 'checkStock', minutes: 20, cadence: 'everyVisit' },
          { action: 'reviewPeriod', minutes: 40, cadence: 'monthly' },
        ],
      },
    },
  });
  const shown = (plan: Plan) =>
    stopsOf(plan, 'C1').map(({ startAt, endAt, agenda }) => [startAt, endAt, agenda?.join(' ')]);

  test('of frozen visits stay once they are recorded, and so do their times', () => {
    const recorded = (on: string) => ({ lastActions: [{ action: 'reviewPeriod' as const, on }] });
    const [{ date }] = stopsOf(planOf(request), 'C1');
    const { before, after } = followed(request, 1, recorded(date));
    expect(shown(after)[0]).toEqual(shown(before)[0]);
    expect(shown(before)[0][2]).toBe('checkStock reviewPeriod');
    expect(after.kpis.visitMinutes).toBe(before.kpis.visitMinutes);
    expect(after.diff).toMatchObject({ retimed: [], tell: { customerIds: [] } });
  });

  test('of frozen visits stay when the rules change', () => {
    const { before, after } = followed(request, 1, { visitMinutes: 90 });
    expect(shown(after)[0]).toEqual(shown(before)[0]);
    const minutes = stopsOf(after, 'C1').map(
      ({ startAt, endAt }) => (Date.parse(endAt) - Date.parse(startAt)) / 60_000,
    );
    expect(minutes).toEqual([60, 90, 90, 90]);
  });

  test('a visit that was not made leaves the next one of its day its time', () => {
    const [{ date, stops }] = planOf(request).itineraries[0].days;
    const { customerId } = stops[0];
    const event = { kind: 'visitNotDone', customerId, date } as const;
    const { before, after } = followed(request, 1, { lastVisitedOn: undefined }, { events: [event] });
    const next = (plan: Plan) => stopsOf(plan, stops[1].customerId)[0].startAt;
    expect(next(after)).toBe(next(before));
    expect(after.diff?.retimed.filter((visit) => visit.date === date)).toEqual([]);
  });
});

describe('company', () => {
  // C2 can only be visited on the 16th. The supervisor, who works on Wednesdays, goes along to both then.
  const request = smallRequest({
    customers: [
      { class: 'A1', visitDays: ['wed'] },
      { class: 'B2', visitDays: ['wed'], closedOn: ['2026-12-02', '2026-12-09', '2026-12-23'] },
    ],
    reps: [{ supervisorId: 'S1' }],
    territory: {
      supervisors: [{ id: 'S1' }],
      policy: { classes: [{ class: 'B2', jointVisits: { visits: 1, per: 'month' } }] },
    },
  });
  const joint = (plan: Plan) =>
    ['C1', 'C2'].flatMap((id) =>
      stopsOf(plan, id).flatMap(({ date, jointWith }) => (jointWith === undefined ? [] : [`${id} ${date}`])),
    );

  test('is not moved to frozen days', () => {
    const previousPlan = planOf(request);
    expect(joint(previousPlan)).toEqual(['C1 2026-12-16', 'C2 2026-12-16']);
    const closed = { kind: 'customerClosed', customerId: 'C2', from: '2026-12-13' } as const;
    const options = { previousPlan, freezeUntil: '2026-12-12', events: [closed] };
    const dates = joint(planOf({ ...request, options })).map((visit) => visit.slice(3));
    expect(dates).toHaveLength(1);
    expect(dates[0] > '2026-12-12').toBe(true);
  });

  test('of frozen days stays, counts, and does not come again, also when the supervisor is ill by now', () => {
    const next = structuredClone(request);
    next.options = { previousPlan: planOf(request), freezeUntil: '2026-12-16' };
    next.territory.supervisors = [{ id: 'S1', daysOff: ['2026-12-16'], maxJointDaysPerRepPerMonth: 0 }];
    const plan = planOf(next);
    expect(joint(plan)).toEqual(['C1 2026-12-16', 'C2 2026-12-16']);
    expect(plan.issues.map(({ code }) => code)).not.toContain('JOINT_VISIT_NOT_PLACED');
  });

  test('that was not planned for frozen days is told as missing', () => {
    const next = structuredClone(request);
    next.options = {
      previousPlan: planOf({
        ...request,
        territory: { ...request.territory, supervisors: [{ id: 'S1', daysOff: ['2026-12-16'] }] },
      }),
      freezeUntil: '2026-12-27',
    };
    const plan = planOf(next);
    expect(joint(plan)).toEqual(joint(next.options.previousPlan as Plan));
    expect(plan.issues.map(({ code }) => code)).toContain('JOINT_VISIT_NOT_PLACED');
  });
});

test('phone calls of frozen days stay as they were', () => {
  const classes = ['A1', 'A1', 'A2', 'B1', 'B1', 'B2', 'C', 'C'];
  const request = smallRequest({ customers: classes.map((name) => ({ class: name })) });
  const previousPlan = planOf(request);
  const next = structuredClone(request);
  // Spread anew, these would come to frozen days as well.
  next.territory.policy = { classes: [{ class: 'C', phoneCalls: { calls: 1, per: 'week' } }] };
  next.options = { previousPlan, freezeUntil: '2026-12-11' };
  const frozenCalls = (plan: Plan) =>
    plan.itineraries[0].days.flatMap(({ date, phoneCalls = [] }) =>
      date > '2026-12-11' ? [] : phoneCalls.map(({ customerId }) => `${customerId} ${date}`),
    );
  expect(frozenCalls(previousPlan).length).toBeGreaterThan(4);
  expect(frozenCalls(planOf(next))).toEqual(frozenCalls(previousPlan));
});

describe('dated visits', () => {
  const request = smallRequest({
    customers: [{ class: 'A1' }],
    reps: [{ daysOff: ['2026-12-02', '2026-12-03', '2026-12-04'] }],
    horizon: { weeks: 2 },
  });

  test('of a frozen day that cannot stay are told of as such', () => {
    const pins = [{ customerId: 'C1', date: '2026-12-01' }];
    const pinned = smallRequest({ customers: [{ class: 'C' }], horizon: { weeks: 1 }, options: { pins } });
    const absent = { kind: 'repAbsent', repId: 'R1', from: '2026-12-01', to: '2026-12-01' } as const;
    const { after } = followed(pinned, 1, { lastVisitedOn: undefined }, { pins, events: [absent] });
    expect(after.issues.map(({ code }) => code)).toContain('FROZEN_DAY_CHANGED');
    expect(stopsOf(after, 'C1')).toHaveLength(1);
  });

  test('that are urgent come on their days, however long after a frozen one', () => {
    const urgent = { kind: 'urgentVisit', customerId: 'C1', from: '2026-12-11', to: '2026-12-11' } as const;
    const { after, date } = followed(request, 1, { lastVisitedOn: undefined }, { events: [urgent] });
    expect(Date.parse('2026-12-11') - Date.parse(date)).toBeGreaterThan(9 * 86_400_000);
    expect(stopsOf(after, 'C1').map((stop) => stop.date)).toEqual([date, '2026-12-11']);
  });

  test('that were kept stand, whatever hours the rep works since', () => {
    const appointments = [{ date: '2026-12-01', from: '08:30', minutes: 60 }];
    const agreed = smallRequest({ customers: [{ class: 'B1', appointments }] });
    const { before, after } = followed(agreed, 1, {}, { freezeUntil: '2026-12-08' });
    const later = structuredClone(agreed);
    later.territory.reps[0].workingHours = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:30' }];
    later.territory.customers[0].lastVisitedOn = '2026-12-01';
    later.options = { previousPlan: before, freezeUntil: '2026-12-08' };
    expect(() => planOf(later)).not.toThrow();
    expect(stopsOf(after, 'C1')[0].date).toBe('2026-12-01');
  });

  test('that the rep of the plan before could not keep are missing again, and do not refuse the replan', () => {
    const appointments = ['2026-12-01', '2026-12-12'].map((date) => ({ date, from: '10:00', minutes: 60 }));
    const onSaturdays = [{ days: ['wed' as const, 'sat' as const], from: '08:30', to: '17:30' }];
    const agreed = smallRequest({
      customers: [{ class: 'B1', appointments }],
      reps: [{}, { workingHours: onSaturdays }],
      horizon: { weeks: 2 },
    });
    const previousPlan = planOf(agreed);
    const again = planOf({ ...agreed, options: { previousPlan } });
    for (const { unassignedVisits } of [previousPlan, again]) expect(unassignedVisits).toHaveLength(1);
  });
});
