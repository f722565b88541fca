/** Rules that contradict each other are named, and no others. */
import { beforeAll, describe, expect, test } from 'vitest';
import { highsSolver, javascriptLpSolver, type LpSolver } from '../../../solver/lp/index.ts';
import { designTerritories } from '../../../solver/territory/index.ts';
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

  test('nothing where the rules can be kept', () => {
    expect(conflicts({ customers: customers(30), reps })).toEqual([]);
  });
});
