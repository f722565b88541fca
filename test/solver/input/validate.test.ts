import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interpret, issueCatalogue, parseRequest, validateRequest } from '#solver';
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

test.each([
  ['a1', 'there are A1, A2, B1, B2, C, of which "A1" is probably meant.'],
  ['B 1', 'there are A1, A2, B1, B2, C, of which "B1" is probably meant.'],
  ['Ａ２', 'there are A1, A2, B1, B2, C, of which "A2" is probably meant.'],
  ['A', 'there are A1, A2, B1, B2, C.'],
  ['Premium', 'there are A1, A2, B1, B2, C.'],
])('a class that there is not (%s) is told with those that there are', (name, said) => {
  const [issue] = validateRequest(smallRequest({ customers: [{ class: name }] }));
  expect(issue.message).toBe(`No policy describes the class "${name}"; ${said}`);
});

test.each([
  [{ openingHours: 'Mo-Fr 9-18' }, '[{"days":["mon","tue","wed","thu","fri"],"from":"09:00","to":"17:00"}]'],
  [{ visitFrequency: 2 }, '{"visits":2,"per":"month"}'],
  [{ visitDays: 'tue' }, '["tue","thu"]'],
  [{ lastVisitedOn: 46_000 }, '"2026-11-30"'],
  [{ closedOn: [7] }, '"2026-11-30"'],
  [{ location: [41, -91] }, '{"lat":41.66,"lng":-91.53}'],
])('a value of the wrong type (%j) is told with an example', (given, example) => {
  const { issues } = parseRequest(smallRequest({ customers: [{ class: 'A1', ...(given as object) }] }));
  expect(issues).toMatchObject([
    { code: 'WRONG_TYPE', action: `Send a value of the expected type, such as ${example}.` },
  ]);
});

test('a value of the wrong type where no example helps is told without one', () => {
  const { issues } = parseRequest(smallRequest({ customers: [{ class: 'A1', keyAccount: 'x' as never }] }));
  expect(issues).toMatchObject([{ code: 'WRONG_TYPE', action: 'Send a value of the expected type.' }]);
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

test('fields of a territory that lie beside it are to be moved, others to be removed', () => {
  const { territory, horizon } = smallRequest({ customers: [{ class: 'C' }] });
  const { issues } = parseRequest({ ...territory, horizon, colour: 'red' });
  const told = issues.map(({ code, path, action }) => `${code} ${path} ${action}`);
  expect(told).toContain('MISSING_FIELD /territory Add it.');
  expect(told).toContain('UNKNOWN_FIELD /customers Move it into "territory".');
  expect(told).toContain('UNKNOWN_FIELD /colour Remove it, or correct its name.');
});

test('days off that lie beside the calendar are to be moved into it', () => {
  const request = smallRequest({ customers: [{ class: 'C' }] });
  const told = (json: unknown) => parseRequest(json).issues.map(({ path, action }) => `${path} ${action}`);
  const expected = (path: string) => `${path} Move it into "territory.calendar".`;
  const holidays = ['2026-12-25'];
  expect(told({ ...request, territory: { ...request.territory, holidays } })).toEqual([
    expected('/territory/holidays'),
  ]);
  expect(told({ ...request, country: 'US' })).toEqual([expected('/country')]);
});
