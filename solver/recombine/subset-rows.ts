/**
 * Of all tours that visit at least two of three customers, at most one is chosen: otherwise one of the three would be visited
 * twice (Jepsen, Petersen, Spoorendonk & Pisinger 2008, Subset-row inequalities applied to the vehicle-routing problem with time
 * windows).
 */
import { BROKEN, type BrokenCut, type ShareOfTour, type TourCut, worstBroken } from './tour-cuts.ts';

const MOST_CUTS = 60;
/** Cuts of one round in which the same customer may be. */
const MOST_PER_CUSTOMER = 5;

/** Cuts that shares of tours break, those broken most. */
export function brokenSubsets(used: readonly ShareOfTour[], customers: number): TourCut[] {
  const found: BrokenCut<readonly [number, number, number]>[] = [];
  const together = new Float64Array(customers * customers);
  for (const { tour, share } of used) {
    for (const one of tour.customers) for (const other of tour.customers) together[one * customers + other] += share;
  }
  for (let a = 0; a < customers; a++) {
    for (let b = a + 1; b < customers; b++) {
      for (let c = b + 1; c < customers; c++) {
        const pairs = together[a * customers + b] + together[a * customers + c] + together[b * customers + c];
        if (pairs <= 1 + BROKEN) continue;
        // A tour with all three was counted three times.
        let all = 0;
        for (const { tour, share } of used) {
          if (tour.customers.includes(a) && tour.customers.includes(b) && tour.customers.includes(c)) all += share;
        }
        const by = pairs - 2 * all - 1;
        if (by > BROKEN) found.push({ cut: [a, b, c], by });
      }
    }
  }
  const uses = new Uint8Array(customers);
  const triples = worstBroken(found, MOST_CUTS, (triple) => {
    if (triple.some((customer) => uses[customer] === MOST_PER_CUSTOMER)) return false;
    for (const customer of triple) uses[customer]++;
    return true;
  });
  return triples.map(subsetCut);
}

function subsetCut([a, b, c]: readonly [number, number, number]): TourCut {
  return {
    kind: 'subset',
    lower: -1,
    at: [a, b, c],
    valueIn: ({ customers }) => {
      let visited = 0;
      for (const customer of customers) if (customer === a || customer === b || customer === c) visited++;
      return visited >= 2 ? -1 : 0;
    },
  };
}
