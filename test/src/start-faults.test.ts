/** What keeps the service from starting is said in one line to whoever starts it. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Connection } from '../../src/store/index.ts';
import { spawnService } from './service-process.ts';
import { query, startTemporaryPostgres } from './store/temporary-postgres.ts';

let server: Awaited<ReturnType<typeof startTemporaryPostgres>>;
let connection: Connection;
let urlOf: (user: string, database: string) => string;
const listener = createServer();

beforeAll(async () => {
  server = await startTemporaryPostgres();
  connection = await server.freshDatabase();
  if (!('host' in connection)) throw new Error('a socket is expected');
  await query(connection, 'create role nobody login');
  const { host, port, user, database } = connection;
  urlOf = (name, base) =>
    `postgres://${name || user}@localhost:${port}/${base || database}?host=${encodeURIComponent(host)}`;
  await once(listener.listen(0, '127.0.0.1'), 'listening');
});
afterAll(async () => {
  listener.close();
  await query(connection, 'drop role nobody');
  await server.stop();
});

test.each([
  [
    'a server that is not there',
    () => ({ DATABASE_URL: 'postgres://me:secret@127.0.0.1:1/x' }),
    /ECONNREFUSED.*Start its server/,
  ],
  [
    'a database that is not there',
    () => ({ DATABASE_URL: urlOf('', 'nothing') }),
    /"nothing" does not exist\. Create it/,
  ],
  [
    'a role that is not there',
    () => ({ DATABASE_URL: urlOf('stranger', '') }),
    /"stranger" does not exist\. Correct the name/,
  ],
  [
    'a role that may not make tables',
    () => ({ DATABASE_URL: urlOf('nobody', '') }),
    /permission denied.*owner of the database/,
  ],
  [
    'an address that is taken',
    () => ({ DATABASE_URL: urlOf('', ''), PORT: String((listener.address() as AddressInfo).port) }),
    /cannot listen: .*address already in use.*Choose another HOST or PORT/,
  ],
])('%s', async (_, env, said) => {
  const child = spawnService({ LOG_LEVEL: 'silent', ...env() });
  let written = '';
  child.stderr.on('data', (text) => {
    written += text;
  });
  const [code] = await once(child, 'close');
  expect(written).toMatch(said);
  expect(written.trimEnd().split('\n')).toHaveLength(1);
  expect(written).not.toContain('secret');
  expect(code).toBe(1);
});
