/** Which of the visits owed the planned ones are. */
import type { InterpretedCustomer } from '../input/interpretation.ts';

/** Days between a visit and the appointment or pin that it is not: farther away than any other. */
const NOT_AGREED = 1e6;

/**
 * Matches planned days to owed visits, both in the order of time, so that due dates and days lie as close as possible and an
 * appointment or pin that is kept is the visit that stands for it.
 * @param days ascending, at most as many as visits are owed
 * @returns per planned day the position in `requirement.visits`
 */
export function matchVisits(customer: InterpretedCustomer, days: readonly number[]): number[] {
  const { visits } = customer.requirement;
  if (visits.length < days.length) throw new Error(`customer ${customer.id} has more visits than are owed`);
  const agreed = agreedVisits(customer);
  const dated = new Set(agreed);
  const away = (visit: number, k: number) => {
    const isOther = agreed[visit] === null ? dated.has(days[k]) : agreed[visit] !== days[k];
    return Math.abs(visits[visit].dueDay - days[k]) + (isOther ? NOT_AGREED : 0);
  };
  return matchInOrder(visits.length, days.length, away);
}

/** Per visit owed the day of the appointment or pin that it stands for, or null. */
export function agreedVisits(customer: InterpretedCustomer): (number | null)[] {
  const { requirement, appointments, pinnedDays } = customer;
  const { visits } = requirement;
  const agreed = new Array<number | null>(visits.length).fill(null);
  const dated = new Set([...appointments.map(({ day }) => day), ...pinnedDays]);
  const days = [...dated].sort((a, b) => a - b).slice(0, visits.length);
  const matched = matchInOrder(visits.length, days.length, (visit, k) => Math.abs(visits[visit].dueDay - days[k]));
  matched.forEach((visit, k) => {
    agreed[visit] = days[k];
  });
  return agreed;
}

/**
 * @param owed at least as many as there are days
 * @param away how far the k-th day is from a visit
 * @returns per day a visit, ascending, the least far away in all
 */
function matchInOrder(owed: number, days: number, away: (visit: number, k: number) => number): number[] {
  const spare = owed - days;
  // cost[s]: the first k days matched with s owed visits left out on the way.
  let cost = new Array<number>(spare + 1).fill(0);
  const leftOut: number[][] = [];
  for (let k = 0; k < days; k++) {
    const next = new Array<number>(spare + 1).fill(0);
    leftOut.push(new Array<number>(spare + 1).fill(0));
    // Of those before, the cheapest so far: a customer may be owed thousands of visits.
    let cheapest = 0;
    for (let skipped = 0; skipped <= spare; skipped++) {
      if (cost[skipped] < cost[cheapest]) cheapest = skipped;
      next[skipped] = cost[cheapest] + away(k + skipped, k);
      leftOut[k][skipped] = cheapest;
    }
    cost = next;
  }
  let skipped = cost.indexOf(Math.min(...cost));
  const visits = new Array<number>(days);
  for (let k = days - 1; k >= 0; k--) {
    visits[k] = k + skipped;
    skipped = leftOut[k][skipped];
  }
  return visits;
}
