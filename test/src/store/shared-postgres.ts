/**
 * Around a run of the tests: the place of one database server for all files. To make and stop one of its own takes a file longer than most
 * of its tests. The first file that asks starts it, and it stops when the last worker has ended.
 */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { temporaryDirectory } from './temporary-directory.ts';

const stopLimitMs = 15_000;

export default async function provide(): Promise<() => Promise<void>> {
  const directory = await temporaryDirectory();
  process.env.SHARED_POSTGRES = directory;
  return async () => {
    const since = Date.now();
    while (existsSync(path.join(directory, 'postgres/postmaster.pid')) && Date.now() - since < stopLimitMs)
      await sleep(20);
    await rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
}
