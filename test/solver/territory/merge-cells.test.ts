/** Cells with whole common edges grow together. */
import { expect, test } from 'vitest';
import { clipToConvex, type Point } from '../../../solver/territory/clip.ts';
import { mergeCells } from '../../../solver/territory/merge-cells.ts';

/** The unit square with this lower left corner, counterclockwise. */
function square(x: number, y: number): Point[] {
  return [
    [x, y],
    [x + 1, y],
    [x + 1, y + 1],
    [x, y + 1],
  ];
}

function squares(...rows: string[]): Point[][] {
  return rows.flatMap((row, y) => [...row].flatMap((sign, x) => (sign === '#' ? [square(x, y)] : [])));
}

/** Rings per polygon, outer first, as their number of corners. */
function shape(cells: Point[][]): number[][] {
  return mergeCells(cells)
    .map((polygon) => polygon.map((ring) => ring.length - 1))
    .sort();
}

test('a common edge disappears, its ends stay', () => {
  expect(mergeCells(squares('##'))).toEqual([
    [
      [
        [0, 1],
        [0, 0],
        [1, 0],
        [2, 0],
        [2, 1],
        [1, 1],
        [0, 1],
      ],
    ],
  ]);
});

test.each([
  ['nothing', [], []],
  ['apart', ['#.#'], [[4], [4]]],
  ['a corner in common', ['#.', '.#'], [[4], [4]]],
  ['a ring with a hole', ['###', '#.#', '###'], [[12, 4]]],
  ['two holes that meet in a corner', ['####', '#.##', '##.#', '####'], [[16, 4, 4]]],
  ['a hole that touches the outside in a corner', ['###', '#.#', '##.'], [[12, 4]]],
  ['an island in the hole', ['#####', '#...#', '#.#.#', '#...#', '#####'], [[20, 12], [4]]],
  [
    'a ring inside the hole of a ring',
    ['#######', '#.....#', '#.###.#', '#.#.#.#', '#.###.#', '#.....#', '#######'],
    [
      [12, 4],
      [28, 20],
    ],
  ],
])('%s', (_, rows, expected) => {
  expect(shape(squares(...rows))).toEqual(expected);
});

test('clipping cuts off what lies outside, the same for both cells of an edge', () => {
  const clip: Point[] = [
    [0, 0],
    [3, 0],
    [3, 0.7],
    [0, 0.3],
  ];
  const left = clipToConvex(square(0, 0), clip);
  const right = clipToConvex(square(1, 0), clip);
  expect(left.filter(([x]) => x === 1)).toHaveLength(2);
  expect(new Set(right.filter(([x]) => x === 1).map(String))).toEqual(
    new Set(left.filter(([x]) => x === 1).map(String)),
  );
  expect(clipToConvex(square(0, 1), clip)).toEqual([]);
});
