/** Batches judged beside the thread that answers: every row and all its faults take seconds where they are many. */
import { Piscina } from 'piscina';
import type { AppliedBatch, BatchJob } from './apply-followed.ts';

export class BatchThread {
  private readonly pool = new Piscina({
    filename: new URL('./batch.worker.ts', import.meta.url).href,
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 60_000,
  });

  /** As `applyFollowed`. */
  readonly apply = (job: BatchJob): Promise<AppliedBatch> => this.pool.run(job, { name: 'applyFollowed' });

  /** What is still judged is given up. */
  close(): Promise<void> {
    return this.pool.destroy();
  }
}
