/** Messages to a real receiver, through a real queue. */
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { deliver } from '../../../src/webhooks/deliver.ts';
import { sampleRequest } from '../http/samples.ts';
import { post, problemOf } from '../http/test-app.ts';
import { type RealApp, startRealApp } from '../real-app.ts';
import { duringChange, query } from '../store/temporary-postgres.ts';

let real: RealApp;
let receiver: Server;
let url: string;
let received: { headers: IncomingHttpHeaders; body: string; path: string }[];
/** What the receiver answers, in order; then 204. */
let answers: number[];

beforeAll(async () => {
  real = await startRealApp();
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (text) => {
      body += text;
    });
    request.on('end', () => {
      received.push({ headers: request.headers, body, path: request.url ?? '' });
      response.writeHead(answers.shift() ?? 204, { location: `${url}/elsewhere` }).end();
    });
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
});
beforeEach(() => {
  received = [];
  answers = [];
});
afterEach(async () => {
  await query(real.connection, 'delete from webhooks');
});
afterAll(async () => {
  await real.close();
  receiver.close();
});

interface Created {
  readonly webhookId: string;
  readonly secret: string;
}

interface Attempted {
  readonly lastProblem: string | null;
}

async function subscribe(...events: string[]): Promise<Created> {
  const response = await post(real.app, '/v1/webhooks', { url, events });
  expect(response.statusCode).toBe(201);
  return response.json();
}

async function plan(): Promise<string> {
  const response = await post(
    real.app,
    '/v1/plans',
    { ...sampleRequest(), options: { maxSteps: 10 } },
    { prefer: 'wait=30' },
  );
  expect(response.json().status).toBe('completed');
  return response.json().planId;
}

async function deliveries({ webhookId }: Created, state = '') {
  const query = state === '' ? '' : `?state=${state}`;
  return (await real.app.inject(`/v1/webhooks/${webhookId}/deliveries${query}`)).json().deliveries;
}

/** Waits for the queue; without a message the test runs into its time limit. */
async function messages(count: number): Promise<void> {
  while (received.length < count) await sleep(50);
}

async function states(created: Created, ...wanted: string[]): Promise<void> {
  for (;;) {
    const found = (await deliveries(created)).map(({ state }: { state: string }) => state);
    if (JSON.stringify(found) === JSON.stringify(wanted)) return;
    await sleep(50);
  }
}

