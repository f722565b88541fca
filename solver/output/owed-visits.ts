/** Which of the visits owed the planned ones are. */
import type { InterpretedCustomer } from '../input/interpretation.ts';

/** Days between a visit and the appointment or pin that it is not: farther away than any others together. */
const NOT_AGREED = 1e10;
/** The same where it was another visit in the previous plan. */
const NOT_KEPT = 1e6;

/**
 * Matches planned days to owed visits, both in the order of time, so that due dates and days lie as close as possible, an
 * appointment or pin that is kept is the visit that stands for it, and what keeps its day in a replan stays the visit that it was.
 * @param days ascending, at most as many as visits are owed
 * @returns per planned day the position in `requirement.visits`
 */
export function matchVisits(customer: InterpretedCustomer, days: readonly number[]): number[] {
  const { visits } = customer.requirement;
  if (visits.length < days.length) throw new Error(`customer ${customer.id} has more visits than are owed`);
  const isOtherAgreed = otherThan(agreedVisits(customer));
  const isOtherKept = otherThan(keptVisits(customer, days));
  const away = (visit: number, k: number) =>
    Math.abs(visits[visit].dueDay - days[k]) +
    (isOtherAgreed(visit, days[k]) ? NOT_AGREED : 0) +
    (isOtherKept(visit, days[k]) ? NOT_KEPT : 0);
  return matchInOrder(visits.length, days.length, away);
}

/** Whether a visit that has a day of its own would be on another one, or another visit on a day that has one. */
function otherThan(fixed: readonly (number | null)[]): (visit: number, day: number) => boolean {
  const dated = new Set(fixed);
  return (visit, day) => (fixed[visit] === null ? dated.has(day) : fixed[visit] !== day);
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

/** Per visit owed the day that it keeps of those of the previous plan, as that had matched its visits, or null. */
function keptVisits(
  { requirement: { visits }, plannedDays }: InterpretedCustomer,
  days: readonly number[],
): (number | null)[] {
  const kept = new Array<number | null>(visits.length).fill(null);
  const before = plannedDays.slice(0, visits.length);
  const matched = matchInOrder(visits.length, before.length, (visit, k) => Math.abs(visits[visit].dueDay - before[k]));
  matched.forEach((visit, k) => {
    if (days.includes(before[k])) kept[visit] = before[k];
  });
  return kept;
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
