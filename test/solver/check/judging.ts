/** One change to what is right, and what the judge says to it. */
import { interpret, type Plan, type PlanRequest, planSchema } from '#solver';
import { type CheckResult, check, type ViolationCode } from '../../../solver/check/index.ts';
import { buildPlan } from './correct-plan.ts';
import { correctRequest } from './correct-request.ts';
import { correctDraft, type Draft } from './draft.ts';

/** Each gets a deep copy. A change of the draft is computed through; a change of the plan is not. */
export interface Change {
  readonly request?: (request: PlanRequest) => void;
  readonly draft?: (draft: Draft) => void;
  readonly plan?: (plan: Plan) => void;
}

export function judge(change: Change = {}): CheckResult {
  const request = structuredClone(correctRequest);
  change.request?.(request);
  const draft = structuredClone(correctDraft);
  change.draft?.(draft);
  const plan = structuredClone(buildPlan(draft));
  change.plan?.(plan);
  return check(interpret(request), planSchema.parse(plan));
}

/** Sorted, each once. */
export function codesOf({ violations }: CheckResult): ViolationCode[] {
  return [...new Set(violations.map(({ code }) => code))].sort();
}
