/** What a routing engine answers: a rectangle of a travel matrix. */
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
export const noWay = { seconds: 1_000_000, metres: 10_000_000 } as const;

/** The largest answer that is read, bytes: many times that of the largest rectangle. */
const mostBytes = 16 * 1_048_576;

/** Whole, and no longer than what stands for "there is no way". @param measure null: there is none */
export function whole(measure: number | null, longest: number): number {
  return measure === null ? longest : Math.min(Math.round(measure), longest);
}

/** The engine did not answer, or not with a table. The message names no address inside. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
}

/** @throws EngineError */
export async function askJson(name: string, url: string, init: RequestInit): Promise<unknown> {
  // Redirections are not followed: an address that was given must not lead to one that was not.
  const response = await fetch(url, { ...init, redirect: 'manual' }).catch((error: unknown) => {
    throw new EngineError(`${name} cannot be reached (${reasonOf(error)})`);
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new EngineError(`${name} answered with status ${response.status}`);
  }
  const text = await readText(response).catch((error: unknown) => {
    throw new EngineError(`${name} did not answer to the end (${reasonOf(error)})`);
  });
  if (text === null) throw new EngineError(`${name} answered with more than a table can be`);
  try {
    return JSON.parse(text);
  } catch {
    throw new EngineError(`${name} answered with something that is not JSON`);
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
  // A plan that is stopped says so with a word, not with an error.
  if (!(error instanceof Error)) return 'it was not waited for';
  const cause = (error as { cause?: { code?: unknown } }).cause?.code ?? error.name;
  return cause === 'TimeoutError' ? 'no answer in time' : String(cause);
}
