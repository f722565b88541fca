import { describe, expect, test } from 'vitest';
import type { Customer, Plan, PlanEvent, PlanRequest } from '#solver';
import { type SmallRequest, smallRequest } from '../input/small-request.ts';
import { planOf } from '../replan/planning.ts';

/** `customer: codes` of every missing visit. */
const told = ({ unassignedVisits }: Plan) =>
  unassignedVisits.map(({ customerId, reasons }) => `${customerId}: ${reasons.map(({ code }) => code).join(' ')}`);

/** A degree of latitude is 111 km, 145 km by road and 145 minutes. */
const north = (degrees: number) => ({ lat: 41.66 + degrees, lng: -91.53 });

const oneWeek = (asked: SmallRequest): PlanRequest => smallRequest({ ...asked, horizon: { weeks: 1 } });

function times(count: number, customer: Partial<Customer>): Partial<Customer>[] {
  return Array.from({ length: count }, () => ({ class: 'B2', location: north(0.05), ...customer }));
}

/** The request with a part of it changed, as the reason suggests. */
function changed(request: PlanRequest, change: (request: PlanRequest) => void): Plan {
  const next = structuredClone(request);
  change(next);
  return planOf(next);
}

describe('a missing visit has as its reason', () => {
  test('the working time, where the days are full; with more of it all are planned', () => {
    const request = oneWeek({
      customers: times(4, { visitMinutes: 120 }),
      reps: [{ workingHours: [{ days: ['mon', 'tue'], from: '09:00', to: '12:00' }] }],
    });
    expect(new Set(told(planOf(request)).map((each) => each.slice(4)))).toEqual(new Set(['REP_CAPACITY_EXHAUSTED']));
    expect(told(planOf(request))).toHaveLength(2);
    const longer = changed(request, ({ territory: { reps } }) => {
      reps[0].workingHours = [{ days: ['mon', 'tue'], from: '09:00', to: '17:00' }];
    });
    expect(told(longer)).toEqual([]);
  });

  test('the opening hours, where all are open at the same time, whatever time the rep has', () => {
    const openingHours = [{ days: ['wed' as const], from: '09:00', to: '10:00' }];
    const customers = [0.02, 0.05, 0.08].map((degrees) => ({ class: 'B2', location: north(degrees), openingHours }));
    const plan = planOf(oneWeek({ customers }));
    expect(plan.unassignedVisits).toHaveLength(2);
    for (const { reasons } of plan.unassignedVisits) {
      expect(reasons.map(({ code }) => code)).toEqual(['TIME_WINDOW', 'CUSTOMER_CLOSED']);
    }
  });

  test('what would make room together, not the working time, where more of it alone would not', () => {
    const openingHours = [{ days: ['wed' as const], from: '09:00', to: '10:00' }];
    const request = oneWeek({
      customers: times(2, { location: north(0), visitMinutes: 60, openingHours }),
      reps: [{ workingHours: openingHours }],
    });
    expect(told(planOf(request)).map((each) => each.slice(4))).toEqual(['CUSTOMER_CLOSED REP_ABSENT']);
    const longer = changed(request, ({ territory: { reps } }) => {
      reps[0].workingHours = [{ days: ['wed'], from: '00:00', to: '24:00' }];
    });
    expect(longer.unassignedVisits).toHaveLength(1);
    const otherDays = changed(request, ({ territory: { customers, reps } }) => {
      customers[0].openingHours = [{ days: ['wed', 'thu'], from: '09:00', to: '10:00' }];
      customers[1].openingHours = [{ days: ['wed', 'thu'], from: '09:00', to: '10:00' }];
      reps[0].workingHours = [{ days: ['wed', 'thu'], from: '09:00', to: '10:00' }];
    });
    expect(otherDays.unassignedVisits).toEqual([]);
  });

  test('the slots, where they are full: those of the least revenue are left out', () => {
    const customers = [5000, 4000, 3000, 2000].map((annualRevenue) => ({
      ...times(1, {})[0],
      annualRevenue,
      tags: ['tenant'],
    }));
    const slot = { tag: 'tenant', days: ['wed' as const], from: '13:00', to: '17:00', maxVisits: 1 };
    const policy = { slots: [{ ...slot, order: 'revenue' as const }] };
    const plan = planOf(smallRequest({ customers, territory: { policy }, horizon: { weeks: 2 } }));
    expect(told(plan)).toEqual(['C3: CUSTOMER_CLOSED', 'C4: CUSTOMER_CLOSED']);
    expect(plan.unassignedVisits[0].reasons[0].message).toContain('slots');
  });

  test('the limit of nights, where two far places need one each', () => {
    const customers = [...times(2, { location: north(2.7) }), ...times(2, { location: north(-2.7) })];
    const request = oneWeek({ customers, reps: [{ overnight: { maxConsecutiveNights: 1, maxNightsPerWeek: 1 } }] });
    const codes = told(planOf(request)).map((each) => each.slice(4));
    expect(codes).toEqual(['NIGHTS_LIMIT', 'NIGHTS_LIMIT']);
    const longer = changed(request, ({ territory: { reps } }) => {
      reps[0].overnight = { maxConsecutiveNights: 1, maxNightsPerWeek: 2 };
    });
    expect(told(longer)).toEqual([]);
  });

  test('a rep who is always home', () => {
    const reps = [{ overnight: { maxConsecutiveNights: 0, maxNightsPerWeek: 0 } }];
    expect(told(planOf(oneWeek({ customers: times(1, { location: north(2.7) }), reps })))).toEqual([
      'C1: TOO_FAR_WITHOUT_NIGHT',
    ]);
  });

  test('the absence of the rep, also when he never works', () => {
    const daysOff = ['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04'];
    const farAway = { home: north(20), overnight: { maxConsecutiveNights: 0, maxNightsPerWeek: 0 } };
    const request = oneWeek({ customers: times(1, { repId: 'R1' }), reps: [{ daysOff }, farAway] });
    expect(told(planOf(request))).toEqual(['C1: REP_ABSENT']);
  });

  test('that nobody can be visited twice a day, never that he is out of reach', () => {
    const plan = planOf(oneWeek({ customers: times(1, { visitFrequency: { visits: 10, per: 'week' } }) }));
    const codes = new Set(plan.unassignedVisits.flatMap(({ reasons }) => reasons.map(({ code }) => code)));
    expect(codes).toEqual(new Set(['REP_ABSENT', 'FREQUENCY_SPACING_CONFLICT']));
    expect(plan.unassignedVisits.at(-1)?.reasons[0].message).toContain('never two on a day');
  });

  describe('of an overdue customer for whom the weekdays of no rep suffice', () => {
    const owed = (territory: SmallRequest['territory'] = {}, reps: SmallRequest['reps'] = [{}]) =>
      planOf(smallRequest({ customers: [{ class: 'A1', lastVisitedOn: '2026-11-03' }], reps, territory }))
        .unassignedVisits;

    test('first the spacing, with how many are planned and which is overdue', () => {
      const [{ reasons }] = owed();
      expect(reasons.map(({ code }) => code)).toEqual(['FREQUENCY_SPACING_CONFLICT', 'REP_ABSENT']);
      expect(reasons[0].message).toContain(' One of the 5 has been overdue since 2026-11-10; 4 are planned.');
    });

    test('also where the rep has a holiday', () => {
      const [{ reasons }] = owed({ calendar: { country: 'US' } });
      expect(reasons[0].code).toBe('FREQUENCY_SPACING_CONFLICT');
    });

    test('the absence of the rep, where his weekdays would suffice', () => {
      const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
      const daysOff = ['2026-12-05', '2026-12-12', '2026-12-19', '2026-12-26'];
      const workingHours = [{ days: [...days], from: '08:30', to: '17:30' }];
      expect(owed({}, [{ daysOff, workingHours }])[0].reasons[0].code).toBe('REP_ABSENT');
    });
  });

  test('two rules together, where lifting one of them is not enough', () => {
    const openingHours = [{ days: ['sat' as const], from: '05:00', to: '06:00' }];
    expect(told(planOf(oneWeek({ customers: times(1, { openingHours }) })))).toEqual([
      'C1: TIME_WINDOW CUSTOMER_CLOSED',
    ]);
  });
});

