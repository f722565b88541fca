import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Access, Role } from '../../../src/access/index.ts';
import { isBrowserPresent, launchBrowser } from '../map/open-map.ts';
import { sampleRequest } from './samples.ts';
import { noKeys, openConfig, plannedId, post, problemOf, type TestApp, testApp } from './test-app.ts';

/** Each role is its own key. */
const access: Access = {
  ...noKeys,
  exist: async () => true,
  find: async (key) => (key.startsWith('rmk_') ? { keyId: key, name: key.slice(4), role: key.slice(4) as Role } : null),
};

let locked: TestApp;
beforeAll(async () => {
  locked = await testApp({ access });
});
afterAll(() => locked.app.close());

const bearer = (role: string) => ({ authorization: `Bearer rmk_${role}` });

describe('with keys', () => {
  test('a call without one, or with a wrong one, is a 401 that says how', async () => {
    for (const authorization of [undefined, 'Bearer wrong', 'Bearer', 'Basic cm1rX2FkbWlu', 'Digest rmk_admin']) {
      const response = await locked.app.inject({
        url: '/v1/plans/1',
        headers: authorization === undefined ? {} : { authorization },
      });
      expect(response.statusCode, authorization).toBe(401);
      expect(response.headers['www-authenticate']).toEqual([
        ...['Basic realm="Roundsman", charset="UTF-8"', 'Bearer realm="Roundsman"'],
      ]);
      problemOf(response);
    }
  });

  test('the key is also taken as the password of a browser', async () => {
    const authorization = `Basic ${Buffer.from('me:rmk_viewer').toString('base64')}`;
    const url = `/v1/plans/${await plannedId(locked)}`;
    expect((await locked.app.inject({ url, headers: { authorization } })).statusCode).toBe(200);
  });

  test.skipIf(!isBrowserPresent)('a browser asks for it', async () => {
    const { app } = await testApp({ access });
    const address = await app.listen({ port: 0, host: '127.0.0.1' });
    const browser = await launchBrowser();
    try {
      const statusFor = async (password: string) => {
        const context = await browser.newContext({ httpCredentials: { username: 'me', password } });
        const response = await (await context.newPage()).goto(`${address}/metrics`);
        return response?.status();
      };
      expect(await statusFor('rmk_viewer')).toBe(200);
      expect(await statusFor('wrong')).toBe(401);
    } finally {
      await browser.close();
      await app.close();
    }
  });

  test.each(['planner', 'crm', 'supervisor', 'viewer', 'admin'])('a %s may read', async (role) => {
    const url = `/v1/plans/${await plannedId(locked)}`;
    expect((await locked.app.inject({ url, headers: bearer(role) })).statusCode).toBe(200);
  });

  test('who may read may also ask for the headers alone', async () => {
    const url = `/v1/plans/${await plannedId(locked)}`;
    expect((await locked.app.inject({ method: 'HEAD', url, headers: bearer('viewer') })).statusCode).toBe(200);
  });

  test.each([
    ['planner', 202],
    ['crm', 202],
    ['admin', 202],
    ['supervisor', 403],
    ['viewer', 403],
  ])('a %s who requests a plan is answered %i', async (role, status) => {
    const response = await post(locked.app, '/v1/plans', sampleRequest(), bearer(role));
    expect(response.statusCode).toBe(status);
    if (status === 403)
      expect(problemOf(response).detail).toMatch(`A ${role} may not do this; planner, crm, admin may.`);
  });

  test('who may not write is refused before the body is read', async () => {
    expect((await post(locked.app, '/v1/plans', '{"', bearer('viewer'))).statusCode).toBe(403);
  });

  test('probes and the documentation need none', async () => {
    for (const url of ['/health/live', '/health/ready', '/docs/json', '/docs/static/swagger-ui.css'])
      expect((await locked.app.inject({ url })).statusCode, url).toBe(200);
    expect((await locked.app.inject({ url: '/metrics' })).statusCode).toBe(401);
    expect((await locked.app.inject({ url: '/nothing' })).statusCode).toBe(404);
  });
});

describe('without keys', () => {
  test('everything is open on this machine alone', async () => {
    const { app } = await testApp();
    expect((await post(app, '/v1/plans', sampleRequest())).statusCode).toBe(202);
  });

  test.each([
    ['127.0.0.1:8080', 202],
    ['[::1]:8080', 202],
    ['LOCALHOST', 202],
    ['pages.example.org', 403],
    ['127.0.0.1.example.org', 403],
  ])('a call to %s is answered %i: a page of the web may have any name lead to this machine', async (host, status) => {
    const { app } = await testApp();
    const response = await post(app, '/v1/plans', sampleRequest(), { host });
    expect(response.statusCode).toBe(status);
    if (status === 403) expect(problemOf(response).detail).toContain('localhost');
  });

  test('nothing is open where other machines can call', async () => {
    const { app } = await testApp({ config: { ...openConfig, openWithoutKeys: false } });
    expect((await post(app, '/v1/plans', sampleRequest())).statusCode).toBe(401);
  });
});
