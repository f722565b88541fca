import { expect, test } from 'vitest';
import { repColours } from '../../../src/export/index.ts';

test.each([1, 8, 9, 40])('%i reps get as many different colours', (count) => {
  const colours = repColours(count);
  expect(new Set(colours).size).toBe(count);
  for (const colour of colours) expect(colour).toMatch(/^#[0-9a-f]{6}$/);
});
