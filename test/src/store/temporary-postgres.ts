import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Connection, Log } from '../../../src/store/index.ts';
import { startPrivatePostgres } from '../../../src/store/index.ts';

export const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** A directory that the server can reach, whoever runs the tests. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'roundsman-test-'));
  await chmod(directory, 0o755);
  return directory;
}

export async function query<Row>(connection: Connection, text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** What a call answers that comes while another change is not committed, and that has to wait for it. */
export async function duringChange<T>(
  connection: Connection,
  [text, values]: readonly [string, unknown[]],
  call: () => Promise<T>,
): Promise<T> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    await client.query('begin');
    await client.query(text, values);
    let answered = false;
    const answer = call().finally(() => {
      answered = true;
    });
    while (!answered && (await query(connection, 'select 1 from pg_locks where not granted')).length === 0)
      await sleep(10);
    await client.query('commit');
    return await answer;
  } finally {
    await client.end();
  }
}

/** One server with as many empty databases as a test file wants. */
export async function startTemporaryPostgres() {
  const directory = await temporaryDirectory();
  const server = await startPrivatePostgres({ dataDir: directory, log: silent });
  return {
    async freshDatabase(): Promise<Connection> {
      const database = `test_${randomUUID().replaceAll('-', '')}`;
      await query(server.connection, `create database ${database}`);
      return { ...(server.connection as Connection & { host: string }), database };
    },
    async stop(): Promise<void> {
      await server.stop();
      // On a busy machine a server that is told to stop may still write a file.
      await rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}
