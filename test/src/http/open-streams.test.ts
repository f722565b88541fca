import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Caller } from '../../../src/access/index.ts';
import { Problem } from '../../../src/http/errors.ts';
import { OpenStreams } from '../../../src/http/open-streams.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

const callerOf = (keyId: string | null): Caller => ({ keyId, name: 'anybody', role: 'viewer' });
const always = async () => true;
const warn = vi.fn();

/** Streams of keys `a`, `b`, … */
function opened(total: number, perKey: number) {
  const streams = new OpenStreams({ total, perKey }, { warn });
  const open = (keyId: string | null, mayRead = always) =>
    streams.open(callerOf(keyId), mayRead, () => new PassThrough());
  /** The status that one more is answered with; null: it was opened. */
  const refused = (keyId: string | null) => {
    try {
      open(keyId);
      return null;
    } catch (error) {
      return (error as Problem).status;
    }
  };
  return { open, refused };
}

const closed = (stream: { once(name: 'close', then: () => void): unknown }) =>
  new Promise<void>((resolve) => stream.once('close', resolve));

test('a key has so many streams and no more, and may open one when one is closed', async () => {
  const { open, refused } = opened(10, 2);
  const first = open('a');
  open('a');
  expect(refused('a')).toBe(429);
  expect(refused('b')).toBe(null);
  first.destroy();
  await closed(first);
  expect([refused('a'), refused('a')]).toEqual([null, 429]);
});

test('until the first key is made all callers together count as one', () => {
  const { refused } = opened(10, 2);
  expect([refused(null), refused(null), refused(null)]).toEqual([null, null, 429]);
});

test('all keys together have so many and no more', () => {
  const { refused } = opened(3, 2);
  expect(['a', 'b', 'c', 'd', 'a'].map(refused)).toEqual([null, null, null, 503, 503]);
});

test('what is refused is not made', () => {
  const streams = new OpenStreams({ total: 1, perKey: 0 }, { warn });
  const make = vi.fn(() => new PassThrough());
  expect(() => streams.open(callerOf('a'), always, make)).toThrow(Problem);
  expect(make).not.toHaveBeenCalled();
});

test('streams of a key that may read no longer are cut, also where nobody reads them, and others stay', async () => {
  const { open } = opened(10, 5);
  let isRevoked = false;
  const mayRead = vi.fn(async () => !isRevoked);
  const cut = [open('a', mayRead), open('a', mayRead)];
  const stays = open('b');
  for (const stream of cut) while (stream.push('x'.repeat(10_000)));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(cut.map(({ destroyed }) => destroyed)).toEqual([false, false]);
  // One question for all streams of a key.
  expect(mayRead).toHaveBeenCalledTimes(2);
  isRevoked = true;
  await vi.advanceTimersByTimeAsync(5_000);
  expect([...cut, stays].map(({ destroyed }) => destroyed)).toEqual([true, true, false]);
  stays.destroy();
  await closed(stays);
  expect(vi.getTimerCount()).toBe(0);
});

test('where it cannot be asked the streams stay, until it can', async () => {
  const { open } = opened(10, 5);
  const mayRead = vi.fn(async () => false);
  mayRead.mockRejectedValueOnce(new Error('Connection terminated unexpectedly'));
  const stream = open('a', mayRead);
  await vi.advanceTimersByTimeAsync(5_000);
  expect([stream.destroyed, warn.mock.calls.length]).toEqual([false, 1]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(stream.destroyed).toBe(true);
});
