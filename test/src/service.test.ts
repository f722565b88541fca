/** The whole service: HTTP, queue, threads and its private database, from outside. */
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Plan, type PlanRequest, planSchema } from '#solver';
import { runKeys, type ServiceProcess, spawnService, startService } from './service-process.ts';
import { temporaryDirectory } from './store/temporary-directory.ts';

const readRequest = async (name: string): Promise<PlanRequest> =>
  JSON.parse(await readFile(new URL(`../../fixtures/${name}`, import.meta.url), 'utf8'));

const withSteps = (request: PlanRequest, maxSteps: number): PlanRequest => ({
  ...request,
  options: { ...request.options, maxSteps },
});

let folder: string;
let service: ServiceProcess;
/** Takes every call and answers none. */
const silentEngine = createServer();
beforeAll(async () => {
  await once(silentEngine.listen(0, '127.0.0.1'), 'listening');
  folder = await temporaryDirectory();
  service = await startService({ DATA_DIR: folder, SOLVER_THREADS: '2' });
});
afterAll(async () => {
  await service.stop();
  silentEngine.closeAllConnections();
  silentEngine.close();
  await rm(folder, { recursive: true, force: true });
});

async function send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  return fetch(new URL(path, service.address), {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function bodyOf<Body>(response: Response): Promise<Body> {
  return (await response.json()) as Body;
}

async function planned(request: PlanRequest): Promise<Plan> {
  const response = await send('POST', '/v1/plans', request, { prefer: 'wait=30' });
  expect(response.status).toBe(200);
  return planSchema.parse(await response.json());
}

/** A plan that waits for its routing engine until somebody stops it: it runs, and leaves the cores to others. */
async function askForWaiting(): Promise<string> {
  const { territory, ...rest } = await readRequest('minimal.json');
  const travel = { mode: 'osrm', baseUrl: `http://127.0.0.1:${(silentEngine.address() as AddressInfo).port}` };
  const asked = await send('POST', '/v1/plans', { territory: { ...territory, travel }, ...rest });
  return (await bodyOf<{ planId: string }>(asked)).planId;
}

/** Asks for the status until it is one of these. */
async function statusOf(planId: string, ...wanted: readonly string[]): Promise<string> {
  for (;;) {
    const { status } = await bodyOf<{ status: string }>(await send('GET', `/v1/plans/${planId}/status`));
    if (wanted.includes(status)) return status;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The names of all events of a plan, once the stream has ended. @param heard gets each as it comes */
async function followed(planId: string, heard: (name: string) => void = () => {}): Promise<string[]> {
  const { body } = await fetch(new URL(`/v1/plans/${planId}/events`, service.address));
  const names: string[] = [];
  let text = '';
  for await (const part of (body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    text += part;
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    for (const [, name = ''] of lines.join('\n').matchAll(/^event: (.*)$/gm)) {
      names.push(name);
      heard(name);
    }
  }
  return names;
}

describe('the service', () => {
  it('is alive and ready', async () => {
    expect((await send('GET', '/health/live')).status).toBe(200);
    expect((await send('GET', '/health/ready')).status).toBe(200);
  });

  it('plans a request at once, and gives the plan in every format', async () => {
    const request = withSteps(await readRequest('minimal.json'), 100);
    const plan = await planned(request);
    expect(plan.kpis.coverage).toBe(1);
    const at = `/v1/plans/${plan.planId}`;
    expect(await (await send('GET', at)).json()).toEqual(JSON.parse(JSON.stringify(plan)));
    const csv = await (await send('GET', `${at}/itineraries`, undefined, { accept: 'text/csv' })).text();
    expect(csv.split('\r\n').length).toBeGreaterThan(plan.kpis.plannedVisits);
    const geo = await bodyOf<{ type: string }>(
      await send('GET', `${at}/itineraries`, undefined, { accept: 'application/geo+json' }),
    );
    expect(geo.type).toBe('FeatureCollection');
    expect(await (await send('GET', `${at}/map`)).text()).toContain('<!doctype html>');
    const judged = await bodyOf<{ violations: [] }>(await send('POST', '/v1/plans/check', { ...request, plan }));
    expect(judged.violations).toEqual([]);
  });

  it('stores a territory and plans it', async () => {
    const { territory, horizon } = await readRequest('minimal.json');
    const stored = await send('POST', '/v1/territories', { territory });
    expect(stored.status).toBe(201);
    const { territoryId } = await bodyOf<{ territoryId: string }>(stored);
    const options = { maxSteps: 50 };
    const asked = await send(
      'POST',
      `/v1/territories/${territoryId}/plans`,
      { horizon, options },
      { prefer: 'wait=30' },
    );
    expect(asked.status).toBe(200);
    expect(await asked.json()).toMatchObject({ territoryId, status: 'completed' });
  });

  it('leaves plans alone where it cannot listen', async () => {
    // Two are solved at the same time.
    const plans = [await askForWaiting(), await askForWaiting(), await askForWaiting()];
    for (const planId of plans.slice(0, 2)) await statusOf(planId, 'running');
    const second = spawnService({ DATA_DIR: folder, PORT: new URL(service.address).port });
    const [code] = await once(second, 'exit');
    expect(code).toBe(1);
    expect(await statusOf(plans[2], 'queued', 'running')).toBe('queued');
    for (const planId of plans.toReversed()) await send('DELETE', `/v1/plans/${planId}`);
    for (const planId of plans) await statusOf(planId, 'cancelled');
  });

  it('stops a running plan and keeps the best so far', async () => {
    const request = await readRequest('minimal.json');
    const asked = await send('POST', '/v1/plans', {
      ...request,
      options: { ...request.options, timeLimitSeconds: 300 },
    });
    expect(asked.status).toBe(202);
    const { planId } = await bodyOf<{ planId: string }>(asked);
    const running = Promise.withResolvers<void>();
    let count = 0;
    const events = followed(planId, (name) => {
      if (name === 'running' && ++count === 2) running.resolve();
    });
    await running.promise;
    const stopped = await send('DELETE', `/v1/plans/${planId}`);
    expect(stopped.ok).toBe(true);
    expect(await statusOf(planId, 'cancelled', 'completed', 'failed')).toBe('cancelled');
    const told = await events;
    expect([...new Set(told)]).toEqual([...(told[0] === 'queued' ? ['queued'] : []), 'running', 'cancelled']);
    expect(told.length).toBeGreaterThan(2);
    const plan = planSchema.parse(await (await send('GET', `/v1/plans/${planId}`)).json());
    expect(plan.kpis.plannedVisits).toBeGreaterThan(0);
  });

  it('loses nothing when it is killed: what was accepted is there, and what was running is planned', async () => {
    const done = await planned(withSteps(await readRequest('minimal.json'), 20));
    // Takes a second: many times as long as it takes to see that it runs.
    const long = withSteps(await readRequest('minimal.json'), 30_000);
    const { planId } = await bodyOf<{ planId: string }>(await send('POST', '/v1/plans', long));
    await statusOf(planId, 'running');
    service.process.kill('SIGKILL');
    await once(service.process, 'exit');
    service = await startService({ DATA_DIR: folder, SOLVER_THREADS: '2' });
    expect(await (await send('GET', `/v1/plans/${done.planId}`)).json()).toEqual(JSON.parse(JSON.stringify(done)));
    expect(await statusOf(planId, 'completed', 'failed', 'cancelled')).toBe('completed');
  });

  it('refuses to listen beyond this machine without keys, and with one lets in who has it', async () => {
    // Once a key was made there is no way back for those who have none.
    const own = { DATA_DIR: await temporaryDirectory(), HOST: '0.0.0.0' };
    await expect(startService(own)).rejects.toThrow(/no API keys[\s\S]*npm run keys/);
    const made = await runKeys(['create', '--role', 'planner', '--name', 'Anna'], own);
    expect(made.stderr).toContain('Anna');
    const key = made.stdout.trim();
    const open = await startService(own);
    const port = new URL(open.address).port;
    const read = (headers: Record<string, string>) => fetch(`http://127.0.0.1:${port}/v1/territories`, { headers });
    expect((await read({})).status).toBe(401);
    expect((await read({ authorization: `Bearer ${key}` })).status).toBe(200);
    const listed = await runKeys(['list'], own);
    expect(listed.stdout).toMatch(/planner .* Anna/);
    const [keyId = ''] = listed.stdout.split(' ');
    expect(await runKeys(['revoke', keyId], own)).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('the last'),
    });
    expect((await runKeys(['revoke', keyId], own)).code).toBe(1);
    expect((await runKeys(['create', '--role', 'boss', '--name', 'x'], own)).stderr).toContain('--role must be one of');
    expect(await open.stop()).toBe(0);
    await rm(own.DATA_DIR, { recursive: true, force: true });
  });

  /** A second one beside the first. */
  let next: ServiceProcess;
  it('ends without a trace when asked to while it starts', async () => {
    const child = spawnService({ DATA_DIR: folder });
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    // The database of the first has ended too: the next one opens it.
    next = await startService({ DATA_DIR: folder });
  });

  it('ends when asked to, and with it what is told of a plan that goes on elsewhere', async () => {
    const planId = await askForWaiting();
    await statusOf(planId, 'running');
    const stream = await fetch(new URL(`/v1/plans/${planId}/events`, next.address));
    expect(await next.stop()).toBe(0);
    // Read to its end, which it would not have if it had been cut.
    expect(await stream.text()).toMatch(/^event: running$/m);
    await send('DELETE', `/v1/plans/${planId}`);
  });
});
