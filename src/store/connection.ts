/** How to reach a PostgreSQL server, for every pool of the process: a URL, or the socket of the private server. */
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
