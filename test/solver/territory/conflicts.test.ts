/** Rules that contradict each other are named, and no others. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Interpretation, interpret } from '#solver';
import { highsSolver, javascriptLpSolver, type LpSolver } from '../../../solver/lp/index.ts';
import { designTerritories } from '../../../solver/territory/index.ts';
import { narrowingsOf } from '../../../solver/territory/rules.ts';
import { smallRequest } from '../input/small-request.ts';
import { planOf } from '../replan/planning.ts';
import { at, meaningOf, type Wish } from './meanings.ts';

let solvers: LpSolver[];
beforeAll(async () => {
  solvers = [javascriptLpSolver(), await highsSolver()];
});

const wide = { balance: { workloadTolerance: 5, revenueTolerance: 5 } };
const reps = [{ home: at(0, 0) }, { home: at(0.5, 0) }, { home: at(1, 0) }];
const customers = (count: number, more: (index: number) => object = () => ({})) =>
  Array.from({ length: count }, (_, index) => ({
    location: at((index % 10) / 10, Math.floor(index / 10) / 10),
    class: 'B1',
    annualRevenue: 1000,
    ...more(index),
  }));

/** Paths of the rules in each conflict. */
function conflicts(wish: Wish): string[][] {
  const { issues } = designTerritories(meaningOf(wish), solvers);
  return issues.filter(({ code }) => code === 'RULES_CONFLICT').map(({ relatedPaths = [] }) => relatedPaths.toSorted());
}

