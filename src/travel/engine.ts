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

/** The engine did not answer, or not with a table. The message names no address inside. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
}

/** @throws EngineError */
export async function askJson(name: string, url: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(url, init).catch((error: unknown) => {
    throw new EngineError(`${name} cannot be reached (${reasonOf(error)})`);
  });
  if (!response.ok) throw new EngineError(`${name} answered with status ${response.status}`);
  return response.json().catch(() => {
    throw new EngineError(`${name} answered with something that is not JSON`);
  });
}

function reasonOf(error: unknown): string {
  const cause = (error as { cause?: { code?: unknown } }).cause?.code ?? (error as Error).name;
  return cause === 'TimeoutError' ? 'no answer in time' : String(cause);
}
