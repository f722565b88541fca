/** Frozen days are facts and promises: only what events say bears on them, and who is gone. */
import { describe, expect, test } from 'vitest';
import { type Plan, type PlanEvent, type PlanRequest, type PreviousPlan, parseRequest } from '#solver';
import { smallRequest } from '../input/small-request.ts';
import { facts, farTrip, following, outline, told } from './following.ts';
import { planOf, visitsOf } from './planning.ts';

const until = '2026-12-04';
const agenda = [
  { action: 'checkStock' as const, minutes: 20, cadence: 'everyVisit' as const },
  { action: 'reviewPeriod' as const, minutes: 60, cadence: 'monthly' as const },
];
const appointments = [{ date: '2026-12-01', from: '10:00', minutes: 30 }];
const request = smallRequest({
  customers: [{ class: 'A1', contacts: [{ id: 'k1' }, { id: 'k2' }] }, { class: 'B2', appointments }, {}],
  reps: [{ breaks: [{ minutes: 30, between: ['11:30', '13:30'] }] }],
  territory: { policy: { agenda } },
  horizon: { weeks: 2 },
});
const before = planOf(request);
const firstDay = before.itineraries[0].days[0];
const [{ customerId: visited }] = firstDay.stops;

describe('frozen days stay whatever has changed since:', () => {
  const week = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
  const changes: Record<string, (next: PlanRequest) => void> = {
    'opening hours': ({ territory }) => {
      for (const customer of territory.customers)
        customer.openingHours = [{ days: [...week], from: '15:00', to: '17:00' }];
    },
    'days on which customers are visited, and days on which they are closed': ({ territory }) => {
      for (const customer of territory.customers)
        Object.assign(customer, { visitDays: ['sat'], closedOn: ['2026-12-01'] });
    },
    'working hours': ({ territory }) => {
      territory.reps[0].workingHours = [{ days: ['thu', 'fri'], from: '10:00', to: '12:00' }];
    },
    'days off and holidays': ({ territory }) => {
      territory.reps[0].daysOff = [firstDay.date];
      territory.calendar = { country: 'US', holidays: ['2026-12-02'] };
    },
    'breaks, own time and limits of driving': ({ territory }) => {
      Object.assign(territory.reps[0], { breaks: [], morningDriveMinutes: 0, maxDriveMinutesPerDay: 1 });
    },
    'lengths of visits and the agenda': ({ territory }) => {
      territory.policy = { agenda: [{ action: 'manageStock', minutes: 200, cadence: 'everyVisit' }] };
    },
    slots: ({ territory }) => {
      for (const customer of territory.customers) customer.tags = ['tenant'];
      territory.policy = {
        agenda,
        slots: [{ tag: 'tenant', days: ['fri'], from: '09:00', to: '17:00', maxVisits: 1 }],
      };
    },
    'appointments that have been taken away': ({ territory }) => {
      for (const customer of territory.customers) delete customer.appointments;
    },
  };
  test.each(Object.keys(changes))('%s', (name) => {
    const plan = following(request, before, { freezeUntil: until }, changes[name]);
    const timeless = (of: Plan) => facts(of, until).map(({ breaks, ...day }) => ({ ...day, breaks }));
    expect(timeless(plan)).toEqual(timeless(before));
    expect([told(plan), plan.diff?.retimed.filter(({ date }) => date <= until)]).toEqual([[], []]);
  });

  test('the ways: the times stay, and what is driven is that of today', () => {
    const plan = following(request, before, { freezeUntil: until }, ({ territory }) => {
      territory.travel = { mode: 'greatCircle', speedKmh: 30 };
    });
    const [day] = plan.itineraries[0].days;
    expect(day.stops.map(({ startAt }) => startAt)).toEqual(firstDay.stops.map(({ startAt }) => startAt));
    expect(day.driveMinutes).toBeCloseTo(2 * firstDay.driveMinutes, 0);
  });

  test('the times of a visit that would have room elsewhere, now that it is known how long it is', () => {
    const week = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
    const openingHours = [['08:00', '11:30'] as const, ['14:00', '18:00'] as const].map(([from, to]) => ({
      ...{ days: [...week], from, to },
    }));
    const visitFrequency = { visits: 1, per: 'week' } as const;
    const far = smallRequest({
      customers: [{ location: { lat: 42.4, lng: -93 }, visitFrequency, openingHours }],
      reps: [{ home: { lat: 41, lng: -93 } }],
      territory: { policy: { agenda } },
      horizon: { weeks: 2 },
    });
    const made = planOf(far);
    const plan = following(far, made, { freezeUntil: '2026-12-13' });
    expect(facts(plan, '2026-12-13')).toEqual(facts(made, '2026-12-13'));
  });

  test('customers of far trips are owed nothing that was made, in hours that are gone', () => {
    const trip = farTrip();
    const made = planOf(trip);
    const plan = following(trip, made, { freezeUntil: '2026-12-02' }, ({ territory }) => {
      for (const customer of territory.customers) {
        customer.lastVisitedOn = visitsOf(made)
          .find((visit) => visit.startsWith(customer.id))
          ?.slice(-10);
        customer.openingHours = [{ days: ['fri'], from: '09:00', to: '09:30' }];
      }
      territory.reps[0].overnight = { maxNightsPerWeek: 0 };
    });
    expect(facts(plan, '2026-12-02')).toEqual(facts(made, '2026-12-02'));
    expect(plan.unassignedVisits).toEqual([]);
  });
});