describe('the sentence of a reason speaks of the other visits where these leave no room', () => {
  const messages = (request: PlanRequest) =>
    planOf(request).unassignedVisits.flatMap(({ reasons }) => reasons.map(({ message }) => message));
  const apart = (customer: Partial<Customer>) =>
    [north(1), north(-1)].map((location) => times(1, { ...customer, location })[0]);
  const shortDrives = { maxDriveMinutesPerDay: 300, overnight: { maxConsecutiveNights: 0 } };

  test('the customer is open on the day on which the rep comes to another one', () => {
    const [message] = messages(oneWeek({ customers: apart({ visitDays: ['mon'] }), reps: [shortDrives] }));
    expect(message).toMatch(/^Beside the other visits no day is left on which C[12] is open and R1 could come\.$/);
  });

  test('the rep works on the day on which he comes to another customer', () => {
    const workingHours = [{ days: ['mon' as const], from: '08:00', to: '18:00' }];
    const [message] = messages(oneWeek({ customers: apart({}), reps: [{ ...shortDrives, workingHours }] }));
    expect(message).toMatch(/^Beside the other visits no day is left on which R1 works and C[12] could be seen\.$/);
  });

  test('but not where an empty calendar holds none', () => {
    const [message] = messages(oneWeek({ customers: times(1, { visitDays: ['sun'] }) }));
    expect(message).toBe('C1 is closed on the days on which R1 could come.');
  });
});

