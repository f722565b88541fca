/** A model with more rows, without building it anew. */
import type { RowSpec } from './lp-model-builder.ts';
import type { LpModel } from './port.ts';

export interface AddedRow extends RowSpec {
  /** Each column at most once. */
  readonly entries: readonly { readonly column: number; readonly value: number }[];
}

/** @returns the model with these rows, which come last, in their order; the model itself where there are none */
export function withRows(model: LpModel, rows: readonly AddedRow[]): LpModel {
  if (rows.length === 0) return model;
  const { numCols, numRows } = model;
  const colStart = new Int32Array(numCols + 1);
  for (const { entries } of rows) for (const { column } of entries) colStart[column + 1]++;
  for (let column = 0; column < numCols; column++) {
    colStart[column + 1] += colStart[column] + model.colStart[column + 1] - model.colStart[column];
  }
  const rowIndex = new Int32Array(colStart[numCols]);
  const value = new Float64Array(colStart[numCols]);
  const next = colStart.slice();
  for (let column = 0; column < numCols; column++) {
    const from = model.colStart[column];
    const to = model.colStart[column + 1];
    rowIndex.set(model.rowIndex.subarray(from, to), colStart[column]);
    value.set(model.value.subarray(from, to), colStart[column]);
    next[column] += to - from;
  }
  for (const [index, { entries }] of rows.entries()) {
    for (const entry of entries) {
      rowIndex[next[entry.column]] = numRows + index;
      value[next[entry.column]++] = entry.value;
    }
  }
  const lower = rows.map((row) => row.lower ?? Number.NEGATIVE_INFINITY);
  const upper = rows.map((row) => row.upper ?? Number.POSITIVE_INFINITY);
  const rowLower = Float64Array.from([...model.rowLower, ...lower]);
  const rowUpper = Float64Array.from([...model.rowUpper, ...upper]);
  return { ...model, numRows: numRows + rows.length, rowLower, rowUpper, colStart, rowIndex, value };
}
