/** Every call of the API document, on the real service: what it answers is what the document says, to the letter. */
import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '../../src/access/index.ts';
import { sampleRequest } from '../src/http/samples.ts';
import { type RealApp, startRealApp } from '../src/real-app.ts';

type Content = Record<string, { schema: object }>;
interface Operation {
  readonly operationId: string;
  readonly security?: readonly object[];
  readonly requestBody?: object;
  readonly responses: Record<string, { readonly content?: Content }>;
}

const document = JSON.parse(await readFile(new URL('../../openapi/openapi.json', import.meta.url), 'utf8'));
const operations: readonly (readonly [string, string, Operation])[] = Object.entries(document.paths).flatMap(
  ([path, item]) => Object.entries(item as object).map(([method, operation]) => [method, path, operation] as const),
);

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema({ $id: 'api', components: document.components });

/** What is wrong with an answer, by the document. */
function faults([method, path, { responses }]: (typeof operations)[number], response: LightMyRequestResponse): unknown {
  const described = responses[String(response.statusCode)];
  if (described === undefined) return `${method} ${path} does not say that it answers ${response.statusCode}`;
  const type = String(response.headers['content-type'] ?? '').split(';', 1)[0] ?? '';
  if (response.body === '') return null;
  const schema = described.content?.[type]?.schema;
  if (schema === undefined) return `${method} ${path} does not say that ${response.statusCode} is ${type}`;
  if (!type.endsWith('json')) return null;
  const inApi = JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"api#/components'));
  return ajv.validate(inApi, response.json()) ? null : ajv.errors?.slice(0, 5);
}

let real: RealApp;
const keys = new Map<Role, string>();
const ids: Record<string, string> = {};
/** A territory without plans: one of which a plan is being made cannot be deleted. */
let spareId: string;

const send = (
  method: string,
  url: string,
  body?: unknown,
  role: Role = 'admin',
  headers: Record<string, string> = {},
) =>
  real.app.inject({
    method: method as 'GET',
    url,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(keys.has(role) ? { authorization: `Bearer ${keys.get(role)}` } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });

beforeAll(async () => {
  real = await startRealApp();
  for (const role of ['viewer', 'admin'] as const) keys.set(role, (await real.deps.access.create(role, role)).key);
  const { territory, horizon } = sampleRequest();
  ids.territoryId = (await send('POST', '/v1/territories', { territory })).json().territoryId;
  spareId = (await send('POST', '/v1/territories', { territory })).json().territoryId;
  const body = { territoryId: ids.territoryId, horizon, options: { maxSteps: 20 } };
  ids.planId = (await send('POST', '/v1/plans', body, 'admin', { prefer: 'wait=30' })).json().planId;
  const hook = { url: 'http://127.0.0.1:9/', events: ['plan.approved'] };
  ids.webhookId = (await send('POST', '/v1/webhooks', hook)).json().webhookId;
  ids.deliveryId = ids.webhookId;
  const { proposals } = (await send('POST', `/v1/territories/${ids.territoryId}/proposals`, { horizon })).json();
  ids.proposalId = proposals[0].proposalId;
});
afterAll(() => real.close());

const filled = (path: string, values: Record<string, string> = ids) =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? name);

