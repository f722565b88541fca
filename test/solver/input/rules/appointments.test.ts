import { describe, expect, test } from 'vitest';
import {
  type Customer,
  interpret,
  type PlanEvent,
  type PlanRequest,
  type Rep,
  type Territory,
  validateRequest,
} from '#solver';
import { smallRequest } from '../small-request.ts';

type Supervisor = NonNullable<Territory['supervisors']>[number];

test('an appointment too soon after lastVisitedOn is told like two that are too close', () => {
  const appointments = [{ date: '2026-12-01', from: '10:00', minutes: 30 }];
  const customers = [{ class: 'B2', lastVisitedOn: '2026-11-27', appointments }];
  expect(validateRequest(smallRequest({ customers }))).toMatchObject([
    { code: 'APPOINTMENTS_TOO_CLOSE', path: '/territory/customers/0/appointments/0' },
  ]);
});

test('an appointment on the day of the last visit was that visit, and is not owed again', () => {
  const appointments = [{ date: '2026-12-01', from: '10:00', minutes: 30 }];
  const kept = smallRequest({ customers: [{ class: 'B2', lastVisitedOn: '2026-12-01', appointments }] });
  const plain = smallRequest({ customers: [{ class: 'B2', lastVisitedOn: '2026-12-01' }] });
  expect(validateRequest(kept)).toEqual(validateRequest(plain));
  const [customer] = interpret(kept).customers;
  expect(customer.appointments).toEqual([]);
  expect(customer.requirement).toEqual(interpret(plain).customers[0].requirement);
});

describe('a pin is too close, or not,', () => {
  const told = (pins: string[], customer: Partial<Customer>, events: PlanEvent[] = []) => {
    const options = { pins: pins.map((date) => ({ customerId: 'C1', date })), events };
    const request = smallRequest({ customers: [{ class: 'B1', ...customer }], options });
    return validateRequest(request).map(({ code, path, message }) => [`${code} ${path}`, message]);
  };
  const appointments = [{ date: '2026-12-11', from: '10:00', minutes: 30 }];

  test.each<[string, string[], Partial<Customer>, string | null]>([
    ['another pin', ['2026-12-10', '2026-12-02'], {}, '2026-12-10, 8 days from the one on 2026-12-02'],
    [
      'the last visit',
      ['2026-12-02'],
      { lastVisitedOn: '2026-11-25' },
      '2026-12-02, 7 days from the one on 2026-11-25',
    ],
    ['an appointment after it', ['2026-12-08'], { appointments }, '2026-12-08, 3 days from the one on 2026-12-11'],
    ['an appointment before it', ['2026-12-14'], { appointments }, '2026-12-14, 3 days from the one on 2026-12-11'],
    ['an appointment on the same day', ['2026-12-11'], { appointments }, null],
    ['one that is far enough', ['2026-12-11', '2026-12-02'], {}, null],
  ])('to %s', (_, pins, customer, expected) => {
    const [first] = told(pins, customer);
    expect(first?.[0]).toBe(expected === null ? undefined : 'PINS_TOO_CLOSE /options/pins/0');
    if (expected !== null) expect(first[1]).toContain(expected);
  });

  test('to the last visit when it is urgent: that comes however near', () => {
    const urgent = { kind: 'urgentVisit', customerId: 'C1', from: '2026-12-01', to: '2026-12-02' } as const;
    expect(told(['2026-12-02'], { lastVisitedOn: '2026-11-25' }, [urgent])).toEqual([]);
  });
});

