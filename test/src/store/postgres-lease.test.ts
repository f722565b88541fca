import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { createLease, shareLease } from '../../../src/store/postgres-lease.ts';

it('a lease that nobody refers to any more is held, also when memory is collected', async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'roundsman-lease-'));
  const { file, reader } = await createLease(directory);
  await shareLease(file);
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let times = 0; times < 5; times++) {
    collect();
    await sleep(20);
  }
  const shared = await shareLease(file);
  expect(shared).not.toBeNull();
  await shared?.close();
  await reader.close();
  await rm(directory, { recursive: true });
});
