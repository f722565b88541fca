import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Customer,
  interpret,
  issueCatalogue,
  type PlanEvent,
  type PlanRequest,
  parseRequest,
  type Rep,
  validateRequest,
} from '#solver';
import { readFixture } from '../../fixtures/read-fixture.ts';
import { smallRequest } from './small-request.ts';

test('a request without fault comes back as it was sent', () => {
  const request = smallRequest({});
  const parsed = parseRequest(request);
  expect(parsed.request).toEqual(request);
  expect(parsed.issues.map(({ severity }) => severity)).not.toContain('error');
});

test('a warning does not stop a request, an error does', () => {
  const warned = smallRequest({ customers: [{}, {}] });
  expect(parseRequest(warned)).toMatchObject({ request: warned, issues: [{ code: 'NOTHING_TO_CLASSIFY_BY' }] });
  expect(parseRequest(smallRequest({ customers: [{}, { id: 'C1' }] })).request).toBeNull();
});

test('every entry with the same fault is named, not only the first', () => {
  const customers = [{ class: 'A1' }, { class: 'X' }, { class: 'Y', repId: 'R8' }, { class: 'A1', repId: 'R9' }];
  expect(validateRequest(smallRequest({ customers })).map(({ code, path }) => `${code} ${path}`)).toEqual([
    'UNKNOWN_REP /territory/customers/2/repId',
    'UNKNOWN_REP /territory/customers/3/repId',
    'CLASS_WITHOUT_POLICY /territory/customers/1/class',
    'CLASS_WITHOUT_POLICY /territory/customers/2/class',
  ]);
});

test('an unknown field may have any name: slashes and tildes are escaped in its path', () => {
  const request = { ...smallRequest({ customers: [{ class: 'A1' }] }), 'a/b~c': 1 };
  expect(parseRequest(request).issues.map(({ path }) => path)).toEqual(['/a~1b~0c']);
});

test.each(['0001-01-01', '1582-10-10', '9999-12-20'])('a horizon from %s is refused, not computed', (start) => {
  const customers = [{ class: 'A1' }];
  const request = smallRequest({ customers, territory: { calendar: { country: 'CN' } }, horizon: { start } });
  expect(parseRequest(request).issues).toMatchObject([{ code: 'BAD_FORMAT', path: '/horizon/start' }]);
});

test.each([
  ['customer', { minDaysBetween: 20 }, '/territory/customers/0/minDaysBetween'],
  ['customer', { maxDaysBetween: 3 }, '/territory/customers/0/maxDaysBetween'],
])('a spacing that contradicts the default of the class is told at the field given (%s %j)', (_, given, path) => {
  const request = smallRequest({ customers: [{ class: 'A1', ...given }] });
  expect(validateRequest(request)).toMatchObject([{ code: 'SPACING_CONTRADICTION', path }]);
});

test('an appointment too soon after lastVisitedOn is told like two that are too close', () => {
  const appointments = [{ date: '2026-12-01', from: '10:00', minutes: 30 }];
  const customers = [{ class: 'B2', lastVisitedOn: '2026-11-27', appointments }];
  expect(validateRequest(smallRequest({ customers }))).toMatchObject([
    { code: 'APPOINTMENTS_TOO_CLOSE', path: '/territory/customers/0/appointments/0' },
  ]);
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

test.each([
  [
    { kind: 'repabsent' },
    'UNKNOWN_VALUE /options/events/0/kind',
    '"repabsent" is not one of repAbsent, customerClosed',
  ],
  [{}, 'MISSING_FIELD /options/events/0/kind', 'The field "kind" is missing.'],
  [7, 'WRONG_TYPE /options/events/0', 'Expected an object, found 7.'],
])('an event of no known kind (%j) is told by its kind', (event, what, message) => {
  const { issues } = parseRequest({ ...smallRequest({ customers: [{ class: 'C' }] }), options: { events: [event] } });
  expect(issues.map(({ code, path }) => `${code} ${path}`)).toEqual([what]);
  expect(issues[0].message).toContain(message);
});

test('a message that begins with the name of a field keeps it as it is written', () => {
  const { issues } = parseRequest(
    smallRequest({ customers: [{ class: 'C' }], options: { freezeUntil: '2026-12-01' } }),
  );
  expect(issues.map(({ message }) => message)).toEqual(['freezeUntil needs a previous plan.']);
});

test('what is of the wrong form is told with what would be right', () => {
  const customers = [{ class: 'C', closedOn: ['25.12.2026'], openingHours: [{ days: [], from: '9:00', to: '17:00' }] }];
  const { issues } = parseRequest(smallRequest({ customers: customers as object[] }));
  expect(issues.map(({ message }) => message).sort()).toEqual([
    '"25.12.2026" does not have the right form: must be a date of the calendar such as 2026-11-30.',
    '"9:00" does not have the right form: must be a local time of day such as 09:00, from 00:00 to 24:00.',
    'An empty array is out of range: at least 1 entry.',
  ]);
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
    expect(told({ closedOn: [date] }, [{}], { previousPlan, freezeUntil: date })).toEqual([]);
  });
});

