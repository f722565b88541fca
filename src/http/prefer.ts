/** The header Prefer (RFC 7240), of which the service knows `wait`. */

/** The longest wait that is granted, seconds. */
const longestWait = 60;

/** Seconds the caller is willing to wait, 0 to 60; 0 when it does not say so, or not in a way that can be read. */
export function waitSeconds(prefer: string | string[] | undefined): number {
  const preferences = [prefer ?? []].flat().join(',').split(',');
  for (const preference of preferences) {
    const wait = /^\s*wait\s*=\s*"?(\d{1,9})"?\s*(?:;|$)/i.exec(preference);
    if (wait) return Math.min(Number(wait[1]), longestWait);
  }
  return 0;
}
