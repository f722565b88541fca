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
  const isBroken = all.some(({ code }) => brokenCodes.includes(code));
  return all.filter(({ code }) => isBroken || code !== 'RULES_CONFLICT');
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

const isEstimated = ({ code, message }: Issue): boolean =>
  code === 'TIME_DOES_NOT_SUFFICE' ||
  code === 'WORKLOAD_EXCEEDED' ||
  (code === 'BALANCE_NOT_MET' && message.includes('workload'));

/** A contradiction of rules is the reason of one of these. */
const brokenCodes = ['CHANNEL_WIDTH_EXCEEDED', 'WORKLOAD_EXCEEDED', 'KEY_ACCOUNTS_EXCEEDED', 'BALANCE_NOT_MET'];

/** Work beyond the channel width or the balance that only the itineraries have shown; what the territories told already is left out. */
function workloadIssues(meaning: Interpretation, told: readonly Issue[], territories: Plan['territories']): Issue[] {
  const weekly = Float64Array.from(territories, ({ channelWidth }) => channelWidth.workloadMinutesPerWeek);
  const isKnown = told.some(({ code, message }) => code === 'BALANCE_NOT_MET' && message.includes('workload'));
  const tooMuch = meaning.reps.flatMap(({ id, maxWorkloadMinutesPerWeek: limit }, rep) => {
    const path = `/territory/reps/${rep}`;
    const found = territories[rep].channelWidth.workloadMinutesPerWeek;
    if (found <= limit || told.some((issue) => issue.code === 'WORKLOAD_EXCEEDED' && issue.path === path)) return [];
    return [territoryIssue('WORKLOAD_EXCEEDED', path, { rep: id, found: Math.round(found), limit })];
  });
  return [...tooMuch, ...(isKnown ? [] : plannedBalanceIssues(meaning, weekly))];
}
