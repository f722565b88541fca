/**
 * The class of every customer (contract, section 3): given classes are kept; the others follow from the share of the total
 * revenue, or of a score, that lies before a customer when all are sorted, largest first.
 */
import type { Customer, Policy } from './request.ts';

export interface Classified {
  readonly class: string;
  /** The class was derived, not given. */
  readonly derived: boolean;
}

export interface ClassShare {
  readonly class: string;
  readonly below: number;
}

/** Contract, section 3: under 30 % A1, under 60 % A2, under 75 % B1, under 90 % B2, else C. */
export const defaultShares: readonly ClassShare[] = [
  { class: 'A1', below: 0.3 },
  { class: 'A2', below: 0.6 },
  { class: 'B1', below: 0.75 },
  { class: 'B2', below: 0.9 },
  { class: 'C', below: 1 },
];

type Measure = 'annualRevenue' | 'credit' | 'potential';

/** One class per customer, in the order of the customers. Without any revenue everybody falls into the last class. */
export function classify(
  customers: readonly Customer[],
  classification: Policy['classification'] | undefined,
): Classified[] {
  const shares = classification?.shares ?? defaultShares;
  const values = measuredValues(customers, classification);
  let total = 0;
  for (const value of values) total += value;
  const order = customers.map((_, index) => index).sort((a, b) => values[b] - values[a] || a - b);
  const classes = new Array<Classified>(customers.length);
  let before = 0;
  for (const index of order) {
    const given = customers[index].class;
    const shareBefore = total > 0 ? before / total : 1;
    classes[index] =
      given === undefined
        ? { class: classOfShare(shareBefore, shares), derived: true }
        : { class: given, derived: false };
    before += values[index];
  }
  return classes;
}

/** The first class whose `below` is above the share; the last class is for the rest. */
function classOfShare(shareBefore: number, shares: readonly ClassShare[]): string {
  // Sums of money carry a last-bit error; a share of exactly 30 % is not under 30 %.
  const found = shares.find((share) => shareBefore < share.below - 1e-12);
  return (found ?? shares[shares.length - 1]).class;
}

/** What customers are sorted by: revenue, or a weighted score of their shares in revenue, credit and potential. */
function measuredValues(
  customers: readonly Customer[],
  classification: Policy['classification'] | undefined,
): readonly number[] {
  if (classification?.by !== 'score') return customers.map((customer) => customer.annualRevenue ?? 0);
  const score = new Array<number>(customers.length).fill(0);
  const weights = weightsOf(classification);
  for (const measure of measuresOf(classification)) addShares(score, customers, measure, weights[measure]);
  return score;
}

/** What classes are derived from: fields of a customer. */
export function measuresOf(classification: Policy['classification'] | undefined): readonly Measure[] {
  if (classification?.by !== 'score') return ['annualRevenue'];
  const weights = weightsOf(classification);
  return (['annualRevenue', 'credit', 'potential'] as const).filter((measure) => weights[measure] > 0);
}

function weightsOf({ weights }: NonNullable<Policy['classification']>): Readonly<Record<Measure, number>> {
  const { revenue = 0, credit = 0, potential = 0 } = weights ?? { revenue: 1, credit: 1, potential: 1 };
  return { annualRevenue: revenue, credit, potential };
}

function addShares(score: number[], customers: readonly Customer[], measure: Measure, weight: number): void {
  let total = 0;
  for (const customer of customers) total += customer[measure] ?? 0;
  if (total <= 0) return;
  customers.forEach((customer, index) => {
    score[index] += (weight * (customer[measure] ?? 0)) / total;
  });
}
