/** What keeps the service from starting, and keys from being made, is said in one line to whoever does so. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Connection } from '../../src/store/index.ts';
import { runKeys, spawnService } from './service-process.ts';
import { query, startTemporaryPostgres } from './store/temporary-postgres.ts';

let server: Awaited<ReturnType<typeof startTemporaryPostgres>>;
let connection: Connection;
let newer: Connection;
let urlOf: (user: string, database: string) => string;
const listener = createServer();
/** Speaks as a PostgreSQL server does: each message of a client is answered by the next one. */
const speaking = (...answers: (readonly [type: string, body: Buffer])[]) =>
  createServer((socket) => {
    const left = [...answers];
    socket.on('data', () => {
      const [type, body] = left.shift() ?? ['', Buffer.alloc(0)];
      const length = Buffer.alloc(4);
      length.writeInt32BE(4 + body.length);
      socket.write(Buffer.concat([Buffer.from(type), length, body]));
    });
  });
const refusing = speaking(
  ['R', Buffer.from([0, 0, 0, 3])],
  ['E', Buffer.from('SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed for user "me"\0\0')],
);
const challenging = speaking(
  ['R', Buffer.from('\0\0\0\x0aSCRAM-SHA-256\0\0')],
  ['R', Buffer.from('\0\0\0\x0br=nonce,s=c2FsdA==,i=4096')],
);

beforeAll(async () => {
  server = await startTemporaryPostgres();
  connection = await server.freshDatabase();
  if (!('host' in connection)) throw new Error('a socket is expected');
  await query(connection, 'create role nobody login');
  const { host, port, user, database } = connection;
  urlOf = (name, base) =>
    `postgres://${name || user}@localhost:${port}/${base || database}?host=${encodeURIComponent(host)}`;
  for (const each of [listener, refusing, challenging]) await once(each.listen(0, '127.0.0.1'), 'listening');
  newer = await server.freshDatabase();
  await query(newer, 'create table kysely_migration (name text primary key, timestamp text not null)');
  await query(newer, "insert into kysely_migration values ('9999-of-tomorrow', '2026-01-01T00:00:00Z')");
});
afterAll(async () => {
  listener.close();
  refusing.close();
  challenging.close();
  await query(connection, 'drop role nobody');
  await server.stop();
});

const portOf = (listening: Server) => (listening.address() as AddressInfo).port;

const faults: [string, () => Record<string, string>, RegExp][] = [
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
    'a password that is wrong',
    () => ({ DATABASE_URL: `postgres://me:secret@127.0.0.1:${portOf(refusing)}/x` }),
    /password authentication failed for user "me"\. Correct the name and the password/,
  ],
  [
    'a password that is missing',
    () => ({ DATABASE_URL: `postgres://me@127.0.0.1:${portOf(challenging)}/x`, PGPASSWORD: '' }),
    /wants a password.*DATABASE_URL/,
  ],
  [
    'a database of a newer version',
    () => ({ DATABASE_URL: urlOf('', 'database' in newer ? newer.database : '') }),
    /newer version.*9999-of-tomorrow.*Run that version/,
  ],
  [
    'files that cannot be written',
    () => ({ DATABASE_URL: '', DATA_DIR: '/dev/null/data' }),
    /DATA_DIR cannot be used: .*\/dev\/null\/data.*Choose/,
  ],
];

test.each(faults)('keys: %s', async (_, env, said) => {
  const { code, stdout, stderr } = await runKeys(['list'], env());
  expect(stderr).toMatch(said);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(stderr).not.toContain('secret');
  expect([code, stdout]).toEqual([2, '']);
});

test.each([
  ...faults,
  [
    'an address that is taken',
    () => ({ DATABASE_URL: urlOf('', ''), PORT: String(portOf(listener)) }),
    /cannot listen: .*address already in use.*Choose another HOST or PORT/,
  ] as (typeof faults)[number],
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
