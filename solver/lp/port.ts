/** The port for linear and mixed integer models: a model is data, the back end that solves it a choice. */

/**
 * Minimise `colCost · x` under `rowLower <= A x <= rowUpper` and `colLower <= x <= colUpper`.
 *
 * Rows and columns are indexes. A is in compressed sparse columns: the entries of column j are at `colStart[j]` up to
 * `colStart[j + 1]` of `rowIndex` and `value`, each row at most once. A bound that does not exist is ±Infinity.
 */
export interface LpModel {
  readonly numCols: number;
  readonly numRows: number;
  readonly colCost: Float64Array;
  readonly colLower: Float64Array;
  readonly colUpper: Float64Array;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  readonly value: Float64Array;
  readonly colStart: Int32Array;
  readonly rowIndex: Int32Array;
  /** Per column 1: must be a whole number. Left out: none. */
  readonly integer?: Uint8Array;
}

export type SolveOutcome =
  | {
      /** feasible: stopped before optimality was proved. */
      readonly kind: 'optimal' | 'feasible';
      readonly x: Float64Array;
      readonly objective: number;
      /** No solution is better than this; -Infinity when nothing is known. */
      readonly bound: number;
      /** Per row the change of the objective per unit of its bound; only of linear models, not from every back end. */
      readonly rowDual?: Float64Array;
      /** Where a later run may begin; only of linear models, not from every back end. */
      readonly basis?: LpBasis;
    }
  | { readonly kind: 'none'; readonly why: 'time' | 'cancelled' | 'limit' }
  | { readonly kind: 'infeasible' }
  | { readonly kind: 'unbounded' }
  | { readonly kind: 'failed'; readonly message: string };

/** The state of every column and row at a corner of a linear model, in the codes of the back end that gave it. */
export interface LpBasis {
  readonly column: Int32Array;
  readonly row: Int32Array;
}

export interface SolveOptions {
  /** Of the same model with fewer columns and rows, which come first. Default: none. A back end may begin from nothing. */
  readonly basis?: LpBasis;
  /** Seconds. Default: no limit. A run that a limit may stop cannot be repeated exactly. */
  readonly timeLimitSeconds?: number;
  /** Relative gap at which a mixed integer model counts as solved. Default 1e-4. A back end may solve to the end. */
  readonly relativeGap?: number;
  /** Nodes of the branch and bound tree of an integer model; such a run can be repeated. Default: no limit. A back end may not count. */
  readonly maxNodes?: number;
  /** A solution to begin with, so that only better ones are looked for. A back end may take no notice. */
  readonly start?: Float64Array;
  /** Asked now and then; true stops the run. A back end may not be able to ask. */
  readonly isCancelled?: () => boolean;
}

export interface LpSolver {
  readonly id: string;
  /** Whether linear models are answered with `rowDual`. Default false. */
  readonly givesRowDuals?: boolean;
  /** Whether the model lies in the frame in which this back end is right and quick. */
  accepts(model: LpModel): boolean;
  /** Never throws; never answers with an x that breaks a row, a bound or integrality. */
  solve(model: LpModel, options?: SolveOptions): SolveOutcome;
  dispose(): void;
}

/** How many columns must be whole numbers. */
export function integerColumns(model: LpModel): number {
  let count = 0;
  for (const flag of model.integer ?? []) count += flag;
  return count;
}
