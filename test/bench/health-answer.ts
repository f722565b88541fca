/** @returns milliseconds until the service at this address says "I am alive" */
export async function healthAnswer(address: string): Promise<number> {
  const asked = performance.now();
  await (await fetch(new URL('/health/live', address))).arrayBuffer();
  return performance.now() - asked;
}
