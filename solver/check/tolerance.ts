/** How far a plan may be off before it is wrong: it rounds, the judge does not. */
export const tolerance = {
  seconds: 1,
  metres: 1,
  /** Minutes and kilometres of a leg or a wait may be given with one decimal, as in the example of the contract. */
  minutes: 0.05,
  km: 0.05,
  money: 0.02,
  /** Of sums over many legs: minutes, kilometres, money. */
  total: 0.1,
  /** Of shares, which may be given with two decimals. */
  ratio: 0.006,
  percent: 0.02,
  degrees: 1e-9,
} as const;

export function differs(found: number, expected: number, most: number): boolean {
  // Not `>`: a NaN differs from everything. The last term forgives binary fractions.
  return !(Math.abs(found - expected) <= most + 1e-9 * Math.max(1, Math.abs(expected)));
}
