/** The door of the room: threads beside the one that answers. */
import { Piscina } from 'piscina';

/** A thread that has nothing to do ends after this, unless it is one of those kept. */
const idleMillis = 60_000;

/**
 * Threads that run the functions of a worker's file.
 * @param most that run at the same time @param kept of them that stay ready while there is nothing to do
 */
export function startThreads(worker: URL, { most, kept }: { readonly most: number; readonly kept: number }): Piscina {
  return new Piscina({ filename: worker.href, minThreads: kept, maxThreads: most, idleTimeout: idleMillis });
}
