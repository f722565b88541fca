/**
 * The common practice to compare with: each rep cuts his region into as many sectors as he works days a week, and visits each on its
 * weekday. Sectors are those of a sweep around his home, each with about the same work (Gillett & Miller 1974).
 */
import { DateTime } from 'luxon';
import type { Customer, PlanRequest } from '#solver';

type Place = Customer['location'];
type Weekday = NonNullable<Customer['visitDays']>[number];

export const workWeek: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];

/** Who carries each customer, and what of him a horizon holds. */
export interface Carried {
  readonly repOf: ReadonlyMap<string, string>;
  /** Minutes of visits in the horizon. */
  readonly workOf: (customer: Customer) => number;
  /** Visits in the horizon. */
  readonly visitsOf: (customer: Customer) => number;
}

/** Weekdays first; weeks, nights and orders are left to the search. */
export function fixedWeekdays(request: PlanRequest, { repOf, workOf }: Carried): PlanRequest {
  const weekdayOf = new Map<string, Weekday>();
  for (const sectors of sectorsOfReps(request, repOf, workOf)) {
    sectors.forEach((sector, index) => {
      for (const { id } of sector.customers) weekdayOf.set(id, workWeek[index]);
    });
  }
  const customers = request.territory.customers.map((customer) => {
    const weekday = weekdayOf.get(customer.id);
    // Who asks for certain weekdays keeps them.
    return weekday === undefined || customer.visitDays ? customer : { ...customer, visitDays: [weekday] };
  });
  return { ...request, territory: { ...request.territory, customers } };
}

/**
 * Days first: of each weekday's sector, those who are visited less than weekly are cut into as many sectors as there are weeks
 * between their visits. The search is left with routing each day, and with the nights.
 */
export function fixedDays(request: PlanRequest, carried: Carried): PlanRequest {
  const { repOf, workOf, visitsOf } = carried;
  const weeks = weeksOf(request);
  const closed = new Map<string, readonly string[]>();
  for (const sectors of sectorsOfReps(request, repOf, workOf)) {
    for (const { home, customers } of sectors) {
      for (let visits = 1; visits < weeks.length; visits++) {
        const alike = customers.filter((customer) => visitsOf(customer) === visits);
        const every = weeks.length / visits;
        sectorsOf(home, alike, workOf, Math.floor(every)).forEach((sector, offset) => {
          const visited = Array.from({ length: visits }, (_, k) => Math.floor(offset + k * every));
          const others = weeks.filter((_, week) => !visited.includes(week)).flat();
          for (const { id } of sector) closed.set(id, others);
        });
      }
    }
  }
  const weekdays = fixedWeekdays(request, carried);
  const customers = weekdays.territory.customers.map((customer) => {
    const dates = closed.get(customer.id);
    return dates === undefined ? customer : { ...customer, closedOn: [...(customer.closedOn ?? []), ...dates] };
  });
  return { ...weekdays, territory: { ...weekdays.territory, customers } };
}

/** The dates of each week of the horizon. */
function weeksOf({ horizon }: PlanRequest): string[][] {
  const start = DateTime.fromISO(horizon.start, { zone: 'utc' });
  return Array.from({ length: horizon.weeks }, (_, week) =>
    Array.from({ length: 7 }, (_, day) => start.plus({ weeks: week, days: day }).toISODate() as string),
  );
}

/** Of each rep: the sector of each weekday. */
function sectorsOfReps(
  { territory }: PlanRequest,
  repOf: ReadonlyMap<string, string>,
  workOf: (customer: Customer) => number,
): { readonly home: Place; readonly customers: readonly Customer[] }[][] {
  return territory.reps.map(({ id, home }) => {
    const carried = territory.customers.filter((customer) => repOf.get(customer.id) === id);
    return sectorsOf(home, carried, workOf, workWeek.length).map((customers) => ({ home, customers }));
  });
}

/** The sweep begins behind the widest gap between two directions. */
function sectorsOf(
  home: Place,
  customers: readonly Customer[],
  workOf: (customer: Customer) => number,
  count: number,
): Customer[][] {
  const narrowing = Math.cos((home.lat * Math.PI) / 180);
  const direction = ({ location }: Customer) =>
    Math.atan2(location.lat - home.lat, (location.lng - home.lng) * narrowing);
  const sorted = customers.toSorted((a, b) => direction(a) - direction(b));
  if (sorted.length === 0) return Array.from({ length: count }, () => []);
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
