/** The key figures of a plan, computed from scratch (contract, section 7). */
import type { Kpis } from '../output/plan-schema.ts';
import type { Facts } from './facts.ts';
import { isAway } from './nights.ts';
import { differs, tolerance } from './tolerance.ts';
import { kmTolerance, sum, type Totals, totalsOf, workloadPerWeek } from './totals.ts';
import type { Report } from './violation.ts';

export function kpisOf(facts: Facts): Kpis {
  const { meaning, tours, toursOf } = facts;
  const totals = totalsOf(tours);
  const requiredVisits = sum(meaning.customers, ({ requirement }) => requirement.visits.length);
  const plannedVisits = sum(tours, ({ visits }) => visits.filter(({ customer }) => customer !== null).length);
  const workloads = meaning.reps.map(({ id }) =>
    workloadPerWeek(totalsOf(toursOf.get(id) ?? []), meaning.request.horizon.weeks),
  );
  return {
    requiredVisits,
    plannedVisits,
    // Visits that nobody owes cover nothing.
    coverage: requiredVisits === 0 ? 1 : Math.min(1, plannedVisits / requiredVisits),
    driveMinutes: totals.driveMinutes,
    driveKm: totals.driveKm,
    nightsOut: tours.filter(isAway).length,
    visitMinutes: totals.visitMinutes,
    cost: costOf(facts, totals),
    workloadImbalance: imbalance(workloads),
    revenueImbalance: imbalance(revenues(facts)),
  };
}

function costOf({ meaning, tours, sleepingPlaces }: Facts, totals: Totals): Kpis['cost'] {
  const { perDriveHour, perKm, perNight, ownTimeFactor } = meaning.costs;
  const drive = ((totals.driveMinutes - totals.ownTimeDriveMinutes) / 60) * perDriveHour;
  const ownTime = (totals.ownTimeDriveMinutes / 60) * perDriveHour * ownTimeFactor;
  const km = totals.driveKm * perKm;
  const nights = sum(
    tours.filter(isAway),
    ({ planned }) => sleepingPlaces.get(planned.end.hotelId ?? '')?.costPerNight ?? perNight,
  );
  return { drive, ownTime, km, nights, total: drive + ownTime + km + nights };
}

/** What every rep of the request carries, 0 without a territory. */
function revenues({ meaning, plan, customers }: Facts): number[] {
  const carried = new Map<string, number>();
  for (const { repId, customerIds } of plan.territories) {
    const revenue = sum(customerIds, (id) => customers.get(id)?.annualRevenue ?? 0);
    carried.set(repId, (carried.get(repId) ?? 0) + revenue);
  }
  return meaning.reps.map(({ id }) => carried.get(id) ?? 0);
}

type BoundKpi = 'bound' | 'gapPercent' | 'boundRemark';

/** A bound cannot be computed again here, but neither can a plan cost less, and the gap follows from it. */
function checkBound({ plan: { kpis } }: Facts, { cost }: Kpis, money: number, report: Report): void {
  const { bound, gapPercent } = kpis;
  if (bound !== undefined && bound > cost.total + money)
    report('KPI_WRONG', '/kpis/bound', 'The plan costs less than its bound.', { expected: cost.total, found: bound });
  if ((bound === undefined) !== (gapPercent === undefined))
    report('KPI_WRONG', '/kpis/gapPercent', 'There is a gap exactly when there is a bound.');
  if (bound === undefined || gapPercent === undefined) return;
  const gap = bound === 0 ? 0 : (100 * (kpis.cost.total - bound)) / bound;
  if (differs(gapPercent, gap, tolerance.percent))
    report('KPI_WRONG', '/kpis/gapPercent', 'The gap is another number.', { expected: gap, found: gapPercent });
}

/** Maximum of |x - mean| / mean; 0 when the mean is 0. */
function imbalance(values: readonly number[]): number {
  const mean = sum(values, (value) => value) / values.length;
  return mean === 0 ? 0 : values.reduce((most, value) => Math.max(most, Math.abs(value - mean) / mean), 0);
}

export function checkKpis(facts: Facts, expected: Kpis, report: Report): void {
  const { meaning, plan, tours } = facts;
  const km = kmTolerance(totalsOf(tours));
  const money = tolerance.total + km * meaning.costs.perKm;
  const compare = (at: string, found: number, shouldBe: number, most: number) => {
    if (differs(found, shouldBe, most))
      report('KPI_WRONG', `/kpis/${at}`, 'The plan adds up to another number.', { expected: shouldBe, found });
  };
  const allowed = {
    requiredVisits: 0,
    plannedVisits: 0,
    coverage: tolerance.ratio,
    driveMinutes: tolerance.total,
    driveKm: km,
    nightsOut: 0,
    visitMinutes: tolerance.total,
    workloadImbalance: tolerance.ratio,
    revenueImbalance: tolerance.ratio,
  } as const satisfies Record<Exclude<keyof Kpis, 'cost' | BoundKpi>, number>;
  for (const name of Object.keys(allowed) as (keyof typeof allowed)[])
    compare(name, plan.kpis[name], expected[name], allowed[name]);
  for (const name of Object.keys(expected.cost) as (keyof Kpis['cost'])[])
    compare(`cost/${name}`, plan.kpis.cost[name], expected.cost[name], money);
  checkBound(facts, expected, money, report);
}
