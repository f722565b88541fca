/** Choices made by hand: every area may go to every rep. */
import type { Choices } from '../../../solver/territory/choices.ts';

/** @param cost per area, per rep; one limit: each rep has room for `room` areas, as a cap. */
export function tinyChoices(cost: readonly (readonly number[])[], room: number): Choices {
  const reps = cost[0].length;
  return {
    areas: cost.length,
    reps,
    limits: [
      {
        name: 'customers',
        share: () => 1,
        lower: new Float64Array(reps).fill(Number.NEGATIVE_INFINITY),
        upper: new Float64Array(reps).fill(room),
        price: 1000,
        isCap: true,
      },
    ],
    start: Int32Array.from({ length: cost.length + 1 }, (_, area) => area * reps),
    rep: Int32Array.from(cost.flatMap((row) => row.map((_, rep) => rep))),
    cost: Float64Array.from(cost.flat()),
    share: [new Float64Array(cost.length * reps).fill(1)],
  };
}
