/** Work and revenue shared evenly, no rep wider than allowed, territories in one piece. */
import { describe, expect, test } from 'vitest';
import { highsSolver, javascriptLpSolver } from '../../../solver/lp/index.ts';
import { designTerritories } from '../../../solver/territory/index.ts';
import { at, countPerRep, grid, meaningOf } from './meanings.ts';

const solvers = [javascriptLpSolver(), await highsSolver()];

describe('balance', () => {
  test('a symmetrical territory is halved', () => {
    const meaning = meaningOf({ customers: grid(10, 6), reps: [{ home: at(0.2, 0.25) }, { home: at(0.7, 0.25) }] });
    const { repOf, issues } = designTerritories(meaning, solvers);
    expect(issues).toEqual([]);
    expect(countPerRep(meaning, repOf)).toEqual([30, 30]);
    meaning.customers.forEach(({ location }, customer) => {
      expect(repOf[customer]).toBe(location.lng < -92.55 ? 0 : 1);
    });
  });

  test('homes in one corner do not keep work from being shared', () => {
    const meaning = meaningOf({
      customers: grid(10, 6),
      reps: [{ home: at(0, 0) }, { home: at(0, 0) }, { home: at(0, 0) }],
    });
    const { repOf, issues } = designTerritories(meaning, solvers);
    expect(issues).toEqual([]);
    for (const count of countPerRep(meaning, repOf)) expect(Math.abs(count - 20)).toBeLessThanOrEqual(4);
  });

  test('a rep with half the working time gets half the work', () => {
    const meaning = meaningOf({
      customers: grid(9, 8, { annualRevenue: 0 }),
      reps: [
        { home: at(0.2, 0.3), workingHours: [{ days: ['mon', 'tue', 'wed', 'thu'], from: '08:00', to: '16:00' }] },
        { home: at(0.6, 0.3), workingHours: [{ days: ['mon', 'tue'], from: '08:00', to: '16:00' }] },
      ],
    });
    const { repOf, issues } = designTerritories(meaning, solvers);
    expect(issues).toEqual([]);
    const [whole, half] = countPerRep(meaning, repOf);
    expect(whole / half).toBeGreaterThan(1.6);
    expect(whole / half).toBeLessThan(2.4);
  });

  test('revenue is shared as well as work', () => {
    const rich = grid(10, 6).map((customer, index) => ({ ...customer, annualRevenue: index % 10 < 5 ? 3000 : 1000 }));
    const meaning = meaningOf({
      customers: rich,
      reps: [{ home: at(0.2, 0.25) }, { home: at(0.7, 0.25) }],
      policy: { balance: { workloadTolerance: 0.3, revenueTolerance: 0.2 } },
    });
    const { repOf, issues } = designTerritories(meaning, solvers);
    expect(issues).toEqual([]);
    let revenue = 0;
    meaning.customers.forEach(({ annualRevenue }, customer) => {
      if (repOf[customer] === 0) revenue += annualRevenue;
    });
    expect(revenue / 120_000).toBeLessThanOrEqual(0.6);
  });

  test('what locks make impossible is an issue', () => {
    const locked = grid(6, 2).map((customer, index) => ({ ...customer, repId: index < 11 ? 'r0' : 'r1' }));
    const meaning = meaningOf({
      territories: 'split',
      customers: locked,
      reps: [{ home: at(0, 0) }, { home: at(0.5, 0) }],
    });
    const all = designTerritories(meaning, solvers).issues;
    const issues = all.filter(({ code }) => code !== 'RULES_CONFLICT');
    expect(issues.map(({ code, path, severity }) => [code, path, severity])).toEqual([
      ['BALANCE_NOT_MET', '/territory/policy/balance', 'warning'],
      ['BALANCE_NOT_MET', '/territory/policy/balance', 'warning'],
    ]);
    expect(issues.map(({ message }) => message.split(' of ')[0])).toEqual(['The workload', 'The revenue']);
    expect(all.length).toBeGreaterThan(issues.length);
  });
});

describe('channel width', () => {
  const reps = [{ home: at(0, 0), channelWidth: { maxCustomers: 7 } }, { home: at(0.9, 0.5) }];

  test('a maximum of customers goes before balance', () => {
    const meaning = meaningOf({ customers: grid(10, 6), reps });
    const { repOf, issues } = designTerritories(meaning, solvers);
    expect(countPerRep(meaning, repOf)).toEqual([7, 53]);
    expect(new Set(issues.map(({ code }) => code))).toEqual(new Set(['BALANCE_NOT_MET', 'RULES_CONFLICT']));
  });

  test('a maximum of weekly work is kept', () => {
    const wide = meaningOf({ customers: grid(10, 6), reps: [{ home: at(0, 0) }, { home: at(0.9, 0.5) }] });
    const narrow = meaningOf({
      customers: grid(10, 6),
      reps: [{ home: at(0, 0), channelWidth: { maxWorkloadMinutesPerWeek: 400 } }, { home: at(0.9, 0.5) }],
    });
    const { repOf, issues } = designTerritories(narrow, solvers);
    expect(issues.map(({ code }) => code)).not.toContain('WORKLOAD_EXCEEDED');
    const before = countPerRep(wide, designTerritories(wide, solvers).repOf);
    expect(countPerRep(narrow, repOf)[0]).toBeLessThan(before[0] / 2);
    expect(countPerRep(narrow, repOf)[0]).toBeGreaterThan(0);
  });

  test('maxima that cannot be kept are issues at the rep', () => {
    const meaning = meaningOf({
      customers: grid(4, 2, { repId: 'r1', keyAccount: true }),
      reps: [{ home: at(0, 0) }, { home: at(0, 0), channelWidth: { maxCustomers: 3, maxWorkloadMinutesPerWeek: 10 } }],
      policy: { keyAccounts: { maxPerRep: 2 }, balance: { workloadTolerance: 5, revenueTolerance: 5 } },
    });
    const { issues } = designTerritories(meaning, solvers);
    expect(issues.map(({ code, path }) => [code, path])).toEqual([
      ['CHANNEL_WIDTH_EXCEEDED', '/territory/reps/1'],
      ['WORKLOAD_EXCEEDED', '/territory/reps/1'],
      ['KEY_ACCOUNTS_EXCEEDED', '/territory/reps/1'],
      ['RULES_CONFLICT', '/territory/reps/1/channelWidth/maxCustomers'],
      ['RULES_CONFLICT', '/territory/customers/7'],
      ['RULES_CONFLICT', '/territory/policy/keyAccounts/maxPerRep'],
    ]);
    expect(issues[0].message).toBe('Rep "r1" carries 8 customers, more than the 3 of maxCustomers.');
  });
});

describe('whole territories', () => {
  test('where areas are given, what lies apart is an issue', () => {
    const customers = grid(10, 4).map((customer, index) => ({
      ...customer,
      area: `column ${index % 10}`,
      ...(index % 10 === 9 ? { repId: 'r0' } : {}),
    }));
    const reps = [{ home: at(0.2, 0.25) }, { home: at(0.6, 0.25) }];
    const wide = { balance: { workloadTolerance: 0.4, revenueTolerance: 0.4 } };
    const { issues } = designTerritories(meaningOf({ customers, reps, policy: wide }), solvers);
    expect(issues.map(({ code, path }) => [code, path])).toEqual([['TERRITORY_NOT_WHOLE', '/territory/customers/9']]);
    expect(issues[0].message).toContain('rep "r0"');
  });
});
