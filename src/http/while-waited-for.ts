/** Long answers are worked out only as long as somebody waits for them. */
import type { FastifyReply } from 'fastify';
import { Problem } from './errors.ts';

/**
 * @param work gives up when its signal aborts: the caller has gone
 * @throws {Problem} 408 when he has; with the same Idempotency-Key he may ask again
 */
export async function whileWaitedFor<T>(
  { raw }: Pick<FastifyReply, 'raw'>,
  work: (gone: AbortSignal) => Promise<T>,
): Promise<T> {
  const gone = new AbortController();
  const leave = () => gone.abort('gone');
  // Of the answer: a request is closed as soon as it has been read.
  raw.once('close', leave);
  if (raw.destroyed) leave();
  try {
    return await work(gone.signal);
  } catch (error) {
    throw gone.signal.aborted ? new Problem(408, 'The caller did not wait for the answer.') : error;
  } finally {
    raw.off('close', leave);
  }
}
