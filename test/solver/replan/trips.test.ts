/** Trips that have begun go on as they were planned. */
import { describe, expect, test } from 'vitest';
import type { Plan, PlanEvent, PreviousPlan } from '#solver';
import { facts, farTrip, following, outline, told } from './following.ts';
import { planOf } from './planning.ts';

const request = farTrip();
const before = planOf(request);
const absent = (from: string, to: string): PlanEvent => ({ kind: 'repAbsent', repId: 'R1', from, to });

test('the trip of these tests', () => {
  expect(outline(before)).toEqual(['2026-11-30 home C1 H1', '2026-12-01 H1 C2 H1', '2026-12-02 H1 C3 home']);
});

describe('a horizon that begins in the middle of a trip', () => {
  const made = [{ lastVisitedOn: '2026-11-30' }];
  const fromTuesday = (freezeUntil?: string, events: PlanEvent[] = []) =>
    following(request, before, { events, ...(freezeUntil === undefined ? {} : { freezeUntil }) }, (next) => {
      next.horizon = { start: '2026-12-01', weeks: 1 };
      Object.assign(next.territory.customers[0], made[0]);
    });

  test.each([undefined, '2026-12-01', '2026-12-02'])(
    'begins at the hotel and keeps it to its end, frozen until %s',
    (until) => {
      const plan = fromTuesday(until);
      expect(facts(plan, '2026-12-02')).toEqual(facts(before, '2026-12-02', '2026-12-01'));
      expect(told(plan)).toEqual([]);
      expect(plan.kpis).toMatchObject({ requiredVisits: 2, plannedVisits: 2, nightsOut: 1 });
    },
  );

  test('goes on in the plans that follow, which do not have the day before', () => {
    const again = following(request, fromTuesday(), {}, (next) => {
      next.horizon = { start: '2026-12-01', weeks: 1 };
      Object.assign(next.territory.customers[0], made[0]);
    });
    expect(facts(again, '2026-12-02')).toEqual(facts(before, '2026-12-02', '2026-12-01'));
  });

  test('ends it where the rep is absent, and that is told', () => {
    const plan = fromTuesday(undefined, [absent('2026-12-01', '2026-12-04')]);
    expect(plan.itineraries[0].days).toEqual([]);
    const later = fromTuesday('2026-12-02', [absent('2026-12-01', '2026-12-01')]);
    expect(outline(later)).toEqual(['2026-12-02 home C3 home']);
    expect(told(later)).toHaveLength(1);
    expect(told(later)[0]).toMatch(/2026-12-01 .*: the rep is absent\.$/);
  });

  test.each([
    [2, []],
    [3, ['2026-12-03 home C4 H1', '2026-12-04 H1 home']],
  ])('counts the nights of the same week: of %i one has passed, one goes on', (maxNightsPerWeek, free) => {
    const plan = following(request, before, {}, (next) => {
      next.horizon = { start: '2026-12-01', weeks: 1 };
      next.territory.reps[0].overnight = { maxNightsPerWeek };
      const [first] = next.territory.customers;
      next.territory.customers.push({
        ...first,
        id: 'C4',
        openingHours: [{ days: ['thu'], from: '09:00', to: '16:00' }],
      });
      first.lastVisitedOn = '2026-11-30';
    });
    expect(outline(plan)).toEqual(['2026-12-01 H1 C2 H1', '2026-12-02 H1 C3 home', ...free]);
    expect(plan.unassignedVisits).toHaveLength(free.length === 0 ? 1 : 0);
  });
});

describe('a frozen trip', () => {
  const withEvents = (freezeUntil: string, ...events: PlanEvent[]) =>
    following(request, before, { freezeUntil, events });

  test('goes on where a visit was not made, also on a day of nothing but that', () => {
    const plan = withEvents('2026-12-02', { kind: 'visitNotDone', customerId: 'C2', date: '2026-12-01' });
    expect(outline(plan)).toEqual(['2026-11-30 home C1 H1', '2026-12-01 H1 H1', '2026-12-02 H1 C3 home']);
    expect(told(plan)).toEqual([]);
    expect(plan.unassignedVisits.map(({ customerId }) => customerId)).toEqual(['C2']);
  });

  test('ends on the evening before the rep is absent, however late he is home', () => {
    const plan = withEvents('2026-11-30', absent('2026-12-01', '2026-12-04'));
    expect(outline(plan)).toEqual(['2026-11-30 home C1 home']);
    expect(facts(plan, '2026-11-30')[0].stops).toEqual(facts(before, '2026-11-30')[0].stops);
    expect(told(plan)[0]).toMatch(/2026-11-30 .*: the rep is absent on the next day, and sleeps at home\.$/);
  });

  describe('with a hotel that is offered no more', () => {
    const withoutHotel = (previousPlan: Plan) =>
      following(request, previousPlan, { freezeUntil: '2026-12-01' }, ({ territory }) => {
        territory.hotels = [];
      });

    test('stays there, at the price of then', () => {
      const plan = withoutHotel(before);
      expect(facts(plan, '2026-12-02')).toEqual(facts(before, '2026-12-02'));
      expect(plan.kpis.cost).toEqual(before.kpis.cost);
      expect(told(plan)).toEqual([]);
    });

    test('goes home where nobody knows where it lies, and that is told', () => {
      const unplaced = structuredClone(before) as PreviousPlan;
      for (const { start, end } of unplaced.itineraries[0].days) {
        delete start?.location;
        delete end.location;
      }
      const plan = withoutHotel(unplaced as Plan);
      expect(outline(plan)).toEqual(['2026-11-30 home C1 home', '2026-12-01 home C2 home', '2026-12-02 home C3 home']);
      expect(told(plan).map((message) => message.includes('where "H1" lies'))).toEqual([true, true]);
    });

    test('has the ways that were stated where a matrix has it no more', () => {
      const plan = following(request, before, { freezeUntil: '2026-12-02' }, ({ territory }) => {
        territory.hotels = [];
        const placeIds = ['R1', 'C1', 'C2', 'C3'];
        const square = (value: number) => placeIds.map((_, row) => placeIds.map((__, k) => (row === k ? 0 : value)));
        territory.travel = { mode: 'matrix', placeIds, seconds: square(9000), metres: square(100_000) };
      });
      const [monday, tuesday] = plan.itineraries[0].days;
      expect(monday.stops[0].driveMinutes).toBe(150);
      expect(tuesday.stops[0].driveMinutes).toBe(before.itineraries[0].days[1].stops[0].driveMinutes);
    });
  });

  test('that reaches beyond the horizon stays in it', () => {
    const sunday = structuredClone(request);
    sunday.horizon = { start: '2026-11-24', weeks: 2 };
    const longer = planOf(sunday);
    const plan = following(sunday, longer, { freezeUntil: '2026-11-30' }, (next) => {
      next.horizon = { start: '2026-11-24', weeks: 1 };
    });
    const shown = (of: Plan) => outline(of).filter((day) => day <= '2026-12-01');
    expect(shown(plan)).toEqual(shown(longer));
    expect(told(plan)).toEqual([]);
  });

  test('of a plan that lacks the way home gets one, and that is told', () => {
    const cut = structuredClone(before);
    cut.itineraries[0].days.pop();
    const plan = following(request, cut, { freezeUntil: '2026-12-01' });
    expect(outline(plan)[2]).toBe('2026-12-02 H1 home');
    expect(plan.itineraries[0].days[2].start.departAt).toContain('T12:00:00');
    expect(told(plan)[0]).toMatch(/2026-12-02 .*no way home/);
  });
});
