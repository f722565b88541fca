/** Driving, own time and visits of tours, added up again from the travel of the request (contract, section 7). */
import type { Facts, Tour } from './facts.ts';
import { overlap } from './intervals.ts';
import { differs, tolerance } from './tolerance.ts';
import type { Report } from './violation.ts';

export interface Totals {
  readonly legs: number;
  readonly driveMinutes: number;
  /** Of driveMinutes, those outside working hours. */
  readonly ownTimeDriveMinutes: number;
  readonly visitMinutes: number;
  readonly driveKm: number;
}

export function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

export function totalsOf(tours: readonly Tour[]): Totals {
  return {
    legs: sum(tours, ({ legs }) => legs.length),
    driveMinutes: sum(tours, ({ legs }) => sum(legs, ({ seconds }) => seconds)) / 60,
    ownTimeDriveMinutes: sum(tours, ownTimeSeconds) / 60,
    visitMinutes: sum(tours, ({ visits }) => sum(visits, ({ startAt, endAt }) => endAt - startAt)) / 60,
    driveKm: sum(tours, ({ legs }) => sum(legs, ({ metres }) => metres)) / 1000,
  };
}

/** On a day on which the rep does not work, all driving is own time. */
function ownTimeSeconds({ legs, hours }: Tour): number {
  const working = hours?.working ?? [];
  const outside = ({ from, to }: { readonly from: number; readonly to: number }) =>
    to - from - sum(working, (interval) => overlap(interval, from, to));
  return sum(legs, ({ driving }) => sum(driving, outside));
}

export function workloadPerWeek({ visitMinutes, driveMinutes }: Totals, weeks: number): number {
  return (visitMinutes + driveMinutes) / weeks;
}

/** How far a sum of kilometres may be off: every leg of it may have been rounded to a metre. */
export function kmTolerance({ legs }: Totals): number {
  return tolerance.total + (legs * tolerance.metres) / 1000;
}

export function checkDayTotals({ tours, stated }: Facts, report: Report): void {
  for (const tour of tours) {
    const totals = totalsOf([tour]);
    for (const name of ['driveMinutes', 'ownTimeDriveMinutes', 'visitMinutes', 'driveKm'] as const) {
      const found = stated.dayOf.get(tour.planned)?.[name];
      const most = name === 'driveKm' ? kmTolerance(totals) : tolerance.total;
      if (found !== undefined && differs(found, totals[name], most))
        report('DAY_TOTAL_WRONG', `${tour.path}/${name}`, 'The day adds up to another number.', {
          expected: totals[name],
          found,
        });
    }
  }
}
