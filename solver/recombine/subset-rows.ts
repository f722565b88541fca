/**
 * Of all tours that visit two of any three customers at least, one is chosen at most: otherwise one of the three were visited
 * twice (Jepsen, Petersen, Spoorendonk & Pisinger 2008, Subset-row inequalities applied to the vehicle-routing problem with time
 * windows).
 */
import { type ShareOfTour, type TourCut, worstBroken } from './tour-cuts.ts';

const MOST_CUTS = 60;
/** Cuts of one round in which the same customer may be. */
const MOST_PER_CUSTOMER = 5;

/** Cuts that shares of tours break, those broken most. */
export function brokenSubsets(used: readonly ShareOfTour[], customers: number): TourCut[] {
  const found: { readonly cut: readonly [number, number, number]; readonly by: number }[] = [];
  const together = new Float64Array(customers * customers);
  for (const { tour, share } of used) {
    for (const one of tour.customers) for (const other of tour.customers) together[one * customers + other] += share;
  }
  for (let a = 0; a < customers; a++) {
    for (let b = a + 1; b < customers; b++) {
      for (let c = b + 1; c < customers; c++) {
        const pairs = together[a * customers + b] + together[a * customers + c] + together[b * customers + c];
        if (pairs <= 1) continue;
        // A tour with all three was counted three times.
        let all = 0;
        for (const { tour, share } of used) {
          if (tour.customers.includes(a) && tour.customers.includes(b) && tour.customers.includes(c)) all += share;
        }
        found.push({ cut: [a, b, c], by: pairs - 2 * all - 1 });
      }
    }
  }
  const uses = new Uint8Array(customers);
  const triples = worstBroken(found, MOST_CUTS, (triple) => {
    if (triple.some((customer) => uses[customer] === MOST_PER_CUSTOMER)) return false;
    for (const customer of triple) uses[customer]++;
    return true;
  });
  return triples.map((triple) => subsetCut(triple));
}

function subsetCut(triple: readonly number[]): TourCut {
  return {
    kind: 'subset',
    lower: -1,
    valueIn: ({ customers }) => {
      let visited = 0;
      for (const customer of customers) if (triple.includes(customer)) visited++;
      return visited >= 2 ? -1 : 0;
    },
  };
}
