/** What the port promises whatever the back end does. */
import { describe, expect, test } from 'vitest';
import {
  checked,
  javascriptLpSolver,
  type LpModel,
  LpModelBuilder,
  type LpSolver,
  type SolveOutcome,
  solveWith,
} from '../../../solver/lp/index.ts';

/** x + y in 1 to 4, x <= 3 whole. */
function smallModel(): LpModel {
  const builder = new LpModelBuilder();
  const x = builder.addColumn({ cost: 2, upper: 3, integer: true });
  const y = builder.addColumn({ cost: 1 });
  const row = builder.addRow({ lower: 1, upper: 4 });
  builder.set(row, x, 1);
  builder.set(row, y, 1);
  return builder.build();
}

function saying(outcome: SolveOutcome | (() => never), id = 'fake', accepts = true): LpSolver {
  return checked({
    id,
    accepts: () => accepts,
    solve: () => (typeof outcome === 'function' ? outcome() : outcome),
    dispose: () => {},
  });
}

const answer = (...x: number[]): SolveOutcome => ({
  kind: 'optimal',
  x: Float64Array.from(x),
  objective: -99,
  bound: -99,
});

describe('a lying solver', () => {
  test.each([
    ['a row', answer(3, 2), 'row 0 is 5'],
    ['an upper bound', answer(4, 0), 'column 0 is 4'],
    ['a lower bound', answer(2, -1), 'column 1 is -1'],
    ['integrality', answer(0.5, 0.5), 'not a whole number'],
    ['arithmetic', answer(1, Number.NaN), 'column 1 is NaN'],
    ['the size', answer(1), '1 values for 2 columns'],
  ])('that breaks %s is caught', (_, outcome, message) => {
    const result = saying(outcome).solve(smallModel());
    expect(result).toEqual({ kind: 'failed', message: expect.stringContaining(message) });
  });

  test('about the objective is corrected, and whole numbers are made exact', () => {
    const result = saying(answer(1 + 1e-9, 2)).solve(smallModel());
    expect(result).toEqual({ kind: 'optimal', x: Float64Array.of(1, 2), objective: 4, bound: 4 });
  });

  test('that throws has failed', () => {
    const throwing = saying(() => {
      throw new Error('out of memory');
    });
    expect(throwing.solve(smallModel())).toEqual({ kind: 'failed', message: 'fake: out of memory' });
  });
});

describe('solveWith', () => {
  test('takes the first solver that accepts', () => {
    const solvers = [saying(answer(0, 1), 'a', false), saying(answer(0, 2), 'b'), saying(answer(0, 3), 'c')];
    expect(solveWith(solvers, smallModel())).toMatchObject({ objective: 2 });
  });

  test('goes on to the next when one fails or gives up', () => {
    const givingUp = saying({ kind: 'none', why: 'limit' });
    expect(solveWith([givingUp, saying(answer(0, 3))], smallModel())).toMatchObject({ objective: 3 });
    expect(solveWith([givingUp], smallModel())).toEqual({ kind: 'none', why: 'limit' });
    const outOfTime = saying({ kind: 'none', why: 'time' });
    expect(solveWith([outOfTime, saying(answer(0, 3))], smallModel())).toEqual({ kind: 'none', why: 'time' });
    expect(solveWith([saying(answer(9, 9)), saying(answer(0, 3))], smallModel())).toMatchObject({ objective: 3 });
  });

  test('fails when nobody accepts', () => {
    expect(solveWith([], smallModel())).toEqual({ kind: 'failed', message: 'no solver accepts the model' });
  });
});

describe('javascript-lp-solver accepts', () => {
  const solver = javascriptLpSolver();
  const withColumns = (count: number, rows: number, spec = {}): LpModel => {
    const builder = new LpModelBuilder();
    for (let col = 0; col < count; col++) builder.addColumn(spec);
    for (let row = 0; row < rows; row++) builder.addRow({ lower: 0 });
    return builder.build();
  };

  test('only columns with the lower bound 0', () => {
    expect(solver.accepts(withColumns(1, 1))).toBe(true);
    expect(solver.accepts(withColumns(1, 1, { lower: -1 }))).toBe(false);
    expect(solver.accepts(withColumns(1, 1, { lower: 1 }))).toBe(false);
    expect(solver.accepts(withColumns(1, 1, { lower: Number.NEGATIVE_INFINITY }))).toBe(false);
  });

  test('up to 30 integers', () => {
    expect(solver.accepts(withColumns(30, 1, { integer: true }))).toBe(true);
    expect(solver.accepts(withColumns(31, 1, { integer: true }))).toBe(false);
  });

  test('up to three million cells, an equation counted twice', () => {
    expect(solver.accepts(withColumns(1999, 1499))).toBe(true);
    expect(solver.accepts(withColumns(1999, 1500))).toBe(false);
    expect(solver.accepts(withColumns(1000, 2000, { upper: 1 }))).toBe(false);
  });
});

describe('the model builder', () => {
  test('puts entries into columns whatever their order', () => {
    const builder = new LpModelBuilder();
    const [a, b] = [builder.addColumn({ cost: 7 }), builder.addColumn()];
    const [r, s] = [builder.addRow({ upper: 1 }), builder.addRow({ lower: 2 })];
    builder.set(s, b, 4);
    builder.set(r, b, 3);
    builder.set(s, a, 2);
    expect(builder.build()).toEqual({
      numCols: 2,
      numRows: 2,
      colCost: Float64Array.of(7, 0),
      colLower: Float64Array.of(0, 0),
      colUpper: Float64Array.of(Infinity, Infinity),
      rowLower: Float64Array.of(-Infinity, 2),
      rowUpper: Float64Array.of(1, Infinity),
      colStart: Int32Array.of(0, 1, 3),
      rowIndex: Int32Array.of(1, 1, 0),
      value: Float64Array.of(2, 4, 3),
    });
  });

  test('refuses a pair set twice, an index that does not exist and what is not a number', () => {
    const build = (row: number, col: number, value: number, times = 1) => {
      const builder = new LpModelBuilder();
      builder.addColumn();
      builder.addRow({ upper: 1 });
      for (let time = 0; time < times; time++) builder.set(row, col, value);
      return () => builder.build();
    };
    expect(build(0, 0, 1)).not.toThrow();
    expect(build(0, 0, 1, 2)).toThrow('set twice');
    expect(build(1, 0, 1)).toThrow('no row 1');
    expect(build(0, 1, 1)).toThrow('no column 1');
    expect(build(0, 0, Number.NaN)).toThrow('NaN');
  });
});
