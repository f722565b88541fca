/** Work that callers wait for: a queue without an end would only keep them until they give up. */

/** As much is under way or waits for a thread as may: come again later. */
export class TooMuchWork extends Error {
  override readonly name = 'TooMuchWork';
}

/** @returns does work, and refuses it with `TooMuchWork` while `most` is under way */
export function atMost(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let underWay = 0;
  return async (work) => {
    if (underWay >= most) throw new TooMuchWork('Too many callers wait for such answers already. Try again later.');
    underWay += 1;
    try {
      return await work();
    } finally {
      underWay -= 1;
    }
  };
}
