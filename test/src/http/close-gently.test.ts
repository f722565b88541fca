/** The end of the service, over real sockets. */
import { once } from 'node:events';
import { Agent, request as call } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { closeGently } from '../../../src/http/index.ts';
import { testApp } from './test-app.ts';

const longest = 3_600_000;

test('a client that never finishes its call does not keep the service from ending', async () => {
  const { app } = await testApp();
  const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }));
  const socket = connect(Number(port), '127.0.0.1');
  socket.on('error', () => {});
  const begun = once(app.server, 'request');
  socket.write(
    'POST /v1/plans HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{',
  );
  await begun;
  await closeGently(app, 20);
  await once(socket, 'close');
});

test('a call under way is answered, and its connection is not kept', async () => {
  let answer = (_: boolean): void => {};
  const asked = Promise.withResolvers<void>();
  const { app } = await testApp({
    selfTest: () => {
      asked.resolve();
      return new Promise((resolve) => {
        answer = resolve;
      });
    },
  });
  const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }));
  const agent = new Agent({ keepAlive: true });
  const response = once(call({ port, path: '/health/ready', agent }).end(), 'response');
  await asked.promise;
  const closed = closeGently(app, longest);
  answer(true);
  const [answered] = await response;
  answered.resume();
  expect(answered.statusCode).toBe(200);
  await closed;
  agent.destroy();
});

test('a client has a time in which its call must have come', async () => {
  const { app } = await testApp();
  await app.ready();
  expect(app.server.requestTimeout).toBeGreaterThan(0);
});
