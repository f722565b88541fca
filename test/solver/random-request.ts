/** Random small requests of every kind, for property tests. */
import fc from 'fast-check';
import { type PlanRequest, parseRequest } from '#solver';

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
const dates = ['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04', '2026-12-08', '2026-12-11'];
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });

const place = fc.record({
  lat: fc.integer({ min: 0, max: 1300 }).map((step) => 41 + step / 1000),
  lng: fc.integer({ min: 0, max: 1600 }).map((step) => -93 + step / 1000),
});

const hours = fc.constantFrom(
  [{ days: [...weekdays], from: '09:00', to: '17:00' }],
  [
    { days: [...weekdays], from: '08:00', to: '12:00' },
    { days: [...weekdays], from: '13:30', to: '18:00' },
  ],
  [{ days: ['tue' as const, 'thu' as const], from: '10:00', to: '15:00' }],
);

const customer = fc.record({
  location: place,
  annualRevenue: fc.integer({ min: 0, max: 900_000 }),
  class: maybe(fc.constantFrom('A1', 'A2', 'B1', 'B2', 'C')),
  keyAccount: maybe(fc.boolean()),
  visitMinutes: maybe(fc.integer({ min: 10, max: 150 })),
  visitFrequency: maybe(
    fc.record({ visits: fc.integer({ min: 1, max: 6 }), per: fc.constantFrom('week', 'month', 'quarter') }),
  ),
  openingHours: maybe(hours),
  visitDays: maybe(fc.subarray([...weekdays], { minLength: 1 })),
  preferredDays: maybe(fc.subarray([...weekdays], { minLength: 1 })),
  closedOn: maybe(fc.subarray(dates)),
  lastVisitedOn: maybe(fc.constantFrom('2026-11-27', '2026-11-20', '2026-11-02', '2026-08-15')),
  tags: maybe(fc.constant(['tenant'])),
  area: maybe(fc.constantFrom('north', 'south')),
  appointment: maybe(
    fc.record({
      date: fc.constantFrom(...dates),
      from: fc.constantFrom('09:00', '11:45', '14:00'),
      minutes: fc.constantFrom(30, 60, 90),
      jointWith: maybe(fc.constantFrom('S0', 'S1')),
    }),
  ),
  contacts: maybe(fc.constant([{ id: 'k1' }, { id: 'k2', decisionMaker: true }])),
  lastContactId: maybe(fc.constant('k2')),
  lastActions: maybe(fc.constant([{ action: 'reviewPeriod' as const, on: '2026-11-13' }])),
  repId: maybe(fc.constantFrom('R0', 'R1')),
});

const rep = fc.record({
  home: place,
  workingHours: maybe(
    fc.constantFrom(
      [{ days: [...weekdays], from: '08:00', to: '17:00' }],
      [{ days: ['mon' as const, 'tue' as const, 'sat' as const, 'sun' as const], from: '07:00', to: '16:00' }],
      [
        { days: [...weekdays], from: '08:00', to: '12:00' },
        { days: [...weekdays], from: '14:00', to: '18:00' },
      ],
    ),
  ),
  daysOff: maybe(fc.subarray(dates)),
  breaks: maybe(
    fc.constantFrom<{ minutes: number; between: [string, string] }[]>(
      [{ minutes: 45, between: ['11:30', '13:30'] }],
      [
        { minutes: 15, between: ['09:30', '10:30'] },
        { minutes: 30, between: ['12:00', '13:00'] },
      ],
    ),
  ),
  morningDriveMinutes: maybe(fc.constantFrom(0, 30, 120, 720)),
  eveningDriveMinutes: maybe(fc.constantFrom(0, 60, 180, 720)),
  channelWidth: maybe(
    fc.record({ maxCustomers: fc.integer({ min: 0, max: 8 }), maxWorkloadMinutesPerWeek: fc.constantFrom(60, 900) }),
  ),
  maxDriveMinutesPerDay: maybe(fc.constantFrom(120, 300)),
  supervisorId: maybe(fc.constantFrom('S0', 'S1')),
  overnight: maybe(
    fc.record({
      maxConsecutiveNights: fc.integer({ min: 0, max: 4 }),
      maxNightsPerWeek: fc.integer({ min: 0, max: 4 }),
    }),
  ),
});

