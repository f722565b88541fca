/** Who carries whom. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Interpretation } from '#solver';
import { highsSolver, javascriptLpSolver, type LpSolver } from '../../../solver/lp/index.ts';
import { basicAreas, designTerritories } from '../../../solver/territory/index.ts';
import { anyMeaning, at, countPerRep, grid, meaningOf } from './meanings.ts';

let solvers: LpSolver[];
beforeAll(async () => {
  solvers = [javascriptLpSolver(), await highsSolver()];
});

function codes(meaning: Interpretation, with_ = solvers): string[] {
  return designTerritories(meaning, with_).issues.map(({ code }) => code);
}

describe('whatever the request', () => {
  test('every customer has one eligible rep, areas stay whole, the same input gives the same answer', () => {
    fc.assert(
      fc.property(anyMeaning, (meaning) => {
        const design = designTerritories(meaning, solvers);
        expect(design.repOf).toHaveLength(meaning.customers.length);
        meaning.customers.forEach(({ eligibleReps }, customer) => {
          expect(eligibleReps).toContain(design.repOf[customer]);
        });
        for (const { members } of basicAreas(meaning).areas)
          expect(new Set(members.map((member) => design.repOf[member])).size).toBe(1);
        expect(designTerritories(meaning, solvers)).toEqual(design);
      }),
      { numRuns: 100, seed: 7 },
    );
  });

  test('every maximum exceeded is an issue at its rep, and no other', () => {
    fc.assert(
      fc.property(anyMeaning, (meaning) => {
        const { repOf, issues } = designTerritories(meaning, solvers);
        const named = (code: string) => issues.filter((issue) => issue.code === code).map(({ path }) => path);
        const over = (load: (rep: number) => number, most: (rep: number) => number) =>
          meaning.reps
            .map((_, rep) => rep)
            .filter((rep) => load(rep) > most(rep))
            .map((rep) => `/territory/reps/${rep}`);
        const keyAccounts = (rep: number) =>
          meaning.customers.filter(({ keyAccount }, index) => keyAccount && repOf[index] === rep).length;
        expect(named('CHANNEL_WIDTH_EXCEEDED')).toEqual(
          over(
            (rep) => countPerRep(meaning, repOf)[rep],
            (rep) => meaning.reps[rep].maxCustomers,
          ),
        );
        expect(named('KEY_ACCOUNTS_EXCEEDED')).toEqual(over(keyAccounts, () => meaning.keyAccountsMaxPerRep));
      }),
      { numRuns: 100, seed: 8 },
    );
  });

  test('revenue is even within the tolerance, or an issue says that it is not', () => {
    fc.assert(
      fc.property(anyMeaning, (meaning) => {
        const { repOf, issues } = designTerritories(meaning, solvers);
        const revenue = meaning.reps.map(() => 0);
        meaning.customers.forEach(({ annualRevenue }, customer) => {
          revenue[repOf[customer]] += annualRevenue;
        });
        const mean = revenue.reduce((sum, each) => sum + each, 0) / revenue.length;
        const away = mean === 0 ? 0 : Math.max(...revenue.map((each) => Math.abs(each / mean - 1)));
        const said = issues.some(({ code, message }) => code === 'BALANCE_NOT_MET' && message.includes('revenue'));
        if (meaning.splitTerritories) expect(said).toBe(away > meaning.balance.revenueTolerance + 1e-9);
      }),
      { numRuns: 100, seed: 11 },
    );
  });

  test('work is as even as tolerated, or an issue says that it is not', () => {
    fc.assert(
      fc.property(anyMeaning, (meaning) => {
        const { loads, fairShare, issues } = designTerritories(meaning, solvers);
        const total = loads.workSeconds.reduce((sum, each) => sum + each, 0);
        const away =
          total === 0
            ? 0
            : Math.max(...fairShare.map((fair, rep) => Math.abs(loads.workSeconds[rep] / total / fair - 1)));
        const said = issues.some(({ code, message }) => code === 'BALANCE_NOT_MET' && message.includes('workload'));
        if (meaning.splitTerritories) expect(said).toBe(away > meaning.balance.workloadTolerance + 1e-9);
      }),
      { numRuns: 100, seed: 12 },
    );
  });

  test('rules are only called contradictory where something is not kept', () => {
    fc.assert(
      fc.property(anyMeaning, (meaning) => {
        const { issues } = designTerritories(meaning, solvers);
        const broken = /^(CHANNEL_WIDTH|WORKLOAD|KEY_ACCOUNTS)_EXCEEDED$|^BALANCE_NOT_MET$/;
        if (issues.some(({ code }) => code === 'RULES_CONFLICT'))
          expect(issues.some(({ code }) => broken.test(code))).toBe(true);
        for (const { code, relatedPaths } of issues)
          if (code === 'RULES_CONFLICT') expect(new Set(relatedPaths).size).toBe(relatedPaths?.length);
      }),
      { numRuns: 100, seed: 13 },
    );
  });

  test('key account maxima are kept whenever that is possible', () => {
    const eligible = fc.uniqueArray(fc.constantFrom('r0', 'r1', 'r2', 'r3'), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(fc.record({ eligible, where: fc.nat(99) }), { minLength: 4, maxLength: 16 }), (accounts) => {
        const maxPerRep = Math.ceil(accounts.length / 4);
        const meaning = meaningOf({
          customers: accounts.map(({ eligible: eligibleRepIds, where }) => ({
            location: at((where % 10) / 5, Math.floor(where / 10) / 5),
            keyAccount: true,
            eligibleRepIds,
          })),
          reps: [0, 1, 2, 3].map((rep) => ({ home: at(rep / 2, 1) })),
          policy: { keyAccounts: { maxPerRep } },
        });
        const issued = codes(meaning).includes('KEY_ACCOUNTS_EXCEEDED');
        const possible = canShareOut(
          meaning.customers.map(({ eligibleReps }) => eligibleReps),
          4,
          maxPerRep,
        );
        expect(issued).toBe(!possible);
      }),
      { numRuns: 100, seed: 9 },
    );
  });
});

/** Whether everybody finds a rep when each takes at most `most`: augmenting paths. */
function canShareOut(eligible: readonly (readonly number[])[], reps: number, most: number): boolean {
  const taken: number[][] = Array.from({ length: reps }, () => []);
  const place = (customer: number, tried: Set<number>): boolean =>
    eligible[customer].some((rep) => {
      if (tried.has(rep)) return false;
      tried.add(rep);
      const spot = taken[rep].length < most ? taken[rep].length : taken[rep].findIndex((other) => place(other, tried));
      if (spot < 0) return false;
      taken[rep][spot] = customer;
      return true;
    });
  return eligible.every((_, customer) => place(customer, new Set()));
}