describe('the lock', () => {
  const daysOff = ['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04'];
  const request = (busy: number) =>
    oneWeek({
      customers: [{ ...times(1, {})[0], repId: 'R1' }, ...times(busy, { repId: 'R2', visitMinutes: 520 })],
      reps: [{ daysOff }, {}],
    });

  test('is a reason where another rep has room', () => {
    expect(told(planOf(request(1)))).toEqual(['C1: REP_ABSENT LOCKED_REP']);
  });

  test.each([
    ['eligibleRepIds name him alone', { eligibleRepIds: ['R1'] }],
    ['he carries him today', { currentRepId: 'R1' }],
  ])('is none where without it the same rep would carry him, as %s', (_, more) => {
    const locked = request(1);
    Object.assign(locked.territory.customers[0], more);
    expect(told(planOf(locked))).toEqual(['C1: REP_ABSENT']);
  });

  test('is none in a replan, in which he stays with whom he was planned', () => {
    const locked = request(1);
    locked.options = { ...locked.options, previousPlan: planOf(locked) };
    expect(told(planOf(locked))).toEqual(['C1: REP_ABSENT']);
  });

  test('is none where the other one has none', () => {
    expect(told(planOf(request(5)))).toEqual(['C1: REP_ABSENT']);
  });
});

describe('an appointment that another one of the day makes impossible', () => {
  const agreed = (from: string) => [{ date: '2026-12-02', from, minutes: 60 }];
  const reasonBeside = (from: string, other: string) => {
    const customers = [
      { class: 'C', location: north(0.05), appointments: agreed(from) },
      { class: 'C', location: north(0.5), appointments: agreed(other) },
    ];
    const { itineraries, unassignedVisits } = planOf(oneWeek({ customers }));
    const [kept] = itineraries.flatMap(({ days }) => days.flatMap(({ stops }) => stops));
    const [{ reasons }] = unassignedVisits;
    expect(reasons.map(({ code }) => code)).toEqual(['TIME_WINDOW']);
    return reasons[0].message.replaceAll(kept.customerId, 'KEPT');
  };

  test.each([
    ['10:00', '11:30', /the way (from|to) the one with KEPT takes 66 minutes, and 30 lie between them\./],
    ['11:30', '10:00', /the way (from|to) the one with KEPT takes 66 minutes, and 30 lie between them\./],
    ['10:00', '10:30', /it overlaps the one with KEPT\./],
  ])('says so, and names it (%s beside %s)', (from, other, message) => {
    expect(reasonBeside(from, other)).toMatch(message);
  });
});

