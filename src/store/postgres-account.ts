/** Under which account of the machine the private PostgreSQL server runs. */
import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { ConfigError } from '../config.ts';

const run = promisify(execFile);

/** Null: the account of this process. */
export type ServerAccount = { readonly name: string; readonly uid: number; readonly gid: number } | null;

/** The options of a child process that runs under the account. */
export function runningAs(account: ServerAccount): { uid?: number; gid?: number } {
  return account === null ? {} : { uid: account.uid, gid: account.gid };
}

/**
 * PostgreSQL refuses to run as root. A process of root therefore starts it as the owner of the cluster, else as
 * `postgres`, else as `nobody`.
 * @param cluster the directory of the database files, which may not exist yet
 * @throws when the cluster belongs to somebody else
 */
export async function chooseAccount(cluster: string): Promise<ServerAccount> {
  const uid = process.getuid?.() ?? 0;
  const owner = await stat(cluster).catch(() => null);
  if (uid !== 0) {
    if (owner !== null && owner.uid !== uid) {
      throw new ConfigError(
        `${cluster} belongs to another account (uid ${owner.uid}): run as that account or as root.`,
      );
    }
    return null;
  }
  if (owner !== null && owner.uid !== 0) return { name: `uid ${owner.uid}`, uid: owner.uid, gid: owner.gid };
  const accounts = readAccounts(await readFile('/etc/passwd', 'utf8').catch(() => ''));
  return accounts.get('postgres') ?? accounts.get('nobody') ?? { name: 'nobody', uid: 65_534, gid: 65_534 };
}

function readAccounts(passwd: string): Map<string, NonNullable<ServerAccount>> {
  const accounts = new Map<string, NonNullable<ServerAccount>>();
  for (const line of passwd.split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (name && uid && gid) accounts.set(name, { name, uid: Number(uid), gid: Number(gid) });
  }
  return accounts;
}

/**
 * Makes sure that the account can pass through all parents of the two paths; root does not see that they are closed.
 * @throws naming the path, the account and what to do
 */
export async function assertReachable(
  account: ServerAccount,
  dataDirectory: string,
  postgresBinary: string,
): Promise<void> {
  if (account === null) return;
  for (const [what, directory] of [
    ['DATA_DIR', dataDirectory],
    ['The PostgreSQL program', path.dirname(postgresBinary)],
  ] as const) {
    try {
      await run('/bin/sh', ['-c', 'cd "$1"', 'sh', directory], { cwd: '/', ...runningAs(account) });
    } catch (cause) {
      throw new ConfigError(
        `${what} (${directory}) cannot be reached by the account ${account.name} (uid ${account.uid}), as which the ` +
          'private PostgreSQL server runs because this process is root. Let others pass through its parent directories ' +
          '(chmod o+x), choose another place, run the service as a normal user, or set DATABASE_URL.',
        { cause },
      );
    }
  }
}