describe('the smallest conflict', () => {
  test('maxima that together are too small', () => {
    const narrow = reps.map((rep) => ({ ...rep, channelWidth: { maxCustomers: 8 } }));
    expect(conflicts({ customers: customers(30), reps: narrow, policy: wide })).toEqual([
      [0, 1, 2].map((rep) => `/territory/reps/${rep}/channelWidth/maxCustomers`),
    ]);
  });

  test('a lock against one maximum, the other maxima left out', () => {
    const narrow = reps.map((rep) => ({ ...rep, channelWidth: { maxCustomers: 20 } }));
    const locked = customers(40, (index) => (index < 25 ? { repId: 'r1' } : {}));
    const wish = { customers: locked, reps: narrow, policy: wide };
    expect(conflicts(wish)).toEqual([['/territory/customers/0/repId', '/territory/reps/1/channelWidth/maxCustomers']]);
    const { issues } = designTerritories(meaningOf(wish), solvers);
    const { message } = issues.find(({ code }) => code === 'RULES_CONFLICT')!;
    expect(message).toContain('maxCustomers of rep "r1" (20); repId "r1" of 25 customers');
  });

  test('key accounts that only some may carry', () => {
    const wish = {
      customers: customers(30, (index) => ({ keyAccount: index < 6 })),
      reps,
      policy: { ...wide, keyAccounts: { repIds: ['r2'], maxPerRep: 4 } },
    };
    expect(conflicts(wish)).toEqual([
      ['/territory/policy/keyAccounts/maxPerRep', '/territory/policy/keyAccounts/repIds'],
    ]);
  });

  test('a lock against one maximum, not the rep of today nor the reps of key accounts where what the customer says counts', () => {
    const two = [{ home: at(0, 0) }, { home: at(1, 0), channelWidth: { maxCustomers: 2 } }];
    const locked = [0, 1, 2].map((k) => ({ location: at(k / 10, 0), repId: 'r1' }));
    const own = { location: at(0.5, 0), eligibleRepIds: ['r0'] };
    const others = [{ location: at(0.6, 0) }, { location: at(0.7, 0) }];
    const lock = ['/territory/customers/0/repId', '/territory/reps/1/channelWidth/maxCustomers'];
    const goneOn = [...locked, { ...own, currentRepId: 'r1' }, ...others];
    expect(conflicts({ customers: goneOn, reps: two, policy: wide })).toEqual([lock]);
    const key = [...locked, { ...own, keyAccount: true }, ...others];
    const policy = { ...wide, keyAccounts: { repIds: ['r1'] } };
    expect(conflicts({ customers: key, reps: two, policy })).toEqual([lock]);
  });

  test('the previous plan against a maximum', () => {
    const request = smallRequest({
      customers: [{}, {}, {}, {}, {}, {}],
      reps: [{}, {}],
      territory: { policy: wide },
    });
    const previousPlan = planOf(request, 20);
    const { repId, customerIds } = previousPlan.territories.find((each) => each.customerIds.length > 2)!;
    const reps = request.territory.reps.map((rep) =>
      rep.id === repId ? { ...rep, channelWidth: { maxCustomers: 2 } } : rep,
    );
    const replanned = interpret({ ...request, territory: { ...request.territory, reps }, options: { previousPlan } });
    const { message } = designTerritories(replanned, solvers).issues.find(({ code }) => code === 'RULES_CONFLICT')!;
    expect(message).toContain(`rep "${repId}" of ${customerIds.length} customers in the previous plan`);
  });

  test('eligible reps against the balance', () => {
    const wish = { customers: customers(30, (index) => (index < 20 ? { eligibleRepIds: ['r0'] } : {})), reps };
    const found = conflicts(wish);
    expect(found).toContainEqual([
      '/territory/customers/0/eligibleRepIds',
      '/territory/policy/balance/workloadTolerance',
    ]);
    expect(found).toContainEqual([
      '/territory/customers/0/eligibleRepIds',
      '/territory/policy/balance/revenueTolerance',
    ]);
  });

  test('a lock that makes the work too much, not the maxima that could be kept without it', () => {
    const near = [at(0, 0), at(6, 0)];
    const narrow = near.map((home) => ({ home, channelWidth: { maxWorkloadMinutesPerWeek: 700 } }));
    const locked = customers(20, (index) => (index < 10 ? { repId: 'r1' } : {}));
    expect(conflicts({ customers: locked, reps: narrow, policy: wide })).toEqual([
      ['/territory/customers/0/repId', '/territory/reps/1/channelWidth/maxWorkloadMinutesPerWeek'],
    ]);
    expect(conflicts({ customers: customers(20), reps: narrow, policy: wide })).toEqual([]);
  });

  test('an area that is too large for everybody, or a group of small accounts', () => {
    const narrow = reps.map((rep) => ({ ...rep, channelWidth: { maxCustomers: 12 } }));
    const widths = [0, 1, 2].map((rep) => `/territory/reps/${rep}/channelWidth/maxCustomers`);
    const ofArea = customers(30, (index) => (index >= 10 && index < 25 ? { area: 'Linn' } : {}));
    expect(conflicts({ customers: ofArea, reps: narrow, policy: wide })).toEqual([
      ['/territory/customers/10/area', ...widths],
    ]);
    const small = { ...wide, smallAccounts: { maxAnnualRevenue: 1000, groupWithinKm: 100 } };
    expect(conflicts({ customers: customers(30), reps: narrow, policy: small })).toEqual([
      ['/territory/policy/smallAccounts', ...widths],
    ]);
  });

  test('one customer with more than anybody may have', () => {
    const wish = { customers: customers(30, (index) => (index === 4 ? { annualRevenue: 90_000 } : {})), reps };
    expect(conflicts(wish)).toEqual([
      ['/territory/customers/4/annualRevenue', '/territory/policy/balance/revenueTolerance'],
    ]);
  });

  test('rules of work and of revenue that can be kept one by one, not together', () => {
    // Half of the customers have no revenue, and one rep has to carry them all.
    const half = customers(20, (index) => (index < 10 ? { annualRevenue: 0, repId: 'r0' } : {}));
    const even = { balance: { workloadTolerance: 0.1, revenueTolerance: 0.1 } };
    expect(conflicts({ customers: half, reps: reps.slice(0, 2), policy: even })).toEqual([
      [
        '/territory/customers/0/repId',
        '/territory/policy/balance/revenueTolerance',
        '/territory/policy/balance/workloadTolerance',
      ],
    ]);
  });

  test('nothing where the rules can be kept', () => {
    expect(conflicts({ customers: customers(30), reps })).toEqual([]);
  });
});

