/** Tables read and written beside the thread that answers: a large one takes seconds. */
import { startThreads } from '../threads/index.ts';
import type { TableName } from './fields.ts';
import type { ReadOptions, Table } from './read-table.ts';
import type { ReadJob, WriteJob } from './table.worker.ts';
import type { TableFormat } from './write-table.ts';

export class TableThread {
  private readonly thread = startThreads(new URL('./table.worker.ts', import.meta.url), { most: 1, kept: 0 });

  /** As `readTable`. */
  readonly readTable = (name: TableName, bytes: Uint8Array, options: ReadOptions = {}): Promise<Table> =>
    this.thread.run({ name, bytes, options } satisfies ReadJob, { name: 'read' });

  /** As `writeTable`. */
  readonly writeTable = async (
    name: TableName,
    entries: readonly object[],
    format: TableFormat,
  ): Promise<string | Buffer> => {
    const job: WriteJob = { name, entries, format };
    const table: string | Uint8Array = await this.thread.run(job, { name: 'write' });
    return typeof table === 'string' ? table : Buffer.from(table.buffer, table.byteOffset, table.byteLength);
  };

  /** What is still read or written is given up. */
  close(): Promise<void> {
    return this.thread.destroy();
  }
}
