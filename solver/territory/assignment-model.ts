/** The assignment as a linear model: areas may split, limits are elastic. */
import { LpModelBuilder, type LpSolver, solveWith } from '../lp/index.ts';
import type { Choices } from './choices.ts';

/** Per entry of the choices the part of the area that goes there; or why there is no answer. */
export type Fractions = { readonly parts: Float64Array } | { readonly failure: string };

/** Entries of a matrix above which the solvers are asked in the opposite order. */
const LARGE_MODEL = 5000;

/**
 * The model starts from everybody going to the nearest rep: its columns are the parts of areas that go elsewhere, and what
 * lies outside a limit is counted from there. So the origin is a solution, and the simplex method needs no first phase, in
 * which small dense solvers are slow or get lost.
 */
export function solveFractions(choices: Choices, solvers: readonly LpSolver[]): Fractions {
  const { areas, start, cost } = choices;
  const builder = new LpModelBuilder();
  const column = new Int32Array(cost.length).fill(-1);
  for (let area = 0; area < areas; area++) {
    const nearest = start[area];
    if (start[area + 1] - nearest === 1) continue;
    const atMostAll = builder.addRow({ upper: 1 });
    for (let entry = nearest + 1; entry < start[area + 1]; entry++) {
      column[entry] = builder.addColumn({ cost: cost[entry] - cost[nearest] });
      builder.set(atMostAll, column[entry], 1);
    }
  }
  choices.limits.forEach((_, limit) => {
    addLimit(builder, choices, limit, column);
  });
  const model = builder.build();
  const outcome = solveWith(model.value.length > LARGE_MODEL ? solvers.toReversed() : solvers, model);
  if (outcome.kind !== 'optimal') return { failure: outcome.kind === 'failed' ? outcome.message : outcome.kind };
  return { parts: partsOf(choices, column, outcome.x) };
}

function partsOf({ areas, start, cost }: Choices, column: Int32Array, x: Float64Array): Float64Array {
  const parts = Float64Array.from(cost, (_, entry) => (column[entry] < 0 ? 0 : x[column[entry]]));
  for (let area = 0; area < areas; area++) {
    let elsewhere = 0;
    for (let entry = start[area] + 1; entry < start[area + 1]; entry++) elsewhere += parts[entry];
    parts[start[area]] = 1 - elsewhere;
  }
  return parts;
}

/** One row per rep that has a bound: the change of his load against the start. */
function addLimit(builder: LpModelBuilder, choices: Choices, limit: number, column: Int32Array): void {
  const { areas, reps, start, rep, share, limits } = choices;
  const { lower, upper, price } = limits[limit];
  const shares = share[limit];
  const load = new Float64Array(reps);
  for (let area = 0; area < areas; area++) load[rep[start[area]]] += shares[start[area]];
  const rows = Int32Array.from({ length: reps }, (_, each) =>
    addElasticRow(builder, lower[each] - load[each], upper[each] - load[each], price),
  );
  for (let area = 0; area < areas; area++) {
    const nearest = start[area];
    for (let entry = nearest + 1; entry < start[area + 1]; entry++) {
      if (rows[rep[entry]] >= 0) builder.set(rows[rep[entry]], column[entry], shares[entry]);
      if (rows[rep[nearest]] >= 0) builder.set(rows[rep[nearest]], column[entry], -shares[nearest]);
    }
  }
}

/**
 * A row whose activity should lie between the bounds; outside costs. Where 0 lies outside already, the first columns take
 * back at most that much of the cost. -1 without bounds.
 */
function addElasticRow(builder: LpModelBuilder, lower: number, upper: number, price: number): number {
  if (lower === Number.NEGATIVE_INFINITY && upper === Number.POSITIVE_INFINITY) return -1;
  const above = Math.max(0, -upper);
  const below = Math.max(0, lower);
  const row = builder.addRow({ lower: lower - below, upper: upper + above });
  if (above > 0) builder.set(row, builder.addColumn({ cost: -price, upper: above }), 1);
  if (below > 0) builder.set(row, builder.addColumn({ cost: -price, upper: below }), -1);
  if (upper < Number.POSITIVE_INFINITY) builder.set(row, builder.addColumn({ cost: price }), -1);
  if (lower > Number.NEGATIVE_INFINITY) builder.set(row, builder.addColumn({ cost: price }), 1);
  return row;
}