test('a customer to whom no hotels lead is out of reach, whatever nights are allowed; with one on the way he is planned', () => {
  const night = (degrees: number) => ({ id: `H${degrees}`, location: north(degrees), costPerNight: 80 });
  const request = oneWeek({ customers: [{ location: north(4) }], territory: { hotels: [night(0), night(4)] } });
  const [{ reasons }] = planOf(request).unassignedVisits;
  expect(reasons.map(({ code }) => code)).toEqual(['UNREACHABLE']);
  expect(reasons[0].message).toContain('wherever the nights on the way are spent');
  expect(reasons[0].suggestion).toContain('add hotels near by and on the way');
  expect(told(changed(request, ({ territory }) => territory.hotels?.push(night(2))))).toEqual([]);
});

describe('an appointment that is lost', () => {
  test('is the visit that is missing, with its date', () => {
    const agreed = (from: string) => [{ date: '2026-12-09', from, minutes: 60 }];
    const customers = [
      { class: 'A1', location: north(0.05), appointments: agreed('10:00') },
      { class: 'A1', location: north(0.5), appointments: agreed('10:30') },
    ];
    const { unassignedVisits } = planOf(smallRequest({ customers }));
    expect(unassignedVisits).toHaveLength(1);
    const [{ dueOn, reasons }] = unassignedVisits;
    expect(dueOn).toBe('2026-12-07');
    expect(reasons.map(({ code }) => code)).toEqual(['TIME_WINDOW']);
    expect(reasons[0].message).toContain('2026-12-09');
  });

  test('hides nothing of what keeps another visit: in a trial it takes no place of one that is planned', () => {
    const far = { class: 'B2', visitMinutes: 30, location: north(1.7) };
    const customers = [
      { ...far, appointments: [{ date: '2026-12-02', from: '12:00', minutes: 120 }] },
      { ...far, visitDays: ['fri' as const] },
      { class: 'A1', visitMinutes: 480, visitDays: ['wed' as const], location: north(0.05) },
    ];
    const overnight = { maxConsecutiveNights: 0, maxNightsPerWeek: 0 };
    expect(told(planOf(oneWeek({ customers, reps: [{ overnight }] })))).toContain('C2: TOO_FAR_WITHOUT_NIGHT');
  });
});

describe('a pinned visit that is lost', () => {
  const customer = { class: 'B1', annualRevenue: 1 };
  const lost = (pins: string[], more: Partial<Customer> = {}) => {
    const options = { pins: pins.map((date) => ({ customerId: 'C1', date })) };
    return planOf(smallRequest({ customers: [{ ...customer, ...more }, customer], options })).unassignedVisits;
  };

  test.each<[string, string[], Partial<Customer>, string]>([
    ['the weekend', ['2026-12-05'], {}, 'REP_ABSENT'],
    ['a day on which it is closed', ['2026-12-08'], { closedOn: ['2026-12-08'] }, 'CUSTOMER_CLOSED'],
    ['a weekday that it does not want', ['2026-12-08'], { visitDays: ['mon', 'fri'] }, 'CUSTOMER_CLOSED'],
    ['two days, one after the other', ['2026-12-07', '2026-12-08'], {}, 'FREQUENCY_SPACING_CONFLICT'],
  ])('to %s has what stands against that day as its reason', (_, pins, more, code) => {
    const [{ reasons }, ...others] = lost(pins, more);
    expect(others).toEqual([]);
    expect(reasons.map((reason) => reason.code)).toEqual([code]);
    expect(reasons[0].message).toContain(`pinned to ${pins.at(-1)}`);
  });

  test('gives way to an appointment near by', () => {
    const appointments = [{ date: '2026-12-11', from: '10:00', minutes: 30 }];
    const [{ reasons }] = lost(['2026-12-08'], { appointments });
    expect(reasons.map(({ code }) => code)).toEqual(['FREQUENCY_SPACING_CONFLICT']);
    expect(reasons[0].message).toContain('pinned to 2026-12-08');
  });
});