const visit = { id: 'v1', customerId: 'C1', date: '2026-11-20' };
const newcomer = { id: 'R77', home: sampleRequest().territory.reps[0].home };
const schedule = { cron: '0 2 * * *', timeZone: 'UTC', horizon: { weeks: 1 } };
/** Bodies and queries that are right, by operation. */
const right: Readonly<Record<string, () => { body?: unknown; query?: string }>> = {
  createTerritory: () => ({ body: { territory: sampleRequest().territory } }),
  replaceTerritory: () => ({ body: { territory: sampleRequest().territory } }),
  changeCustomers: () => ({ body: { customers: [{ id: 'C1', name: 'One' }, { id: 'C8' }] } }),
  changeReps: () => ({ body: { reps: [{ id: 'R1', name: 'Ana' }] } }),
  mapColumns: () => ({ body: { customers: { Nummer: 'id' } } }),
  planTerritory: () => ({ body: { horizon: sampleRequest().horizon, options: { maxSteps: 5 } } }),
  createPlan: () => ({ body: { ...sampleRequest(), options: { maxSteps: 5 } } }),
  checkPlan: () => ({ body: {} }),
  replan: () => ({ body: {} }),
  suggestDays: () => ({ body: { customerId: 'C1' } }),
  decidePlan: () => ({ body: { action: 'submit' } }),
  addVisits: () => ({ body: { visits: [visit] } }),
  getVisits: () => ({ query: '?from=2026-11-01&to=2026-11-30' }),
  getCoverage: () => ({ query: '?from=2026-11-01&to=2026-11-30' }),
  getVisitSheets: () => ({ query: '?period=week' }),
  setSchedule: () => ({ body: schedule }),
  proposeTerritories: () => ({ body: { horizon: sampleRequest().horizon } }),
  askWhatIf: () => ({ body: { horizon: sampleRequest().horizon, changes: [{ kind: 'joins', rep: newcomer }] } }),
  fit: () => ({ body: sampleRequest() }),
  sizeTeam: () => ({ body: { ...sampleRequest(), teamSizes: { from: 1, to: 2 } } }),
  createWebhook: () => ({ body: { url: 'http://127.0.0.1:9/', events: ['plan.failed'] } }),
};
/** What the others need comes last. */
const last = ['getSchedule', 'removeSchedule', 'cancelPlan', 'deleteWebhook', 'deleteTerritory'];
const inOrder = [...operations].sort(([, , a], [, , b]) => last.indexOf(a.operationId) - last.indexOf(b.operationId));

describe.each(inOrder)('%s %s', (method, path, operation) => {
  const call = [method, path, operation] as const;
  const isOpen = path.startsWith('/health');

  test('answers a caller without a key as described', async () => {
    const response = await send(method, filled(path), undefined, 'planner');
    expect(response.statusCode).toBe(isOpen ? 200 : 401);
    expect(faults(call, response)).toBeNull();
  });

  test('answers what names nothing as described', async () => {
    if (!path.includes('{')) return;
    const nowhere = Object.fromEntries(Object.keys(ids).map((name) => [name, '11111111-1111-4111-8111-111111111111']));
    const { body, query = '' } = right[operation.operationId]?.() ?? {};
    const response = await send(method, filled(path, nowhere) + query, body);
    expect(response.statusCode).toBe(404);
    expect(faults(call, response)).toBeNull();
  });

  test('answers a body of the wrong form as described', async () => {
    if (operation.requestBody === undefined) return;
    const response = await send(method, filled(path), { nonsense: true });
    expect([400, 422]).toContain(response.statusCode);
    expect(faults(call, response)).toBeNull();
    const text = await send(method, filled(path), undefined, 'admin', { 'content-type': 'text/plain' });
    expect([400, 415]).toContain(text.statusCode);
    expect(faults(call, text)).toBeNull();
  });

  test('answers a viewer as described', async () => {
    const response = await send(method, filled(path), method === 'get' ? undefined : {}, 'viewer');
    expect(response.statusCode).toBeLessThan(500);
    expect(faults(call, response)).toBeNull();
  });

  test('answers what is right as described', async () => {
    const { body, query = '' } = right[operation.operationId]?.() ?? {};
    const named = operation.operationId === 'deleteTerritory' ? { ...ids, territoryId: spareId } : ids;
    const response = await send(method, filled(path, named) + query, body);
    expect(response.statusCode, response.body.slice(0, 500)).toBeLessThan(500);
    if (!['checkPlan', 'resendDelivery'].includes(operation.operationId)) expect(response.statusCode).toBeLessThan(400);
    expect(faults(call, response)).toBeNull();
  });
});
