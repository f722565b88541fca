import { once } from 'node:events';
import { get } from 'node:http';
import { expect, test, vi } from 'vitest';
import type { Access } from '../../../../src/access/index.ts';
import { closeGently } from '../../../../src/http/index.ts';
import { planStateSchema } from '../../../../src/http/schemas/plan.ts';
import type { PlanStateRecord } from '../../../../src/planning/index.ts';
import { sampleRequest } from '../samples.ts';
import { noKeys, openConfig, plannedId, problemOf, testApp } from '../test-app.ts';

const progress = (steps: number) => ({ share: 0.4, steps, coverage: 0.9, cost: 145.5, elapsedSeconds: 12 });

/** The events of a stream. */
function eventsOf(text: string) {
  return text
    .split('\n\n')
    .filter((block) => block.includes('data: '))
    .map((block) => {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
      return { id: field('id'), name: field('event'), data: planStateSchema.parse(JSON.parse(field('data'))) };
    });
}

/** A plan under way of which a client is told, over a real socket. */
async function openStream(change: Parameters<typeof testApp>[0] = {}, headers = {}) {
  const { app, planning } = await testApp(change);
  const { planId } = await planning.requestPlan(sampleRequest(), null);
  const left = Promise.withResolvers<void>();
  planning.followPlan = async function* (from, signal) {
    yield from;
    await once(signal, 'abort');
    left.resolve();
  };
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const request = get(`${address}/v1/plans/${planId}/events`, { headers });
  request.on('error', () => {});
  const [response] = await once(request, 'response');
  response.setEncoding('utf8').on('error', () => {});
  const [text] = await once(response, 'data');
  return { app, planId, request, response, text, left: left.promise };
}

test('each state of a running plan is told in order, as its status answers it', async () => {
  const { app, planning } = await testApp();
  const { planId } = await planning.requestPlan(sampleRequest(), null);
  planning.followPlan = async function* (from) {
    yield from;
    yield { ...from, status: 'running' };
    yield { ...from, status: 'running', progress: progress(40) };
    yield { ...from, status: 'cancelled', progress: progress(50), finishedAt: new Date('2026-11-27T08:00:30Z') };
  };
  const status = (await app.inject(`/v1/plans/${planId}/status`)).json();
  const response = await app.inject(`/v1/plans/${planId}/events`);
  expect(response.statusCode).toBe(200);
  expect(response.headers['content-type']).toBe('text/event-stream');
  expect(response.headers['cache-control']).toBe('no-store');
  expect(response.body).toMatch(/^retry: \d+\n/);
  const events = eventsOf(response.body);
  expect(events.map(({ name, id }) => [name, id])).toEqual([
    ['queued', 'queued.0'],
    ['running', 'running.0'],
    ['running', 'running.40'],
    ['cancelled', 'cancelled.50'],
  ]);
  expect(events[0]?.data).toEqual(status);
  expect(events[3]?.data).toMatchObject({ planId, status: 'cancelled', finishedAt: '2026-11-27T08:00:30.000Z' });
});

test('of a plan that has ended one event is told, and who has had it is told to stay away', async () => {
  const fixture = await testApp();
  const url = `/v1/plans/${await plannedId(fixture)}/events`;
  const told = eventsOf((await fixture.app.inject(url)).body);
  expect(told.map(({ name }) => name)).toEqual(['completed']);
  const comesBack = (id: string) => fixture.app.inject({ url, headers: { 'last-event-id': id } });
  const again = await comesBack(told[0]!.id);
  expect([again.statusCode, again.body]).toEqual([204, '']);
  expect(eventsOf((await comesBack('running.40')).body)).toEqual(told);
});

test.each(['queued', 'running'] as const)(
  'who comes back to a plan that is %s gets the state of now',
  async (status) => {
    const { app, planning } = await testApp();
    const { planId } = await planning.requestPlan(sampleRequest(), null);
    planning.set(planId, { status } satisfies Partial<PlanStateRecord>);
    const response = await app.inject({
      url: `/v1/plans/${planId}/events`,
      headers: { 'last-event-id': `${status}.0` },
    });
    expect(eventsOf(response.body).map(({ name }) => name)).toEqual([status]);
  },
);

test('a caller who takes no events is a 406, and HEAD follows nothing', async () => {
  const fixture = await testApp();
  const url = `/v1/plans/${await plannedId(fixture)}/events`;
  const refused = await fixture.app.inject({ url, headers: { accept: 'application/json' } });
  expect(refused.statusCode).toBe(406);
  problemOf(refused);
  let isFollowed = false;
  fixture.planning.followPlan = async function* (from) {
    isFollowed = true;
    yield from;
  };
  const head = await fixture.app.inject({ method: 'HEAD', url });
  expect([head.statusCode, head.headers['content-type'], head.body]).toEqual([200, 'text/event-stream', '']);
  expect(isFollowed).toBe(false);
});

test('a client that goes is not followed for any longer', async () => {
  const { app, request, text, left } = await openStream();
  expect(eventsOf(text)).toHaveLength(1);
  request.destroy();
  await left;
  await app.close();
});

test('a client that stays does not keep the service from ending', async () => {
  const { app, response, left } = await openStream();
  const cut = new Promise((resolve) => response.on('close', resolve));
  await closeGently(app, 20);
  await Promise.all([cut, left]);
});

test.each([
  ['an API key', { total: 9, perKey: 1 }, 429],
  ['all callers', { total: 1, perKey: 9 }, 503],
])(
  'where %s has as many streams as may be, one more is refused until one is closed',
  async (_, eventStreams, status) => {
    const { app, planId, request, left } = await openStream({ config: { ...openConfig, eventStreams } });
    const url = `/v1/plans/${planId}/events`;
    const refused = await app.inject(url);
    expect(refused.statusCode).toBe(status);
    expect(refused.headers['retry-after']).toBe('5');
    expect(problemOf(refused).detail).toContain('1 stream of events');
    expect((await app.inject({ method: 'HEAD', url })).statusCode).toBe(200);
    expect((await app.inject(`/v1/plans/${planId}/status`)).statusCode).toBe(200);
    request.destroy();
    await left;
    await app.close();
  },
);

test.each([
  ['whose key is revoked', { authorization: 'Bearer rmk_1' }, { find: async () => null }],
  ['who showed none, when keys are made', {}, { exist: async () => true }],
])('the stream of a caller %s is cut within ten seconds', async (_, headers, then) => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    const caller = { keyId: '1', name: 'one', role: 'viewer' } as const;
    const access: Access = { ...noKeys, find: async () => caller };
    const { app, response, left } = await openStream({ access }, headers);
    Object.assign(access, then);
    const cut = new Promise((resolve) => response.on('close', resolve));
    // Three more seconds pass until a key that is revoked is no longer known.
    await vi.advanceTimersByTimeAsync(7_000);
    await Promise.all([cut, left]);
    await app.close();
  } finally {
    vi.useRealTimers();
  }
});