describe('a webhook', () => {
  test('is told of the end and the approval of a plan, signed so that the receiver can tell', async () => {
    const created = await subscribe('plan.completed', 'plan.submitted', 'plan.approved');
    const planId = await plan();
    await post(real.app, `/v1/plans/${planId}/approval`, { action: 'submit' });
    await post(real.app, `/v1/plans/${planId}/approval`, { action: 'approve' });
    await messages(3);
    const types = received.map(({ body }) => JSON.parse(body).type).sort();
    expect(types).toEqual(['plan.approved', 'plan.completed', 'plan.submitted']);
    for (const { headers, body } of received) {
      expect(JSON.parse(body).data).toEqual({ planId });
      const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
      const key = Buffer.from(created.secret.slice('whsec_'.length), 'base64');
      expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
      expect(Math.abs(Number(headers['webhook-timestamp']) - Date.now() / 1000)).toBeLessThan(60);
    }
    await states(created, 'delivered', 'delivered', 'delivered');
  });

  test('is told nothing that it did not ask for, and not more than once', async () => {
    const failed = await subscribe('plan.failed');
    const done = await subscribe('plan.completed');
    await plan();
    await states(done, 'delivered');
    expect(await deliveries(failed)).toEqual([]);
    expect(received).toHaveLength(1);
  });

  test('that fails is tried again with the same id and body; redirections are not followed', async () => {
    const created = await subscribe('plan.completed');
    answers = [500, 302];
    await plan();
    await messages(1);
    // The pauses between tries pass.
    while ((await deliveries(created))[0].state === 'pending') {
      await query(
        real.connection,
        "update pgboss.job set start_after = now() where name = 'delivery' and state = 'retry'",
      );
      await sleep(50);
    }
    expect(received.map(({ path }) => path)).toEqual(['/hook', '/hook', '/hook']);
    expect(new Set(received.map(({ headers, body }) => `${headers['webhook-id']} ${body}`)).size).toBe(1);
    expect(await deliveries(created, 'delivered')).toMatchObject([{ attempts: 3, lastProblem: null }]);
  });

  test('that fails ten times leaves a dead letter, which can be sent again', async () => {
    const created = await subscribe('plan.completed');
    answers = Array(10).fill(503);
    await plan();
    await messages(1);
    while ((await deliveries(created))[0].state === 'pending') {
      await query(
        real.connection,
        "update pgboss.job set start_after = now() where name = 'delivery' and state = 'retry'",
      );
      await sleep(50);
    }
    const [dead] = await deliveries(created, 'dead');
    expect(dead).toMatchObject({ attempts: 10, lastProblem: 'the receiver answered 503', endedAt: expect.any(String) });
    const again = `/v1/webhooks/${created.webhookId}/deliveries/${dead.deliveryId}/resend`;
    expect((await post(real.app, again, undefined)).statusCode).toBe(202);
    await states(created, 'delivered');
    expect(received).toHaveLength(11);
    expect(received[10].headers['webhook-id']).toBe(dead.deliveryId);
    expect((await post(real.app, again.replace(dead.deliveryId, created.webhookId), undefined)).statusCode).toBe(404);
  });

  test('has the deliveries forgotten that ended more than thirty days ago, and no others', async () => {
    const created = await subscribe('plan.completed');
    const ages = ['31 days', '29 days', 'under way'];
    for (const age of ages) {
      await query(
        real.connection,
        `insert into deliveries (id, webhook_id, event, payload, state, last_problem, created_at, ended_at)
         values (gen_random_uuid(), $1, 'plan.completed', '{}', $2, $3, now() - interval '40 days', now() - $4::interval)`,
        [created.webhookId, age === 'under way' ? 'pending' : 'dead', age, age === 'under way' ? null : age],
      );
    }
    await plan();
    const left = async () => (await deliveries(created)).map(({ lastProblem }: Attempted) => lastProblem);
    while ((await left()).includes('31 days') || (await deliveries(created, 'delivered')).length === 0) await sleep(50);
    expect((await left()).sort()).toEqual(['29 days', null, 'under way'].sort());
  });

  test('that was lost with its process ten times is tried on', async () => {
    const created = await subscribe('plan.completed');
    answers = [503, 503];
    await plan();
    await messages(1);
    while ((await deliveries(created))[0].state === 'pending') {
      await query(
        real.connection,
        "update pgboss.job set start_after = now(), retry_count = 10 where name = 'delivery' and state = 'retry'",
      );
      await sleep(50);
    }
    expect(await deliveries(created)).toMatchObject([{ state: 'delivered', attempts: 3 }]);
  });

  test('that hangs is called once at a time, and holds up no other one', async () => {
    const held: ServerResponse[] = [];
    const hanging = createServer((_, response) => void held.push(response)).listen(0, '127.0.0.1');
    await once(hanging, 'listening');
    const { port } = hanging.address() as AddressInfo;
    await post(real.app, '/v1/webhooks', { url: `http://127.0.0.1:${port}/`, events: ['plan.completed'] });
    const created = await subscribe('plan.completed');
    for (let k = 0; k < 3; k++) await plan();
    await states(created, 'delivered', 'delivered', 'delivered');
    while (held.length === 0) await sleep(50);
    expect(held).toHaveLength(1);
    await query(real.connection, 'delete from webhooks');
    for (const response of held) response.end();
    hanging.close();
  });

  test('belongs to the transaction: what is rolled back is not told', async () => {
    const created = await subscribe('plan.completed');
    const { webhooks } = real.deps;
    const database = (await import('../../../src/store/index.ts')).openDatabase;
    const db = await database(real.connection, { debug() {}, info() {}, warn() {}, error() {} });
    const ended = { type: 'plan.completed', planId: 'p', territoryId: null } as const;
    const broken = db.transaction().execute(async (transaction) => {
      await webhooks.announce(transaction, ended);
      throw new Error('killed');
    });
    await expect(broken).rejects.toThrow('killed');
    expect(await deliveries(created)).toEqual([]);
    await db.transaction().execute((transaction) => webhooks.announce(transaction, ended));
    await states(created, 'delivered');
    await db.destroy();
  });

  test('that is deleted while a plan is approved does not undo the approval', async () => {
    const { webhookId } = await subscribe('plan.approved');
    const planId = await plan();
    await post(real.app, `/v1/plans/${planId}/approval`, { action: 'submit' });
    const response = await duringChange(
      real.connection,
      ['delete from webhooks where id = $1', [webhookId]],
      async () => post(real.app, `/v1/plans/${planId}/approval`, { action: 'approve' }),
    );
    expect(response.statusCode).toBe(200);
    expect(response.json().state).toBe('approved');
  });

  test('is there once when the call that made it is repeated after a crash, and signs with the secret answered last', async () => {
    const make = () =>
      post(real.app, '/v1/webhooks', { url, events: ['plan.completed'] }, { 'idempotency-key': 'webhook' });
    const first: Created = (await make()).json();
    await query(
      real.connection,
      "update idempotency_keys set status = null, body = null, claimed_at = now() - interval '3 minutes' where key = 'webhook'",
    );
    const second: Created = (await make()).json();
    expect(second.webhookId).toBe(first.webhookId);
    await plan();
    await states(second, 'delivered');
    expect(received).toHaveLength(1);
    const { headers, body } = received[0]!;
    const key = Buffer.from(second.secret.slice('whsec_'.length), 'base64');
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
  });

  test('is listed without its secret, and deleted', async () => {
    const { webhookId, secret } = await subscribe('plan.completed');
    const list = await real.app.inject('/v1/webhooks');
    expect(list.json().webhooks).toMatchObject([{ webhookId, url, events: ['plan.completed'] }]);
    expect(list.body).not.toContain(secret);
    expect((await real.app.inject({ method: 'DELETE', url: `/v1/webhooks/${webhookId}` })).statusCode).toBe(204);
    expect((await real.app.inject({ method: 'DELETE', url: `/v1/webhooks/${webhookId}` })).statusCode).toBe(404);
    expect((await real.app.inject(`/v1/webhooks/${webhookId}/deliveries`)).statusCode).toBe(404);
  });

  test.each([['ftp://example.org/x'], ['https://me:secret@example.org/x'], ['example.org'], ['file:///etc/passwd']])(
    'cannot be at %s',
    async (address) => {
      const response = await post(real.app, '/v1/webhooks', { url: address, events: ['plan.completed'] });
      expect([400, 422]).toContain(response.statusCode);
      problemOf(response);
    },
  );
});

test('private addresses are not called unless that is allowed, by number or by name', async () => {
  const message = { id: 'm', payload: '{}' };
  const { port } = receiver.address() as AddressInfo;
  const names = ['127.0.0.1', 'localhost', '[::1]', '0x7f.1', '2130706433', '[::ffff:7f00:1]'];
  for (const name of names)
    expect(await deliver(`http://${name}:${port}/`, 'whsec_AAAA', message, false), name).toContain(
      'not a public address',
    );
  expect(received).toEqual([]);
  expect(await deliver(`http://localhost:${port}/`, 'whsec_AAAA', message, true)).toBeNull();
});
