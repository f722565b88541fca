import { issueSchema } from '#solver';
import type { PlanFailure } from '../store/index.ts';

/** An error meant for the caller carries a code and issues; of any other the caller learns nothing but that it happened. */
export function failureOf(error: unknown): PlanFailure {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string' && 'issues' in error) {
    const issues = issueSchema.array().safeParse(error.issues);
    if (issues.success) return { code: error.code, message: error.message, issues: issues.data };
  }
  return {
    code: 'SOLVER_FAILED',
    message: 'The plan could not be computed because of an internal error.',
    issues: [],
  };
}

/** The process died again and again while it worked on the plan, which may be the reason, and may not bring it down forever. */
export const lostFailure: PlanFailure = {
  code: 'SOLVER_LOST',
  message: 'The plan was begun several times, and each time the process was lost before it was ready.',
  issues: [],
};
