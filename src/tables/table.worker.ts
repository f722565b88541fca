/** What runs in a worker thread: tables read and written for the service. */
import type { TableName } from './fields.ts';
import { type ReadOptions, readTable, type Table } from './read-table.ts';
import { type TableFormat, writeTable } from './write-table.ts';

export interface ReadJob {
  readonly name: TableName;
  readonly bytes: Uint8Array;
  readonly options: ReadOptions;
}

export function read({ name, bytes, options }: ReadJob): Promise<Table> {
  return readTable(name, bytes, options);
}

export interface WriteJob {
  readonly name: TableName;
  readonly entries: readonly object[];
  readonly format: TableFormat;
}

export function write({ name, entries, format }: WriteJob): Promise<string | Uint8Array> {
  return writeTable(name, entries, format);
}
