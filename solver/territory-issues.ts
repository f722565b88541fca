/** What a plan says of its territories. */
import type { Interpretation, Issue } from './input/index.ts';
import type { LpSolver } from './lp/index.ts';
import type { Plan } from './output/index.ts';
import { issuesOf, type PreparedPlan } from './prepare.ts';
import { plannedBalanceIssues, territoriesAs, territoryIssue } from './territory/index.ts';

/**
 * What the territories do not keep, work that was only estimated as the itineraries have shown it.
 * @param missing visits that are not planned
 * @param lpSolvers for rules that contradict each other, where exchanges have changed the territories
 */
export function territoryIssues(
  prepared: PreparedPlan,
  territories: Plan['territories'],
  missing: number,
  lpSolvers: readonly LpSolver[],
): Issue[] {
  const { meaning } = prepared;
  const issues = issuesInTheEnd(prepared, lpSolvers);
  // With visits missing the work is more than what is planned.
  const told = missing > 0 ? issues : issues.filter((issue) => !isEstimated(issue));
  const all = [...told, ...workloadIssues(meaning, told, territories)];
  // Who may carry whom is always kept: a contradiction of which the plan keeps the limits, too, was one of estimates.
  const broken = new Set(all.map(limitOf));
  return all.filter(
    ({ code, relatedPaths = [] }) => code !== 'RULES_CONFLICT' || relatedPaths.some((path) => broken.has(path)),
  );
}

/** Those of the drawing, or of what exchanges have made of it. */
function issuesInTheEnd(
  { meaning, repOf, isExchanged, issues, driveFactor }: PreparedPlan,
  lpSolvers: readonly LpSolver[],
): readonly Issue[] {
  if (!isExchanged) return issues;
  const failed = issues.filter(({ code }) => code === 'TERRITORY_MODEL_FAILED');
  return [...failed, ...issuesOf(meaning, territoriesAs(meaning, lpSolvers, repOf, driveFactor))];
}

const isUnevenWork = ({ code, message }: Issue): boolean =>
  code === 'BALANCE_NOT_MET' && message.startsWith('The workload');

const isEstimated = (issue: Issue): boolean =>
  issue.code === 'TIME_DOES_NOT_SUFFICE' || issue.code === 'WORKLOAD_EXCEEDED' || isUnevenWork(issue);

/** Path of the limit that is not kept, as rules that contradict each other name it; null: the issue is about something else. */
function limitOf(issue: Issue): string | null {
  const { code, path } = issue;
  if (code === 'CHANNEL_WIDTH_EXCEEDED') return `${path}/channelWidth/maxCustomers`;
  if (code === 'WORKLOAD_EXCEEDED') return `${path}/channelWidth/maxWorkloadMinutesPerWeek`;
  if (code === 'KEY_ACCOUNTS_EXCEEDED') return '/territory/policy/keyAccounts/maxPerRep';
  if (code === 'BALANCE_NOT_MET') return `${path}/${isUnevenWork(issue) ? 'workloadTolerance' : 'revenueTolerance'}`;
  return null;
}

/** Work beyond the channel width or the balance that only the itineraries have shown; what the territories told already is left out. */
function workloadIssues(meaning: Interpretation, told: readonly Issue[], territories: Plan['territories']): Issue[] {
  const weekly = Float64Array.from(territories, ({ channelWidth }) => channelWidth.workloadMinutesPerWeek);
  const isKnown = told.some(isUnevenWork);
  const tooMuch = meaning.reps.flatMap(({ id, maxWorkloadMinutesPerWeek: limit }, rep) => {
    const path = `/territory/reps/${rep}`;
    const found = territories[rep].channelWidth.workloadMinutesPerWeek;
    if (found <= limit || told.some((issue) => issue.code === 'WORKLOAD_EXCEEDED' && issue.path === path)) return [];
    return [territoryIssue('WORKLOAD_EXCEEDED', path, { rep: id, found: Math.round(found), limit })];
  });
  return [...tooMuch, ...(isKnown ? [] : plannedBalanceIssues(meaning, weekly))];
}