describe('a pin on a day on which nobody can come', () => {
  const date = '2026-12-03';
  const told = (customer: Partial<Customer>, reps: Partial<Rep>[], options: PlanRequest['options'] = {}) => {
    const pins = [{ customerId: 'C1', date }];
    const request = smallRequest({ customers: [{ class: 'B1', ...customer }], reps, options: { pins, ...options } });
    return validateRequest(request).map(({ severity, code, path, message }) => [
      `${severity} ${code} ${path}`,
      message,
    ]);
  };
  const off = { daysOff: [date] };
  const mornings = [{ days: ['thu' as const], from: '08:00', to: '12:00' }];
  const absent = { kind: 'repAbsent', repId: 'R1', from: date, to: date } as const;
  const closed = { kind: 'customerClosed', customerId: 'C1', from: date, to: date } as const;
  const nobody = 'no rep who may go there works on that day';
  const mayNot = 'it may not be visited on that day';
  const tooShort = 'no rep who may go there works long enough while it is open';

  test.each<[string, Partial<Customer>, Partial<Rep>[], PlanRequest['options'], string]>([
    ['because the rep has it off', {}, [off], {}, nobody],
    ['because all reps who may go there have it off', { eligibleRepIds: ['R1', 'R2'] }, [off, off, {}], {}, nobody],
    ['because the rep is absent', {}, [{}], { events: [absent] }, nobody],
    ['because the customer is closed', { closedOn: [date] }, [{}], {}, mayNot],
    ['because the customer has been closed', {}, [{}], { events: [closed] }, mayNot],
    ['because of its weekday', { visitDays: ['fri'] }, [{}], {}, mayNot],
    [
      'because of the hours of both',
      { openingHours: [{ days: ['thu'], from: '11:30', to: '17:00' }] },
      [{ workingHours: mornings }],
      {},
      tooShort,
    ],
  ])('is told: %s', (_, customer, reps, options, why) => {
    const [[what, message], ...others] = told(customer, reps, options);
    expect(others).toEqual([]);
    expect(what).toBe('warning PIN_NOT_POSSIBLE /options/pins/0');
    expect(message).toBe(`A visit of customer "C1" is pinned to ${date}, but ${why}: it remains unassigned.`);
  });

  test('is not told where another rep may go there, nor on the day of an appointment', () => {
    expect(told({}, [{}])).toEqual([]);
    expect(told({}, [off, {}])).toEqual([]);
    const appointments = [{ date, from: '10:00', minutes: 30 }];
    expect(told({ closedOn: [date], appointments }, [{}])).toEqual([]);
  });

  test('is not told of a visit on a frozen day', () => {
    const stops = [{ customerId: 'C1', startAt: `${date}T10:00:00-06:00` }];
    const previousPlan = {
      territories: [{ repId: 'R1', customerIds: ['C1'] }],
      itineraries: [{ repId: 'R1', days: [{ date, stops, end: {} }] }],
    };
    expect(told({ visitDays: ['mon'] }, [{}], { previousPlan, freezeUntil: date })).toEqual([]);
  });
});

describe('an appointment beside a visit on a frozen day', () => {
  const stop = (customerId: string, date: string) => ({ customerId, startAt: `${date}T10:00:00-06:00` });
  const day = (date: string) => ({ date, stops: [stop('C1', date)], end: {} });
  const previousPlan = {
    territories: [{ repId: 'R1', customerIds: ['C1'] }],
    itineraries: [{ repId: 'R1', days: [day('2026-12-03'), day('2026-12-16')] }],
  };
  const codes = (date: string, options: PlanRequest['options'] = {}, customer: object = {}) => {
    const event = { kind: 'newAppointment', customerId: 'C1', date, from: '09:00', minutes: 60 } as const;
    const events = [...(options.events ?? []), event];
    const request = smallRequest({
      customers: [{ class: 'B1', ...customer }],
      options: { previousPlan, freezeUntil: '2026-12-04', ...options, events },
    });
    return validateRequest(request).map(({ code, path }) => `${code} ${path}`);
  };

  test('is too close to it, or not', () => {
    expect(codes('2026-12-11')).toEqual(['APPOINTMENTS_TOO_CLOSE /options/events/0']);
    expect(codes('2026-12-14')).toEqual([]);
  });

  test('only where that visit stays, and was made', () => {
    expect(codes('2026-12-11', { freezeUntil: '2026-11-30' })).toEqual([]);
    const notDone = { kind: 'visitNotDone', customerId: 'C1', date: '2026-12-03' } as const;
    expect(codes('2026-12-11', { events: [notDone] })).toEqual([]);
  });

  test('only where it is new: one that was agreed before does not stop the replan of every night', () => {
    const appointments = [{ date: '2026-12-11', from: '10:00', minutes: 60 }];
    const request = smallRequest({
      customers: [{ class: 'B1', appointments }],
      options: { previousPlan, freezeUntil: '2026-12-04' },
    });
    expect(validateRequest(request)).toEqual([]);
  });

  test('one that the previous plan had is kept with a warning, however near a visit was made since', () => {
    const appointments = [{ date: '2026-12-16', from: '10:00', minutes: 60 }];
    const told = (customer: object) => {
      const customers = [{ class: 'B1', appointments, ...customer }];
      const options = { previousPlan, freezeUntil: '2026-12-11' };
      return validateRequest(smallRequest({ customers, options })).map(({ code, path }) => `${code} ${path}`);
    };
    expect(told({})).toEqual([]);
    const expected = ['APPOINTMENT_KEPT_TOO_CLOSE /territory/customers/0/appointments/0'];
    expect(told({ lastVisitedOn: '2026-12-11' })).toEqual(expected);
    expect(told({ minDaysBetween: 14 })).toEqual(expected);
  });

  test('one that was kept there is the visit itself, also when it has been recorded', () => {
    const appointments = [{ date: '2026-12-03', from: '10:00', minutes: 60 }];
    expect(codes('2026-12-14', {}, { appointments, lastVisitedOn: '2026-12-03' })).toEqual([]);
  });
});

