/** Which of the visits owed the planned ones are. */
import type { InterpretedCustomer } from '../input/interpretation.ts';

/**
 * Matches planned days to owed visits, both in the order of time, so that due dates and days lie as close as possible.
 * @param days ascending, at most as many as visits are owed
 * @returns per planned day the position in `requirement.visits`
 */
export function matchVisits(customer: InterpretedCustomer, days: readonly number[]): number[] {
  const { visits } = customer.requirement;
  const spare = visits.length - days.length;
  if (spare < 0) throw new Error(`customer ${customer.id} has more visits than are owed`);
  // cost[k][s]: the first k days matched with s owed visits left out on the way.
  let cost = new Array<number>(spare + 1).fill(0);
  const leftOut: number[][] = [];
  days.forEach((day, k) => {
    const next = new Array<number>(spare + 1).fill(Number.POSITIVE_INFINITY);
    leftOut.push(new Array<number>(spare + 1).fill(0));
    for (let skipped = 0; skipped <= spare; skipped++) {
      for (let before = 0; before <= skipped; before++) {
        const found = cost[before] + Math.abs(visits[k + skipped].dueDay - day);
        if (found < next[skipped]) {
          next[skipped] = found;
          leftOut[k][skipped] = before;
        }
      }
    }
    cost = next;
  });
  let skipped = cost.indexOf(Math.min(...cost));
  const ordinals = new Array<number>(days.length);
  for (let k = days.length - 1; k >= 0; k--) {
    ordinals[k] = k + skipped;
    skipped = leftOut[k][skipped];
  }
  return ordinals;
}
