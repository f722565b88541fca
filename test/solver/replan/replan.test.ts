import { describe, expect, test } from 'vitest';
import { type PlanEvent, type PlanOptions, type PlanRequest, parseRequest } from '#solver';
import { smallRequest } from '../input/small-request.ts';
import { planOf, visitsOf } from './planning.ts';

/** Thirty customers of every class in a ring of 60 km, two reps, four weeks. */
function ring(): PlanRequest {
  const classes = ['A1', 'A2', 'B1', 'B2', 'C'];
  const customers = Array.from({ length: 30 }, (_, k) => ({
    class: classes[k % 5],
    location: { lat: 41.66 + 0.5 * Math.sin(k * 2.4), lng: -91.53 + 0.7 * Math.cos(k * 2.4) },
  }));
  return smallRequest({ customers, reps: [{}, { home: { lat: 41.9, lng: -91.2 } }] });
}

const request = ring();
const before = planOf(request, 600);
/** The rep with the most days on tour, ill on two of them. */
const [busiest] = before.itineraries.toSorted((a, b) => b.days.length - a.days.length);
const [from, to] = busiest.days.map(({ date }) => date).filter((date) => date > '2026-12-06');
const ill: PlanEvent = { kind: 'repAbsent', repId: busiest.repId, from, to };
const replanned = (options: PlanOptions, change: (request: PlanRequest) => void = () => {}) => {
  const next = structuredClone(request);
  change(next);
  next.options = { previousPlan: before, ...options };
  return planOf(next, 300);
};
const withEvents = (...events: PlanEvent[]) => replanned({ freezeUntil: '2026-12-04', events });

const repOf = (id: string) => before.territories.find(({ customerIds }) => customerIds.includes(id))?.repId ?? '';

