/**
 * Answers that go on until somebody ends them: how many may be open, and for whom. Each of them holds a socket, and none
 * of them may outlive the key that it was opened with.
 */
import type { Readable } from 'node:stream';
import type { FastifyBaseLogger } from 'fastify';
import type { Caller } from '../access/index.ts';
import { Problem } from './errors.ts';

/** How often it is asked whether those who opened streams may still read them, milliseconds. */
const askMillis = 5_000;

export interface StreamLimits {
  /** Streams open at the same time in this process. */
  readonly total: number;
  /** Of them those of one API key, or of all callers together until the first key is made. */
  readonly perKey: number;
}

interface Holder {
  readonly streams: Set<Readable>;
  readonly mayRead: () => Promise<boolean>;
}

export class OpenStreams {
  readonly #limits: StreamLimits;
  readonly #log: Pick<FastifyBaseLogger, 'warn'>;
  /** By the id of the key. */
  readonly #holders = new Map<string, Holder>();
  #count = 0;
  /** Only while there are streams. */
  #asking: NodeJS.Timeout | null = null;

  constructor(limits: StreamLimits, log: Pick<FastifyBaseLogger, 'warn'>) {
    this.#limits = limits;
    this.#log = log;
  }

  /**
   * Opens a stream, unless there are as many as there may be. It is cut when its caller may read no longer, and counts
   * until it is closed.
   * @param mayRead whether callers with this key are let in now
   * @throws {Problem} 429: this key has as many as it may; 503: all keys together have
   */
  open({ keyId }: Caller, mayRead: () => Promise<boolean>, make: () => Readable): Readable {
    const id = keyId ?? '';
    const holder = this.#holders.get(id) ?? { streams: new Set<Readable>(), mayRead };
    const { total, perKey } = this.#limits;
    if (holder.streams.size >= perKey) throw new Problem(429, tooMany('An API key', perKey));
    if (this.#count >= total) throw new Problem(503, tooMany('All callers together', total));
    const stream = make();
    holder.streams.add(stream);
    this.#holders.set(id, holder);
    this.#count += 1;
    this.#asking ??= setInterval(() => void this.#ask(), askMillis);
    stream.once('close', () => this.#forget(id, holder, stream));
    return stream;
  }

  #forget(id: string, holder: Holder, stream: Readable): void {
    holder.streams.delete(stream);
    this.#count -= 1;
    if (holder.streams.size === 0) this.#holders.delete(id);
    if (this.#count > 0 || this.#asking === null) return;
    clearInterval(this.#asking);
    this.#asking = null;
  }

  async #ask(): Promise<void> {
    await Promise.all(
      [...this.#holders.values()].map(async ({ streams, mayRead }) => {
        try {
          if (await mayRead()) return;
          // Cut and not ended: the end of a stream would wait for a client that does not read.
          for (const stream of streams) stream.destroy();
        } catch (error) {
          // They stay: without a database nothing is told, and it may be back at the next time.
          this.#log.warn({ err: error }, 'It could not be asked whether streams may still be read.');
        }
      }),
    );
  }
}

function tooMany(who: string, count: number): string {
  const streams = count === 1 ? '1 stream of events, and it is' : `${count} streams of events, and they are`;
  return `${who} may have ${streams} open now. Close one, or poll the status of the plan.`;
}
