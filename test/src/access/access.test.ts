import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Access, createAccess, isLoopback } from '../../../src/access/index.ts';
import { type Connection, type Database, openDatabase } from '../../../src/store/index.ts';
import { query, silent, startTemporaryPostgres } from '../store/temporary-postgres.ts';

let server: Awaited<ReturnType<typeof startTemporaryPostgres>>;
let connection: Connection;
let database: Database;
let access: Access;
let now = 0;

beforeAll(async () => {
  server = await startTemporaryPostgres();
  connection = await server.freshDatabase();
  database = await openDatabase(connection, silent);
});

beforeEach(async () => {
  await query(connection, 'delete from api_keys');
  access = createAccess(database, () => now);
});

afterAll(async () => {
  await database.destroy();
  await server.stop();
});

describe('API keys', () => {
  it('are found with their name and role, and only whole', async () => {
    const { keyId, key } = await access.create('Nightly', 'crm');
    expect(await access.find(key)).toEqual({ keyId, name: 'Nightly', role: 'crm' });
    expect(await access.find(key.slice(0, -1))).toBeNull();
    expect(await access.find(`${key}x`)).toBeNull();
    expect(await access.find('')).toBeNull();
  });

  it('differ, and are stored as a hash', async () => {
    const { key } = await access.create('one', 'viewer');
    const { key: other } = await access.create('two', 'viewer');
    expect(other).not.toBe(key);
    const rows = await query(connection, 'select * from api_keys');
    expect(JSON.stringify(rows)).not.toContain(key.slice(4));
  });

  it('end when they are revoked, three seconds later at the latest', async () => {
    const { keyId, key } = await access.create('Nightly', 'crm');
    expect(await access.find(key)).not.toBeNull();
    expect(await access.revoke(keyId)).toBe(true);
    now += 3_001;
    expect(await access.find(key)).toBeNull();
    expect(await access.revoke(keyId)).toBe(false);
    expect(await access.revoke('nobody')).toBe(false);
    expect(await access.list()).toMatchObject([{ keyId, name: 'Nightly', role: 'crm', revokedAt: expect.any(Date) }]);
  });

  it('exist from the moment the first is made', async () => {
    expect(await access.exist()).toBe(false);
    await access.create('first', 'admin');
    expect(await access.exist()).toBe(true);
  });

  it('exist for good: the last one that is revoked opens nothing', async () => {
    const { keyId } = await access.create('leaked', 'admin');
    await access.revoke(keyId);
    now += 3_001;
    expect(await access.exist()).toBe(true);
  });
});

it.each([
  ['127.0.0.1', true],
  ['127.8.0.1', true],
  ['::1', true],
  ['localhost', true],
  ['0.0.0.0', false],
  ['::', false],
  ['192.168.0.1', false],
  ['example.org', false],
])('%s is loopback: %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});
