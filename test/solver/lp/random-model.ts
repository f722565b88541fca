/** Seeded random models with a known feasible point, in the frame that both back ends accept. */
import { type LpModel, LpModelBuilder } from '../../../solver/lp/index.ts';

export interface RandomModel {
  readonly model: LpModel;
  /** Keeps all rows, bounds and integrality. */
  readonly feasible: Float64Array;
}

export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

/** Columns 2 to 12, rows 1 to 9 of all kinds around the feasible point, every column bounded by a row or a bound. */
export function randomModel(seed: number, integers: boolean): RandomModel {
  const random = generator(seed);
  const below = (most: number) => Math.floor(random() * most);
  const builder = new LpModelBuilder();
  const numCols = 2 + below(11);
  const feasible = Float64Array.from({ length: numCols }, () => below(6));
  const activity: number[] = [];
  const coefficients: [number, number, number][] = [];
  const numRows = 1 + below(9);
  for (let row = 0; row < numRows; row++) {
    activity.push(0);
    for (let col = 0; col < numCols; col++) {
      if (random() < 0.4) continue;
      const value = below(19) - 9;
      if (value === 0) continue;
      coefficients.push([row, col, value]);
      activity[row] += value * feasible[col];
    }
  }
  for (const point of feasible)
    builder.addColumn({ cost: below(41) - 20, upper: point + below(5), integer: integers && random() < 0.7 });
  for (const at of activity) {
    const kind = below(4);
    if (kind === 0) builder.addRow({ lower: at, upper: at });
    else if (kind === 1) builder.addRow({ lower: at - below(9) });
    else if (kind === 2) builder.addRow({ upper: at + below(9) });
    else builder.addRow({ lower: at - below(9) - 1, upper: at + below(9) });
  }
  for (const [row, col, value] of coefficients) builder.set(row, col, value);
  return { model: builder.build(), feasible };
}
