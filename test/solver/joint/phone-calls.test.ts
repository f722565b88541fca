import { expect, test } from 'vitest';
import { interpret } from '#solver';
import { spreadPhoneCalls } from '../../../solver/joint/phone-calls.ts';
import { smallRequest } from '../input/small-request.ts';

const nothing = { days: 0, callDays: new Map() };
const weekday = (days: number) => [...Array(days).keys()].filter((day) => day % 7 < 5);

test('twice a week means one call in each half of a week, never on the day of a visit', () => {
  const meaning = interpret(smallRequest({ customers: [{ class: 'A1' }], horizon: { weeks: 2 } }));
  const { onDay, notPlaced } = spreadPhoneCalls(meaning, weekday(14), new Map([[0, [1, 8]]]), nothing);
  const days = onDay.flatMap((called, day) => called.map(() => day));
  expect(days).toHaveLength(4);
  expect(notPlaced).toBe(0);
  expect(days.map((day) => Math.floor(day / 3.5))).toEqual([0, 1, 2, 3]);
  expect(days.filter((day) => [1, 8].includes(day))).toEqual([]);
});

test('the calls of many customers are spread evenly over the days', () => {
  const customers = Array.from({ length: 40 }, () => ({ class: 'C' }));
  const meaning = interpret(smallRequest({ customers, horizon: { weeks: 4 } }));
  const visits = new Map(customers.map((_, index) => [index, [index % 28]]));
  const { onDay } = spreadPhoneCalls(meaning, weekday(28), visits, nothing);
  expect(onDay.flat()).toHaveLength(40);
  expect(Math.max(...onDay.map((called) => called.length))).toBe(2);
});

test('a part of the horizon without a possible day is told', () => {
  const meaning = interpret(smallRequest({ customers: [{ class: 'A2' }], horizon: { weeks: 2 } }));
  const found = spreadPhoneCalls(meaning, [0, 8], new Map([[0, [0]]]), nothing);
  expect(found.onDay.map((called) => called.length).join('')).toBe('00000000100000');
  expect(found.notPlaced).toBe(1);
});

test('the calls of frozen days stay, and the others come after them, one in each part without', () => {
  const meaning = interpret(smallRequest({ customers: [{ class: 'A2' }], horizon: { weeks: 4 } }));
  const frozen = { days: 12, callDays: new Map([[0, [3, 4]]]) };
  const { onDay, notPlaced } = spreadPhoneCalls(meaning, weekday(28), new Map([[0, [0]]]), frozen);
  const days = onDay.flatMap((called, day) => called.map(() => day));
  // Two in the first week, where one was frozen beside the other; none on what is left of the second, which ends frozen.
  expect(days.slice(0, 2)).toEqual([3, 4]);
  expect(days.slice(2).map((day) => Math.floor(day / 7))).toEqual([2, 3]);
  expect(notPlaced).toBe(1);
});
