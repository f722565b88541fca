/** Whether amounts can be shared out among reps at all: linear models without a cost. */
import { type LpModel, LpModelBuilder } from '../lp/index.ts';

/** A little room: what is impossible only by rounding is possible. */
const SLACK = 1e-6;

/**
 * @param groups what is to be shared out, and among whom
 * @param lower per rep what he takes at least; -Infinity: no matter
 * @param upper per rep what he takes at most
 */
export function flowModel(
  groups: readonly { readonly amount: number; readonly reps: readonly number[] }[],
  lower: Float64Array,
  upper: Float64Array,
): LpModel {
  const builder = new LpModelBuilder();
  const total = groups.reduce((sum, { amount }) => sum + amount, 0);
  const unit = total > 0 ? total : 1;
  const repRow = Array.from(lower, (bound, rep) => {
    if (bound === Number.NEGATIVE_INFINITY && upper[rep] === Number.POSITIVE_INFINITY) return -1;
    return builder.addRow({ lower: bound / unit - SLACK, upper: upper[rep] / unit + SLACK });
  });
  for (const { amount, reps } of groups) {
    if (amount <= 0) continue;
    const all = builder.addRow({ lower: amount / unit, upper: amount / unit });
    for (const rep of reps) {
      const column = builder.addColumn({ cost: 0 });
      builder.set(all, column, 1);
      if (repRow[rep] >= 0) builder.set(repRow[rep], column, 1);
    }
  }
  return builder.build();
}

/**
 * Shares of every area in several measures at once.
 * @param allowed per area the reps who may have a share of it
 */
export function sharesModel(
  allowed: readonly (readonly number[])[],
  measures: readonly {
    readonly amount: (area: number, rep: number) => number;
    readonly lower: Float64Array;
    readonly upper: Float64Array;
  }[],
): LpModel {
  const builder = new LpModelBuilder();
  const bounded = measures.map(({ amount, lower, upper }) => {
    const largest = allowed.reduce(
      (most, reps, area) => reps.reduce((max, rep) => Math.max(max, amount(area, rep)), most),
      0,
    );
    const unit = largest > 0 ? largest : 1;
    const rows = Array.from(lower, (bound, rep) =>
      bound === Number.NEGATIVE_INFINITY && upper[rep] === Number.POSITIVE_INFINITY
        ? -1
        : builder.addRow({ lower: bound / unit - SLACK, upper: upper[rep] / unit + SLACK }),
    );
    return { amount, unit, rows };
  });
  allowed.forEach((reps, area) => {
    const whole = builder.addRow({ lower: 1, upper: 1 });
    for (const rep of reps) {
      const column = builder.addColumn({ cost: 0 });
      builder.set(whole, column, 1);
      for (const { amount, unit, rows } of bounded)
        if (rows[rep] >= 0) builder.set(rows[rep], column, amount(area, rep) / unit);
    }
  });
  return builder.build();
}
