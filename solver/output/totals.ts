/** The numbers of a plan: channel width per rep, and the KPIs over all (contract, section 7). */
import type { Interpretation, InterpretedCustomer } from '../input/interpretation.ts';
import { minutesOf, rounded } from './instants.ts';
import type { ChannelWidth, Kpis } from './plan-schema.ts';
import { driveMetresOf, driveSecondsOf, type TimedRep, visitSecondsOf } from './timed-tours.ts';

/** Unrounded sums over the tours of a rep. */
interface Sums {
  readonly visits: number;
  readonly visitSeconds: number;
  readonly driveSeconds: number;
  readonly ownTimeSeconds: number;
  readonly driveMetres: number;
  readonly nights: number;
  readonly nightsCost: number;
}

function sumsOf({ tours }: TimedRep): Sums {
  const nights = tours.flatMap((tour) => tour.sleepsAt ?? []);
  return {
    visits: sum(tours, (tour) => tour.timetable.stops.length),
    visitSeconds: sum(tours, visitSecondsOf),
    driveSeconds: sum(tours, driveSecondsOf),
    ownTimeSeconds: sum(tours, (tour) => tour.timetable.ownTimeSeconds),
    driveMetres: sum(tours, driveMetresOf),
    nights: nights.length,
    nightsCost: sum(nights, ({ costPerNight }) => costPerNight),
  };
}

const none: Sums = {
  visits: 0,
  visitSeconds: 0,
  driveSeconds: 0,
  ownTimeSeconds: 0,
  driveMetres: 0,
  nights: 0,
  nightsCost: 0,
};

/** @param repOf per customer the rep that carries it */
export function channelWidths(meaning: Interpretation, repOf: ArrayLike<number>, reps: readonly TimedRep[]) {
  const sums = meaning.reps.map((_, rep) => reps.find((timed) => timed.rep === rep)).map(sumsOrNone);
  const revenue = sum(meaning.customers, (customer) => customer.annualRevenue);
  const weeks = meaning.dates.length / 7;
  return meaning.reps.map((_, rep): ChannelWidth => {
    const carried = meaning.customers.filter((_, customer) => repOf[customer] === rep);
    const annualRevenue = sum(carried, (customer) => customer.annualRevenue);
    return {
      customers: carried.length,
      keyAccounts: carried.filter((customer) => customer.keyAccount).length,
      annualRevenue: rounded(annualRevenue),
      revenueShare: revenue > 0 ? Math.round((annualRevenue / revenue) * 1e6) / 1e6 : 0,
      visits: sums[rep].visits,
      visitMinutes: minutesOf(sums[rep].visitSeconds),
      driveMinutes: minutesOf(sums[rep].driveSeconds),
      workloadMinutesPerWeek: minutesOf((sums[rep].visitSeconds + sums[rep].driveSeconds) / weeks),
      byClass: countByClass(carried),
    };
  });
}

export function kpisOf(meaning: Interpretation, repOf: ArrayLike<number>, reps: readonly TimedRep[]): Kpis {
  const sums = meaning.reps.map((_, rep) => reps.find((timed) => timed.rep === rep)).map(sumsOrNone);
  const { perDriveHour, perKm, ownTimeFactor } = meaning.costs;
  const requiredVisits = sum(meaning.customers, (customer) => customer.requirement.visits.length);
  const plannedVisits = sum(sums, (each) => each.visits);
  const driveSeconds = sum(sums, (each) => each.driveSeconds);
  const ownTimeSeconds = sum(sums, (each) => each.ownTimeSeconds);
  const driveMetres = sum(sums, (each) => each.driveMetres);
  const drive = ((driveSeconds - ownTimeSeconds) / 3600) * perDriveHour;
  const ownTime = (ownTimeSeconds / 3600) * perDriveHour * ownTimeFactor;
  const km = (driveMetres / 1000) * perKm;
  const nights = sum(sums, (each) => each.nightsCost);
  const revenueOf = meaning.reps.map((_, rep) =>
    sum(meaning.customers, (customer, index) => (repOf[index] === rep ? customer.annualRevenue : 0)),
  );
  return {
    requiredVisits,
    plannedVisits,
    coverage: requiredVisits === 0 ? 1 : plannedVisits / requiredVisits,
    driveMinutes: minutesOf(driveSeconds),
    driveKm: rounded(driveMetres / 1000),
    nightsOut: sum(sums, (each) => each.nights),
    visitMinutes: minutesOf(sum(sums, (each) => each.visitSeconds)),
    cost: {
      drive: rounded(drive),
      ownTime: rounded(ownTime),
      km: rounded(km),
      nights: rounded(nights),
      total: rounded(drive + ownTime + km + nights),
    },
    workloadImbalance: imbalance(sums.map((each) => each.visitSeconds + each.driveSeconds)),
    revenueImbalance: imbalance(revenueOf),
  };
}

/** A bound farther below the cost says more of how it is computed than of the plan. */
const WEAK_PERCENT = 10;

/** One farther below says nothing at all. */
const MOST_PERCENT = 100;

const BOUND_ABOVE_COST =
  'There is no bound: the one found lies above the cost of the plan, which is a fault of the program. Please report it with the request.';

/**
 * A bound above the cost is a fault of its computation, not of the plan: the plan stands, and says that the bound does not.
 * @param total of the plan @param found in money and not rounded, or why there is none
 */
export function boundKpis(
  total: number,
  found: { readonly bound: number } | { readonly remark: string },
): Pick<Kpis, 'bound' | 'gapPercent' | 'boundRemark'> {
  if ('remark' in found) return { boundRemark: found.remark };
  // Rounded down: the number that is shown is a bound, too.
  const bound = Math.floor(found.bound * 100) / 100;
  if (bound > total) return { boundRemark: BOUND_ABOVE_COST };
  const gapPercent = total === bound ? 0 : rounded((100 * (total - bound)) / bound);
  if (gapPercent > MOST_PERCENT)
    return {
      boundRemark: 'There is no bound: the one found is less than half of the cost and says nothing of the plan.',
    };
  if (gapPercent <= WEAK_PERCENT) return { bound, gapPercent };
  return {
    bound,
    gapPercent,
    boundRemark: 'The bound is weak: the plan is likely much nearer to the least than the gap says.',
  };
}

/** The largest distance from the mean, as a share of it. */
function imbalance(values: readonly number[]): number {
  const mean = sum(values, (value) => value) / values.length;
  if (mean === 0) return 0;
  return Math.round(Math.max(...values.map((value) => Math.abs(value - mean) / mean)) * 1e4) / 1e4;
}

const sumsOrNone = (timed: TimedRep | undefined): Sums => (timed === undefined ? none : sumsOf(timed));

/** Customers per class, the classes in the order of their names. */
export function countByClass(customers: readonly InterpretedCustomer[]): Record<string, number> {
  // Counted in a map: a class may be called `constructor`.
  const counts = new Map<string, number>();
  for (const name of customers.map((customer) => customer.class).sort()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries(counts);
}

function sum<T>(items: readonly T[], of: (item: T, index: number) => number): number {
  let total = 0;
  items.forEach((item, index) => {
    total += of(item, index);
  });
  return total;
}
