import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sampleRequest } from './http/samples.ts';
import { openConfig, post, testApp } from './http/test-app.ts';

async function withExamples() {
  const examplesFolder = await mkdtemp(join(tmpdir(), 'roundsman-examples-'));
  for (const name of ['minimal', 'yangtze-delta']) {
    await writeFile(join(examplesFolder, `${name}.json`), JSON.stringify(sampleRequest()));
  }
  return testApp({ config: { ...openConfig, examplesFolder } });
}

test('the root leads to the documentation', async () => {
  const { app } = await testApp();
  const response = await app.inject('/');
  expect(response.statusCode).toBe(302);
  expect(response.headers.location).toBe('/docs');
  const page = await app.inject('/docs');
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain('swagger-ui');
});

test('every example of the documentation can be sent as it is', async () => {
  const { app } = await withExamples();
  const document = (await app.inject('/docs/json')).json();
  for (const path of ['/v1/plans', '/v1/territories']) {
    const { examples } = document.paths[path].post.requestBody.content['application/json'];
    expect(Object.keys(examples)).toEqual(['minimal', 'yangtze-delta']);
    for (const { value } of Object.values<{ value: unknown }>(examples)) {
      expect((await post(app, path, value)).statusCode).toBe(202);
    }
  }
});

test('the file that an example is a link to is there', async () => {
  const { app } = await withExamples();
  expect((await app.inject('/docs/examples/yangtze-delta.json')).json()).toEqual(sampleRequest());
});

test('without fixtures the documentation has no examples', async () => {
  const examplesFolder = await mkdtemp(join(tmpdir(), 'roundsman-examples-'));
  const { app } = await testApp({ config: { ...openConfig, maxBodyBytes: 1000, examplesFolder } });
  const document = (await app.inject('/docs/json')).json();
  expect(document.paths['/v1/plans'].post.requestBody.content['application/json'].examples).toBeUndefined();
});

test('a request keeps the id it came with, unless it is unfit for a log', async () => {
  const { app } = await testApp();
  const idOf = async (id: string) =>
    (await app.inject({ url: '/health/live', headers: { 'x-request-id': id } })).headers['x-request-id'];
  expect(await idOf('crm-7.b')).toBe('crm-7.b');
  expect(await idOf('a b"c')).toMatch(/^[0-9a-f-]{36}$/);
});

test('what a customer sends is not in the log', async () => {
  const { app, logged } = await testApp();
  const body = sampleRequest();
  body.territory.customers[0].name = 'Hillstreet News';
  await post(app, '/v1/plans', body);
  await post(app, '/v1/plans', { ...body, horizon: 0 });
  expect(logged.length).toBeGreaterThan(0);
  expect(logged.join()).not.toContain('Hillstreet');
});
