import { describe, expect, it } from 'vitest';
import { highsSolver, javascriptLpSolver } from '../../../solver/lp/index.ts';
import { Assignment } from '../../../solver/territory/assignment.ts';
import { moveBorders } from '../../../solver/territory/borders.ts';
import type { Choices } from '../../../solver/territory/choices.ts';
import { withFarAreasTaken } from '../../../solver/territory/far-areas.ts';
import { type Drawn, FROM_HERE, finished } from '../../../solver/territory/finish.ts';
import { designTerritories } from '../../../solver/territory/index.ts';
import { at, grid, meaningOf } from './meanings.ts';
import { tinyChoices } from './tiny-choices.ts';

const COLUMNS = 9;
const HEAVY_SHARE = 6;

/** Two rows of areas, with diagonals as in a triangulation, and a heavy one that lies beside the last of both. */
const heavy = 2 * COLUMNS;
const beside = Array.from({ length: heavy + 1 }, (_, area) => {
  if (area === heavy) return [COLUMNS - 1, 2 * COLUMNS - 1];
  const [row, column] = [Math.floor(area / COLUMNS), area % COLUMNS];
  const others = [(1 - row) * COLUMNS + column];
  if (column > 0) others.push(area - 1, ...(row === 0 ? [area - 1 + COLUMNS] : []));
  if (column < COLUMNS - 1) others.push(area + 1, ...(row === 1 ? [area + 1 - COLUMNS] : []));
  else others.push(heavy);
  return others.sort((a, b) => a - b);
});

/** Reps live at columns 0, 4 and 8, the heavy area costs its way to column 9; each rep is to carry 8 of the 24. */
function rows(): Choices {
  const column = (area: number) => (area === heavy ? COLUMNS : area % COLUMNS);
  const costs = beside.map((_, area) => [0, 4, 8].map((home) => 0.5 * Math.abs(column(area) - home)));
  const choices = tinyChoices(costs, 8);
  const share = choices.share[0].map((_, entry) => (Math.floor(entry / 3) === heavy ? HEAVY_SHARE : 1));
  const limits = [
    {
      ...choices.limits[0],
      lower: new Float64Array(3).fill(7.5),
      upper: new Float64Array(3).fill(8.5),
      price: 30,
      isCap: false,
    },
  ];
  return { ...choices, limits, share: [share] };
}

/** The heavy area with the rep at column 0, the others in stripes of columns. */
function heavyFarAway(choices: Choices): Drawn {
  const carried = beside.map((_, area) => {
    if (area === heavy) return 0;
    const column = area % COLUMNS;
    return column === 0 ? 0 : column < 5 ? 1 : 2;
  });
  return finish(choices)(Assignment.ofReps(choices, Int32Array.from(carried)));
}

const finish =
  ({ limits }: Choices) =>
  (assignment: Assignment) =>
    finished(assignment, limits, limits, { touching: beside, crowds: [] });

describe('a heavy area that lies beside the home of another rep', () => {
  const choices = rows();
  const start = heavyFarAway(choices);

  it('does not get there by moves and swaps along the borders', () => {
    const { assignment } = start;
    moveBorders(assignment.under(choices), beside, FROM_HERE);
    const moved = assignment.under(choices);
    moveBorders(moved, beside, FROM_HERE);
    expect(assignment.repOf(heavy)).toBe(0);
    expect(moved.repOf(heavy)).toBe(0);
  });

  it('goes to him, and light ones come back from rep to rep', () => {
    const { assignment, cost, exclaves } = withFarAreasTaken(start, beside, () => choices.limits, finish(choices));
    expect(assignment.repOf(heavy)).toBe(2);
    expect(assignment.outsideLimits()).toBe(0);
    expect(exclaves).toBe(0);
    expect(cost).toBeLessThan(start.cost);
    const counts = [0, 1, 2].map((rep) => assignment.reps().filter((each) => each === rep).length);
    expect(counts).toEqual([8, 8, 3]);
  });

  it('stays where the ways of the light ones would cost more', () => {
    const ofHeavy = (entry: number) => Math.floor(entry / 3) === heavy;
    const dear = { ...choices, cost: choices.cost.map((cost, entry) => (ofHeavy(entry) ? cost / 20 : 40 * cost)) };
    const { assignment } = withFarAreasTaken(heavyFarAway(dear), beside, () => dear.limits, finish(dear));
    expect(assignment.repOf(heavy)).toBe(0);
  });
});

it('a customer with a fifth of the revenue goes where all tolerances are kept, and others come back for him', async () => {
  const customers = grid(9, 4).map((customer, index) =>
    index === 5 ? { ...customer, annualRevenue: 9000 } : customer,
  );
  const reps = [0.17, 0.5, 0.83].map((part) => ({ home: at(0.8 * part, 0.15) }));
  const design = designTerritories(meaningOf({ customers, reps }), [javascriptLpSolver(), await highsSolver()]);
  expect(design.broken).toEqual([]);
});
