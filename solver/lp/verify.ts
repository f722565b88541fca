/** A back end is believed only as far as its answer can be checked. */
import type { LpModel, LpSolver, SolveOutcome } from './port.ts';

/** Relative to the size of the numbers involved. */
const TOLERANCE = 1e-6;

/** The back end behind the port: faults become `failed`, and no wrong x gets through. */
export function checked(backEnd: LpSolver): LpSolver {
  return {
    id: backEnd.id,
    givesRowDuals: backEnd.givesRowDuals ?? false,
    accepts: (model) => backEnd.accepts(model),
    solve(model, options) {
      try {
        return verify(model, backEnd.solve(model, options));
      } catch (error) {
        return { kind: 'failed', message: `${backEnd.id}: ${error instanceof Error ? error.message : String(error)}` };
      }
    },
    dispose: () => backEnd.dispose(),
  };
}

/** The outcome with whole numbers made exact and the objective recomputed, or `failed` with the first rule broken. */
export function verify(model: LpModel, outcome: SolveOutcome): SolveOutcome {
  if (outcome.kind !== 'optimal' && outcome.kind !== 'feasible') return outcome;
  const { x: given } = outcome;
  if (given.length !== model.numCols) return failed(`${given.length} values for ${model.numCols} columns`);
  const x = withWholeNumbers(model, given);
  const fault = columnFault(model, x) ?? rowFault(model, x);
  if (fault !== null) return failed(fault);
  let objective = 0;
  for (let col = 0; col < model.numCols; col++) objective += model.colCost[col] * x[col];
  return { ...outcome, x, objective, bound: outcome.kind === 'optimal' ? objective : outcome.bound };
}

function failed(message: string): SolveOutcome {
  return { kind: 'failed', message: `the answer is wrong: ${message}` };
}

function withWholeNumbers(model: LpModel, x: Float64Array): Float64Array {
  const { integer } = model;
  if (integer === undefined) return x;
  return x.map((value, col) => {
    const whole = Math.round(value);
    return integer[col] === 1 && Math.abs(value - whole) <= TOLERANCE ? whole : value;
  });
}

function columnFault({ numCols, colLower, colUpper, integer }: LpModel, x: Float64Array): string | null {
  for (let col = 0; col < numCols; col++) {
    const value = x[col];
    if (!Number.isFinite(value)) return `column ${col} is ${value}`;
    if (outside(value, colLower[col], colUpper[col], Math.abs(value)))
      return `column ${col} is ${value}, outside ${colLower[col]} to ${colUpper[col]}`;
    if (integer?.[col] === 1 && !Number.isInteger(value)) return `column ${col} is ${value}, not a whole number`;
  }
  return null;
}

function rowFault(model: LpModel, x: Float64Array): string | null {
  const { numCols, numRows, colStart, rowIndex, value, rowLower, rowUpper } = model;
  const activity = new Float64Array(numRows);
  const size = new Float64Array(numRows);
  for (let col = 0; col < numCols; col++) {
    for (let entry = colStart[col]; entry < colStart[col + 1]; entry++) {
      const term = value[entry] * x[col];
      activity[rowIndex[entry]] += term;
      size[rowIndex[entry]] = Math.max(size[rowIndex[entry]], Math.abs(term));
    }
  }
  for (let row = 0; row < numRows; row++) {
    if (outside(activity[row], rowLower[row], rowUpper[row], size[row]))
      return `row ${row} is ${activity[row]}, outside ${rowLower[row]} to ${rowUpper[row]}`;
  }
  return null;
}

function outside(value: number, lower: number, upper: number, size: number): boolean {
  const slack = TOLERANCE * Math.max(1, size);
  return value < lower - slack || value > upper + slack;
}
