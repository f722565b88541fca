/**
 * A PostgreSQL server of the service's own, for those who give it none: a child process that listens on a unix socket only,
 * is shared by all processes with the same data directory, and stops when the last of them is gone, even if it was killed.
 */
import { chmod, mkdir, readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigError } from '../config.ts';
import type { Log } from './log.ts';
import type { Postgres } from './postgres.ts';
import { assertReachable, chooseAccount } from './postgres-account.ts';
import { findPostgresBinaries } from './postgres-binaries.ts';
import { ensureCluster, hasServer } from './postgres-cluster.ts';
import {
  attachToServer,
  type RunningServer,
  type ServerPlace,
  type StartedServer,
  startServer,
} from './postgres-server.ts';

/** Replaying the log of a server that was killed may take a while. */
const startLimitMs = 120_000;
/** A start fails when another process wins, or while the last processes of a server that was killed are still going. */
const failuresAllowed = 5;
/** A server that still answers this long after the lease was given back is used by another process. */
const sharedAfterMs = 1_000;
const stopLimitMs = 15_000;
const pauseMs = 25;
/** How often it is looked whether the server still runs. */
const watchMs = 1_000;

/**
 * @param options.dataDir holds `postgres` (the database), `postgres-run` (the socket) and `postgres.log`; made when missing
 * @throws when the server cannot be started; the message says why and what to do
 */
export async function startPrivatePostgres(options: {
  readonly dataDir: string;
  readonly log: Log;
}): Promise<Postgres> {
  const place = await preparePlace(options.dataDir);
  const server = await attachOrStart(place);
  options.log.debug({ dataDir: options.dataDir }, 'The private PostgreSQL server is ready.');
  const stopped = new AbortController();
  const kept = keepRunning(place, server, stopped.signal, options.log);
  return {
    connection: server.connection,
    stop: async () => {
      stopped.abort();
      await leave(place.cluster, await kept);
    },
  };
}

/**
 * Starts the server again when it was killed, by whoever wanted its memory: nobody else would. It is reached as before.
 * @returns the server that runs when `stopped` aborts
 */
async function keepRunning(
  place: ServerPlace,
  first: RunningServer,
  stopped: AbortSignal,
  log: Log,
): Promise<RunningServer> {
  let server = first;
  for (;;) {
    await sleep(watchMs, undefined, { signal: stopped, ref: false }).catch(() => {});
    if (stopped.aborted) return server;
    if (await hasServer(place.cluster)) continue;
    log.warn('The private PostgreSQL server has ended; it is started again.');
    try {
      const next = await attachOrStart(place);
      await server.lease.close();
      server = next;
    } catch (error) {
      log.error({ err: error }, 'The private PostgreSQL server could not be started again; that is tried on.');
    }
  }
}

async function preparePlace(dataDir: string): Promise<ServerPlace> {
  const directory = await openDataDirectory(dataDir);
  const cluster = path.join(directory, 'postgres');
  const binaries = await findPostgresBinaries(path.join(directory, 'postgres-lib'));
  const account = await chooseAccount(cluster);
  await assertReachable(account, directory, binaries.postgres);
  await ensureCluster(cluster, binaries, account);
  return { cluster, binaries, account, logFile: path.join(directory, 'postgres.log') };
}

async function openDataDirectory(dataDir: string): Promise<string> {
  try {
    const made = await mkdir(dataDir, { recursive: true });
    if (made !== undefined) await chmod(dataDir, 0o755); // The server may run under another account, whatever the umask.
    return await realpath(dataDir);
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError(`DATA_DIR cannot be used: ${words}. Choose another folder, or set DATABASE_URL.`, { cause });
  }
}

/** Of several processes that start a server at once PostgreSQL lets one win; the others attach to it. */
async function attachOrStart(place: ServerPlace): Promise<RunningServer> {
  const deadline = Date.now() + startLimitMs;
  let started: StartedServer | null = null;
  let failures = 0;
  try {
    while (Date.now() < deadline && failures < failuresAllowed) {
      const running = await attachToServer(place.cluster);
      if (running !== null) return running;
      if (!(await hasServer(place.cluster)) && (started === null || started.hasEnded())) {
        await started?.lease.close();
        if (started !== null) failures += 1;
        started = await startServer(place);
      }
      await sleep(pauseMs * (1 + failures * 4));
    }
  } finally {
    await started?.lease.close();
  }
  throw new ConfigError(
    `The private PostgreSQL server does not start. The end of ${place.logFile}:\n${await endOf(place)}`,
  );
}

async function endOf(place: ServerPlace): Promise<string> {
  const text = await readFile(place.logFile, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-10).join('\n');
}

/** Gives the lease back, and waits for the end of the server unless another process goes on using it. */
async function leave(cluster: string, server: RunningServer): Promise<void> {
  await server.lease.close();
  const since = Date.now();
  while (Date.now() - since < stopLimitMs && (await hasServer(cluster))) {
    if (Date.now() - since > sharedAfterMs) {
      const shared = await attachToServer(cluster);
      if (shared !== null) return shared.lease.close();
    }
    await sleep(pauseMs);
  }
}
