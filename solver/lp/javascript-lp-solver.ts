/**
 * The back end for small transparent models: javascript-lp-solver, a dense simplex in plain JavaScript with branch and cut.
 * It is right for columns with x >= 0 and silently wrong outside (a free column is called infeasible); `accepts` keeps it inside.
 */
import jsLpModule from 'javascript-lp-solver';
import { integerColumns, type LpModel, type LpSolver, type SolveOptions, type SolveOutcome } from './port.ts';
import { checked } from './verify.ts';

const MOST_DENSE_CELLS = 3_000_000;
const MOST_INTEGERS = 30;

/** Cells × pivots, some ten seconds. */
const MOST_WORK = 10_000_000_000;

interface JsonModel {
  readonly optimize: string;
  readonly opType: 'min';
  readonly constraints: Record<string, { min?: number; max?: number; equal?: number }>;
  readonly variables: Record<string, Record<string, number>>;
  readonly ints: Record<string, 1>;
  readonly options: { presolve: false; exitOnCycles: false; timeout?: number };
}

interface Tableau {
  readonly width: number;
  readonly height: number;
  pivot(row: number, column: number): void;
}

interface NativeModel {
  readonly tableau: Tableau;
  readonly variables: readonly { readonly value: number }[];
  loadJson(model: JsonModel): NativeModel;
  solve(): { readonly feasible: boolean; readonly bounded: boolean };
}

// The package's types describe a CommonJS module; what Node loads is its ES module, whose default export is the solver.
const { Model } = jsLpModule as unknown as { readonly Model: new () => NativeModel };

class GaveUp extends Error {}

/**
 * Without row duals. It cannot be cancelled and knows no gap, and a time limit holds for integer models only; under one it
 * cannot say whether it had finished, so that its best answer counts as `feasible`.
 *
 * @param mostWork cells of the dense table × pivots after which it gives up: of its own it may pivot in circles for ever.
 */
export function javascriptLpSolver(mostWork = MOST_WORK): LpSolver {
  return checked({
    id: 'javascript-lp-solver',
    accepts,
    solve: (model, options = {}) => solve(model, options, mostWork),
    dispose: () => {},
  });
}

function accepts(model: LpModel): boolean {
  return (
    model.colLower.every((lower) => lower === 0) &&
    model.colUpper.every((upper) => upper >= 0) &&
    integerColumns(model) <= MOST_INTEGERS &&
    denseCells(model) <= MOST_DENSE_CELLS
  );
}

/** The size of its tableau: it takes an equation or a range for two rows, and an upper bound of a column for one. */
function denseCells({ numCols, numRows, rowLower, rowUpper, colUpper }: LpModel): number {
  let height = 1;
  for (let row = 0; row < numRows; row++) {
    if (Number.isFinite(rowLower[row])) height++;
    if (Number.isFinite(rowUpper[row])) height++;
  }
  for (const upper of colUpper) if (Number.isFinite(upper)) height++;
  return height * (numCols + 1);
}

function solve(model: LpModel, options: SolveOptions, mostWork: number): SolveOutcome {
  const limited = integerColumns(model) > 0 && options.timeLimitSeconds !== undefined;
  const native = new Model().loadJson(jsonModel(model, options.timeLimitSeconds));
  limitWork(native.tableau, mostWork);
  let result: ReturnType<NativeModel['solve']>;
  try {
    result = native.solve();
  } catch (error) {
    if (error instanceof GaveUp) return { kind: 'none', why: 'limit' };
    throw error;
  }
  if (!result.feasible) return limited ? { kind: 'none', why: 'time' } : { kind: 'infeasible' };
  if (!result.bounded) return { kind: 'unbounded' };
  const x = Float64Array.from(native.variables, ({ value }) => value);
  const fractional = x.some((value, col) => model.integer?.[col] === 1 && Math.abs(value - Math.round(value)) > 1e-6);
  if (limited && fractional) return { kind: 'none', why: 'time' };
  return { kind: limited ? 'feasible' : 'optimal', x, objective: 0, bound: Number.NEGATIVE_INFINITY };
}

function limitWork(tableau: Tableau, mostWork: number): void {
  const pivot = tableau.pivot.bind(tableau);
  let work = 0;
  tableau.pivot = (row, column) => {
    work += tableau.width * tableau.height;
    if (work > mostWork) throw new GaveUp();
    pivot(row, column);
  };
}

function jsonModel(model: LpModel, timeLimitSeconds: number | undefined): JsonModel {
  const { numCols, numRows, rowLower, rowUpper, colUpper, colCost, colStart, rowIndex, value } = model;
  const constraints: JsonModel['constraints'] = {};
  for (let row = 0; row < numRows; row++) constraints[`r${row}`] = rowBounds(rowLower[row], rowUpper[row]);
  const variables: JsonModel['variables'] = {};
  const ints: JsonModel['ints'] = {};
  for (let col = 0; col < numCols; col++) {
    const column: Record<string, number> = { cost: colCost[col] };
    for (let entry = colStart[col]; entry < colStart[col + 1]; entry++) column[`r${rowIndex[entry]}`] = value[entry];
    if (Number.isFinite(colUpper[col])) {
      constraints[`u${col}`] = { max: colUpper[col] };
      column[`u${col}`] = 1;
    }
    variables[`c${col}`] = column;
    if (model.integer?.[col] === 1) ints[`c${col}`] = 1;
  }
  // Its own look-out for cycles calls a model infeasible when it finds one.
  const options: JsonModel['options'] = { presolve: false, exitOnCycles: false };
  if (timeLimitSeconds !== undefined) options.timeout = timeLimitSeconds * 1000;
  return { optimize: 'cost', opType: 'min', constraints, variables, ints, options };
}

function rowBounds(lower: number, upper: number): { min?: number; max?: number; equal?: number } {
  if (lower === upper) return { equal: lower };
  return { ...(Number.isFinite(lower) && { min: lower }), ...(Number.isFinite(upper) && { max: upper }) };
}
