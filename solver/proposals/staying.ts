/** Which customers stay where they are, so that the hand-overs keep to their caps. */
import type { Interpretation } from '../input/index.ts';
import { basicAreas, kmBetween, unitVectors } from '../territory/index.ts';
import type { DrawControl } from './draw.ts';

export interface HandOverCaps {
  /** Customers that may change the rep at most; Infinity: no matter how many. */
  readonly maxHandOvers: number;
  /** Of the revenue of all customers the share that may change the rep at most. */
  readonly maxHandOverRevenueShare: number;
}

/**
 * Per customer 1 where he stays with the rep of today. Those who must go come first, of an area as few as can be, then those who go in the designs wanted, in
 * the order of these and the nearest to their new rep first, as long as the caps leave room.
 * @param wanted per design the rep of each customer
 */
export function staying(
  meaning: Interpretation,
  { today, maxHandOvers, maxHandOverRevenueShare }: DrawControl & HandOverCaps,
  wanted: readonly Int32Array[],
): Uint8Array {
  const { customers, reps } = meaning;
  const stays = Uint8Array.from(today, (rep) => (rep >= 0 ? 1 : 0));
  let count = 0;
  let revenue = 0;
  const mostRevenue = maxHandOverRevenueShare * customers.reduce((sum, { annualRevenue }) => sum + annualRevenue, 0);
  const letGo = (customer: number): void => {
    stays[customer] = 0;
    count++;
    revenue += customers[customer].annualRevenue;
  };
  const isCapped = maxHandOverRevenueShare < 1;
  /** The part of the caps that so many customers take up. */
  const burden = (going: readonly number[]): number => {
    const lost = going.reduce((sum, customer) => sum + customers[customer].annualRevenue, 0);
    return Math.max(going.length / Math.max(1, maxHandOvers), isCapped ? lost / Math.max(1, mostRevenue) : 0);
  };
  for (const { members, eligibleReps } of basicAreas(meaning).areas) {
    const going = eligibleReps
      .map((rep) => members.filter((member) => stays[member] === 1 && today[member] !== rep))
      .reduce((least, each) => (burden(each) < burden(least) ? each : least));
    going.forEach(letGo);
  }
  const home = unitVectors(reps.map((rep) => rep.home));
  const place = unitVectors(customers.map(({ location }) => location));
  const away = (customer: number, rep: number) =>
    today.reduce(
      (km, carriedBy, other) => (carriedBy === rep ? Math.min(km, kmBetween(place, customer, place, other)) : km),
      kmBetween(place, customer, home, rep),
    );
  for (const repOf of wanted) {
    const going = [...repOf.keys()]
      .filter((customer) => stays[customer] === 1 && repOf[customer] !== today[customer])
      .map((customer) => ({ customer, km: away(customer, repOf[customer]) }))
      .sort((a, b) => a.km - b.km || a.customer - b.customer);
    for (const { customer } of going)
      if (count < maxHandOvers && revenue + customers[customer].annualRevenue <= mostRevenue) letGo(customer);
  }
  return stays;
}
