/** From any JSON to a request that can be planned, or to everything that is wrong with it, all at once (contract, section 8). */
import { interpret } from './interpret.ts';
import type { Issue } from './issue.ts';
import { makeIssue } from './issue-catalogue.ts';
import { pointer } from './json-pointer.ts';
import { type PlanRequest, planRequestSchema } from './request.ts';
import * as names from './rules/names.ts';
import * as places from './rules/places.ts';
import * as replanning from './rules/replanning.ts';
import type { Rule } from './rules/rule.ts';
import * as times from './rules/times.ts';
import * as visits from './rules/visits.ts';
import { fromSchemaIssue } from './schema-issues.ts';

/** In the order in which their issues are reported. */
const rules: readonly Rule[] = [
  names.duplicateIds,
  names.unknownReps,
  names.unknownSupervisors,
  names.locks,
  names.keyAccountsElsewhere,
  names.classesWithoutPolicy,
  places.zeroCoordinates,
  places.strayPlaces,
  places.manyOnOneCoordinate,
  places.matrixIncomplete,
  times.timeZones,
  times.countries,
  times.windows,
  times.workingDays,
  times.slots,
  replanning.previousPlanMissing,
  replanning.unknownNames,
  replanning.dates,
  visits.spacing,
  visits.appointmentsOutsideHorizon,
  visits.appointmentsOnDaysOff,
  visits.appointmentsTooClose,
  visits.supervisorsInTwoPlaces,
  visits.demandExceedsTime,
];

export interface ParsedRequest {
  /** Null when an issue is an error. */
  readonly request: PlanRequest | null;
  readonly issues: readonly Issue[];
}

export function parseRequest(json: unknown): ParsedRequest {
  const parsed = planRequestSchema.safeParse(json);
  if (!parsed.success) {
    return { request: null, issues: parsed.error.issues.flatMap((issue) => fromSchemaIssue(json, issue)) };
  }
  const issues = validateRequest(parsed.data);
  return { request: issues.some((issue) => issue.severity === 'error') ? null : parsed.data, issues };
}

/** What is wrong with a request of the right form: every rule speaks. */
export function validateRequest(request: PlanRequest): Issue[] {
  const issues: Issue[] = [];
  const meaning = interpret(request);
  for (const rule of rules) {
    rule({
      request,
      meaning,
      report: (code, path, values) => issues.push(makeIssue(code, pointer(path), values)),
    });
  }
  return issues;
}
