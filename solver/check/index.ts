/**
 * The judge: does a plan keep every hard rule of its request, and are its numbers right? It knows the input and the plan
 * only, and shares no code with what made the plan.
 */
import type { Interpretation } from '../input/interpretation.ts';
import type { GivenPlan } from '../output/given-plan-schema.ts';
import type { Kpis } from '../output/plan-schema.ts';
import { checkBreaks } from './breaks.ts';
import { checkChannelWidth } from './channel-width.ts';
import { type Facts, readPlan } from './facts.ts';
import { checkCounts, checkSpacing, checkUnassigned } from './frequency.ts';
import { checkFrozenDays } from './frozen-days.ts';
import { checkJointVisits, checkPhoneCalls } from './joint.ts';
import { checkKpis, kpisOf } from './kpis.ts';
import { checkNight, checkNightAllowed, checkNightLimits } from './nights.ts';
import { checkDatedVisits, checkDiff } from './replan.ts';
import { checkAppointments, checkServiceTimes, checkSlots } from './service.ts';
import { checkDays, checkHeader, checkNamedIds } from './structure.ts';
import { checkAreas, checkAssignment, checkVisitors } from './territory.ts';
import { checkDayTotals } from './totals.ts';
import { checkContinuity, checkDayBounds, checkLegs, checkMaxDrive, checkPlaces } from './travel.ts';
import type { Report, Violation } from './violation.ts';
import { checkServiceContent } from './visit-content.ts';

export { type Violation, type ViolationCode, violationCodes } from './violation.ts';

export interface CheckResult {
  /** Empty: the plan is right. */
  readonly violations: readonly Violation[];
  /** Of what is planned inside the horizon, whatever the plan states. */
  readonly kpis: Kpis;
}

const rules: readonly ((facts: Facts, report: Report) => void)[] = [
  checkHeader,
  checkDays,
  checkNamedIds,
  checkContinuity,
  checkPlaces,
  checkDayBounds,
  checkLegs,
  checkMaxDrive,
  checkServiceTimes,
  checkServiceContent,
  checkAppointments,
  checkSlots,
  checkPhoneCalls,
  checkJointVisits,
  checkBreaks,
  checkNight,
  checkNightAllowed,
  checkNightLimits,
  checkCounts,
  checkUnassigned,
  checkSpacing,
  checkAssignment,
  checkVisitors,
  checkChannelWidth,
  checkAreas,
  checkDayTotals,
  checkFrozenDays,
  checkDatedVisits,
];

/**
 * Judges any plan that satisfies `givenPlanSchema`, made by whomever. What cannot be read is a violation, never an exception; what is not
 * stated is none.
 */
export function check(meaning: Interpretation, plan: GivenPlan): CheckResult {
  const violations: Violation[] = [];
  const report: Report = (code, path, message, values) => {
    violations.push({ code, path, message, ...values });
  };
  const facts = readPlan(meaning, plan, report);
  for (const rule of rules) rule(facts, report);
  const kpis = kpisOf(facts);
  if (plan.diff !== undefined || plan.kpis !== undefined) checkDiff(facts, report);
  if (plan.kpis !== undefined) checkKpis(facts, kpis, report);
  return { violations, kpis };
}
