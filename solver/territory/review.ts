/** What of the caller's wishes the territories could not keep. */
import type { Interpretation, Issue } from '../input/index.ts';
import { territoryIssue } from './issue-catalogue.ts';
import { revenueShareOf, type TerritoryProblem, timeShareOf, workSeconds } from './territory-problem.ts';

/** What each rep carries. */
export interface Loads {
  readonly customers: Float64Array;
  readonly keyAccounts: Float64Array;
  readonly revenue: Float64Array;
  readonly workSeconds: Float64Array;
}

export function reviewTerritories(meaning: Interpretation, problem: TerritoryProblem, loads: Loads): Issue[] {
  const balance = isBalanceTold(meaning) ? balanceIssues(meaning, problem, loads) : [];
  return [...widthIssues(meaning, loads), ...balance];
}

/** Also of territories that the caller has drawn. Of those of the plan before that was told then; absence makes them uneven for a while. */
function isBalanceTold({ splitTerritories, replanning, customers }: Interpretation): boolean {
  return replanning === null || (splitTerritories && customers.some(({ eligibleReps }) => eligibleReps.length > 1));
}

/** @param repOfArea the rep of each area of the problem */
export function loadsOf(problem: TerritoryProblem, repOfArea: Int32Array): Loads {
  const sum = (amount: (area: number, rep: number) => number): Float64Array => {
    const perRep = new Float64Array(problem.reps);
    repOfArea.forEach((rep, area) => {
      perRep[rep] += amount(area, rep);
    });
    return perRep;
  };
  return {
    customers: sum((area) => problem.customers[area]),
    keyAccounts: sum((area) => problem.keyAccounts[area]),
    revenue: sum((area) => problem.revenue[area]),
    workSeconds: sum((area, rep) => workSeconds(problem, area, rep)),
  };
}

function widthIssues({ reps, dates, keyAccountsMaxPerRep }: Interpretation, loads: Loads): Issue[] {
  const issues: Issue[] = [];
  reps.forEach(({ id, maxCustomers, maxWorkloadMinutesPerWeek }, rep) => {
    const weeklyMinutes = Math.round(loads.workSeconds[rep] / 60 / (dates.length / 7));
    const found = [
      ['CHANNEL_WIDTH_EXCEEDED', loads.customers[rep], maxCustomers],
      ['WORKLOAD_EXCEEDED', weeklyMinutes, maxWorkloadMinutesPerWeek],
      ['KEY_ACCOUNTS_EXCEEDED', loads.keyAccounts[rep], keyAccountsMaxPerRep],
    ] as const;
    for (const [code, load, limit] of found)
      if (load > limit) issues.push(territoryIssue(code, `/territory/reps/${rep}`, { rep: id, found: load, limit }));
  });
  return issues;
}

function balanceIssues({ reps, balance }: Interpretation, problem: TerritoryProblem, loads: Loads): Issue[] {
  const measures = [
    ['workload', loads.workSeconds, problem.timeShare, balance.workloadTolerance],
    ['revenue', loads.revenue, revenueShareOf(problem.timeShare), balance.revenueTolerance],
  ] as const;
  return measures.flatMap(([what, load, share, tolerance]) => {
    const worst = farthestFromShare(load, share);
    if (worst === null || worst.away <= tolerance + 1e-9) return [];
    const values = { what, rep: reps[worst.rep].id, percent: percent(worst.away), limit: percent(tolerance) };
    return [territoryIssue('BALANCE_NOT_MET', '/territory/policy/balance', values)];
  });
}

/** What the itineraries have shown: the work of a rep farther from his fair share than is tolerated. @param work per rep, in any unit */
export function plannedBalanceIssues(meaning: Interpretation, work: Float64Array): Issue[] {
  const { workloadTolerance } = meaning.balance;
  const worst = farthestFromShare(work, timeShareOf(meaning));
  if (!isBalanceTold(meaning) || worst === null || worst.away <= workloadTolerance + 1e-9) return [];
  const values = {
    what: 'workload planned',
    rep: meaning.reps[worst.rep].id,
    percent: percent(worst.away),
    limit: percent(workloadTolerance),
  };
  return [territoryIssue('BALANCE_NOT_MET', '/territory/policy/balance', values)];
}

/** The rep farthest from the fair share, as a part of it; one who has no working time is measured by the mean. */
export function farthestFromShare(load: Float64Array, share: Float64Array): { rep: number; away: number } | null {
  const total = load.reduce((sum, each) => sum + each, 0);
  if (total <= 0) return null;
  let worst = { rep: 0, away: 0 };
  load.forEach((each, rep) => {
    const fair = share[rep] * total;
    const away = Math.abs(each - fair) / (fair > 0 ? fair : total / load.length);
    if (away > worst.away) worst = { rep, away };
  });
  return worst;
}

function percent(part: number): number {
  return Math.round(part * 1000) / 10;
}
