/** Requests for territory design, made into meanings the way the service does. */
import fc from 'fast-check';
import { type Customer, type Interpretation, interpret, type Policy, type Rep } from '#solver';

export interface Wish {
  readonly customers: readonly Omit<Customer, 'id'>[];
  readonly reps: readonly Omit<Rep, 'id'>[];
  readonly policy?: Policy;
  readonly territories?: 'split' | 'keep';
}

/** Customers are c0, c1, …, reps r0, r1, …; four weeks from a Monday. */
export function meaningOf({ customers, reps, policy, territories }: Wish): Interpretation {
  return interpret({
    territory: {
      timeZone: 'America/Chicago',
      customers: customers.map((customer, index) => ({ ...customer, id: `c${index}` })),
      reps: reps.map((rep, index) => ({ ...rep, id: `r${index}` })),
      ...(policy !== undefined && { policy }),
    },
    horizon: { start: '2026-11-30', weeks: 4 },
    ...(territories !== undefined && { options: { territories } }),
  });
}

/** Somewhere in eastern Iowa, `east` and `north` in degrees from its south-western corner. */
export function at(east: number, north: number): { lat: number; lng: number } {
  return { lat: 41 + north, lng: -93 + east };
}

/** Customers of each rep. */
export function countPerRep({ reps }: Interpretation, repOf: Int32Array): number[] {
  return reps.map((_, rep) => repOf.filter((each) => each === rep).length);
}

/** A grid of equal customers, `columns` × `rows`, a tenth of a degree apart. */
export function grid(columns: number, rows: number, more: Partial<Customer> = {}): Omit<Customer, 'id'>[] {
  return Array.from({ length: columns * rows }, (_, index) => ({
    location: at((index % columns) / 10, Math.floor(index / columns) / 10),
    class: 'B1',
    annualRevenue: 1000,
    ...more,
  }));
}

const place = fc.record({
  lat: fc.double({ min: 41, max: 43, noNaN: true }),
  lng: fc.double({ min: -93, max: -90.5, noNaN: true }),
});
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });

/** Without the keys that are undefined: the schema knows no such values. */
function compact<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}

/** Up to 40 customers and 5 reps with locks, areas, small accounts, key accounts and channel widths. */
export const anyMeaning: fc.Arbitrary<Interpretation> = fc.integer({ min: 1, max: 5 }).chain((reps) => {
  const repId = fc.integer({ min: 0, max: reps - 1 }).map((rep) => `r${rep}`);
  const customer = fc
    .record({
      location: place,
      annualRevenue: fc.integer({ min: 0, max: 100_000 }),
      class: fc.constantFrom('A1', 'B1', 'C'),
      keyAccount: optional(fc.boolean()),
      area: optional(fc.constantFrom('north', 'south')),
      repId: fc.option(repId, { nil: undefined, freq: 5 }),
      eligibleRepIds: optional(fc.uniqueArray(repId, { minLength: 1 })),
    })
    // A lock must be among the eligible.
    .map(({ eligibleRepIds, ...rest }) => compact({ ...rest, ...(rest.repId === undefined && { eligibleRepIds }) }));
  const rep = fc
    .record({
      home: place,
      channelWidth: optional(
        fc
          .record({
            maxCustomers: optional(fc.integer({ min: 0, max: 20 })),
            maxWorkloadMinutesPerWeek: optional(fc.integer({ min: 0, max: 2400 })),
          })
          .map(compact),
      ),
    })
    .map(compact);
  const policy = fc
    .record({
      keyAccounts: optional(
        fc
          .record({
            maxPerRep: optional(fc.integer({ min: 0, max: 5 })),
            repIds: optional(fc.uniqueArray(repId, { minLength: 1 })),
          })
          .map(compact),
      ),
      balance: optional(
        fc.record({
          workloadTolerance: fc.double({ min: 0.05, max: 1, noNaN: true }),
          revenueTolerance: fc.double({ min: 0.05, max: 1, noNaN: true }),
        }),
      ),
      smallAccounts: optional(
        fc.record({
          maxAnnualRevenue: fc.integer({ min: 0, max: 100_000 }),
          groupWithinKm: fc.integer({ min: 0, max: 80 }),
        }),
      ),
    })
    .map(compact);
  return fc
    .record({
      customers: fc.array(customer, { minLength: 1, maxLength: 40 }),
      reps: fc.array(rep, { minLength: reps, maxLength: reps }),
      policy,
    })
    .map((wish) => meaningOf(wish as Wish));
});
