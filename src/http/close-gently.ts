/** How the service stops listening: calls under way are answered, but no client can keep it from ending. */
import type { FastifyInstance } from 'fastify';

/** How often connections are closed that have been answered and would wait for the next call. */
const sweepMillis = 100;

/** Takes no more calls and waits for those under way; whatever is still open after `graceMillis` is cut off. */
export async function closeGently(app: FastifyInstance, graceMillis: number): Promise<void> {
  const sweeping = setInterval(() => app.server.closeIdleConnections(), sweepMillis);
  const cutting = setTimeout(() => app.server.closeAllConnections(), graceMillis);
  try {
    await app.close();
  } finally {
    clearInterval(sweeping);
    clearTimeout(cutting);
  }
}
