import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApiText } from '../../src/http/index.ts';
import { testApp } from '../src/http/test-app.ts';

interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly requestBody?: {
    readonly content: Record<string, { schema: object; examples?: Record<string, { value?: object }> }>;
  };
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly required?: boolean }[];
  readonly responses: Record<string, { description: string; content?: Record<string, { schema: { $ref?: string } }> }>;
}

const { app } = await testApp();
let text = '';
let operations: [string, Operation][] = [];

beforeAll(async () => {
  await app.ready();
  text = openApiText(app);
  const { paths } = JSON.parse(text) as { paths: Record<string, Record<string, Operation>> };
  operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]): [string, Operation] => [`${method} ${path}`, operation]),
  );
});

afterAll(() => app.close());

test('openapi.json is what the code says (else: npm run openapi)', async () => {
  const committed = await readFile(new URL('../../openapi/openapi.json', import.meta.url), 'utf8');
  expect(text === committed).toBe(true);
});

test('workbooks are bytes, for which the page offers to choose a file', () => {
  const workbooks = operations.flatMap(([call, { requestBody, responses }]) =>
    [requestBody, ...Object.values(responses)].flatMap((part) =>
      Object.entries(part?.content ?? {})
        .filter(([type]) => type.endsWith('spreadsheetml.sheet'))
        .map(([, { schema }]) => [call, schema]),
    ),
  );
  expect(workbooks.filter(([call]) => call === 'patch /v1/territories/{territoryId}/customers')).toHaveLength(1);
  for (const [call, schema] of workbooks)
    expect(schema, String(call)).toMatchObject({ type: 'string', format: 'binary' });
});

test('it has every call', () => {
  expect(operations.map(([call]) => call).sort()).toEqual([
    'delete /v1/plans/{planId}',
    'delete /v1/territories/{territoryId}',
    'delete /v1/territories/{territoryId}/schedule',
    'delete /v1/webhooks/{webhookId}',
    'get /health/live',
    'get /health/ready',
    'get /metrics',
    'get /v1/plans/{planId}',
    'get /v1/plans/{planId}/approval',
    'get /v1/plans/{planId}/changes',
    'get /v1/plans/{planId}/events',
    'get /v1/plans/{planId}/itineraries',
    'get /v1/plans/{planId}/map',
    'get /v1/plans/{planId}/sheets',
    'get /v1/plans/{planId}/status',
    'get /v1/templates/customers',
    'get /v1/templates/reps',
    'get /v1/territories',
    'get /v1/territories/{territoryId}',
    'get /v1/territories/{territoryId}/column-mappings',
    'get /v1/territories/{territoryId}/coverage',
    'get /v1/territories/{territoryId}/customers',
    'get /v1/territories/{territoryId}/plans',
    'get /v1/territories/{territoryId}/proposals',
    'get /v1/territories/{territoryId}/proposals/{proposalId}',
    'get /v1/territories/{territoryId}/proposals/{proposalId}/map',
    'get /v1/territories/{territoryId}/reps',
    'get /v1/territories/{territoryId}/schedule',
    'get /v1/territories/{territoryId}/visits',
    'get /v1/webhooks',
    'get /v1/webhooks/{webhookId}/deliveries',
    'patch /v1/territories/{territoryId}/customers',
    'patch /v1/territories/{territoryId}/reps',
    'post /v1/fit',
    'post /v1/plans',
    'post /v1/plans/check',
    'post /v1/plans/{planId}/approval',
    'post /v1/plans/{planId}/replan',
    'post /v1/plans/{planId}/suggest-days',
    'post /v1/sizing',
    'post /v1/territories',
    'post /v1/territories/{territoryId}/plans',
    'post /v1/territories/{territoryId}/proposals',
    'post /v1/territories/{territoryId}/proposals/{proposalId}/choice',
    'post /v1/territories/{territoryId}/visits',
    'post /v1/territories/{territoryId}/what-if',
    'post /v1/webhooks',
    'post /v1/webhooks/{webhookId}/deliveries/{deliveryId}/resend',
    'put /v1/territories/{territoryId}',
    'put /v1/territories/{territoryId}/column-mappings',
    'put /v1/territories/{territoryId}/schedule',
  ]);
});

test('every call is described and has a name of its own', () => {
  for (const [call, { operationId, summary, description, tags }] of operations) {
    expect([call, operationId, summary, description, tags?.[0]]).not.toContain(undefined);
  }
  expect(new Set(operations.map(([, { operationId }]) => operationId)).size).toBe(operations.length);
});

test('every error is a problem document, and every answer is described', () => {
  for (const [call, { responses }] of operations) {
    expect(Object.keys(responses), call).toEqual(expect.arrayContaining(['429', '500', '503']));
    for (const [status, { description, content }] of Object.entries(responses)) {
      expect(description, `${call} ${status}`).not.toBe('Default Response');
      if (Number(status) < 400) continue;
      expect(content?.['application/problem+json'].schema.$ref).toBe('#/components/schemas/ProblemDocument');
    }
  }
});

test('every POST, and nothing else, takes an Idempotency-Key, with the conflict that it can be', () => {
  for (const [call, { parameters = [], responses }] of operations) {
    const keys = parameters.filter(({ in: place, name }) => place === 'header' && name === 'idempotency-key');
    const isPost = call.startsWith('post ');
    expect(keys, call).toMatchObject(isPost ? [{ required: false }] : []);
    expect(responses['409']?.description.includes('Idempotency-Key') ?? false, call).toBe(isPost);
    if (isPost) expect(responses, call).toHaveProperty('400');
  }
});

test('no schema is there twice, and every reference leads somewhere', () => {
  const { schemas } = JSON.parse(text).components as { schemas: Record<string, unknown> };
  expect(Object.keys(schemas).filter((name) => name.endsWith('Input'))).toEqual([]);
  const refs = [...text.matchAll(/"\$ref": "#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
  expect(refs.length).toBeGreaterThan(50);
  expect(refs.filter((name) => !Object.hasOwn(schemas, name))).toEqual([]);
});

test('every JSON body has examples that its own schema accepts', () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'api', components: JSON.parse(text).components });
  for (const [call, { requestBody }] of operations) {
    const body = requestBody?.content['application/json'];
    if (body === undefined) continue;
    const schema = JSON.parse(JSON.stringify(body.schema).replaceAll('"#/components', '"api#/components'));
    expect(body.examples, call).toHaveProperty('minimal.value');
    for (const { value } of Object.values(body.examples ?? {}))
      expect(value === undefined || ajv.validate(schema, value), `${call} ${JSON.stringify(ajv.errors)}`).toBe(true);
  }
});

test('the large example stays outside', () => {
  const { examples } = JSON.parse(text).paths['/v1/plans'].post.requestBody.content['application/json'];
  expect(examples['yangtze-delta']).not.toHaveProperty('value');
  expect(examples.minimal).toHaveProperty('value');
});
