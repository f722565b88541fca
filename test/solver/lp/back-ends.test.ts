/** Both back ends speak the same port and agree. */
import { beforeAll, describe, expect, test } from 'vitest';
import { highsSolver, javascriptLpSolver, LpModelBuilder, type LpSolver, verify } from '../../../solver/lp/index.ts';
import { randomModel } from './random-model.ts';

let solvers: LpSolver[];
beforeAll(async () => {
  solvers = [javascriptLpSolver(), await highsSolver()];
});

function optimum(solver: LpSolver, builder: LpModelBuilder): { objective: number; x: number[] } {
  const outcome = solver.solve(builder.build());
  if (outcome.kind !== 'optimal') throw new Error(`${solver.id}: ${JSON.stringify(outcome)}`);
  return { objective: outcome.objective, x: [...outcome.x] };
}

describe.each([
  ['linear', false],
  ['mixed integer', true],
])('%s models', (_, integers) => {
  test('have the same optimum from both, not worse than a known feasible point', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const { model, feasible } = randomModel(seed, integers);
      const known = verify(model, { kind: 'feasible', x: feasible, objective: 0, bound: 0 });
      if (known.kind !== 'feasible') throw new Error(`seed ${seed}: the known point is not feasible`);
      const objectives = solvers.map((solver) => {
        expect(solver.accepts(model)).toBe(true);
        const outcome = solver.solve(model);
        if (outcome.kind !== 'optimal') throw new Error(`seed ${seed}, ${solver.id}: ${JSON.stringify(outcome)}`);
        expect(outcome.bound).toBe(outcome.objective);
        return outcome.objective;
      });
      expect(objectives[0], `seed ${seed}`).toBeCloseTo(objectives[1], 5);
      expect(objectives[0]).toBeLessThanOrEqual(known.objective + 1e-6);
    }
  });
});

describe.each([0, 1])('back end %i', (which) => {
  test('solves the workshop of 30 chairs and 50 tables', () => {
    const builder = new LpModelBuilder();
    const chairs = builder.addColumn({ cost: -30, integer: true });
    const tables = builder.addColumn({ cost: -50, integer: true });
    const carpentry = builder.addRow({ upper: 40 });
    const finishing = builder.addRow({ upper: 50 });
    builder.set(carpentry, chairs, 1);
    builder.set(carpentry, tables, 2);
    builder.set(finishing, chairs, 2);
    builder.set(finishing, tables, 1);
    expect(optimum(solvers[which], builder)).toEqual({ objective: -1100, x: [20, 10] });
  });

  test('says infeasible', () => {
    const builder = new LpModelBuilder();
    const col = builder.addColumn({ cost: 1 });
    builder.set(builder.addRow({ lower: 3 }), col, 1);
    builder.set(builder.addRow({ upper: 2 }), col, 1);
    expect(solvers[which].solve(builder.build())).toEqual({ kind: 'infeasible' });
  });

  test('says infeasible when only whole numbers are missing', () => {
    const builder = new LpModelBuilder();
    const col = builder.addColumn({ cost: 1, integer: true });
    builder.set(builder.addRow({ lower: 1, upper: 1 }), col, 2);
    expect(solvers[which].solve(builder.build())).toEqual({ kind: 'infeasible' });
  });

  test('says unbounded', () => {
    const builder = new LpModelBuilder();
    const col = builder.addColumn({ cost: -1 });
    builder.set(builder.addRow({ lower: 1 }), col, 1);
    expect(solvers[which].solve(builder.build())).toEqual({ kind: 'unbounded' });
  });

  test('solves a model without rows and one without entries', () => {
    const bounded = new LpModelBuilder();
    bounded.addColumn({ cost: -2, upper: 3 });
    expect(optimum(solvers[which], bounded)).toEqual({ objective: -6, x: [3] });
    const empty = new LpModelBuilder();
    empty.addColumn({ cost: 2 });
    empty.addRow({ upper: 1 });
    expect(optimum(solvers[which], empty)).toEqual({ objective: 0, x: [0] });
  });
});

test('HiGHS handles columns below zero and gives row duals of linear models', () => {
  const builder = new LpModelBuilder();
  const free = builder.addColumn({ cost: 1, lower: Number.NEGATIVE_INFINITY });
  builder.set(builder.addRow({ lower: -4 }), free, 2);
  const outcome = solvers[1].solve(builder.build());
  expect(outcome).toMatchObject({ kind: 'optimal', objective: -2 });
  expect(outcome.kind === 'optimal' && [...outcome.rowDual!]).toEqual([0.5]);
});

test.each([
  ['unbounded', { lower: 1 }],
  ['infeasible', { upper: -1 }],
])('HiGHS tells an %s integer model, for which presolve sees only that it has no optimum', (kind, other) => {
  const builder = new LpModelBuilder();
  const [a, b] = [builder.addColumn({ cost: -1, integer: true }), builder.addColumn({ cost: -1, integer: true })];
  const row = builder.addRow({ lower: 1 });
  builder.set(row, a, 2);
  builder.set(row, b, 1);
  builder.set(builder.addRow(other), b, 1);
  expect(solvers[1].solve(builder.build())).toEqual({ kind });
});

test('HiGHS stops when told to, and says so', () => {
  const builder = new LpModelBuilder();
  const weights = Array.from({ length: 60 }, (_, item) => 1000 + ((item * 7919) % 997));
  const rows = [0, 1, 2].map((row) => builder.addRow({ lower: 20_011 + row, upper: 20_011 + row }));
  weights.forEach((weight, item) => {
    const col = builder.addColumn({ cost: 1, upper: 1, integer: true });
    rows.forEach((row) => {
      builder.set(row, col, weight + ((item * (row + 3) * 31) % 89));
    });
  });
  expect(solvers[1].solve(builder.build(), { isCancelled: () => true })).toEqual({ kind: 'none', why: 'cancelled' });
  expect(solvers[1].solve(builder.build(), { timeLimitSeconds: 0 })).toEqual({ kind: 'none', why: 'time' });
});

test('javascript-lp-solver gives up when its work is done, also amid branching', () => {
  for (const integers of [false, true]) {
    const { model } = randomModel(4, integers);
    expect(javascriptLpSolver(1e6).solve(model).kind).toBe('optimal');
    expect(javascriptLpSolver(200).solve(model)).toEqual({ kind: 'none', why: 'limit' });
  }
});

test('a solver that is disposed of accepts nothing more', async () => {
  const solver = await highsSolver();
  const { model } = randomModel(1, false);
  expect(solver.accepts(model)).toBe(true);
  solver.dispose();
  expect(solver.accepts(model)).toBe(false);
});
