import { expect, test } from 'vitest';
import { highsSolver, javascriptLpSolver, proposeFor } from '#solver';
import { smallRequest } from '../input/small-request.ts';
import { planOf } from '../replan/planning.ts';

const names = ['constructor', 'toString', '__proto__', 'B1', 'constructor'];
const request = smallRequest({
  customers: names.map((name) => ({ class: name })),
  territory: { policy: { classes: ['constructor', 'toString', '__proto__'].map((name) => ({ class: name })) } },
});
const counts = [
  ['B1', 1],
  ['__proto__', 1],
  ['constructor', 2],
  ['toString', 1],
];

test('a class may be called as every object calls something: plans and proposals count it', async () => {
  const [{ channelWidth }] = planOf(request, 20).territories;
  expect(Object.entries(channelWidth.byClass)).toEqual(counts);
  const caps = { maxHandOvers: 9, maxHandOverRevenueShare: 1 };
  const [{ territories }] = proposeFor(request, [javascriptLpSolver(), await highsSolver()], caps);
  expect(Object.entries(territories[0].channelWidth.byClass)).toEqual(counts);
});
