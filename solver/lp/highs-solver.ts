/** The back end for everything else: HiGHS, compiled to WebAssembly. */
import highsModule, { type Highs, type HighsCallbackMap, type Model, type ModelData } from 'highs';
import {
  integerColumns,
  type LpBasis,
  type LpModel,
  type LpSolver,
  type SolveOptions,
  type SolveOutcome,
} from './port.ts';
import { checked } from './verify.ts';

// The package's types describe a CommonJS module; what Node loads is its ES module, whose default export is the loader.
const loadHighs = highsModule as unknown as () => Promise<Highs>;

/** `primal_solution_status` of a point that keeps all rows and bounds. */
const PRIMAL_FEASIBLE = 2;

/**
 * Loads HiGHS; the first solve of an instance is slower than the next. After a fault inside WebAssembly (out of memory) the
 * instance accepts nothing more.
 */
export async function highsSolver(): Promise<LpSolver> {
  const highs = await loadHighs();
  let broken = false;
  return checked({
    id: 'highs',
    givesRowDuals: true,
    accepts: () => !broken,
    solve(model, options = {}) {
      try {
        return solve(highs, model, options);
      } catch (error) {
        broken = broken || !(error instanceof highs.errors.HighsError);
        throw error;
      }
    },
    dispose() {
      broken = true;
    },
  });
}

function solve(highs: Highs, model: LpModel, options: SolveOptions): SolveOutcome {
  const outcome = run(highs, model, options);
  if (outcome !== 'noOptimum') return outcome;
  // There is no optimum; whether there is any solution shows when all of them are equally good.
  const feasibility = run(highs, { ...model, colCost: new Float64Array(model.numCols) }, options);
  if (feasibility === 'noOptimum') return { kind: 'failed', message: 'HiGHS cannot tell infeasible from unbounded' };
  return feasibility.kind === 'optimal' || feasibility.kind === 'feasible' ? { kind: 'unbounded' } : feasibility;
}

function run(highs: Highs, model: LpModel, options: SolveOptions): SolveOutcome | 'noOptimum' {
  const native = highs.createModel(modelData(highs, model));
  try {
    native.options.set({
      output_flag: false,
      ...(options.timeLimitSeconds !== undefined && { time_limit: options.timeLimitSeconds }),
      ...(options.relativeGap !== undefined && { mip_rel_gap: options.relativeGap }),
      ...(options.maxNodes !== undefined && { mip_max_nodes: options.maxNodes }),
      // With a good start the root is solved in a third of the time where it is not begun again.
      ...(options.start !== undefined && { mip_allow_restart: false }),
    });
    if (options.basis !== undefined) native.setBasis(extended(highs, options.basis, model));
    if (options.start !== undefined) native.setSolution({ colValue: options.start });
    native.run(interrupts(highs, options));
    return outcomeOf(highs, native, integerColumns(model) > 0);
  } finally {
    native.dispose();
  }
}

/** Columns that are new rest at their lower bound, rows that are new do not bind. */
function extended({ constants }: Highs, { column, row }: LpBasis, { numCols, numRows }: LpModel) {
  const { lower, basic } = constants.basisStatus;
  const colStatus = new Int32Array(numCols).fill(lower);
  colStatus.set(column);
  const rowStatus = new Int32Array(numRows).fill(basic);
  rowStatus.set(row);
  return { colStatus, rowStatus };
}

function modelData(highs: Highs, model: LpModel): ModelData {
  const { numCols, numRows, colCost, colLower, colUpper, rowLower, rowUpper, integer } = model;
  return {
    numCols,
    numRows,
    sense: highs.constants.objectiveSense.minimize,
    colCost,
    colLower,
    colUpper,
    rowLower,
    rowUpper,
    matrix: { format: 'csc', numRows, numCols, starts: model.colStart, indices: model.rowIndex, values: model.value },
    ...(integer !== undefined && { integrality: Int32Array.from(integer) }),
  };
}

function interrupts(highs: Highs, { isCancelled }: SolveOptions): HighsCallbackMap {
  if (isCancelled === undefined) return {};
  const { simplexInterrupt, mipInterrupt } = highs.constants.callbackType;
  const ask = (event: { interrupt(): void }): undefined => {
    if (isCancelled()) event.interrupt();
  };
  return { [simplexInterrupt]: ask, [mipInterrupt]: ask };
}

function outcomeOf(highs: Highs, native: Model, isInteger: boolean): SolveOutcome | 'noOptimum' {
  const { modelStatus } = highs.constants;
  const status = native.getModelStatus();
  if (status === modelStatus.infeasible) return { kind: 'infeasible' };
  if (status === modelStatus.unbounded) return { kind: 'unbounded' };
  if (status === modelStatus.unboundedOrInfeasible) return 'noOptimum';
  if (status === modelStatus.optimal || status === modelStatus.empty) {
    const { colValue, rowDual } = native.getSolution();
    // The objective is recomputed by the port, and is the bound.
    return {
      kind: 'optimal',
      x: colValue,
      objective: 0,
      bound: 0,
      ...(!isInteger && { rowDual, ...basisOf(highs, native) }),
    };
  }
  const why = stops(highs, status);
  if (why === null) return { kind: 'failed', message: `HiGHS ended with model status ${status}` };
  if (native.info.get('primal_solution_status') !== PRIMAL_FEASIBLE) return { kind: 'none', why };
  const bound = isInteger ? Number(native.info.get('mip_dual_bound')) : Number.NEGATIVE_INFINITY;
  return { kind: 'feasible', x: native.getSolution().colValue, objective: 0, bound };
}

function basisOf({ constants }: Highs, native: Model): { readonly basis?: LpBasis } {
  if (native.info.get('basis_validity') !== constants.basisValidity.valid) return {};
  const { colStatus: column, rowStatus: row } = native.getBasis();
  return { basis: { column, row } };
}

function stops({ constants: { modelStatus } }: Highs, status: number): 'time' | 'cancelled' | 'limit' | null {
  if (status === modelStatus.timeLimit) return 'time';
  if (status === modelStatus.interrupted) return 'cancelled';
  const limits: readonly number[] = [modelStatus.iterationLimit, modelStatus.solutionLimit];
  return limits.includes(status) ? 'limit' : null;
}
