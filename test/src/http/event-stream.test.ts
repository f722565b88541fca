import { finished } from 'node:stream/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { eventStream, type ServerEvent } from '../../../src/http/event-stream.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

const never = (gone: AbortSignal) => new Promise<void>((resolve) => gone.addEventListener('abort', () => resolve()));
const event = (id: number): ServerEvent => ({ id: String(id), name: 'running', data: { text: 'two\nlines', id } });

test('events are written as the standard says, and the stream ends with them', async () => {
  const stream = eventStream(async function* () {
    yield event(1);
    yield event(2);
  });
  let text = '';
  for await (const chunk of stream) text += chunk;
  expect(text).toBe(
    'retry: 3000\nid: 1\nevent: running\ndata: {"text":"two\\nlines","id":1}\n\n' +
      'id: 2\nevent: running\ndata: {"text":"two\\nlines","id":2}\n\n',
  );
  expect(vi.getTimerCount()).toBe(0);
});

test('where nothing happens the connection is kept, until the client goes', async () => {
  const left = Promise.withResolvers<void>();
  const stream = eventStream(async function* (gone) {
    yield event(1);
    await never(gone);
    left.resolve();
  });
  stream.setEncoding('utf8');
  const chunks: string[] = [];
  stream.on('data', (text: string) => chunks.push(text));
  await vi.waitFor(() => expect(chunks.join('')).toContain('id: 1'));
  chunks.length = 0;
  vi.advanceTimersByTime(30_000);
  expect(chunks.join('')).toBe(': still here\n\n: still here\n\n');
  stream.destroy();
  await left.promise;
  expect(vi.getTimerCount()).toBe(0);
});

test('a client that does not read holds up the events, and may go all the same', async () => {
  let given = 0;
  const left = Promise.withResolvers<void>();
  const stream = eventStream(async function* () {
    try {
      for (;;) {
        given += 1;
        yield event(given);
        await new Promise(setImmediate);
      }
    } finally {
      left.resolve();
    }
  });
  stream.read(0);
  while (stream.readableLength < stream.readableHighWaterMark) await new Promise(setImmediate);
  const [held, length] = [given, stream.readableLength];
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
  vi.advanceTimersByTime(30_000);
  expect([given, stream.readableLength]).toEqual([held, length]);
  stream.destroy();
  await left.promise;
  expect(vi.getTimerCount()).toBe(0);
});

test('a stream that is cut does not pass for one that has ended', async () => {
  const stream = eventStream(async function* (gone) {
    yield event(1);
    await never(gone);
  });
  const end = finished(stream.resume());
  await new Promise(setImmediate);
  // From a promise, as who asks a database does: then what it leads to comes before the stream is closed.
  void Promise.resolve().then(() => stream.destroy());
  await expect(end).rejects.toThrow('Premature close');
});

test('what fails while it is followed cuts the stream, so that the client comes back', async () => {
  // biome-ignore lint/correctness/useYield: it fails before.
  const stream = eventStream(async function* () {
    throw new Error('no database');
  });
  const read = async () => {
    for await (const _ of stream);
  };
  await expect(read()).rejects.toThrow('no database');
  expect(vi.getTimerCount()).toBe(0);
});