describe('a visit leaves a frozen day', () => {
  const ended = (event: PlanEvent, lastVisitedOn?: string) =>
    following(request, before, { freezeUntil: until, events: [event] }, ({ territory }) => {
      const customer = territory.customers.find(({ id }) => id === visited);
      if (lastVisitedOn !== undefined) Object.assign(customer ?? {}, { lastVisitedOn });
    });
  const isThere = (plan: Plan) => visitsOf(plan).includes(`${visited} R1 ${firstDay.date}`);
  const on = { from: firstDay.date, to: firstDay.date };

  test.each<[string, PlanEvent, RegExp]>([
    ['the rep is absent', { kind: 'repAbsent', repId: 'R1', ...on }, /the rep is absent\.$/],
    ['the customer is closed', { kind: 'customerClosed', customerId: visited, ...on }, /customer ".*" is closed\.$/],
  ])('when %s by then, unless a record says that it was made', (_, event, why) => {
    const plan = ended(event);
    expect(isThere(plan)).toBe(false);
    expect(told(plan)).toEqual([expect.stringMatching(why)]);
    const recorded = ended(event, firstDay.date);
    expect(isThere(recorded)).toBe(true);
  });

  test('when its customer is gone, and the other visits of the day keep their times', () => {
    const full = structuredClone(before);
    const { stops } = full.itineraries[0].days[0];
    stops.push({ ...stops[0], customerId: 'gone' });
    const plan = following(request, full, { freezeUntil: until });
    expect(facts(plan, until)).toEqual(facts(before, until).map((day) => ({ ...day, end: expect.anything() })));
    expect(told(plan)).toEqual([expect.stringMatching(/customer "gone" is no more\.$/)]);
  });

  test('with its rep, and each day is told', () => {
    const full = structuredClone(before);
    full.itineraries.push({ repId: 'gone', days: full.itineraries[0].days.filter(({ date }) => date <= until) });
    const messages = told(following(request, full, { freezeUntil: until }));
    expect(messages.map((message) => message.includes('rep "gone"'))).toEqual(full.itineraries[1].days.map(() => true));
  });
});

describe('what is agreed for a frozen visit', () => {
  const agreed = before.itineraries[0].days.flatMap(({ stops }) => stops).find(({ appointment }) => appointment);
  const newAppointment = (from: string): PlanEvent => ({
    ...{ kind: 'newAppointment', customerId: visited, date: firstDay.date },
    ...{ from, minutes: 30 },
  });

  test('stays an appointment', () => {
    expect(agreed?.customerId).toBe('C2');
  });

  test('at another time comes too late, which is told', () => {
    const next = structuredClone(request);
    next.options = { previousPlan: before, freezeUntil: until, events: [newAppointment('15:15')] };
    next.territory.customers[1].appointments = [{ ...appointments[0], from: '15:45' }];
    expect(parseRequest(next).issues.flatMap(({ code, path }) => (code === 'DATE_FROZEN' ? [path] : []))).toEqual([
      '/options/events/0/date',
      '/territory/customers/1/appointments/0/date',
    ]);
    expect(facts(planOf(next), until)).toEqual(facts(before, until));
  });
});

test('a previous plan of few fields keeps visits, order, beginnings and nights', () => {
  const trip = farTrip();
  const made = planOf(trip);
  const few: PreviousPlan = {
    territories: made.territories,
    itineraries: made.itineraries.map(({ repId, days }) => ({
      repId,
      days: days.map(({ date, stops, end: { hotelId } }) => ({
        date,
        stops: stops.map(({ customerId, startAt }) => ({ customerId, startAt })),
        end: hotelId === undefined ? {} : { hotelId },
      })),
    })),
  };
  const plan = following(trip, few as Plan, { freezeUntil: '2026-12-02' });
  expect(outline(plan)).toEqual(outline(made));
  const starts = (of: Plan) => of.itineraries[0].days.flatMap(({ stops }) => stops.map(({ startAt }) => startAt));
  expect(starts(plan)).toEqual(starts(made));
  expect(plan.itineraries[0].days[0].stops[0].waitMinutes).toBe(0);
});
