/** Split areas become whole. */
import { expect, test } from 'vitest';
import { roundParts } from '../../../solver/territory/rounding.ts';
import { tinyChoices } from './tiny-choices.ts';

const equal = [
  [1, 1],
  [1, 1],
  [1, 1],
];

test('the largest part decides', () => {
  const parts = Float64Array.of(0.4, 0.6, 1, 0, 0.7, 0.3);
  expect([...roundParts(tinyChoices(equal, 3), parts).reps()]).toEqual([1, 0, 0]);
});

test('a cap turns the least clear area away', () => {
  const parts = Float64Array.of(0.6, 0.4, 1, 0, 0.7, 0.3);
  expect([...roundParts(tinyChoices(equal, 2), parts).reps()]).toEqual([1, 0, 0]);
});

test('where every choice breaks a cap the largest part decides after all', () => {
  const parts = Float64Array.of(0.6, 0.4, 1, 0, 0.7, 0.3);
  expect([...roundParts(tinyChoices(equal, 1), parts).reps()]).toEqual([0, 0, 1]);
});
