/** Server-sent events (HTML Standard, section 9.2) as the body of an answer. */
import { Readable } from 'node:stream';

export interface ServerEvent {
  /** What a client that comes back sends as `Last-Event-ID`. */
  readonly id: string;
  /** What `addEventListener` of an EventSource listens for. */
  readonly name: string;
  /** Sent as JSON, which has no line breaks. */
  readonly data: unknown;
}

/** How long a client waits before it comes back, where the stream was cut. */
const retryMillis = 3_000;
/** Proxies cut a connection on which nothing comes, many of them after a minute. */
const heartbeatMillis = 15_000;

/**
 * A client that reads slowly holds up `follow`, and so gets fewer events and never a backlog.
 * @param follow gives the events; its signal says that the client has gone
 */
export function eventStream(follow: (gone: AbortSignal) => AsyncIterable<ServerEvent>): Readable {
  const gone = new AbortController();
  let goOn = () => {};
  const stream = new Readable({
    read: () => goOn(),
    destroy: (error, done) => {
      clearInterval(beating);
      gone.abort();
      goOn();
      done(error);
    },
  });
  const beating = setInterval(() => {
    if (stream.readableLength === 0) stream.push(': still here\n\n');
  }, heartbeatMillis);
  const write = async () => {
    stream.push(`retry: ${retryMillis}\n`);
    for await (const { id, name, data } of follow(gone.signal)) {
      if (gone.signal.aborted) return;
      const isTaken = stream.push(`id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
      if (!isTaken) {
        await new Promise<void>((resolve) => {
          goOn = resolve;
        });
      }
    }
    // The end of a stream that was cut would pass for a regular one, and the connection would stay open for ever.
    if (!gone.signal.aborted) stream.push(null);
  };
  write().catch((error: unknown) => stream.destroy(error as Error));
  return stream;
}