const supervisor = fc.record({
  workingHours: maybe(fc.constantFrom([], [{ days: [...weekdays], from: '09:00', to: '16:00' }])),
  daysOff: maybe(fc.subarray(dates)),
  maxJointDaysPerRepPerMonth: maybe(fc.constantFrom(0, 1, 3)),
});

/** Requests of one or two reps and up to a dozen customers over one to three weeks; most of them valid. */
export const randomRequest: fc.Arbitrary<PlanRequest> = fc
  .record({
    customers: fc.array(customer, { minLength: 1, maxLength: 12 }),
    reps: fc.array(rep, { minLength: 1, maxLength: 2 }),
    hotels: maybe(fc.array(place, { minLength: 0, maxLength: 5 })),
    weeks: fc.integer({ min: 1, max: 3 }),
    start: fc.constantFrom('2026-11-30', '2026-11-25', '2026-10-30'),
    timeZone: fc.constantFrom('America/Chicago', 'Asia/Shanghai'),
    slots: maybe(fc.constant([{ tag: 'tenant', days: ['wed' as const], from: '13:30', to: '17:30', maxVisits: 2 }])),
    agenda: maybe(
      fc.constant([
        { action: 'checkStock' as const, minutes: 20, cadence: 'everyVisit' as const },
        { action: 'reviewPeriod' as const, minutes: 30, cadence: 'monthly' as const },
      ]),
    ),
    smallAccounts: maybe(
      fc.record({ maxAnnualRevenue: fc.constantFrom(10_000, 1e9), groupWithinKm: fc.constantFrom(5, 60) }),
    ),
    keyAccounts: maybe(
      fc.record({
        minAnnualRevenue: fc.constantFrom(1000, 50_000),
        maxPerRep: fc.integer({ min: 0, max: 6 }),
        repIds: maybe(fc.constant(['R0'])),
      }),
    ),
    supervisors: fc.tuple(supervisor, supervisor),
    seed: fc.integer({ min: 0, max: 1000 }),
  })
  .map((drawn): PlanRequest => {
    const request = {
      territory: {
        timeZone: drawn.timeZone,
        customers: drawn.customers.map(({ appointment, repId, ...fields }, index) => ({
          id: `C${index}`,
          ...fields,
          repId: repId === 'R1' && drawn.reps.length < 2 ? undefined : repId,
          appointments: appointment === undefined ? undefined : [appointment],
        })),
        reps: drawn.reps.map((fields, index) => ({ id: `R${index}`, ...fields })),
        supervisors: drawn.supervisors.map((fields, index) => ({ id: `S${index}`, ...fields })),
        hotels: drawn.hotels?.map((location, index) => ({ id: `H${index}`, location, costPerNight: 60 + 20 * index })),
        policy: {
          slots: drawn.slots,
          agenda: drawn.agenda,
          smallAccounts: drawn.smallAccounts,
          keyAccounts: drawn.keyAccounts,
        },
      },
      horizon: { start: drawn.start, weeks: drawn.weeks },
      options: { seed: drawn.seed, maxSteps: 150 },
    };
    // Leaves out what is undefined, as a caller would.
    return withoutContradictions(JSON.parse(JSON.stringify(request)));
  });

/** Drops the appointments and tags that contradict the rest of the draw. */
function withoutContradictions(request: PlanRequest): PlanRequest {
  for (const { path, severity } of parseRequest(request).issues) {
    const [, , kind, index, field] = path.split('/');
    if (severity !== 'error' || kind !== 'customers') continue;
    const customer = request.territory.customers[Number(index)];
    if (field === 'appointments') delete customer.appointments;
    if (field === 'tags') delete customer.tags;
  }
  return request;
}
