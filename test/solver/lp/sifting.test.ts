/** A model solved over few of its columns has the optimum of the whole. */
import { beforeAll, describe, expect, test } from 'vitest';
import {
  highsSolver,
  LpModelBuilder,
  type LpSolver,
  reducedCosts,
  SiftedModel,
  withRows,
} from '../../../solver/lp/index.ts';
import { generator, randomModel } from './random-model.ts';

let highs: LpSolver;
beforeAll(async () => {
  highs = await highsSolver();
});

/** Sizes of the models that the back end was asked to solve. */
function counting(asked: number[]): LpSolver {
  return {
    ...highs,
    solve: (model, options) => {
      asked.push(model.numCols);
      return highs.solve(model, options);
    },
  };
}

/** Rows that each one more of many columns serves, as tours serve customers. */
function covering(seed: number, rows: number, columns: number) {
  const random = generator(seed);
  const builder = new LpModelBuilder();
  for (let row = 0; row < rows; row++) builder.addRow({ lower: 1, upper: 1 });
  for (let column = 0; column < columns; column++) {
    const first = Math.floor(random() * rows);
    const length = column < rows ? 1 : 1 + Math.floor(random() * 4);
    const index = builder.addColumn({ cost: 1 + random(), upper: 1 });
    for (let k = 0; k < length; k++) builder.set(column < rows ? column : (first + k) % rows, index, 1);
  }
  return builder.build();
}

function optimumOf(solve: () => ReturnType<LpSolver['solve']>) {
  const outcome = solve();
  if (outcome.kind !== 'optimal' || outcome.rowDual === undefined) throw new Error(JSON.stringify(outcome));
  return { ...outcome, rowDual: outcome.rowDual };
}

describe('a model that is sifted', () => {
  test('has the optimum of the whole, whichever columns it begins with', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const { model } = randomModel(seed, false);
      const few = new SiftedModel([highs], model.numCols, [seed % model.numCols]);
      const { objective, x, rowDual } = optimumOf(() => few.solve(model, () => ({})));
      expect(objective, `seed ${seed}`).toBeCloseTo(optimumOf(() => highs.solve(model)).objective, 6);
      expect(x).toHaveLength(model.numCols);
      // A column that would save something is at its upper bound.
      reducedCosts(model, rowDual).forEach((cost, column) => {
        if (cost < -1e-6) expect(x[column]).toBeCloseTo(model.colUpper[column], 5);
      });
    }
  });

  test('needs few of many columns, and goes on where it was when rows are added', () => {
    const model = covering(5, 30, 3000);
    const asked: number[] = [];
    const few = new SiftedModel(
      [counting(asked)],
      model.numCols,
      Array.from({ length: 30 }, (_, column) => column),
    );
    const first = optimumOf(() => few.solve(model, () => ({})));
    expect(first.objective).toBeCloseTo(optimumOf(() => highs.solve(model)).objective, 6);
    expect(Math.max(...asked)).toBeLessThan(1500);
    const used = [...first.x.keys()].filter((column) => first.x[column] > 1e-6);
    const sum = used.reduce((shares, column) => shares + first.x[column], 0);
    const longer = withRows(model, [{ upper: sum - 1, entries: used.map((column) => ({ column, value: 1 })) }]);
    const second = optimumOf(() => few.solve(longer, () => ({})));
    expect(second.objective).toBeGreaterThan(first.objective);
    expect(second.objective).toBeCloseTo(optimumOf(() => highs.solve(longer)).objective, 6);
  });

  test('is infeasible only with all of its columns', () => {
    const builder = new LpModelBuilder();
    const row = builder.addRow({ lower: 3 });
    const columns = [builder.addColumn({ cost: 1, upper: 1 }), builder.addColumn({ cost: 2, upper: 1 })];
    for (const column of columns) builder.set(row, column, 1);
    const model = builder.build();
    expect(new SiftedModel([highs], 2, [0]).solve(model, () => ({}))).toEqual({ kind: 'infeasible' });
    const possible = { ...model, rowLower: Float64Array.of(2) };
    expect(optimumOf(() => new SiftedModel([highs], 2, [0]).solve(possible, () => ({}))).objective).toBe(3);
  });
});