test.each([
  ['2026-11-29', null, []],
  ['2026-11-30', null, []],
  ['2026-12-02', null, ['LAST_VISIT_AHEAD']],
  ['2026-12-02', '2026-12-02', []],
  ['2026-12-03', '2026-12-02', ['LAST_VISIT_AHEAD']],
  ['2027-06-01', '2026-12-02', ['LAST_VISIT_AHEAD']],
])(
  'a last visit on %s lies ahead unless that day has passed (frozen until %s)',
  (lastVisitedOn, freezeUntil, codes) => {
    const previousPlan = { territories: [], itineraries: [] };
    const options = freezeUntil === null ? {} : { previousPlan, freezeUntil };
    const request = smallRequest({ customers: [{ class: 'A1', lastVisitedOn }], options });
    expect(validateRequest(request).map(({ code }) => code)).toEqual(codes);
  },
);

test('a frequency of more than a visit a day is told, also where it is that of the class', () => {
  const policy = { classes: [{ class: 'Daily', visits: 8, per: 'week' as const }] };
  const customers = [{ class: 'Daily' }, { class: 'Daily', visitFrequency: { visits: 7, per: 'week' as const } }];
  expect(validateRequest(smallRequest({ customers, territory: { policy } }))).toMatchObject([
    { severity: 'warning', code: 'MORE_THAN_A_VISIT_A_DAY', path: '/territory/customers/0' },
  ]);
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

test('a visit longer than anybody works at a stretch is told, unless somebody else may make it', () => {
  const customers = [{ class: 'C', visitMinutes: 600 }];
  const days = ['mon' as const];
  const reps = [{}, { workingHours: [{ days, from: '07:00', to: '19:00' }] }];
  const path = '/territory/customers/0/visitMinutes';
  expect(validateRequest(smallRequest({ customers }))).toMatchObject([
    { severity: 'warning', code: 'VISIT_LONGER_THAN_WORKING_TIME', path },
  ]);
  expect(validateRequest(smallRequest({ customers, reps }))).toEqual([]);
});

describe('any document', () => {
  interface Mutation {
    /** Chooses the place: a number for each level, taken modulo the children there. */
    readonly steps: readonly number[];
    /** remove the value there, put garbage in its place, or something of the same type. */
    readonly kind: 'remove' | 'garbage' | 'alike';
    readonly garbage: unknown;
    readonly number: number;
    readonly text: string;
  }

  const garbage = fc.oneof(
    fc.constantFrom<unknown>(null, '', 'NaN', '-Infinity', '1e999', [], {}, true, 0, -1, 1e308, -1e308, 0.1, 2 ** 53),
    fc.constantFrom<unknown>(
      '2026-12-02',
      '0001-01-01',
      '24:00',
      '00:00',
      'mon',
      'A1',
      'R1',
      'C1',
      'CN',
      'Asia/Shanghai',
    ),
    fc.constantFrom<unknown>('__proto__', 'constructor', [null], [[]], { lat: 0, lng: 0 }, { mode: 'matrix' }),
    fc.jsonValue({ maxDepth: 3 }),
    fc.double(),
    fc.integer({ min: -5, max: 400 }),
  );
  const mutation: fc.Arbitrary<Mutation> = fc.record({
    steps: fc.array(fc.nat(20), { minLength: 1, maxLength: 7, size: 'max' }),
    kind: fc.constantFrom('remove', 'garbage', 'alike', 'alike'),
    garbage,
    number: fc.constantFrom(0, 1, 5, 41.66, -91.5, 90, 400, 1e6, 1e308),
    text: fc.constantFrom(
      '2026-12-02',
      '2026-11-20',
      '2026-12-26',
      '08:00',
      '24:00',
      'mon',
      'A1',
      'R1',
      'C1',
      'B+',
      'CNY',
    ),
  });

  function apply(root: Record<string, unknown>, { steps, kind, ...values }: Mutation): void {
    let parent = root;
    for (const [depth, step] of steps.entries()) {
      const keys = Object.keys(parent);
      if (keys.length === 0) return;
      const key = keys[step % keys.length];
      const child = parent[key];
      if (depth < steps.length - 1 && typeof child === 'object' && child !== null) {
        parent = child as Record<string, unknown>;
        continue;
      }
      if (kind === 'remove') delete parent[key];
      else if (kind === 'alike' && typeof child === 'number') parent[key] = values.number;
      else if (kind === 'alike' && typeof child === 'string') parent[key] = values.text;
      else parent[key] = structuredClone(values.garbage);
      return;
    }
  }

  test('gives issues or a request that can be interpreted, and never throws', () => {
    const run = fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
      const json = readFixture('minimal.json') as Record<string, unknown>;
      for (const change of mutations) apply(json, change);
      const { request, issues } = parseRequest(json);
      expect(request === null).toBe(issues.some(({ severity }) => severity === 'error'));
      for (const { code, message, action } of issues) {
        expect(Object.keys(issueCatalogue)).toContain(code);
        expect(message).not.toBe('');
        expect(action).not.toBe('');
      }
      if (request === null) return;
      const meaning = interpret(request);
      for (const { eligibleReps, requirement } of meaning.customers) {
        expect(eligibleReps.length).toBeGreaterThan(0);
        expect(requirement.minDaysBetween).toBeLessThanOrEqual(requirement.maxDaysBetween);
        for (const { seconds } of requirement.visits) expect(seconds).toBeGreaterThan(0);
      }
    });
    fc.assert(run, { numRuns: 1000, seed: 20261130 });
  });

  test('of no resemblance to a request gives errors', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const { request, issues } = parseRequest(json);
        expect(request).toBeNull();
        expect(issues.map(({ severity }) => severity)).toContain('error');
      }),
      { numRuns: 100, seed: 1 },
    );
  });
});

