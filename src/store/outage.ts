/** Errors that say nothing of a query: the database cannot be reached now. */

/** Of Node while it connects or is connected, and SQLSTATE of a server that starts, stops or is full. */
const codes: ReadonlySet<unknown> = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['57P01', '57P02', '57P03', '53300', '08000', '08001', '08003', '08004', '08006'],
  // A statement that took longer than any may.
  '57014',
]);
/** Of pg, which gives them no code. */
const words =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as { code?: unknown; syscall?: unknown };
  // The socket of the private server goes with the server.
  return codes.has(code) || (code === 'ENOENT' && syscall === 'connect') || words.test(error.message);
}
