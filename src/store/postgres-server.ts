/** Starts the private PostgreSQL server under a guard, or finds the one that runs already. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, chown, lstat, mkdir, open, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { ConfigError } from '../config.ts';
import type { Connection } from './connection.ts';
import { runningAs, type ServerAccount } from './postgres-account.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { clusterUser, postgresEnvironment } from './postgres-cluster.ts';
import { createLease, type Lease, shareLease } from './postgres-lease.ts';

/** Only part of the socket's name: nothing listens on TCP. */
const port = 5432;
/** What the kernel allows for the path of a unix socket, without the closing zero byte. */
const longestSocketPath = 107;

/**
 * The parent of the server. When the last lease is closed it asks for a fast shutdown, again each second because a server
 * that is just starting may not hear the first; when the server ends, it ends. Sessions of their own keep both from the
 * Ctrl-C of a terminal. Arguments: the lease's file, then the command of the server; the lease is its standard input.
 */
const guard = `
exec 3<&0 </dev/null
lease=$1; shift
"$@" 3<&- & server=$!
{ cat <&3 >/dev/null; exec 3<&-; while kill -INT $server 2>/dev/null; do sleep 1; done; } &
watcher=$!
exec 3<&-
wait $server; ended=$?
rm -f "$lease"
kill $watcher 2>/dev/null; wait $watcher 2>/dev/null
exit $ended
`;

export interface ServerPlace {
  /** Real path of the database files. */
  readonly cluster: string;
  readonly logFile: string;
  readonly binaries: PostgresBinaries;
  readonly account: ServerAccount;
}

/** A running server and this process's share in it. */
export interface RunningServer {
  readonly connection: Connection;
  readonly lease: Lease;
}

/** How to reach a server by the directory of its socket; explicit, so that no PG… variable is asked. */
function connectionTo(socketDirectory: string): Connection {
  // `postgres` is the database that every cluster has; this one has a single purpose.
  return { host: socketDirectory, port, user: clusterUser, database: 'postgres', ssl: false };
}

/** Attaches to the server that runs on this cluster; null when there is none that can be used. */
export async function attachToServer(cluster: string): Promise<RunningServer | null> {
  const socketDirectory = (await readFile(path.join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[4];
  if (!socketDirectory) return null;
  const connection = connectionTo(socketDirectory);
  const file = await leaseOf(connection);
  const lease = file === null ? null : await shareLease(file);
  if (lease === null) return null;
  // The guard may have seen the end of the pipe just before it was opened here: then the server is going.
  if ((await leaseOf(connection)) !== null) return { connection, lease };
  await lease.close();
  return null;
}

/** The lease's file of the server that answers; null when none answers. */
async function leaseOf(connection: Connection): Promise<string | null> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {}); // A server that goes is no answer either.
  try {
    await client.connect();
    const { rows } = await client.query<{ lease: string }>("select current_setting('roundsman.lease') as lease");
    return rows[0]?.lease ?? null;
  } catch {
    return null;
  } finally {
    await client.end().catch(() => {});
  }
}

/** A server on its way, with the lease that keeps it running. */
export interface StartedServer {
  /** The server, or the attempt to start it, is over. */
  hasEnded(): boolean;
  readonly lease: Lease;
}

/** Starts the server; it does not answer yet. When another one has the cluster, its guard ends soon. */
export async function startServer(place: ServerPlace): Promise<StartedServer> {
  const socketDirectory = await makeSocketDirectory(place.cluster, place.account);
  const { file, lease, reader } = await createLease(socketDirectory);
  const logFile = await open(place.logFile, 'a', 0o600);
  try {
    const command = [place.binaries.postgres, ...serverOptions(place.cluster, socketDirectory, file)];
    const child = spawn('/bin/sh', ['-c', guard, 'roundsman-postgres', file, ...command], {
      cwd: '/',
      env: postgresEnvironment(place.binaries),
      detached: true,
      stdio: [reader.fd, logFile.fd, logFile.fd],
      ...runningAs(place.account),
    });
    child.on('error', () => {}); // No such shell: the missing answer is reported.
    child.unref();
    const hasEnded = () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
    return { hasEnded, lease };
  } finally {
    await reader.close();
    await logFile.close();
  }
}

function serverOptions(cluster: string, socketDirectory: string, lease: string): string[] {
  const settings = {
    listen_addresses: '',
    port: String(port),
    unix_socket_directories: `"${socketDirectory.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    fsync: 'on',
    shared_buffers: '32MB',
    // ERROR is told to the client and may quote its data; the log keeps what concerns the server.
    log_min_messages: 'log',
    log_checkpoints: 'off',
    'roundsman.lease': lease,
  };
  return ['-D', cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

/** Beside the cluster; under the temporary directory where that path is too long for a socket. */
async function makeSocketDirectory(cluster: string, account: ServerAccount): Promise<string> {
  const beside = `${cluster}-run`;
  const longest = Buffer.byteLength(path.join(beside, `.s.PGSQL.${port}`));
  const hash = createHash('sha256').update(cluster).digest('hex').slice(0, 16);
  const directory = longest <= longestSocketPath ? beside : path.join(tmpdir(), `roundsman-${hash}`);
  const uid = account?.uid ?? process.getuid?.();
  await mkdir(directory, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  const found = await lstat(directory);
  if (!found.isDirectory() || (found.uid !== uid && found.uid !== process.getuid?.())) {
    throw new ConfigError(
      `${directory} belongs to somebody else; the private PostgreSQL server needs it for its socket.`,
    );
  }
  await chmod(directory, 0o700);
  if (account !== null) await chown(directory, account.uid, account.gid);
  return directory;
}
