import { connect } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { problemSchema } from '../../../src/http/schemas/problem.ts';
import { sampleRequest } from './samples.ts';
import { issuesOf, openConfig, post, problemOf, type TestApp, testApp } from './test-app.ts';

test.each([
  ['an unknown address', 'GET', '/v2/plans'],
  ['an unknown file of the documentation', 'GET', '/docs/static/nothing.js'],
] as const)('%s is a 404', async (_, method, url) => {
  const { app } = await testApp();
  const response = await app.inject({ method, url: `${url}?x=1` });
  expect(response.statusCode).toBe(404);
  expect(problemOf(response)).toMatchObject({ type: 'urn:roundsman:problem:not-found', instance: url, issues: [] });
});

test.each([
  ['PATCH', '/v1/plans', 'POST'],
  ['POST', '/v1/plans/1', 'DELETE, GET, HEAD'],
  ['DELETE', '/docs/static/nothing.js', 'GET, HEAD'],
  ['OPTIONS', '/health/live', 'GET, HEAD'],
] as const)('%s %s, where other methods are known, is a 405 that names them', async (method, url, allow) => {
  const { app } = await testApp();
  const response = await app.inject({ method, url: `${url}?x=1` });
  expect(response.statusCode).toBe(405);
  expect(response.headers.allow).toBe(allow);
  expect(problemOf(response)).toMatchObject({
    type: 'urn:roundsman:problem:method-not-allowed',
    instance: url,
    detail: `There is no ${method} ${url}, but ${allow}.`,
  });
});

test('an address that cannot be decoded is a 400', async () => {
  const { app } = await testApp();
  const response = await app.inject('/v1/plans/%E0%A4%A');
  expect(response.statusCode).toBe(400);
  problemOf(response);
});

test.each([
  ['cut off', '{"territory": {', /not JSON: /],
  ['blank', ' ', /not JSON: /],
  ['out to poison', '{"__proto__": {"isAdmin": true}}', /reserved name/],
])('a body that is %s is a 400 that says so', async (_, body, detail) => {
  const { app } = await testApp();
  const response = await post(app, '/v1/plans', body);
  expect(response.statusCode).toBe(400);
  expect(problemOf(response).detail).toMatch(detail);
});

test.each([
  ['\0', '/territory/customers/0/name'],
  ['\ud800', '/territory/customers/0/name'],
])('a body with text that no database keeps is a 400 that says where', async (character, path) => {
  const { app } = await testApp();
  const body = sampleRequest();
  const customers = body.territory.customers.map((customer) => ({ ...customer, name: `a${character}b` }));
  const response = await post(app, '/v1/plans', { ...body, territory: { ...body.territory, customers } });
  expect(response.statusCode).toBe(400);
  expect(issuesOf(response)).toContain(`BAD_FORMAT ${path}`);
});

test('text of whole characters is taken, also where it is written with escapes', async () => {
  const { app } = await testApp();
  const body = sampleRequest();
  const text = JSON.stringify({ ...body, territory: { ...body.territory, name: 'NAME' } });
  const response = await post(app, '/v1/plans', text.replace('NAME', '\\ud83d\\ude00 \\\\u0000'));
  expect(response.statusCode).toBe(202);
});

test.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
] as const)('a body in the encoding %s is a 415 that names it', async (encoding, compress) => {
  const { app } = await testApp();
  const headers = { 'content-type': 'application/json', 'content-encoding': encoding };
  const payload = compress(JSON.stringify(sampleRequest()));
  const response = await app.inject({ method: 'POST', url: '/v1/plans', headers, payload });
  expect(response.statusCode).toBe(415);
  expect(response.headers['accept-encoding']).toBe('identity');
  expect(problemOf(response).detail).toContain(`Content-Encoding ${encoding}`);
  expect((await post(app, '/v1/plans', sampleRequest(), { 'content-encoding': 'identity' })).statusCode).toBe(202);
});

test('a call without any body is a 400', async () => {
  const { app } = await testApp();
  const response = await app.inject({ method: 'POST', url: '/v1/plans' });
  expect(response.statusCode).toBe(400);
  expect(issuesOf(response)).toEqual(['WRONG_TYPE ']);
  expect(problemOf(response).detail).toContain('Send a body as application/json');
});

test.each([['text/plain'], ['text/csv'], ['application/xml'], ['nonsense']])('a body of %s is a 415', async (type) => {
  const { app } = await testApp();
  const response = await post(app, '/v1/plans', '{}', { 'content-type': type });
  expect(response.statusCode).toBe(415);
  expect(problemOf(response).detail).toContain('application/json');
});

test.each([
  ['application/vnd.ms-excel'],
  ['multipart/form-data; boundary=x'],
  ['application/x-www-form-urlencoded'],
  [''],
])('a body of type "%s" where a table may be sent is a 415 that names the types of tables too', async (type) => {
  const { app } = await testApp();
  const headers = type === '' ? {} : { 'content-type': type };
  const response = await app.inject({ method: 'PATCH', url: '/v1/territories/1/reps', headers, payload: 'id\nR1\n' });
  expect(response.statusCode).toBe(415);
  const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  expect(problemOf(response).detail).toBe(`Send the body as application/json, text/csv or ${workbook}.`);
});

test.each([
  [100, '100 bytes'],
  [1_048_576, '1 MB'],
])('a body that is too large is a 413 that names the limit (%i)', async (maxBodyBytes, limit) => {
  const { app } = await testApp({ config: { ...openConfig, maxBodyBytes } });
  const response = await post(app, '/v1/plans', { ...sampleRequest(), more: 'x'.repeat(1_048_576) });
  expect(response.statusCode).toBe(413);
  expect(problemOf(response).detail).toContain(`larger than ${limit}, the limit of this service (BODY_LIMIT_MB)`);
});

