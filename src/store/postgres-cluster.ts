/** The database files of the private PostgreSQL server ("cluster" in PostgreSQL's words). */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, open, readdir, readFile, readlink, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { ConfigError } from '../config.ts';
import { runningAs, type ServerAccount } from './postgres-account.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';

const run = promisify(execFile);

/** The superuser of the cluster. Whoever can enter the socket's directory is let in; there is no password. */
export const clusterUser = 'roundsman';

/** The only environment of the server's programs: no PG… variable of the operator reaches them. */
export function postgresEnvironment(binaries: PostgresBinaries): Record<string, string> {
  const environment: Record<string, string> = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
  if (binaries.libraryPath !== null) environment.LD_LIBRARY_PATH = binaries.libraryPath;
  return environment;
}

/**
 * Makes the cluster if there is none. It is made under another name and then renamed, so that a process killed in between
 * leaves no half of it; when several processes do it at once the first wins and the others take its files.
 * @throws when initdb fails, with what it said
 */
export async function ensureCluster(
  cluster: string,
  binaries: PostgresBinaries,
  account: ServerAccount,
): Promise<void> {
  if (existsSync(path.join(cluster, 'PG_VERSION'))) return;
  const fresh = `${cluster}.new-${randomUUID()}`;
  try {
    await mkdir(fresh, { mode: 0o700 });
    if (account !== null) await chown(fresh, account.uid, account.gid);
    const options = ['--auth=trust', '--encoding=UTF8', '--locale=C', `--username=${clusterUser}`, '--no-instructions'];
    await run(binaries.initdb, [`--pgdata=${fresh}`, ...options], {
      cwd: '/',
      env: postgresEnvironment(binaries),
      ...runningAs(account),
    });
    await rename(fresh, cluster);
    await syncDirectory(path.dirname(cluster));
  } catch (error) {
    if (!existsSync(path.join(cluster, 'PG_VERSION'))) {
      throw new ConfigError(`The private PostgreSQL could not be set up in ${cluster}: ${saidBy(error)}`, {
        cause: error,
      });
    }
  } finally {
    await rm(fresh, { recursive: true, force: true });
    await removeLeftovers(cluster);
  }
}

/** After a power cut the new name must be there. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Once there is a cluster, every other one in the making is in vain. */
async function removeLeftovers(cluster: string): Promise<void> {
  if (!existsSync(cluster)) return;
  const parent = path.dirname(cluster);
  for (const name of await readdir(parent)) {
    if (!name.startsWith(`${path.basename(cluster)}.new-`)) continue;
    // An initdb of another process may still be writing into it; what it leaves, the next start removes.
    await rm(path.join(parent, name), { recursive: true, force: true }).catch(() => {});
  }
}

function saidBy(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message?: string };
  return (stderr || message || String(error)).trim();
}

/**
 * Whether a server runs on the cluster, be it starting or stopping.
 *
 * A server that was killed leaves `postmaster.pid`. PostgreSQL ignores it, unless its number has meanwhile gone to another
 * process of the same account, as happens in containers: then it would refuse to start for good, so the file is removed.
 */
export async function hasServer(cluster: string): Promise<boolean> {
  const file = path.join(cluster, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return false;
  let directory: string;
  try {
    directory = await readlink(`/proc/${Number.parseInt(text, 10)}/cwd`);
  } catch {
    return false; // No such process, or one of another account: PostgreSQL ignores the file.
  }
  // A server works in the directory of its cluster.
  if (directory === cluster) return true;
  await removeStalePid(file, text);
  return false;
}

/** Another process may have started the server since the file was read; then it is put back. */
async function removeStalePid(file: string, text: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch {
    return;
  }
  if ((await readFile(aside, 'utf8')) === text) await rm(aside);
  else await rename(aside, file);
}
