/** Phone calls and joint visits owed in a horizon (contract, section 3): one in each of so many equal parts of it. */
import { roundHalfUp } from './numbers.ts';

const units = { day: 1, week: 7, quarter: 84, year: 364 } as const;

/** Days of a period such as `week`, `2 weeks`, `month`. */
export function spanDays(per: string, daysPerMonth = 28): number {
  const [, count, unit] = /^(?:(\d+) )?(day|week|month|quarter|year)s?$/.exec(per) ?? [];
  if (unit === undefined) throw new Error(`"${per}" is not a period`);
  return Number(count ?? 1) * (unit === 'month' ? daysPerMonth : units[unit as keyof typeof units]);
}

/** How many fall into the horizon: horizon days × times / period days, rounded half up. */
export function timesInHorizon(
  rule: { readonly times: number; readonly per: string } | null,
  horizonDays: number,
  daysPerMonth: number | undefined,
): number {
  if (rule === null || rule.times === 0) return 0;
  return Math.min(horizonDays, roundHalfUp((horizonDays * rule.times) / spanDays(rule.per, daysPerMonth)));
}

/** The days of part k of `count` equal parts of the horizon: from the first to the last. */
export function partOfHorizon(k: number, count: number, horizonDays: number): { first: number; last: number } {
  return {
    first: Math.floor((k * horizonDays) / count),
    last: Math.floor(((k + 1) * horizonDays) / count) - 1,
  };
}