describe('in a replan', () => {
  const request = smallRequest({ customers: times(6, { class: 'B1' }) });
  const previousPlan = planOf(request);
  const later = (options: PlanRequest['options']) =>
    planOf({ ...request, options: { previousPlan, freezeUntil: '2026-12-11', ...options } });

  test('only the days that are left count: a customer who has closed', () => {
    const events = [{ kind: 'customerClosed' as const, customerId: 'C3', from: '2026-12-12', to: '2026-12-27' }];
    const codes = new Set(told(later({ events })));
    expect(codes).toEqual(new Set(['C3: CUSTOMER_CLOSED']));
  });

  test('only the days that are left count: a rep who is absent', () => {
    const events = [{ kind: 'repAbsent' as const, repId: 'R1', from: '2026-12-12', to: '2026-12-27' }];
    const codes = new Set(told(later({ events })).map((each) => each.slice(4)));
    expect(codes).toEqual(new Set(['REP_ABSENT']));
  });

  describe('that freezes every day', () => {
    const options = (events: PlanEvent[], freezeUntil = '2026-12-27') => ({ previousPlan, freezeUntil, events });
    const [day] = previousPlan.itineraries[0].days;
    const reasonsOf = (events: PlanEvent[]) => planOf({ ...request, options: options(events) }).unassignedVisits;
    const allFrozen = (id: string) =>
      expect.objectContaining({
        code: 'REP_CAPACITY_EXHAUSTED',
        message: `All days of R1 are frozen: none is left on which ${id} could be visited.`,
        suggestion: 'Freeze fewer days.',
      });

    test.each<[string, PlanEvent]>([
      ['the rep is absent', { kind: 'repAbsent', repId: 'R1', from: day.date, to: day.date }],
      ['the customer is closed', { kind: 'customerClosed', customerId: 'C1', from: day.date, to: day.date }],
      ['it was not made', { kind: 'visitNotDone', customerId: 'C1', date: day.date }],
    ])('a visit is lost to that where %s; with fewer frozen days it is planned', (_, event) => {
      const missing = reasonsOf([event]);
      expect(missing.map(({ customerId }) => customerId)).toContain('C1');
      for (const { customerId, reasons } of missing) expect(reasons).toEqual([allFrozen(customerId)]);
      expect(planOf({ ...request, options: options([event], '2026-11-30') }).unassignedVisits).toEqual([]);
    });

    test('what stands in the way of it besides is named too', () => {
      const missing = reasonsOf([{ kind: 'customerClosed', customerId: 'C1', from: '2026-11-30' }]);
      expect(missing).toHaveLength(2);
      for (const { reasons } of missing)
        expect(reasons).toEqual([expect.objectContaining({ code: 'CUSTOMER_CLOSED' }), allFrozen('C1')]);
    });

    test('nobody is called out of reach, also where more would have to change', () => {
      const grown = structuredClone({ ...request, options: options([]) });
      grown.territory.customers.push({ id: 'C7', location: north(0.05), class: 'B2', visitMinutes: 1000 });
      expect(planOf(grown).unassignedVisits.map(({ reasons }) => reasons)).toEqual([[allFrozen('C7')]]);
    });
  });
});
