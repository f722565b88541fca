/** A call that is repeated is answered as before, on a real database. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type RealApp, startRealApp } from '../real-app.ts';
import { query } from '../store/temporary-postgres.ts';
import { sampleRequest } from './samples.ts';
import { post, problemOf, testApp } from './test-app.ts';

let real: RealApp;
beforeAll(async () => {
  real = await startRealApp();
});
afterAll(() => real.close());

const keyed = (key: string, more: Record<string, string> = {}) => ({ 'idempotency-key': key, ...more });
const body = () => ({ ...sampleRequest(), options: { maxSteps: 10 } });
const plans = async () => (await query<{ count: number }>(real.connection, 'select count(*)::int from plans'))[0].count;

describe('Idempotency-Key', () => {
  test('the same key and body give the same answer, and one plan', async () => {
    const before = await plans();
    const first = await post(real.app, '/v1/plans', body(), keyed('a'));
    const second = await post(real.app, '/v1/plans', body(), keyed('a'));
    expect(first.statusCode).toBe(202);
    expect([second.statusCode, second.body]).toEqual([202, first.body]);
    expect(second.headers.location).toBe(first.headers.location);
    expect(second.headers['content-type']).toBe(first.headers['content-type']);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(await plans()).toBe(before + 1);
  });

  test('another body is a conflict, another key another plan', async () => {
    await post(real.app, '/v1/plans', body(), keyed('b'));
    const other = await post(
      real.app,
      '/v1/plans',
      { ...body(), horizon: { start: '2026-12-07', weeks: 1 } },
      keyed('b'),
    );
    expect(other.statusCode).toBe(409);
    problemOf(other);
    expect((await post(real.app, '/v1/plans', body(), keyed('c'))).headers['idempotency-replayed']).toBeUndefined();
  });

  test('a refusal of the body is kept, one for want of something is tried again', async () => {
    const wrong = await post(real.app, '/v1/plans', { territory: {} }, keyed('d'));
    const again = await post(real.app, '/v1/plans', { territory: {} }, keyed('d'));
    expect([wrong.statusCode, again.statusCode, again.body]).toEqual([400, 400, wrong.body]);
    expect(again.headers['content-type']).toMatch(/^application\/problem\+json/);
    const { horizon } = body();
    const unknown = '11111111-1111-4111-8111-111111111111';
    for (let k = 0; k < 2; k++) {
      const missing = await post(real.app, '/v1/plans', { territoryId: unknown, horizon }, keyed('e'));
      expect(missing.statusCode).toBe(404);
      expect(missing.headers['idempotency-replayed']).toBeUndefined();
    }
  });

  test('of calls at the same time one is done, and the others are told to wait or answered alike', async () => {
    const before = await plans();
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(real.app, '/v1/plans', body(), keyed('f'))));
    expect(await plans()).toBe(before + 1);
    const done = answers.filter(({ statusCode }) => statusCode === 202);
    expect(new Set(done.map((answer) => answer.body)).size).toBe(1);
    for (const answer of answers.filter(({ statusCode }) => statusCode !== 202)) {
      expect(answer.statusCode).toBe(409);
      expect(answer.headers['retry-after']).toBeDefined();
    }
  });

  test('a call whose process was killed before it answered is done once all the same', async () => {
    const before = await plans();
    const first = await post(real.app, '/v1/plans', body(), keyed('g'));
    await query(
      real.connection,
      "update idempotency_keys set status = null, body = null, claimed_at = now() - interval '21 seconds' where key = 'g'",
    );
    const second = await post(real.app, '/v1/plans', body(), keyed('g'));
    expect(second.json().planId).toBe(first.json().planId);
    expect(await plans()).toBe(before + 1);
    const stored = { territory: body().territory };
    const territory = await post(real.app, '/v1/territories', stored, keyed('h'));
    await query(
      real.connection,
      "update idempotency_keys set status = null, body = null, claimed_at = now() - interval '21 seconds' where key = 'h'",
    );
    expect((await post(real.app, '/v1/territories', stored, keyed('h'))).json()).toEqual(territory.json());
  });

  test('a call that takes long keeps its key while its process lives', async () => {
    const call = { scope: 'any', key: 'long', bodyHash: 'one' };
    const state = async () => (await real.deps.keptAnswers.claim(call)).state;
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const begun = vi.spyOn(globalThis, 'setInterval');
    const ended = vi.spyOn(globalThis, 'clearInterval');
    try {
      expect(await state()).toBe('taken');
      for (const age of ['19 seconds', '1 hour']) {
        await query(
          real.connection,
          `update idempotency_keys set claimed_at = now() - interval '${age}' where key = 'long'`,
        );
        await vi.advanceTimersByTimeAsync(5_000);
        await vi.waitFor(async () => {
          const young =
            "select 1 from idempotency_keys where key = 'long' and claimed_at > now() - interval '10 seconds'";
          expect(await query(real.connection, young)).toHaveLength(1);
        });
        expect(await state()).toBe('under way');
      }
      await real.deps.keptAnswers.release(call);
      const beats = begun.mock.results.filter((_, k) => begun.mock.calls[k][1] === 5_000).map(({ value }) => value);
      expect(beats).toHaveLength(1);
      expect(ended.mock.calls.flat()).toContain(beats[0]);
    } finally {
      vi.restoreAllMocks();
      vi.useRealTimers();
    }
  });

  test('a decision whose process was killed before it answered is answered as it was made', async () => {
    const { planId } = (await post(real.app, '/v1/plans', body(), { prefer: 'wait=30' })).json();
    const url = `/v1/plans/${planId}/approval`;
    const first = await post(real.app, url, { action: 'submit' }, keyed('m'));
    await query(
      real.connection,
      "update idempotency_keys set status = null, body = null, claimed_at = now() - interval '21 seconds' where key = 'm'",
    );
    const second = await post(real.app, url, { action: 'submit' }, keyed('m'));
    expect([second.statusCode, second.json()]).toEqual([200, first.json()]);
    expect((await post(real.app, url, { action: 'submit' }, keyed('n'))).statusCode).toBe(409);
  });

  test('answers are forgotten after a day', async () => {
    await post(real.app, '/v1/plans', body(), keyed('i'));
    await query(
      real.connection,
      "update idempotency_keys set claimed_at = now() - interval '25 hours' where key = 'i'",
    );
    expect((await post(real.app, '/v1/plans', body(), keyed('j'))).statusCode).toBe(202);
    const left = await query(real.connection, "select key from idempotency_keys where key = 'i'");
    expect(left).toEqual([]);
    const before = await plans();
    const again = await post(real.app, '/v1/plans', body(), keyed('i'));
    expect([again.statusCode, again.json().status]).toEqual([202, 'queued']);
    expect(await plans()).toBe(before + 1);
  });

  test('what stored data forbids is judged anew, and another body may take the key of a refusal', async () => {
    const [rep] = sampleRequest().territory.reps;
    const territory = { ...sampleRequest().territory, reps: [{ ...rep, workingHours: [] }] };
    const { territoryId } = (await post(real.app, '/v1/territories', { territory })).json();
    const plan = (horizon: object) =>
      post(real.app, `/v1/territories/${territoryId}/plans`, { horizon, options: { maxSteps: 10 } }, keyed('o'));
    const { horizon } = sampleRequest();
    const before = await plans();
    expect((await plan(horizon)).statusCode).toBe(422);
    const url = `/v1/territories/${territoryId}/reps`;
    await real.app.inject({ method: 'PATCH', url, payload: { reps: [{ id: 'R1', workingHours: null }] } });
    expect((await plan({ ...horizon, weeks: 1 })).statusCode).toBe(202);
    expect((await plan(horizon)).statusCode).toBe(409);
    expect(await plans()).toBe(before + 1);
  });

  test.each([
    ['done', 202, 'keep', sampleRequest()],
    ['refused', 404, 'release', { territoryId: '11111111-1111-4111-8111-111111111111', horizon: body().horizon }],
  ])('what is %s is answered with %i also where the database is lost before that is written down', async (...row) => {
    const [, status, lost, sent] = row;
    const kept = {
      claim: async () => ({ state: 'taken' as const, newId: randomUUID(), mayBeDone: false }),
      keep: async () => {},
      release: async () => {},
    };
    const fails = () => Promise.reject(new Error('Connection terminated unexpectedly'));
    const { app, logged } = await testApp({ keptAnswers: { ...kept, [lost]: fails } });
    const response = await post(app, '/v1/plans', sent, keyed('l'));
    expect(response.statusCode).toBe(status);
    expect(logged.join('')).toContain('Connection terminated');
  });

  test('keys are those of an API key’s own, whatever its name and role, and have a length', async () => {
    const made = [await real.deps.access.create('CRM', 'crm'), await real.deps.access.create('CRM', 'crm')];
    const [one, two] = made.map(({ key }) => ({ authorization: `Bearer ${key}` }));
    const [first, second, again] = [
      await post(real.app, '/v1/plans', body(), keyed('k', one)),
      await post(real.app, '/v1/plans', body(), keyed('k', two)),
      await post(real.app, '/v1/plans', body(), keyed('k', one)),
    ];
    expect(second.json().planId).not.toBe(first.json().planId);
    expect(again.json().planId).toBe(first.json().planId);
    const long = keyed('x'.repeat(256), one);
    expect((await post(real.app, '/v1/plans', body(), long)).statusCode).toBe(400);
  });
});
