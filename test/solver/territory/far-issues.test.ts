/** Customers who lie far nearer to another rep are told. */
import { beforeAll, expect, test } from 'vitest';
import type { Issue } from '#solver';
import { highsSolver, javascriptLpSolver, type LpSolver } from '../../../solver/lp/index.ts';
import { designTerritories } from '../../../solver/territory/index.ts';
import { at, countPerRep, grid, meaningOf, type Wish } from './meanings.ts';

let solvers: LpSolver[];
beforeAll(async () => {
  solvers = [javascriptLpSolver(), await highsSolver()];
});

/** Rep r0 lives so many degrees north of all customers, r1 among them. */
const teamOf = (degrees: number): Wish['reps'] => [{ home: at(0.25, 0.15 + degrees) }, { home: at(0.25, 0.15) }];

function farOf(wish: Wish): { readonly far: readonly Issue[]; readonly carried: readonly number[] } {
  const meaning = meaningOf(wish);
  const { issues, repOf } = designTerritories(meaning, solvers);
  return { far: issues.filter(({ code }) => code === 'FAR_FROM_REP'), carried: countPerRep(meaning, repOf) };
}

test('one issue for all of a rep, at the farthest of them, with what speaks against the nearer one', () => {
  const { far, carried } = farOf({ customers: grid(6, 4), reps: teamOf(3) });
  expect(far).toHaveLength(1);
  const [{ path, message, action, severity }] = far;
  expect(severity).toBe('warning');
  expect(path).toMatch(/^\/territory\/customers\/\d+$/);
  expect(message).toMatch(
    /^Customer "c\d+" lies 3\d\d km from the home of rep "r0", who carries it, and \d+ km from that of rep "r1"\./,
  );
  expect(message).toContain(`Of his customers ${carried[0] - 1} more lie far nearer to another rep.`);
  expect(message).toMatch(/What speaks against "r1": (workload|revenue|workload, revenue)\.$/);
  expect(action).toContain('give the customer to "r1" by repId');
});

test('none where nobody is three hours nearer, or where the reps who may carry them are all far', () => {
  expect(farOf({ customers: grid(6, 4), reps: teamOf(1) }).far).toEqual([]);
  expect(farOf({ customers: grid(6, 4, { eligibleRepIds: ['r0'] }), reps: teamOf(3) }).far).toEqual([]);
});

test('none of those who keep the rep of today', () => {
  const customers = grid(6, 4, { currentRepId: 'r0' });
  const { far, carried } = farOf({ customers, reps: teamOf(3) });
  expect(carried[0]).toBeGreaterThan(0);
  expect(far).toEqual([]);
});

test('none in territories that the request draws', () => {
  const customers = grid(6, 4, { repId: 'r0' });
  expect(farOf({ customers, reps: teamOf(3), territories: 'keep' }).far).toEqual([]);
});
