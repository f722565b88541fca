/** Whether amounts can be shared out among reps at all: a linear model without a cost. */
import { type LpModel, LpModelBuilder } from '../lp/index.ts';

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
  // Shares of the whole, with a little room: what is impossible only by rounding is possible.
  const unit = total > 0 ? total : 1;
  const slack = 1e-6;
  const repRow = Array.from(lower, (bound, rep) => {
    if (bound === Number.NEGATIVE_INFINITY && upper[rep] === Number.POSITIVE_INFINITY) return -1;
    return builder.addRow({ lower: bound / unit - slack, upper: upper[rep] / unit + slack });
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
