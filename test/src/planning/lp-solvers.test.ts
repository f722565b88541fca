import { expect, test } from 'vitest';
import { isLpChoice, lpChoices, lpSolversOf } from '../../../src/planning/index.ts';

test('LP_SOLVER leaves one back end, or both with the one for small models first', async () => {
  const ids = await Promise.all(lpChoices.map(async (choice) => (await lpSolversOf(choice)).map(({ id }) => id)));
  expect(ids).toEqual([['javascript-lp-solver', 'highs'], ['javascript-lp-solver'], ['highs']]);
  expect(isLpChoice('cplex')).toBe(false);
});
