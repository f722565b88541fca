/** What moves and swaps are said to cost is what they cost. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Assignment } from '../../../solver/territory/assignment.ts';
import type { Choices } from '../../../solver/territory/choices.ts';
import { generator } from '../lp/random-model.ts';

const AREAS = 12;
const REPS = 4;

/** Every area may go to every rep; two limits, one of them a cap. */
function randomChoices(seed: number): Choices {
  const random = generator(seed);
  const numbers = (count: number, from: number, to: number) =>
    Float64Array.from({ length: count }, () => from + random() * (to - from));
  const entries = AREAS * REPS;
  const limit = (lower: Float64Array, isCap: boolean) => ({
    name: 'customers',
    share: () => 0,
    lower,
    upper: numbers(REPS, 2, 6),
    price: 1 + random() * 9,
    isCap,
  });
  return {
    areas: AREAS,
    reps: REPS,
    limits: [limit(numbers(REPS, 0, 2), false), limit(new Float64Array(REPS).fill(-Infinity), true)],
    start: Int32Array.from({ length: AREAS + 1 }, (_, area) => area * REPS),
    rep: Int32Array.from({ length: entries }, (_, entry) => entry % REPS),
    cost: numbers(entries, 0, 5),
    share: [numbers(entries, 0, 2), numbers(entries, 0, 2)],
  };
}

/** Distance and limits, computed from nothing but who has what. */
function fullCost({ limits, rep, cost, share }: Choices, chosen: Int32Array): number {
  let total = 0;
  for (const entry of chosen) total += cost[entry];
  limits.forEach(({ lower, upper, price }, limit) => {
    for (let each = 0; each < REPS; each++) {
      let load = 0;
      for (const entry of chosen) if (rep[entry] === each) load += share[limit][entry];
      if (load > upper[each]) total += price * (load - upper[each]);
      if (load < lower[each]) total += price * (lower[each] - load);
    }
  });
  return total;
}

test('after every change the difference foretold is the difference of the full costs', () => {
  const entry = fc
    .tuple(fc.nat(AREAS - 1), fc.nat(REPS - 1))
    .map(([area, rep]) => ({ area, entry: area * REPS + rep }));
  const steps = fc.array(fc.tuple(fc.boolean(), entry, fc.nat(AREAS - 1)), { maxLength: 30 });
  fc.assert(
    fc.property(fc.nat(1_000_000), steps, (seed, changes) => {
      const choices = randomChoices(seed);
      const assignment = new Assignment(choices);
      for (let area = 0; area < AREAS; area++) assignment.choose(area, area * REPS + (area % REPS));
      for (const [isSwap, move, other] of changes) {
        const before = fullCost(choices, assignment.chosen);
        const from = assignment.repOf(move.area);
        const to = assignment.repOf(other);
        let foretold: number;
        if (isSwap && from !== to) {
          const entries = [assignment.entryOf(move.area, to), assignment.entryOf(other, from)] as const;
          foretold = assignment.swapDelta(move.area, entries[0], other, entries[1]);
          assignment.choose(move.area, entries[0]);
          assignment.choose(other, entries[1]);
        } else {
          if (move.entry === assignment.chosen[move.area]) continue;
          foretold = assignment.moveDelta(move.area, move.entry);
          assignment.choose(move.area, move.entry);
        }
        expect(foretold).toBeCloseTo(fullCost(choices, assignment.chosen) - before, 9);
      }
      const distance = assignment.chosen.reduce((sum, each) => sum + choices.cost[each], 0);
      expect(distance + assignment.outsideLimits()).toBeCloseTo(fullCost(choices, assignment.chosen), 9);
    }),
    { numRuns: 100, seed: 3 },
  );
});

test('an area fits a rep as long as no cap breaks', () => {
  const choices = randomChoices(5);
  choices.limits[1].upper.fill(3);
  choices.share[1].fill(1);
  const assignment = new Assignment(choices);
  const entryOfFirstRep = (area: number) => area * REPS;
  for (let area = 0; area < 3; area++) {
    expect(assignment.fits(entryOfFirstRep(area))).toBe(true);
    assignment.choose(area, entryOfFirstRep(area));
  }
  expect(assignment.fits(entryOfFirstRep(3))).toBe(false);
});
