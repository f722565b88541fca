/** What each rep should carry at least and at most: balance and channel width, all elastic. */
import type { Interpretation } from '../input/index.ts';
import { type DesignWishes, revenueShareOf, type TerritoryProblem, workSeconds } from './territory-problem.ts';

/**
 * One measure of what a rep carries, in mean areas (what an area has on average), and its bounds per rep. A mean area outside
 * costs `price` times what the distance of an area usually costs.
 */
export interface Limit {
  /** What is limited, as the caller reads it. */
  readonly name: string;
  readonly share: (area: number, rep: number) => number;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly price: number;
  /** A maximum that the caller set: kept before anything else. */
  readonly isCap: boolean;
}

/** How far a load is outside its bounds. */
export function beyond({ lower, upper }: Limit, rep: number, load: number): number {
  return Math.max(0, load - upper[rep], lower[rep] - load);
}

const WORKLOAD_PRICE = 30;
const REVENUE_PRICE = 20;
const CAP_PRICE = 1000;

/**
 * Aim inside the tolerance, so that whole areas still land in it; farther inside with work, whose driving is an estimate, and of which
 * a rep who has too much leaves visits out.
 */
const AIM = { workload: 0.4, revenue: 0.75 };
/** So much of the tolerance is used to keep territories whole. */
const WHOLE_AIM = { workload: 0.6, revenue: 0.95 };

export interface Tolerances {
  readonly workload: number;
  readonly revenue: number;
}

/**
 * What a design keeps to while it is drawn, while borders move without tearing anything, one after another until that succeeds, and in the
 * end; and what the request asks for, which may be wider than what is wished.
 */
export function tolerancesOf({ balance }: Interpretation, wished?: DesignWishes['tolerances']) {
  const asked: Tolerances = { workload: balance.workloadTolerance, revenue: balance.revenueTolerance };
  const last = wished ?? asked;
  const between = { workload: (last.workload + asked.workload) / 2, revenue: (last.revenue + asked.revenue) / 2 };
  return {
    aim: part(last, AIM),
    whole: (wished === undefined ? [asked] : [last, between, asked]).map((each) => part(each, WHOLE_AIM)),
    last,
    asked,
  };
}

const part = (of: Tolerances, by: Tolerances): Tolerances => ({
  workload: of.workload * by.workload,
  revenue: of.revenue * by.revenue,
});

/**
 * @param totalSeconds the work of all areas, by the reps that carry them at present
 * @param tolerances how far from the fair share a rep may be
 */
export function limitsOf(
  meaning: Interpretation,
  problem: TerritoryProblem,
  totalSeconds: number,
  tolerances: Tolerances,
): readonly Limit[] {
  const { reps, keyAccountsMaxPerRep } = meaning;
  const { areas, timeShare, revenue, customers, keyAccounts } = problem;
  const secondsPerWeeklyMinute = (meaning.dates.length / 7) * 60;
  const work = { amount: (area: number, rep: number) => workSeconds(problem, area, rep), mean: totalSeconds / areas };
  const limits = [
    balanced('workload', work, areas, timeShare, tolerances.workload, WORKLOAD_PRICE),
    balanced('revenue', measure(revenue), areas, revenueShareOf(timeShare), tolerances.revenue, REVENUE_PRICE),
    capped(
      'maxCustomers',
      measure(customers),
      reps.map(({ maxCustomers }) => maxCustomers),
    ),
    capped(
      'keyAccounts.maxPerRep',
      measure(keyAccounts),
      reps.map(() => keyAccountsMaxPerRep),
    ),
    capped(
      'maxWorkloadMinutesPerWeek',
      work,
      reps.map(({ maxWorkloadMinutesPerWeek }) => maxWorkloadMinutesPerWeek * secondsPerWeeklyMinute),
    ),
  ];
  return limits.filter((limit) => limit !== null);
}

interface Measure {
  readonly amount: (area: number, rep: number) => number;
  /** Per area. */
  readonly mean: number;
}

function measure(amounts: Float64Array): Measure {
  const total = amounts.reduce((sum, amount) => sum + amount, 0);
  return { amount: (area) => amounts[area], mean: total / amounts.length };
}

function balanced(
  name: string,
  { amount, mean }: Measure,
  areas: number,
  fairShare: Float64Array,
  tolerance: number,
  price: number,
): Limit | null {
  if (mean <= 0) return null;
  return {
    name,
    share: (area, rep) => amount(area, rep) / mean,
    lower: fairShare.map((part) => part * areas * (1 - tolerance)),
    upper: fairShare.map((part) => part * areas * (1 + tolerance)),
    price,
    isCap: false,
  };
}

function capped(name: string, { amount, mean }: Measure, caps: readonly number[]): Limit | null {
  if (mean <= 0 || caps.every((cap) => cap === Number.POSITIVE_INFINITY)) return null;
  return {
    name,
    share: (area, rep) => amount(area, rep) / mean,
    lower: new Float64Array(caps.length).fill(Number.NEGATIVE_INFINITY),
    upper: Float64Array.from(caps, (cap) => cap / mean),
    price: CAP_PRICE,
    isCap: true,
  };
}
