/** Rounding as the contract means it (section 4: half up), safe against the last bit of a product such as 1.4 × 10. */

const hair = 1e-9;

/** Half up: 3.5 gives 4, −3.5 gives −3. */
export function roundHalfUp(value: number): number {
  return Math.floor(value + 0.5 + hair);
}

export function ceilSafely(value: number): number {
  return Math.ceil(value - hair);
}

export function floorSafely(value: number): number {
  return Math.floor(value + hair);
}
