/** Moves and swaps at the borders. */
import { expect, test } from 'vitest';
import { Assignment } from '../../../solver/territory/assignment.ts';
import { improve } from '../../../solver/territory/local-search.ts';
import { tinyChoices } from './tiny-choices.ts';

const costs = [
  [1, 5],
  [5, 1],
];

function improved(room: number, start: readonly number[], neighbours: number[][]): number[] {
  const assignment = new Assignment(tinyChoices(costs, room));
  start.forEach((rep, area) => {
    assignment.choose(area, area * 2 + rep);
  });
  improve(assignment, neighbours);
  return [...assignment.reps()];
}

test('an area moves to the rep where it costs least', () => {
  expect(improved(2, [0, 0], [[], []])).toEqual([0, 1]);
  expect(improved(2, [1, 0], [[], []])).toEqual([0, 1]);
});

test('neighbours swap where neither can move alone', () => {
  expect(improved(1, [1, 0], [[], []])).toEqual([1, 0]);
  expect(improved(1, [1, 0], [[1], [0]])).toEqual([0, 1]);
});

test('a cap that is broken is mended at any distance', () => {
  expect(new Set(improved(1, [0, 0], [[], []]))).toEqual(new Set([0, 1]));
});