test('a thousand issues are answered, and all counted, errors before warnings', async () => {
  const { app } = await testApp({ config: { ...openConfig, maxBodyBytes: 1_000_000 } });
  const body = sampleRequest();
  const [customer] = body.territory.customers;
  body.territory.customers = Array.from({ length: 1500 }, (_, index) => ({ ...customer, id: `C${index % 100}` }));
  const response = await post(app, '/v1/plans', body);
  expect(response.statusCode).toBe(422);
  const { issues, issueCount } = problemOf(response);
  expect(issues).toHaveLength(1000);
  expect(issueCount).toBeGreaterThan(1400);
  expect(new Set(issues.map(({ code }) => code))).toEqual(new Set(['DUPLICATE_ID']));
});

test('an error of the service is a 500 that says nothing of it; the log does', async () => {
  const { app, planning, logged } = await testApp();
  planning.requestPlan = () => Promise.reject(new Error('relation "plan" does not exist at 10.0.0.7:5432'));
  const response = await post(app, '/v1/plans', sampleRequest());
  expect(response.statusCode).toBe(500);
  problemOf(response);
  expect(response.body).not.toMatch(/relation|10\.0\.0\.7|\.ts|Error:/);
  const line = logged.find((each) => each.includes('relation'));
  expect(JSON.parse(line!).reqId).toBe(response.headers['x-request-id']);
});

test.each([
  [503, 503],
  [429, 429],
  [502, 500],
  [418, 400],
])('an error below with the status %i is answered with %i, without its words', async (statusCode, answered) => {
  const { app, planning } = await testApp();
  planning.requestPlan = () => Promise.reject(Object.assign(new Error('pool at 10.0.0.7 is full'), { statusCode }));
  const response = await post(app, '/v1/plans', sampleRequest());
  expect(response.statusCode).toBe(answered);
  problemOf(response);
  expect(response.body).not.toContain('10.0.0.7');
  expect(response.headers['retry-after']).toBe(answered === 503 || answered === 429 ? '5' : undefined);
});

test.each([
  ['connect ENOENT /data/postgres-run/.s.PGSQL.5432', { code: 'ENOENT', syscall: 'connect' }],
  ['connect ECONNREFUSED 10.0.0.7:5432', { code: 'ECONNREFUSED' }],
  ['terminating connection due to administrator command', { code: '57P01' }],
  ['Connection terminated unexpectedly', {}],
  ['canceling statement due to statement timeout', { code: '57014' }],
])('a database that cannot be reached is a 503: %s', async (message, details) => {
  const { app, planning } = await testApp();
  planning.requestPlan = () => Promise.reject(Object.assign(new Error(message), details));
  const response = await post(app, '/v1/plans', sampleRequest());
  expect(response.statusCode).toBe(503);
  expect(problemOf(response).detail).not.toContain(message);
  expect(response.headers['retry-after']).toBe('5');
});

test('a body that comes in pieces passes over a real socket', async () => {
  const { app } = await testApp();
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const body = JSON.stringify(sampleRequest());
  const socket = connect(Number(new URL(address).port), '127.0.0.1');
  socket.write(
    `POST /v1/plans HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n`,
  );
  socket.write(`connection: close\r\n\r\n${body.slice(0, 100)}`);
  setImmediate(() => socket.write(body.slice(100)));
  let answer = '';
  for await (const chunk of socket) answer += chunk;
  await app.close();
  expect(answer).toMatch(/^HTTP\/1\.1 202 /);
});

/** What is answered to bytes that are sent as they are, and the kind of it. */
async function answerTo(bytes: string, change: (app: TestApp['app']) => void = () => {}) {
  const { app } = await testApp();
  change(app);
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const socket = connect(Number(new URL(address).port), '127.0.0.1');
  socket.write(bytes);
  let answer = '';
  for await (const chunk of socket) answer += chunk;
  await app.close();
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  expect(head).toContain('content-type: application/problem+json');
  expect(head).toContain(`content-length: ${Buffer.byteLength(body)}\r\n`);
  expect(head).toMatch(/connection: close/i);
  const problem = problemSchema.parse(JSON.parse(body));
  expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${problem.status} \\w`));
  expect(body).not.toMatch(/HPE_|Parse Error|ERR_/);
  return problem;
}

test('bytes that are no HTTP are a 400, as is a call without a host; headers without end are a 431', async () => {
  expect(await answerTo('HELO localhost\r\n\r\n')).toMatchObject({ status: 400, issues: [] });
  const nowhere = await answerTo('GET /health/live HTTP/1.1\r\nconnection: close\r\n\r\n');
  expect(nowhere).toMatchObject({ status: 400, instance: '/health/live' });
  const large = await answerTo(`GET /v1/plans HTTP/1.1\r\nhost: localhost\r\nx-large: ${'x'.repeat(20_000)}\r\n\r\n`);
  expect(large).toMatchObject({ status: 431, type: 'urn:roundsman:problem:headers-too-large' });
});

test('a call that does not come whole is a 408', async () => {
  const timeOut = ({ server }: TestApp['app']) =>
    server.on('connection', (socket) => {
      socket.once('data', () => {
        const error = Object.assign(new Error('Request timeout'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
        server.emit('clientError', error, socket);
      });
    });
  const problem = await answerTo('POST /v1/plans HTTP/1.1\r\nhost: localhost\r\ncontent-length: 9\r\n\r\n{', timeOut);
  expect(problem).toMatchObject({ status: 408, instance: '/' });
});
