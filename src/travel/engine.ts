/** What a routing engine answers: a rectangle of a travel matrix. */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Place } from '#solver';

export interface Rectangle {
  /** Row-major: from each source to each target. Whole seconds and metres. */
  readonly seconds: readonly (readonly number[])[];
  readonly metres: readonly (readonly number[])[];
}

export interface RoutingEngine {
  readonly name: string;
  /** Most places on one side of a rectangle that the engine answers by default. */
  readonly mostPlaces: number;
  table(sources: readonly Place[], targets: readonly Place[], signal: AbortSignal): Promise<Rectangle>;
}

/** Stands for "there is no way": so long that no day can hold it. */
const noWay = { seconds: 1_000_000, metres: 10_000_000 } as const;

/** The largest answer that is read, bytes: many times that of the largest rectangle. */
const mostBytes = 16 * 1_048_576;

/** How long a question may take, with all that the engine asks to wait. */
export const answerWithinMs = 30_000;
/** Before a question is put again where the engine does not say how long, and at least. */
const waitMs = 1_000;
const leastWaitMs = 100;

/** Of what an engine says of its failure only so much is passed on, characters. */
const mostWords = 200;

interface EngineFault {
  /** Of the issue. Default: TRAVEL_ENGINE_FAILED. */
  readonly code?: string;
  /** Default: that of the address. */
  readonly path?: string;
  readonly action?: string;
  /** Of HTTP. Default 503: try again later; 422: it would be the same. */
  readonly statusCode?: 422 | 503;
  /** The place it is about, among those of the question, sources first. */
  readonly place?: number;
}

/** The engine did not answer, or not with a table. The message names no address inside. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly fault: EngineFault;

  constructor(message: string, fault: EngineFault = {}) {
    super(message);
    this.fault = fault;
  }
}

/**
 * Whole numbers, and none longer than what stands for "there is no way".
 * @param seconds null: there is no way
 * @throws EngineError
 */
export function rectangleOf(
  name: string,
  seconds: readonly (readonly (number | null)[])[],
  metres: readonly (readonly (number | null)[])[],
): Rectangle {
  // Else the kilometres and the costs of the plan would be those of no way.
  if (seconds.some((row, i) => row.some((time, j) => time !== null && metres[i]?.[j] === null)))
    throw new EngineError(`${name} answered with times and without their distances, which is not a table`);
  const whole = (table: readonly (readonly (number | null)[])[], longest: number) =>
    table.map((row) => row.map((value) => (value === null ? longest : Math.min(Math.round(value), longest))));
  return { seconds: whole(seconds, noWay.seconds), metres: whole(metres, noWay.metres) };
}

/**
 * @param placeIn the place that the engine's words are about, as in `EngineFault`
 * @throws EngineError
 */
export async function askJson(
  name: string,
  url: string,
  init: RequestInit & { readonly signal: AbortSignal },
  placeIn: (words: string) => number | undefined = () => undefined,
): Promise<unknown> {
  const response = await answerOf(name, url, init);
  const text = await readText(response).catch((error: unknown) => {
    throw notAnswered(name, init.signal, `did not answer to the end (${reasonOf(error)})`);
  });
  if (!response.ok) throw refused(name, response, wordsIn(text ?? ''), placeIn);
  if (text === null) throw new EngineError(`${name} answered with more than a table can be`);
  try {
    return JSON.parse(text);
  } catch {
    throw new EngineError(`${name} answered with something that is not JSON`);
  }
}

function refused(
  name: string,
  { status }: Response,
  words: string,
  placeIn: (words: string) => number | undefined,
): EngineError {
  const message = `${name} answered with status ${status}${words === '' ? '' : ` and says: ${words}`}`;
  // What is wrong with the question stays wrong.
  if (status < 400 || status >= 500 || status === 408 || status === 429) return new EngineError(message);
  const place = placeIn(words);
  const action = 'Check the address, the profile and the coordinates';
  return new EngineError(message, { statusCode: 422, action, ...(place === undefined ? {} : { place }) });
}

/** An engine that has too much to do is asked again, as long as the question may take. */
async function answerOf(name: string, url: string, init: RequestInit & { signal: AbortSignal }): Promise<Response> {
  for (;;) {
    // Redirections are not followed: an address that was given must not lead to one that was not.
    const response = await fetch(url, { ...init, redirect: 'manual' }).catch((error: unknown) => {
      throw notAnswered(name, init.signal, `cannot be reached (${reasonOf(error)})`);
    });
    const wait = waitOf(response);
    if (wait === null || wait > answerWithinMs) return response;
    await response.body?.cancel();
    await sleep(wait, undefined, { signal: init.signal }).catch(() => {
      throw notAnswered(name, init.signal, `answered with status ${response.status} as long as it was asked`);
    });
  }
}

/** Milliseconds; null: it is not to be asked again. A 503 that names no time is an engine that is down. */
function waitOf({ status, headers }: Response): number | null {
  const after = headers.get('retry-after');
  if (status !== 429 && (status !== 503 || after === null)) return null;
  const wait = after === null ? waitMs : /^\d+$/.test(after) ? Number(after) * 1000 : Date.parse(after) - Date.now();
  return Number.isNaN(wait) ? waitMs : Math.max(wait, leastWaitMs);
}

/** An engine that nobody waits for any longer has not failed. */
function notAnswered(name: string, { aborted, reason }: AbortSignal, problem: string): EngineError {
  if (!aborted || (reason instanceof DOMException && reason.name === 'TimeoutError'))
    return new EngineError(`${name} ${problem}`);
  const action = 'Try again, and let the engine answer';
  return new EngineError(`${name} was not waited for, because the work was stopped before it had answered`, { action });
}

/** As OSRM (`code`, `message`) and Valhalla (`error`) put it; of anything else nothing is passed on. */
const failureSchema = z.object({
  code: z.string().optional(),
  message: z.string().optional(),
  error: z.string().optional(),
});

function wordsIn(text: string): string {
  try {
    const { code, message, error } = failureSchema.parse(JSON.parse(text));
    const words = [code, message, error].filter((each) => each !== undefined).join(': ');
    return words.replace(/[\p{C}\s]+/gu, ' ').slice(0, mostWords);
  } catch {
    return '';
  }
}

/** Null: it is too long. */
async function readText(response: Response): Promise<string | null> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body ?? []) {
    bytes += piece.byteLength;
    if (bytes > mostBytes) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer';
  const cause = (error as { cause?: { code?: unknown } }).cause?.code ?? error.name;
  return cause === 'TimeoutError' ? 'no answer in time' : String(cause);
}
