import { describe, expect, test } from 'vitest';
import { type Customer, type PlanEvent, parseRequest } from '#solver';
import { smallRequest } from '../input/small-request.ts';
import { planOf, visitsOf } from './planning.ts';

describe('an urgent visit', () => {
  const urgent = (from: string, to: string): PlanEvent => ({ kind: 'urgentVisit', customerId: 'C1', from, to });
  const customer = { class: 'B1', annualRevenue: 1 };
  const asked = (events: PlanEvent[], pins: string[] = [], more: Partial<Customer> = {}) => {
    const options = { events, pins: pins.map((date) => ({ customerId: 'C1', date })) };
    const small = smallRequest({ customers: [{ ...customer, ...more }, customer], options });
    const plan = planOf(small);
    const issues = parseRequest(small).issues.map(({ code, path }) => `${code} ${path}`);
    const dates = visitsOf(plan).flatMap((visit) => (visit.startsWith('C1 ') ? [visit.slice(-10)] : []));
    return { issues, dates, missing: plan.unassignedVisits };
  };

  test('asked for twice comes on days that suit both', () => {
    const { issues, dates } = asked([urgent('2026-12-02', '2026-12-09'), urgent('2026-12-01', '2026-12-02')]);
    expect(issues).toEqual([]);
    expect(dates[0]).toBe('2026-12-02');
  });

  test('asked for on two occasions is the first of them, and the other is told', () => {
    const { issues, dates } = asked([urgent('2026-12-14', '2026-12-15'), urgent('2026-12-01', '2026-12-01')]);
    expect(issues).toEqual(['URGENT_VISIT_NOT_NEXT /options/events/0']);
    expect(dates[0]).toBe('2026-12-01');
  });

  test('for which nobody can come gives way to another', () => {
    const { issues, dates } = asked([urgent('2026-12-05', '2026-12-06'), urgent('2026-12-08', '2026-12-08')]);
    expect(issues).toEqual(['URGENT_VISIT_NOT_POSSIBLE /options/events/0']);
    expect(dates[0]).toBe('2026-12-08');
  });

  test('comes beside a pinned one that was the only one owed', () => {
    const { dates, missing } = asked([urgent('2026-12-01', '2026-12-02')], ['2026-12-22'], { class: 'B2' });
    expect([dates[0] <= '2026-12-02', dates[1]]).toEqual([true, '2026-12-22']);
    expect(missing).toEqual([]);
  });

  test('too near to an appointment leaves that one, with a true reason', () => {
    const appointments = [{ date: '2026-12-16', from: '10:00', minutes: 30 }];
    const { dates, missing } = asked([urgent('2026-12-07', '2026-12-08')], [], { class: 'B2', appointments });
    expect(dates).toEqual(['2026-12-16']);
    expect(missing[0].reasons.map(({ code }) => code)).toEqual(['FREQUENCY_SPACING_CONFLICT']);
  });

  test('after a pinned one is not the next, and has no effect', () => {
    const { issues, dates } = asked([urgent('2026-12-07', '2026-12-08')], ['2026-12-03']);
    expect(issues).toEqual(['URGENT_VISIT_NOT_NEXT /options/events/0']);
    expect(dates[0]).toBe('2026-12-03');
  });

  test('near a frozen one leaves no excuse to a pin that could take its place', () => {
    const weekly = smallRequest({ customers: [{ class: 'A1' }], horizon: { weeks: 2 } });
    const pinned = (date: string) => ({ pins: [{ customerId: 'C1', date }] });
    const previousPlan = planOf({ ...weekly, options: pinned('2026-12-01') });
    const now = { previousPlan, freezeUntil: '2026-12-01', events: [urgent('2026-12-03', '2026-12-03')] };
    const plan = planOf({ ...weekly, options: { ...now, ...pinned('2026-12-04') } });
    expect(visitsOf(plan)).toEqual(['C1 R1 2026-12-01', 'C1 R1 2026-12-03']);
    expect(plan.unassignedVisits[0].reasons.map(({ code }) => code)).toEqual(['FREQUENCY_SPACING_CONFLICT']);
  });

  test('near the last one leaves no excuse to a pin that could take its place, either', () => {
    const [soon, pin] = ['2026-12-01', '2026-12-03'];
    const { dates, missing } = asked([urgent(soon, soon)], [pin], { class: 'A1', lastVisitedOn: '2026-11-29' });
    expect(dates[0]).toBe(soon);
    expect(dates).not.toContain(pin);
    expect(missing[0].reasons.map(({ code }) => code)).toEqual(['FREQUENCY_SPACING_CONFLICT']);
  });
});
