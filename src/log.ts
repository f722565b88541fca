/** The log of the service: JSON lines, or readable ones on a terminal. */
import pino from 'pino';

export function createLog(level: string): pino.Logger {
  return pino({
    level,
    serializers: {
      // Other fields of an error, such as those of the database, can hold values of rows.
      err: ({ name, message, stack, code }: Error & { code?: unknown }) => ({ name, message, stack, code }),
    },
    ...(process.stdout.isTTY ? { transport: { target: 'pino-pretty' } } : {}),
  });
}
