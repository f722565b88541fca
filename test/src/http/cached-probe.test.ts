import { expect, test } from 'vitest';
import { cachedProbe } from '../../../src/http/cached-probe.ts';

function counted(answers: (boolean | Error)[]) {
  let clock = 0;
  let calls = 0;
  const probe = cachedProbe(
    async () => {
      const answer = answers[calls++];
      if (answer instanceof Error) throw answer;
      return answer;
    },
    10_000,
    () => clock,
  );
  const advance = (milliseconds: number) => {
    clock += milliseconds;
  };
  return { probe, calls: () => calls, advance };
}

test('an answer is kept for its time and asked for again after it', async () => {
  const { probe, calls, advance } = counted([true, false]);
  expect(await probe()).toBe(true);
  advance(9_999);
  expect(await probe()).toBe(true);
  expect(calls()).toBe(1);
  advance(1);
  expect(await probe()).toBe(false);
});

test('those who ask at the same time share one call', async () => {
  const { probe, calls } = counted([true]);
  expect(await Promise.all([probe(), probe()])).toEqual([true, true]);
  expect(calls()).toBe(1);
});

test('a rejection is a no', async () => {
  const { probe } = counted([new Error('no thread')]);
  expect(await probe()).toBe(false);
});
