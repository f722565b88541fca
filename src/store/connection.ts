/** How to reach a PostgreSQL server, for every pool of the process: a URL, or the socket of the private server. */
import type { ClientBase } from 'pg';

export type Connection =
  | { readonly connectionString: string }
  | {
      /** Directory of the socket. */
      readonly host: string;
      /** Only part of the socket's name. */
      readonly port: number;
      readonly user: string;
      readonly database: string;
      readonly ssl: false;
    };

/** Far longer than any statement of ours takes; the server breaks off one that hangs, at a lock say, and its connection is free again. */
const statementLimit = '2min';

/**
 * What a pool is opened with, so that no statement holds a connection for ever and times can be read. A limit of the operator's own, for
 * the role or the database, stays. It is set by a statement and not while connecting, where a pooler in between may refuse it.
 */
export function withSessionSettings(connection: Connection) {
  return {
    ...connection,
    /** Of connections whose other end went away without a word. */
    keepAlive: true,
    onConnect: async (client: ClientBase): Promise<void> => {
      await client.query(
        "select set_config('datestyle', 'ISO', false), " +
          "case current_setting('statement_timeout') when '0' then set_config('statement_timeout', $1, false) end",
        [statementLimit],
      );
    },
  };
}