test('a latitude beyond the poles beside a possible one is called swapped, not out of range', () => {
  const request = smallRequest({ customers: [{ class: 'A1', location: { lat: 120.6, lng: 31.3 } }] });
  expect(parseRequest(request).issues).toMatchObject([
    { code: 'SWAPPED_COORDINATES', path: '/territory/customers/0/location' },
  ]);
  const beyond = smallRequest({ customers: [{ class: 'A1', location: { lat: 1206, lng: 31.3 } }] });
  expect(parseRequest(beyond).issues).toMatchObject([{ code: 'OUT_OF_RANGE' }]);
});

test('a number beyond all measure is out of range wherever it is', () => {
  const huge = 9e307;
  const request = {
    territory: {
      timeZone: 'America/Chicago',
      customers: [
        { id: 'C1', location: { lat: 41.6, lng: -91.5 }, annualRevenue: huge, credit: huge, potential: huge },
        { id: 'C2', location: { lat: 41.6, lng: -91.5 }, class: 'A1' },
      ],
      reps: [
        {
          ...{ id: 'R1', home: { lat: 41.6, lng: -91.5 } },
          channelWidth: { maxCustomers: huge, maxWorkloadMinutesPerWeek: huge },
        },
      ],
      hotels: [{ id: 'H1', location: { lat: 41.6, lng: -91.5 }, costPerNight: huge }],
      policy: {
        classes: [
          { class: 'A1', phoneCalls: { calls: huge, per: 'week' }, jointVisits: { visits: huge, per: 'week' } },
        ],
        keyAccounts: { minAnnualRevenue: huge, maxPerRep: huge },
        smallAccounts: { maxAnnualRevenue: huge, groupWithinKm: 5 },
        slots: [{ tag: 'tenant', days: ['mon'], from: '08:00', to: '09:00', maxVisits: huge }],
      },
    },
    horizon: { start: '2026-11-30', weeks: 4 },
    options: { seed: 1e20, maxSteps: 1e30, maxChangedVisits: huge, previousPlanId: 'p' },
  };
  const outOfRange = parseRequest(request).issues.filter(({ code }) => code === 'OUT_OF_RANGE');
  expect(outOfRange.map(({ path }) => path.split('/').at(-1))).toEqual([
    ...['annualRevenue', 'credit', 'potential', 'maxCustomers', 'maxWorkloadMinutesPerWeek', 'costPerNight'],
    ...['calls', 'visits', 'minAnnualRevenue', 'maxPerRep', 'maxAnnualRevenue', 'maxVisits'],
    ...['seed', 'maxSteps', 'maxChangedVisits'],
  ]);
  for (const { message } of outOfRange) expect(message).not.toContain('9007199254740991');
});
