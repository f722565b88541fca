import { expect, test } from 'vitest';
import { atMost, TooMuchWork } from '../../../src/planning/index.ts';

test('as many calls wait as may, one more is refused, and the next is let in when one has ended, however', async () => {
  const few = atMost(2);
  const first = Promise.withResolvers<string>();
  const second = Promise.withResolvers<string>();
  const waiting = [few(() => first.promise), few(() => second.promise)];
  await expect(few(async () => 'third')).rejects.toThrow(TooMuchWork);
  first.reject(new Error('broken'));
  await expect(waiting[0]).rejects.toThrow('broken');
  expect(await few(async () => 'fourth')).toBe('fourth');
  second.resolve('second');
  expect(await waiting[1]).toBe('second');
});
