/**
 * The common practice to compare with: each rep cuts his region into as many sectors as he works days a week, and visits each on its
 * weekday. Sectors are those of a sweep around his home, each with about the same work (Gillett & Miller 1974).
 */
import type { Customer, PlanRequest } from '#solver';

type Weekday = NonNullable<Customer['visitDays']>[number];

export const workWeek: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];

/** @param repOf the rep of each customer @param workOf minutes of visits in the horizon */
export function fixedWeekdays(
  request: PlanRequest,
  repOf: ReadonlyMap<string, string>,
  workOf: (customer: Customer) => number,
): PlanRequest {
  const weekdayOf = new Map<string, Weekday>();
  for (const rep of request.territory.reps) {
    const carried = request.territory.customers.filter(({ id }) => repOf.get(id) === rep.id);
    sectorsOf(rep.home, carried, workOf, workWeek.length).forEach((sector, index) => {
      for (const { id } of sector) weekdayOf.set(id, workWeek[index]);
    });
  }
  const customers = request.territory.customers.map((customer) => {
    const weekday = weekdayOf.get(customer.id);
    // Who asks for certain weekdays keeps them.
    return weekday === undefined || customer.visitDays ? customer : { ...customer, visitDays: [weekday] };
  });
  return { ...request, territory: { ...request.territory, customers } };
}

/** The sweep begins behind the widest gap between two directions. */
function sectorsOf(
  home: { lat: number; lng: number },
  customers: readonly Customer[],
  workOf: (customer: Customer) => number,
  count: number,
): Customer[][] {
  const narrowing = Math.cos((home.lat * Math.PI) / 180);
  const direction = ({ location }: Customer) =>
    Math.atan2(location.lat - home.lat, (location.lng - home.lng) * narrowing);
  const sorted = customers.toSorted((a, b) => direction(a) - direction(b));
  const gapBefore = (index: number) => {
    const before = direction(sorted.at(index - 1) as Customer);
    const gap = direction(sorted[index]) - before;
    return index === 0 ? gap + 2 * Math.PI : gap;
  };
  const first = [...sorted.keys()].reduce((best, index) => (gapBefore(index) > gapBefore(best) ? index : best), 0);
  const swept = [...sorted.slice(first), ...sorted.slice(0, first)];
  const all = swept.reduce((sum, customer) => sum + workOf(customer), 0);
  const sectors: Customer[][] = Array.from({ length: count }, () => []);
  let work = 0;
  for (const customer of swept) {
    const middle = work + workOf(customer) / 2;
    sectors[Math.min(count - 1, Math.floor((middle / (all || 1)) * count))].push(customer);
    work += workOf(customer);
  }
  return sectors;
}
