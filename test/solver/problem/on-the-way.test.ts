import { expect, test } from 'vitest';
import { type PlaceOnTheWay, stagesOf } from '../../../solver/problem/on-the-way.ts';

const HOUR = 3600;
/** So many places an hour of driving from home, of which the k-th lies k minutes off the way. */
const places = (hours: number, anHour: number): PlaceOnTheWay[] =>
  Array.from({ length: hours * anHour }, (_, place) => ({
    there: (Math.floor(place / anHour) + 0.5) * HOUR,
    over: hours * HOUR + (place % anHour) * 60,
  }));

test('few places are all worth a night on the way', () => {
  expect(stagesOf(places(4, 3), 4 * HOUR, 8 * HOUR)).toEqual([...Array(12).keys()]);
});

test('of many it is those with the least detour, in every quarter of a day of driving', () => {
  const chosen = stagesOf(places(16, 10), 16 * HOUR, 8 * HOUR);
  // Two hours are a quarter: of the first two hours these three, and so on.
  expect(chosen).toHaveLength(8 * 3);
  expect(chosen.slice(0, 6)).toEqual([0, 1, 10, 20, 21, 30]);
});

test('who lies far off the way is none', () => {
  const off = places(4, 10).map(({ there, over }) => ({ there, over: 2 * over }));
  expect(stagesOf(off, 4 * HOUR, 8 * HOUR)).toEqual([]);
});
