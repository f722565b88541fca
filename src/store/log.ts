import type { BaseLogger } from 'pino';

/** Where the store and the queue report; a pino logger, or the one of a Fastify app. */
export type Log = Pick<BaseLogger, 'debug' | 'info' | 'warn' | 'error'>;
