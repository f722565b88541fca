/**
 * A linear model of far more columns than rows, solved over few columns; those that would make it cheaper are added until there are
 * none (Bixby, Gregory, Lustig, Marsten & Shanno 1992, Very large-scale linear programming: a case study in combining interior point
 * and simplex methods).
 */
import type { LpBasis, LpModel, LpSolver, SolveOptions, SolveOutcome } from './port.ts';
import { solveWith } from './solve-with.ts';

/** Columns added at once, those that save most. */
const MOST_ADDED = 400;
const EPSILON = 1e-9;

/** It keeps its columns, and the corner that it has reached, for the same model with more rows. */
export class SiftedModel {
  private readonly solvers: readonly LpSolver[];
  private readonly isInside: Uint8Array;
  private readonly columns: number[] = [];
  private basis: LpBasis | undefined;

  /**
   * @param solvers that give row duals
   * @param columns to begin with, one at least, each once; the lower bound of all others must be 0
   */
  constructor(solvers: readonly LpSolver[], numCols: number, columns: Iterable<number>) {
    this.solvers = solvers;
    this.isInside = new Uint8Array(numCols);
    this.add(columns);
  }

  /** @param model that of the call before, or the same with more rows, which come last @returns as `solveWith`, without a basis */
  solve(model: LpModel, options: () => Pick<SolveOptions, 'timeLimitSeconds' | 'isCancelled'>): SolveOutcome {
    for (;;) {
      const { columns, basis } = this;
      const few = withColumns(model, columns);
      const outcome = solveWith(this.solvers, few, { ...options(), ...(basis && { basis }) });
      // What is missing may make it possible.
      if (outcome.kind === 'infeasible' && columns.length < model.numCols) {
        this.add(this.others(model));
        this.basis = undefined;
        continue;
      }
      if (outcome.kind !== 'optimal' || outcome.rowDual === undefined) return outcome;
      this.basis = outcome.basis;
      const saving = this.saving(model, outcome.rowDual);
      if (saving.length === 0) {
        const x = new Float64Array(model.numCols);
        for (const [index, column] of columns.entries()) x[column] = outcome.x[index];
        return { ...outcome, x };
      }
      this.add(saving);
    }
  }

  private add(columns: Iterable<number>): void {
    for (const column of columns) {
      this.isInside[column] = 1;
      this.columns.push(column);
    }
  }

  private others({ numCols }: LpModel): number[] {
    return Array.from({ length: numCols }, (_, column) => column).filter((column) => this.isInside[column] === 0);
  }

  private saving(model: LpModel, rowDual: Float64Array): number[] {
    const costs = reducedCosts(model, rowDual);
    const found = this.others(model).filter((column) => costs[column] < -EPSILON);
    return found.sort((a, b) => costs[a] - costs[b] || a - b).slice(0, MOST_ADDED);
  }
}

/** Per column its cost less what it is worth in the rows. */
export function reducedCosts(
  { numCols, colCost, colStart, rowIndex, value }: LpModel,
  rowDual: Float64Array,
): Float64Array {
  const costs = colCost.slice();
  for (let column = 0; column < numCols; column++) {
    for (let k = colStart[column]; k < colStart[column + 1]; k++) costs[column] -= value[k] * rowDual[rowIndex[k]];
  }
  return costs;
}

function withColumns(model: LpModel, columns: readonly number[]): LpModel {
  const { colStart } = model;
  const starts = new Int32Array(columns.length + 1);
  columns.forEach((column, index) => {
    starts[index + 1] = starts[index] + colStart[column + 1] - colStart[column];
  });
  const rowIndex = new Int32Array(starts[columns.length]);
  const value = new Float64Array(starts[columns.length]);
  columns.forEach((column, index) => {
    rowIndex.set(model.rowIndex.subarray(colStart[column], colStart[column + 1]), starts[index]);
    value.set(model.value.subarray(colStart[column], colStart[column + 1]), starts[index]);
  });
  const of = (values: Float64Array) => Float64Array.from(columns, (column) => values[column]);
  return {
    ...model,
    numCols: columns.length,
    colCost: of(model.colCost),
    colLower: of(model.colLower),
    colUpper: of(model.colUpper),
    colStart: starts,
    rowIndex,
    value,
  };
}
