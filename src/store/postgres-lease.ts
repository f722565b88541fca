/**
 * A lease keeps the private PostgreSQL server running: a named pipe that every process using the server holds open for
 * writing, and that the server's guard reads. The kernel closes it for a process that ends, however it ends, so the guard
 * sees the end of the pipe as soon as the last user is gone.
 */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** As long as it is not closed, the server runs. */
export interface Lease {
  close(): Promise<void>;
}

/** A file handle that nobody refers to any more is collected, which ends the process: each is kept until its lease is closed. */
const held = new Set<FileHandle>();

function hold(handle: FileHandle): Lease {
  held.add(handle);
  return {
    close: async () => {
      held.delete(handle);
      await handle.close();
    },
  };
}

/** A new lease for a server about to be started; `reader` is for its guard. */
export async function createLease(directory: string): Promise<{ file: string; lease: Lease; reader: FileHandle }> {
  const file = path.join(directory, `lease-${randomUUID()}`);
  await run('mkfifo', ['-m', '600', file]);
  // Opening one end of a pipe waits for the other, except for a reader that does not block. The guard needs a reader that
  // does block, and gets it once the writer is there.
  const opener = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
  const lease = await open(file, constants.O_WRONLY);
  const reader = await open(file, constants.O_RDONLY);
  await opener.close();
  return { file, lease: hold(lease), reader };
}

/** Shares the lease of a running server; null when its guard no longer listens. */
export async function shareLease(file: string): Promise<Lease | null> {
  try {
    return hold(await open(file, constants.O_WRONLY | constants.O_NONBLOCK));
  } catch {
    return null;
  }
}
