/** Builds a model column by column and row by row, in any order. */
import type { LpModel } from './port.ts';

export interface ColumnSpec {
  /** Default 0. */
  readonly cost?: number;
  /** Default 0. */
  readonly lower?: number;
  /** Default Infinity. */
  readonly upper?: number;
  /** Default false. */
  readonly integer?: boolean;
}

export interface RowSpec {
  /** Default -Infinity. */
  readonly lower?: number;
  /** Default Infinity. */
  readonly upper?: number;
}

export class LpModelBuilder {
  private readonly columns: Required<ColumnSpec>[] = [];
  private readonly rows: Required<RowSpec>[] = [];
  private readonly entryRow: number[] = [];
  private readonly entryCol: number[] = [];
  private readonly entryValue: number[] = [];

  /** The index of the new column. */
  addColumn({ cost = 0, lower = 0, upper = Number.POSITIVE_INFINITY, integer = false }: ColumnSpec = {}): number {
    return this.columns.push({ cost, lower, upper, integer }) - 1;
  }

  /** The index of the new row. */
  addRow({ lower = Number.NEGATIVE_INFINITY, upper = Number.POSITIVE_INFINITY }: RowSpec): number {
    return this.rows.push({ lower, upper }) - 1;
  }

  /** The coefficient of a column in a row, once for each pair. */
  set(row: number, col: number, value: number): void {
    this.entryRow.push(row);
    this.entryCol.push(col);
    this.entryValue.push(value);
  }

  /** @throws Error when a number is not one, an index does not exist or a pair of row and column is set twice. */
  build(): LpModel {
    const { columns, rows } = this;
    const model: LpModel = {
      numCols: columns.length,
      numRows: rows.length,
      colCost: Float64Array.from(columns, ({ cost }) => cost),
      colLower: Float64Array.from(columns, ({ lower }) => lower),
      colUpper: Float64Array.from(columns, ({ upper }) => upper),
      rowLower: Float64Array.from(rows, ({ lower }) => lower),
      rowUpper: Float64Array.from(rows, ({ upper }) => upper),
      ...this.compress(),
    };
    for (const numbers of [model.colCost, model.colLower, model.colUpper, model.rowLower, model.rowUpper, model.value])
      if (numbers.some(Number.isNaN)) throw new Error('a number of the model is NaN');
    if (!columns.some(({ integer }) => integer)) return model;
    return { ...model, integer: Uint8Array.from(columns, ({ integer }) => (integer ? 1 : 0)) };
  }

  private compress(): Pick<LpModel, 'colStart' | 'rowIndex' | 'value'> {
    const { columns, rows, entryRow, entryCol, entryValue } = this;
    const colStart = new Int32Array(columns.length + 1);
    for (const col of entryCol) {
      if (!(col in columns)) throw new Error(`there is no column ${col}`);
      colStart[col + 1]++;
    }
    for (let col = 0; col < columns.length; col++) colStart[col + 1] += colStart[col];
    const next = colStart.slice();
    const rowIndex = new Int32Array(entryRow.length);
    const value = new Float64Array(entryRow.length);
    for (let entry = 0; entry < entryRow.length; entry++) {
      const row = entryRow[entry];
      const col = entryCol[entry];
      if (!(row in rows)) throw new Error(`there is no row ${row}`);
      rowIndex[next[col]] = row;
      value[next[col]++] = entryValue[entry];
    }
    this.refuseDoubles(colStart, rowIndex);
    return { colStart, rowIndex, value };
  }

  private refuseDoubles(colStart: Int32Array, rowIndex: Int32Array): void {
    const lastColumn = new Int32Array(this.rows.length).fill(-1);
    for (let col = 0; col < this.columns.length; col++) {
      for (let entry = colStart[col]; entry < colStart[col + 1]; entry++) {
        const row = rowIndex[entry];
        if (lastColumn[row] === col) throw new Error(`row ${row} of column ${col} is set twice`);
        lastColumn[row] = col;
      }
    }
  }
}