/** Whether any of all assignments keeps the rules at these paths, looked at one by one. */
function canKeep(meaning: Interpretation, paths: readonly string[]): boolean {
  const { customers, reps, balance, keyAccountsMaxPerRep, request } = meaning;
  const { territory } = request;
  const total = customers.reduce((sum, { annualRevenue }) => sum + annualRevenue, 0);
  const fair = total / reps.length;
  const isNamed = (path: string) => paths.includes(path);
  // A rule of many customers is named at the first of them.
  const samePath = (field: 'repId' | 'eligibleRepIds', customer: number) =>
    `/territory/customers/${territory.customers.findIndex(
      (other) => JSON.stringify(other[field]) === JSON.stringify(territory.customers[customer][field]),
    )}/${field}`;
  const allowed = territory.customers.map(({ repId, eligibleRepIds }, customer) =>
    reps.flatMap(({ id }, rep) => {
      if (repId !== undefined) return isNamed(samePath('repId', customer)) && id !== repId ? [] : [rep];
      return eligibleRepIds !== undefined &&
        isNamed(samePath('eligibleRepIds', customer)) &&
        !eligibleRepIds.includes(id)
        ? []
        : [rep];
    }),
  );
  const keeps = (repOf: readonly number[]): boolean =>
    reps.every(({ maxCustomers }, rep) => {
      const mine = customers.filter((_, customer) => repOf[customer] === rep);
      const revenue = mine.reduce((sum, { annualRevenue }) => sum + annualRevenue, 0);
      if (isNamed(`/territory/reps/${rep}/channelWidth/maxCustomers`) && mine.length > maxCustomers) return false;
      if (isNamed('/territory/policy/keyAccounts/maxPerRep'))
        if (mine.filter(({ keyAccount }) => keyAccount).length > keyAccountsMaxPerRep) return false;
      return (
        !isNamed('/territory/policy/balance/revenueTolerance') ||
        Math.abs(revenue - fair) <= balance.revenueTolerance * fair + 1e-6
      );
    });
  const complete = (repOf: readonly number[]): boolean =>
    repOf.length === customers.length ? keeps(repOf) : allowed[repOf.length].some((rep) => complete([...repOf, rep]));
  return complete([]);
}

test('the rules leave the reps that the meaning of the request leaves', () => {
  const repId = fc.constantFrom('r0', 'r1', 'r2');
  const some = fc.option(fc.uniqueArray(repId, { minLength: 1 }), { nil: undefined });
  const one = fc.option(repId, { nil: undefined, freq: 2 });
  fc.assert(
    fc.property(
      fc.record({ repId: one, currentRepId: one, eligibleRepIds: some, keyAccount: fc.boolean() }),
      some,
      fc.constantFrom('split' as const, undefined),
      (drawn, repIds, territories) => {
        const known = Object.fromEntries(Object.entries(drawn).filter(([, value]) => value !== undefined));
        const meaning = meaningOf({
          customers: [{ location: at(0, 0), ...known }],
          reps,
          policy: repIds === undefined ? {} : { keyAccounts: { repIds } },
          ...(territories === undefined ? {} : { territories }),
        });
        const { eligibleReps } = meaning.customers[0];
        const [narrowings] = narrowingsOf(meaning, [{ members: [0], eligibleReps }]);
        const left = [0, 1, 2].filter((rep) => narrowings.every((narrowing) => narrowing.reps.has(rep)));
        expect(left).toEqual(eligibleReps);
      },
    ),
    { numRuns: 500, seed: 3 },
  );
});

test('what is called contradictory is so, whatever way the customers are given out', () => {
  const repId = fc.constantFrom('r0', 'r1', 'r2');
  const customer = fc.record({
    annualRevenue: fc.integer({ min: 0, max: 9 }),
    keyAccount: fc.boolean(),
    by: fc.oneof(
      fc.constant({}),
      repId.map((id) => ({ repId: id })),
      fc.uniqueArray(repId, { minLength: 1 }).map((eligibleRepIds) => ({ eligibleRepIds })),
    ),
  });
  let found = 0;
  fc.assert(
    fc.property(
      fc.array(customer, { minLength: 2, maxLength: 6 }),
      fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 3, maxLength: 3 }),
      fc.integer({ min: 0, max: 3 }),
      fc.constantFrom(0.2, 1, 5),
      (drawn, widths, maxPerRep, revenueTolerance) => {
        const meaning = meaningOf({
          customers: drawn.map(({ by, ...rest }, index) => ({ ...rest, ...by, location: at(index / 10, 0) })),
          reps: widths.map((maxCustomers, rep) => ({ home: at(rep / 4, 0), channelWidth: { maxCustomers } })),
          policy: { balance: { workloadTolerance: 99, revenueTolerance }, keyAccounts: { maxPerRep } },
          territories: 'split',
        });
        for (const { code, relatedPaths = [] } of designTerritories(meaning, solvers).issues) {
          if (code !== 'RULES_CONFLICT') continue;
          found++;
          expect(canKeep(meaning, relatedPaths), relatedPaths.join(' ')).toBe(false);
        }
      },
    ),
    { numRuns: 300, seed: 5 },
  );
  expect(found).toBeGreaterThan(100);
});