describe('locks', () => {
  test('hold against distance', () => {
    const customers = grid(10, 6).map((customer, index) => (index === 0 ? { ...customer, repId: 'r1' } : customer));
    const meaning = meaningOf({ customers, reps: [{ home: at(0.2, 0.25) }, { home: at(0.7, 0.25) }] });
    const { repOf } = designTerritories(meaning, solvers);
    expect(repOf[0]).toBe(1);
    expect(repOf[1]).toBe(0);
  });

  test('keep: everybody stays where the request says, also inside an area', () => {
    const customers = grid(4, 2, { area: 'one' }).map((customer, index) => ({ ...customer, repId: `r${index % 2}` }));
    const meaning = meaningOf({ customers, reps: [{ home: at(0, 0) }, { home: at(0.3, 0) }], territories: 'keep' });
    const { repOf, issues } = designTerritories(meaning, solvers);
    expect([...repOf]).toEqual([0, 1, 0, 1, 0, 1, 0, 1]);
    expect(issues).toEqual([]);
  });
});

describe('solvers', () => {
  const meaning = meaningOf({ customers: grid(10, 6), reps: [{ home: at(0.2, 0.25) }, { home: at(0.7, 0.25) }] });

  test('each alone gives balanced territories', () => {
    for (const solver of solvers) expect(codes(meaning, [solver])).toEqual([]);
  });

  test('without any the nearest rep and a local search do, and an issue says so', () => {
    const { repOf, issues } = designTerritories(meaning, []);
    expect(issues.map(({ code }) => code)).toEqual(['TERRITORY_MODEL_FAILED']);
    expect(issues[0].message).toContain('no solver accepts the model');
    for (const count of countPerRep(meaning, repOf)) expect(Math.abs(count - 30)).toBeLessThanOrEqual(5);
  });
});
