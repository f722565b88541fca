/** Random requests of one rep whose rules bind, for the bound: zones, own time, breaks, opening hours, spacing, appointments and nights. */
import fc from 'fast-check';
import { type PlanRequest, parseRequest } from '#solver';

const days = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
const within = (min: number, max: number) => fc.integer({ min, max });
const open = (...times: [string, string][]) => times.map(([from, to]) => ({ days: [...days], from, to }));

const customer = fc.record({
  spot: within(0, 2),
  north: within(0, 100),
  east: within(0, 100),
  visitMinutes: fc.oneof(within(1, 8), within(10, 90), within(40, 180)),
  visitDays: maybe(fc.subarray([...days], { minLength: 1, maxLength: 2 })),
  openingHours: maybe(
    fc.constantFrom(
      open(['09:00', '11:30']),
      open(['12:00', '14:00']),
      open(['08:00', '10:00'], ['10:30', '18:00']),
      open(['12:00', '14:00'], ['15:30', '18:00']),
    ),
  ),
  often: maybe(
    fc.record({
      visitFrequency: fc.record({ visits: within(1, 2), per: fc.constant('week' as const) }),
      spacing: maybe(fc.record({ minDaysBetween: within(1, 3), maxDaysBetween: within(6, 12) })),
      lastVisitedOn: maybe(fc.constantFrom('2026-11-23', '2026-11-26', '2026-11-28')),
    }),
  ),
  appointment: maybe(
    fc.record({
      date: fc.constantFrom('2026-11-30', '2026-12-02', '2026-12-09'),
      from: fc.constantFrom('09:00', '11:45', '14:00'),
      minutes: fc.constantFrom(30, 60),
    }),
  ),
});

const rep = fc.record({
  workingHours: maybe(
    fc.constantFrom(
      open(['08:00', '17:00']),
      open(['08:00', '12:00'], ['14:00', '18:00']),
      open(['08:00', '13:00'], ['14:00', '16:00']),
    ),
  ),
  breaks: maybe(
    fc.constantFrom<{ minutes: number; between: [string, string] }[]>(
      [{ minutes: 45, between: ['11:30', '13:30'] }],
      [{ minutes: 45, between: ['15:30', '17:00'] }],
      [
        { minutes: 15, between: ['09:30', '10:30'] },
        { minutes: 30, between: ['14:30', '15:30'] },
      ],
    ),
  ),
  morningDriveMinutes: maybe(fc.constantFrom(0, 30, 120)),
  eveningDriveMinutes: maybe(fc.constantFrom(0, 60, 180)),
  maxDriveMinutesPerDay: maybe(fc.constantFrom(120, 300)),
  overnight: maybe(fc.record({ maxConsecutiveNights: within(0, 2), maxNightsPerWeek: within(0, 3) })),
});

/** At most three spots up to two hours from home, so that tours, days and nights compete. */
export const randomWeeks: fc.Arbitrary<PlanRequest | null> = fc
  .record({
    timeZone: fc.constantFrom('America/Chicago', 'Asia/Kolkata', 'Asia/Shanghai', 'Pacific/Auckland'),
    start: fc.constantFrom('2026-11-30', '2026-12-02'),
    weeks: fc.constantFrom(1, 2, 2, 3),
    spots: fc.array(fc.record({ lat: within(0, 80), lng: within(-60, 60) }), { minLength: 3, maxLength: 3 }),
    spread: fc.constantFrom(5000, 1000),
    customers: fc.array(customer, { minLength: 2, maxLength: 6 }),
    rep,
    nights: fc.array(within(5, 90), { maxLength: 2 }),
    perKm: fc.constantFrom(0, 0.25),
    ownTimeFactor: fc.constantFrom(0, 0.5, 1, 2),
  })
  .map(({ spots, spread, ...drawn }) => {
    const near = (spot: number, north: number, east: number) => ({
      lat: 41 + spots[spot].lat / 100 + north / spread,
      lng: -92 + spots[spot].lng / 100 + east / spread,
    });
    const request = {
      territory: {
        timeZone: drawn.timeZone,
        customers: drawn.customers.map(({ spot, north, east, often, appointment, visitDays, ...fields }, index) => ({
          id: `C${index}`,
          class: 'B2',
          location: near(spot, north, east),
          ...fields,
          visitFrequency: often?.visitFrequency,
          ...often?.spacing,
          // Weekdays beside a spacing would leave it little to say.
          visitDays: often ? undefined : visitDays,
          lastVisitedOn: often?.lastVisitedOn,
          appointments: appointment && index < 2 ? [appointment] : undefined,
        })),
        reps: [{ id: 'R', home: { lat: 41, lng: -92 }, ...drawn.rep }],
        hotels: drawn.nights.map((costPerNight, spot) => ({
          id: `H${spot}`,
          location: near(spot, 5, 5),
          costPerNight,
        })),
      },
      horizon: { start: drawn.start, weeks: drawn.weeks },
      options: { costs: { perDriveHour: 30, perKm: drawn.perKm, ownTimeFactor: drawn.ownTimeFactor } },
    };
    // Leaves out what is undefined, as a caller would.
    return parseRequest(JSON.parse(JSON.stringify(request))).request;
  });
