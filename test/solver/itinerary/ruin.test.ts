import { expect, it } from 'vitest';
import { Random } from '../../../solver/annealing/index.ts';
import { Ruin } from '../../../solver/itinerary/ruin.ts';
import { ItineraryState } from '../../../solver/itinerary/state.ts';
import type { RepProblem } from '../../../solver/problem/index.ts';
import { smallRequest } from '../input/small-request.ts';
import { problemOf } from './problems.ts';

it('makes room for those who wait, but not for who has no day on which he can be visited', () => {
  const problem = problemOf(smallRequest({ customers: [{}, {}, { visitDays: ['sun'] }] })) as RepProblem;
  const ruin = new Ruin(problem, new Random(1));
  const removed = new Set<number>();
  for (let step = 0; step < 100; step++) {
    ruin.remove(new ItineraryState(problem), new Uint8Array(problem.days));
    for (const customer of ruin.removed.subarray(0, ruin.count)) removed.add(customer);
  }
  expect([...removed].toSorted()).toEqual([0, 1]);
});
