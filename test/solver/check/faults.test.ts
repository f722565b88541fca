import { expect, test } from 'vitest';
import { violationCodes } from '../../../solver/check/index.ts';
import { frequencyFaults } from './faults/frequency.ts';
import { jointFaults } from './faults/joint.ts';
import { numberFaults } from './faults/numbers.ts';
import { replanFaults } from './faults/replan.ts';
import { restFaults } from './faults/rest.ts';
import { serviceFaults } from './faults/service.ts';
import { structureFaults } from './faults/structure.ts';
import { territoryFaults } from './faults/territories.ts';
import { travelFaults } from './faults/travel.ts';
import { codesOf, judge } from './judging.ts';

const faults = [
  ...structureFaults,
  ...travelFaults,
  ...serviceFaults,
  ...jointFaults,
  ...restFaults,
  ...frequencyFaults,
  ...territoryFaults,
  ...numberFaults,
  ...replanFaults,
];

test.each(faults)('$code: $name', ({ code, also = [], ...change }) => {
  expect(codesOf(judge(change))).toEqual([code, ...also].sort());
});

test('every code of the judge is planted at least once', () => {
  const planted = new Set(faults.map(({ code }) => code));
  expect(violationCodes.filter((code) => !planted.has(code))).toEqual([]);
});
