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

  test('a visit that was not made lets the next one of its day begin sooner, and nobody is told of that', () => {
    const [{ date, stops }] = planOf(request).itineraries[0].days;
    const { customerId } = stops[0];
    const event = { kind: 'visitNotDone', customerId, date } as const;
    const { before, after } = followed(request, 1, { lastVisitedOn: undefined }, { events: [event] });
    const next = (plan: Plan) => stopsOf(plan, stops[1].customerId)[0].startAt;
    expect(Date.parse(next(after))).toBeLessThan(Date.parse(next(before)));
    expect(after.diff?.retimed.filter((visit) => visit.date === date)).toEqual([]);
  });
});
