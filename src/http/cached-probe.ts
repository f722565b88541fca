/** A probe that is asked often and answered seldom. */

/**
 * One call at a time, and its answer kept for a while; a rejection counts as false.
 *
 * @param now milliseconds of a clock that never goes back.
 */
export function cachedProbe(
  probe: () => Promise<boolean>,
  keepMilliseconds: number,
  now: () => number = () => performance.now(),
): () => Promise<boolean> {
  let answer: Promise<boolean> | null = null;
  let answeredAt = Number.POSITIVE_INFINITY;
  return () => {
    if (answer === null || now() - answeredAt >= keepMilliseconds) {
      answeredAt = Number.POSITIVE_INFINITY;
      answer = settled(probe).finally(() => {
        answeredAt = now();
      });
    }
    return answer;
  };
}

/** False instead of a rejection. */
export async function settled(probe: () => Promise<boolean>): Promise<boolean> {
  try {
    return await probe();
  } catch {
    return false;
  }
}

/** False where there is no answer in time. */
export async function inTime(answer: Promise<boolean>, limitMilliseconds: number): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), limitMilliseconds);
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