describe('an appointment needs somebody who may go there and works', () => {
  const appointments = [{ date: '2026-12-03', from: '10:00', minutes: 30 }];
  const reps = [{ daysOff: ['2026-12-03'] }, {}];
  const codes = (customer: object) =>
    validateRequest(smallRequest({ customers: [{ class: 'C', appointments, ...customer }], reps })).map(
      ({ code }) => code,
    );

  test('anybody will do, but not one whom the customer does not allow', () => {
    expect(codes({})).toEqual([]);
    expect(codes({ repId: 'R2' })).toEqual([]);
    expect(codes({ eligibleRepIds: ['R1'] })).toEqual(['APPOINTMENT_ON_DAY_OFF']);
  });

  test.each([
    ['20:00', 60],
    ['17:00', 60],
    ['08:00', 60],
    ['23:30', 60],
    ['11:30', 60],
  ])('and is at work all the time (%s, %i minutes)', (from, minutes) => {
    const days = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
    const workingHours = [
      { days: [...days], from: '08:30', to: '12:00' },
      { days: [...days], from: '12:30', to: '17:30' },
    ];
    const customers = [{ class: 'C', appointments: [{ date: '2026-12-03', from, minutes }] }];
    const judged = (more: readonly Partial<Rep>[]) =>
      validateRequest(smallRequest({ customers, reps: [{ workingHours }, ...more] })).map(({ code }) => code);
    expect(judged([])).toEqual(['APPOINTMENT_OUTSIDE_WORKING_HOURS']);
    expect(judged([{ workingHours: [{ days: [...days], from: '00:00', to: '24:00' }] }])).toEqual(
      from === '23:30' ? ['APPOINTMENT_OUTSIDE_WORKING_HOURS'] : [],
    );
  });

  test('a new one of an id that is there twice is told with the rest', () => {
    const event = { kind: 'newAppointment', customerId: 'C1', date: '2026-12-03', from: '20:00', minutes: 60 } as const;
    const twice = [
      { class: 'B2', appointments: [...appointments] },
      { class: 'B2', id: 'C1' },
    ];
    expect(
      validateRequest(smallRequest({ customers: twice, options: { events: [event] } })).map(({ code }) => code),
    ).toContain('DUPLICATE_ID');
  });

  test('a new one is told where it was sent', () => {
    const on = { kind: 'newAppointment', customerId: 'C1', from: '20:00', minutes: 60 } as const;
    const events = [
      { ...on, date: '2026-12-03', from: '10:00' },
      { ...on, date: '2026-12-22' },
    ];
    const request = smallRequest({ customers: [{ class: 'B2' }], options: { events } });
    expect(validateRequest(request)).toMatchObject([
      { code: 'APPOINTMENT_OUTSIDE_WORKING_HOURS', path: '/options/events/1' },
    ]);
  });
});

describe('a supervisor who is agreed to come along to an appointment', () => {
  const agreed = { date: '2026-12-03', from: '10:00', minutes: 60, jointWith: 'E1' };
  const told = (supervisor: Partial<Supervisor>, options: PlanRequest['options'] = {}) => {
    const customers = [{ class: 'B1', appointments: [agreed] }, { class: 'B1' }];
    const territory = { supervisors: [{ id: 'E1', ...supervisor }] };
    return validateRequest(smallRequest({ customers, territory, options })).map(({ code, path }) => `${code} ${path}`);
  };
  const mornings = [{ days: ['thu' as const], from: '08:00', to: '10:30' }];
  const path = '/territory/customers/0/appointments/0/jointWith';

  test.each<[string, Partial<Supervisor>, string[]]>([
    ['is at work', {}, []],
    ['has the day off', { daysOff: ['2026-12-03'] }, [`SUPERVISOR_NOT_AT_WORK ${path}`]],
    ['goes home before it ends', { workingHours: mornings }, [`SUPERVISOR_NOT_AT_WORK ${path}`]],
  ])('%s', (_, supervisor, expected) => {
    expect(told(supervisor)).toEqual(expected);
  });

  test('has the day of a new one off', () => {
    const event = { kind: 'newAppointment', customerId: 'C2', ...agreed, date: '2026-12-04' } as const;
    expect(told({ daysOff: ['2026-12-04'] }, { events: [event] })).toEqual([
      'SUPERVISOR_NOT_AT_WORK /options/events/0/jointWith',
    ]);
  });
});
