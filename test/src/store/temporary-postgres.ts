import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Connection, Log, Postgres } from '../../../src/store/index.ts';
import { startPrivatePostgres } from '../../../src/store/index.ts';
import { temporaryDirectory } from './temporary-directory.ts';

export const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

export async function query<Row>(connection: Connection, text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** Who waits for a lock, in this database: the server has others. */
const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;

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
    while (!answered && (await query(connection, waiting)).length === 0) await sleep(10);
    await client.query('commit');
    return await answer;
  } finally {
    await client.end();
  }
}

/** One server with as many empty databases as a test file wants. */
export interface TemporaryPostgres {
  freshDatabase(): Promise<Connection>;
  /** Nothing of the databases is left. */
  stop(): Promise<void>;
}

/** The server that this worker shares with all others, from the first file that asks for it until the worker ends. */
let shared: Promise<Postgres> | undefined;

/** Within a run of the tests the server that all files share; elsewhere, as in the replay, one that stops. */
export async function startTemporaryPostgres(): Promise<TemporaryPostgres> {
  const place = process.env.SHARED_POSTGRES;
  if (place === undefined) {
    const directory = await temporaryDirectory();
    const server = await startPrivatePostgres({ dataDir: directory, log: silent });
    return {
      freshDatabase: async () => (await makeDatabase(server)).connection,
      stop: async () => {
        await server.stop();
        // On a busy machine a server that is told to stop may still write a file.
        await rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
      },
    };
  }
  shared ??= startPrivatePostgres({ dataDir: place, log: silent });
  const server = await shared;
  const made: string[] = [];
  return {
    freshDatabase: async () => {
      const { name, connection } = await makeDatabase(server);
      made.push(name);
      return connection;
    },
    stop: async () => {
      for (const name of made) await query(server.connection, `drop database ${name} with (force)`);
    },
  };
}

async function makeDatabase(server: Postgres): Promise<{ name: string; connection: Connection }> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await query(server.connection, `create database ${name}`);
  return { name, connection: { ...(server.connection as Connection & { host: string }), database: name } };
}