describe('replanning', () => {
  test('nothing has happened: hardly anything changes, and every customer keeps its rep', () => {
    const { diff, territories } = replanned({ costs: { perChangedVisit: 1000 } });
    expect(diff).toMatchObject({ stabilityShare: 1, moved: [], added: [], dropped: [] });
    expect(territories.map(({ customerIds }) => customerIds)).toEqual(
      before.territories.map(({ customerIds }) => customerIds),
    );
  });

  test('a change is dearer than nothing: the more it costs, the fewer there are', () => {
    const changes = [0, 20, 1000].map(
      (perChangedVisit) => replanned({ costs: { perChangedVisit } }).diff?.moved.length,
    );
    expect(changes[2]).toBe(0);
    expect(changes[1]).toBeLessThanOrEqual(changes[0] ?? 0);
  });

  test('frozen days stay as they were, nights included', () => {
    const plan = replanned({ freezeUntil: '2026-12-11', costs: { perChangedVisit: 0 } });
    const frozen = ({ itineraries }: typeof plan) =>
      itineraries.map(({ days }) =>
        days
          .filter(({ date }) => date <= '2026-12-11')
          .map(({ date, stops, end }) => [date, stops.map(({ customerId }) => customerId), end.hotelId ?? 'home']),
      );
    expect(frozen(plan)).toEqual(frozen(before));
  });

  test('days after the end of the previous plan are not frozen', () => {
    const weekly = smallRequest({ customers: [{ class: 'A1' }], horizon: { weeks: 1 } });
    const previousPlan = planOf(weekly);
    const next = { ...weekly, horizon: { start: '2026-11-30', weeks: 3 } };
    const plan = planOf({ ...next, options: { previousPlan, freezeUntil: '2026-12-13' } });
    const [first, second] = visitsOf(plan);
    expect(first).toBe(visitsOf(previousPlan)[0]);
    expect(second.slice(-10) <= '2026-12-13').toBe(true);
    expect(plan.kpis.coverage).toBe(1);
  });

  describe('a rep whose customers are all carried by another one', () => {
    const [idle, other] = before.itineraries.map(({ repId }) => repId);
    const giveAway = (next: PlanRequest) => {
      for (const customer of next.territory.customers) customer.repId = other;
    };
    const lostOf = (until: string) =>
      before.itineraries[0].days.filter(({ date, stops }) => date <= until && stops.length > 0).map(({ date }) => date);

    test('has his frozen days changed, and that is told', () => {
      const { issues } = replanned({ freezeUntil: '2026-12-04' }, giveAway);
      const told = issues.filter(({ code, message }) => code === 'FROZEN_DAY_CHANGED' && message.includes(`"${idle}"`));
      const dates = lostOf('2026-12-04');
      expect(dates.length).toBeGreaterThan(0);
      expect(told.map(({ message }) => dates.findIndex((date) => message.includes(date)))).toEqual([...dates.keys()]);
    });

    test('takes his visits out of what the others may change', () => {
      const changed = (plan: ReturnType<typeof replanned>) =>
        visitsOf(before).filter((visit) => visit.includes(` ${other} `) && !visitsOf(plan).includes(visit)).length;
      const lost = visitsOf(before).filter((visit) => visit.includes(` ${idle} `)).length;
      expect(changed(replanned({ maxChangedVisits: lost, costs: { perChangedVisit: 0 } }, giveAway))).toBe(0);
    });
  });

  test('visits that were made are not owed again by the rep to whom their customer is given', () => {
    const weekly = smallRequest({ customers: [{ class: 'A1', repId: 'R1' }, {}], reps: [{}, {}] });
    const previousPlan = planOf(weekly);
    const made = visitsOf(previousPlan).filter((visit) => visit.startsWith('C1 '));
    expect(made).toHaveLength(4);
    const [customer] = weekly.territory.customers;
    Object.assign(customer, { repId: 'R2', lastVisitedOn: made[1].slice(-10) });
    weekly.options = { previousPlan, freezeUntil: made[1].slice(-10) };
    const plan = planOf(weekly);
    expect(plan.kpis).toMatchObject({ requiredVisits: plan.kpis.plannedVisits });
    const visits = visitsOf(plan).filter((visit) => visit.startsWith('C1 '));
    expect(visits).toHaveLength(2);
    expect(visits.every((visit) => visit.startsWith('C1 R2 '))).toBe(true);
    expect(plan.issues.map(({ code }) => code)).toContain('FROZEN_DAY_CHANGED');
  });

  test('a rep is ill for some days: nobody is visited by him then, and little else changes', () => {
    const plan = withEvents(ill);
    const days = plan.itineraries.find(({ repId }) => repId === busiest.repId)?.days.map(({ date }) => date) ?? [];
    expect(days.filter((date) => date >= from && date <= to)).toEqual([]);
    expect(plan.diff?.stabilityShare).toBeGreaterThan(0.7);
    expect(plan.diff?.tell.repIds).toContain(busiest.repId);
  });

  test('a rep is away for weeks: whom he carries stays with him, and nobody is told that this is uneven', () => {
    const away: PlanEvent = { kind: 'repAbsent', repId: busiest.repId, from: '2026-12-07', to: '2026-12-27' };
    const { issues, territories } = withEvents(away);
    expect(territories.map(({ customerIds }) => customerIds)).toEqual(
      before.territories.map(({ customerIds }) => customerIds),
    );
    const codes = issues.map(({ code }) => code);
    expect(codes).not.toContain('BALANCE_NOT_MET');
    expect(codes).not.toContain('RULES_CONFLICT');
  });

  test('a customer has closed: its visits fall away with a reason, the others stay', () => {
    const plan = withEvents({ kind: 'customerClosed', customerId: 'C1', from: '2026-12-05' });
    expect(visitsOf(plan).filter((visit) => visit.startsWith('C1 ') && visit.slice(-10) > '2026-12-04')).toEqual([]);
    expect(plan.unassignedVisits.some(({ customerId }) => customerId === 'C1')).toBe(true);
    expect(plan.diff?.stabilityShare).toBeGreaterThan(0.85);
  });

  test('pinned to one day and then to the next: one of both is kept, and the other visits stay', () => {
    const weekly = smallRequest({ customers: [{ visitFrequency: { visits: 1, per: 'week' } }, {}, {}] });
    const first = planOf(weekly);
    const pins = ['2026-12-09', '2026-12-10'].map((date) => ({ customerId: 'C1', date }));
    const plan = planOf({ ...weekly, options: { previousPlan: first, pins } });
    const dates = visitsOf(plan).filter((visit) => visit.startsWith('C1 '));
    expect(dates).toHaveLength(3);
    expect(dates).toContain('C1 R1 2026-12-09');
    expect(plan.unassignedVisits.map(({ customerId }) => customerId)).toEqual(['C1']);
  });

  test('an urgent visit comes between its days, however near the last one', () => {
    const plan = withEvents({ kind: 'urgentVisit', customerId: 'C5', from: '2026-12-07', to: '2026-12-08' });
    const days = visitsOf(plan).filter((visit) => visit.startsWith('C5 '));
    expect(days.some((visit) => ['2026-12-07', '2026-12-08'].includes(visit.slice(-10)))).toBe(true);
  });

  test.each<[string, PlanEvent[]]>([
    ['it is the weekend', []],
    ['it is closed', [{ kind: 'customerClosed', customerId: 'C4', from: '2026-12-10', to: '2026-12-13' }]],
    ['its rep is away', [{ kind: 'repAbsent', repId: repOf('C4'), from: '2026-12-10', to: '2026-12-11' }]],
  ])('an urgent visit for which nobody can come leaves the other visits alone: %s', (_, events) => {
    const first = events.length === 0 ? '2026-12-12' : '2026-12-10';
    const urgent = { kind: 'urgentVisit', customerId: 'C4', from: first, to: '2026-12-13' } as const;
    const next = {
      ...request,
      options: { previousPlan: before, freezeUntil: '2026-12-04', events: [...events, urgent] },
    };
    expect(parseRequest(next).issues).toMatchObject([
      { severity: 'warning', code: 'URGENT_VISIT_NOT_POSSIBLE', path: `/options/events/${events.length}` },
    ]);
    const plan = withEvents(...events, urgent);
    expect(plan.unassignedVisits).toEqual([]);
    expect(visitsOf(plan).filter((visit) => visit.startsWith('C4 '))).toHaveLength(1);
  });

  test('a new appointment is kept', () => {
    const appointment = { customerId: 'C2', date: '2026-12-09', from: '10:00', minutes: 45 };
    const plan = withEvents({ kind: 'newAppointment', ...appointment });
    const stops = plan.itineraries.flatMap(({ days }) => days.flatMap((day) => day.stops));
    expect(stops.find((stop) => stop.customerId === 'C2' && stop.appointment)?.startAt).toContain('2026-12-09T10:00');
  });

  test('a visit that was not done on a frozen day is owed again', () => {
    const [visit] = visitsOf(before).filter((each) => each.slice(-10) <= '2026-12-04');
    const [customerId, , date] = visit.split(' ');
    const plan = withEvents({ kind: 'visitNotDone', customerId, date });
    expect(visitsOf(plan)).not.toContain(visit);
    const count = (of: typeof plan) => visitsOf(of).filter((each) => each.startsWith(`${customerId} `)).length;
    const missing = plan.unassignedVisits.filter((each) => each.customerId === customerId).length;
    expect(count(plan) + missing).toBe(count(before));
  });

  test('a visit pinned to another day moves there', () => {
    const free = visitsOf(before).find((visit) => visit.startsWith('C4 ')) ?? '';
    const date = free.slice(-10) === '2026-12-16' ? '2026-12-17' : '2026-12-16';
    const plan = replanned({ pins: [{ customerId: 'C4', date }] });
    const stops = plan.itineraries.flatMap(({ days }) => days.flatMap((day) => day.stops));
    expect(stops.filter((stop) => stop.pinned).map((stop) => [stop.customerId, stop.startAt.slice(0, 10)])).toEqual([
      ['C4', date],
    ]);
  });

  test('no more visits change than allowed, or an issue says that it cannot be', () => {
    // A plan for reps who lived elsewhere, which can be made far cheaper now, so that without a limit much changes.
    const elsewhere = structuredClone(request);
    for (const rep of elsewhere.territory.reps) rep.home = { lat: rep.home.lat + 0.4, lng: rep.home.lng - 0.5 };
    const previousPlan = planOf(elsewhere, 1);
    const changed = (options: PlanOptions) => {
      const given = { previousPlan, events: [ill], costs: { perChangedVisit: 0 } };
      const { diff, issues } = replanned({ ...given, ...options });
      const tooMany = issues.some(({ code }) => code === 'MORE_CHANGES_THAN_ALLOWED');
      return { count: (diff?.moved.length ?? 0) + (diff?.dropped.length ?? 0), tooMany };
    };
    const free = changed({});
    const fewest = changed({ maxChangedVisits: 0 });
    expect(fewest.tooMany).toBe(true);
    expect(fewest.count).toBeLessThan(free.count);
    expect(changed({ maxChangedVisits: fewest.count })).toEqual({ count: fewest.count, tooMany: false });
    expect(free.tooMany).toBe(false);
  });

  test('an appointment on a day of absence is lost with a reason, and the rest is planned', () => {
    const date = from;
    const customer = busiest.days.find((day) => day.date === date)?.stops[0].customerId;
    const plan = replanned({ events: [ill] }, ({ territory }) => {
      const found = territory.customers.find(({ id }) => id === customer);
      if (found === undefined) throw new Error('no customer');
      found.appointments = [{ date, from: '10:00', minutes: 30 }];
      found.repId = busiest.repId;
    });
    const lost = plan.unassignedVisits.filter(({ customerId }) => customerId === customer);
    expect(lost.length).toBeGreaterThan(0);
    expect(lost.every(({ reasons }) => reasons.length > 0)).toBe(true);
    expect(plan.kpis.plannedVisits).toBeGreaterThan(plan.kpis.requiredVisits - 4);
  });

  test('a new customer is added, one that is gone falls away', () => {
    const plan = replanned({}, ({ territory }) => {
      territory.customers[0] = { ...territory.customers[0], id: 'new' };
    });
    expect(plan.diff?.added.every(({ customerId }) => customerId === 'new')).toBe(true);
    expect(plan.diff?.dropped.filter(({ customerId }) => customerId === 'C1').length).toBe(4);
  });

  test('half way through, the visits made count, and those to come are spaced from them', () => {
    const plan = replanned({ freezeUntil: '2026-12-11' }, ({ territory }) => {
      for (const customer of territory.customers) {
        const made = visitsOf(before).filter(
          (visit) => visit.startsWith(`${customer.id} `) && visit.slice(-10) <= '2026-12-11',
        );
        const last = made.at(-1)?.slice(-10);
        if (last !== undefined) customer.lastVisitedOn = last;
      }
    });
    expect(plan.diff?.stabilityShare).toBeGreaterThan(0.9);
    expect(plan.kpis.coverage).toBe(1);
  });
});
