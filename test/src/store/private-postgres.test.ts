import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Postgres, startPrivatePostgres } from '../../../src/store/index.ts';
import { startProcess, type TestProcess } from './processes/processes.ts';
import { temporaryDirectory } from './temporary-directory.ts';
import { query, silent } from './temporary-postgres.ts';

let directory: string;
let used: Postgres[] = [];
let processes: TestProcess[] = [];

beforeAll(async () => {
  directory = await temporaryDirectory();
});

afterAll(() => rm(directory, { recursive: true, force: true }));

afterEach(async () => {
  for (const { child } of processes) child.kill('SIGKILL');
  for (const postgres of used) await postgres.stop();
  processes = [];
  used = [];
  await serverEnded(directory);
});

const start = async (dataDir = directory) => {
  const postgres = await startPrivatePostgres({ dataDir, log: silent });
  used.push(postgres);
  return postgres;
};

const hold = (dataDir = directory) => {
  const held = startProcess('hold-postgres.ts', dataDir);
  processes.push(held);
  return held;
};

const pidFile = (dataDir = directory) => path.join(dataDir, 'postgres/postmaster.pid');
const serverPid = async (dataDir = directory) => (await readFile(pidFile(dataDir), 'utf8')).split('\n')[0];
/** A data directory with a path too long for a socket. */
const deep = () => path.join(directory, 'a-long-name-for-a-directory'.repeat(4));
const socketDirectory = ({ connection }: Postgres) => (connection as { host: string }).host;

/** Without an end the test runs into its time limit. */
async function serverEnded(dataDir: string): Promise<void> {
  while (existsSync(pidFile(dataDir))) await sleep(20);
}

/** What a server leaves that could not remove its pid file, with the number of another process in it. */
async function leavePidFile(pid: number): Promise<void> {
  const server = await start();
  const text = await readFile(pidFile(), 'utf8');
  await server.stop();
  await writeFile(pidFile(), text.replace(/^\d+/, String(pid)));
}

describe('a private PostgreSQL server', () => {
  it('keeps its data from one start to the next, and is gone in between', async () => {
    const first = await start();
    await query(first.connection, 'create table kept as select 42 as answer');
    await first.stop();
    expect(existsSync(pidFile())).toBe(false);
    const second = await start();
    expect(await query(second.connection, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  it('writes to disk, listens on its socket only, and is closed to other accounts', async () => {
    const server = await start();
    const settings = await query<{ name: string; setting: string }>(
      server.connection,
      "select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'listen_addresses')",
    );
    expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
      fsync: 'on',
      full_page_writes: 'on',
      listen_addresses: '',
    });
    expect((await stat(socketDirectory(server))).mode & 0o777).toBe(0o700);
    expect((await stat(path.join(directory, 'postgres'))).mode & 0o777).toBe(0o700);
  });

  it('that is killed itself is started again, reached as before, and has lost nothing', async () => {
    const server = await start();
    await query(server.connection, 'create table kept_on as select 7 as answer');
    const before = await serverPid();
    process.kill(Number(before), 'SIGKILL');
    const answer = () => query(server.connection, 'select answer from kept_on').catch(() => null);
    while ((await serverPid().catch(() => before)) === before || (await answer()) === null) await sleep(50);
    expect(await answer()).toEqual([{ answer: 7 }]);
    await server.stop();
    expect(existsSync(pidFile())).toBe(false);
  });

  it('stops when its process is killed, and has lost nothing', async () => {
    const holder = hold();
    await holder.nextLine();
    await holder.kill('SIGKILL');
    await serverEnded(directory);
    const { connection } = await start();
    expect(await query(connection, 'select by from written')).toEqual([{ by: holder.child.pid }]);
  });

  it('is one for several processes that set it up at once, and outlives the one that started it', async () => {
    await mkdir(path.join(deep(), 'postgres.new-half'), { recursive: true }); // Left by a set-up that was killed.
    const holders = [hold(deep()), hold(deep())];
    const servers = await Promise.all(holders.map((holder) => holder.nextLine()));
    expect(new Set(servers).size).toBe(1);
    const server = await start(deep());
    for (const holder of holders) await holder.kill('SIGKILL');
    // The guard would need a moment to see the end of the lease; but this process shares it.
    await sleep(300);
    expect(await query(server.connection, 'select count(*)::int as rows from written')).toEqual([{ rows: 2 }]);
    expect(await serverPid(deep())).toBe(servers[0]);
    expect((await readdir(deep())).sort()).toEqual(['postgres', 'postgres.log']);
  });

  it('finds a place for its socket when its path would be too long', async () => {
    const server = await start(deep());
    expect(socketDirectory(server).startsWith(deep())).toBe(false);
    expect(await query(server.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
    await rm(socketDirectory(server), { recursive: true });
  });

  it('goes on for others when one of its users stops', async () => {
    const holder = hold();
    const pid = await holder.nextLine();
    const server = await start();
    await server.stop();
    expect(await serverPid()).toBe(pid);
  });

  it('starts after a crash whose process number has gone to another process', async () => {
    const { uid, gid } = await stat(path.join(directory, 'postgres'));
    const stranger = spawn('sleep', ['60'], { cwd: '/', uid, gid });
    try {
      await leavePidFile(stranger.pid!);
      const { connection } = await start();
      expect(await query(connection, 'select 1 as one')).toEqual([{ one: 1 }]);
    } finally {
      stranger.kill();
    }
  });

  it('starts after a crash whose process number is free', async () => {
    await leavePidFile(4_194_000);
    const { connection } = await start();
    expect(await query(connection, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('says why it does not start', async () => {
    const version = path.join(directory, 'postgres/PG_VERSION');
    await writeFile(version, '9\n');
    await expect(start()).rejects.toThrow(/does not start[\s\S]*incompatible/);
    await writeFile(version, '18\n');
  });

  it.runIf(process.getuid?.() === 0)('says so when its account cannot reach the data directory', async () => {
    const closed = path.join(directory, 'closed');
    await mkdir(closed);
    await chmod(closed, 0o700);
    await expect(start(path.join(closed, 'data'))).rejects.toThrow(/DATA_DIR .* cannot be reached by the account/);
  });
});
