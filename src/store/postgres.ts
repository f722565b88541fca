/** The database of the service: the server it is given, or a private one. */
import type { Connection } from './connection.ts';
import type { Log } from './log.ts';
import { startPrivatePostgres } from './private-postgres.ts';

export interface Postgres {
  /** How to connect, for every pool of this process. */
  readonly connection: Connection;
  /** Lets go of the server. A private server stops when no process uses it any more. */
  stop(): Promise<void>;
}

/**
 * @param options.databaseUrl null: a private server with its files in `dataDir`
 * @throws when the private server cannot be started; the message says what to do
 */
export async function openPostgres(options: {
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly log: Log;
}): Promise<Postgres> {
  if (options.databaseUrl === null) return startPrivatePostgres({ dataDir: options.dataDir, log: options.log });
  return { connection: { connectionString: options.databaseUrl }, stop: async () => {} };
}
