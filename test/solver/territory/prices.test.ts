import { expect, test } from 'vitest';
import { Assignment } from '../../../solver/territory/assignment.ts';
import { moveBorders } from '../../../solver/territory/borders.ts';
import { narrowed } from '../../../solver/territory/choices.ts';
import { Prices } from '../../../solver/territory/prices.ts';
import { tinyChoices } from './tiny-choices.ts';

/** Twelve areas in a row; both reps live at its beginning, one a little nearer. */
const inRow = (room: number) =>
  tinyChoices(
    Array.from({ length: 12 }, (_, area) => [1 + area, 1.5 + area * 0.9]),
    room,
  );
const count = (reps: Int32Array) => [0, 1].map((rep) => reps.filter((each) => each === rep).length);

test('prices bring the loads inside their limits, those to whom it matters least change', () => {
  const choices = inRow(6);
  const start = Assignment.of(choices, new Prices(choices.limits, 2).learn(choices));
  expect(count(start.reps())).toEqual([6, 6]);
  expect([...start.reps()]).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
});

test('where nothing is too much nothing has a price', () => {
  const choices = inRow(12);
  const prices = new Prices(choices.limits, 2);
  const chosen = prices.learn(choices);
  expect([...chosen].map((entry) => choices.cost[entry])).toEqual(
    Array.from({ length: 12 }, (_, area) => Math.min(1 + area, 1.5 + area * 0.9)),
  );
  expect(prices.of(choices, 5)).toBe(choices.cost[5]);
});

test('choices are narrowed to the cheapest by the prices; the cheapest without them stays', () => {
  const choices = tinyChoices([[1, 2, 3]], 1);
  const prices = new Prices(choices.limits, 3);
  expect([...narrowed(choices, prices, 2).rep]).toEqual([0, 1]);
});

test('borders move until territories hang together and cost less', () => {
  const choices = inRow(6);
  const scattered = Assignment.of(
    choices,
    Int32Array.from({ length: 12 }, (_, area) => area * 2 + (area % 2)),
  );
  const before = scattered.total();
  const row = Array.from({ length: 12 }, (_, area) => [area - 1, area + 1].filter((other) => other >= 0 && other < 12));
  moveBorders(scattered, row);
  expect([...scattered.reps()]).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
  expect(scattered.total()).toBeLessThan(before);
});
