import { expect, test } from 'vitest';
import { waitSeconds } from '../../../src/http/prefer.ts';

test.each([
  [undefined, 0],
  ['', 0],
  ['wait=20', 20],
  ['Wait = "7"', 7],
  ['respond-async, wait=10; foo', 10],
  [['handling=lenient', 'wait=3'], 3],
  ['wait=0', 0],
  ['wait=3600', 60],
  ['wait=-1', 0],
  ['wait=1.5', 0],
  ['wait=soon', 0],
  ['await=5', 0],
])('Prefer: %s waits %i seconds', (prefer, seconds) => {
  expect(waitSeconds(prefer)).toBe(seconds);
});
