/** How issues travel: capped and counted in an answer, and turned into a refusal when one of them is an error. */
import type { z } from 'zod';
import { type Issue, type IssueCode, makeIssue } from '#solver';
import { maxIssues } from './schemas/problem.ts';

/** The codes of a document of the wrong form; all others are contradictions in a document of the right form. */
const formCodes: ReadonlySet<string> = new Set<IssueCode>([
  'UNKNOWN_FIELD',
  'MISSING_FIELD',
  'WRONG_TYPE',
  'OUT_OF_RANGE',
  'UNKNOWN_VALUE',
  'BAD_FORMAT',
]);

export function isError(issue: Issue): boolean {
  return issue.severity === 'error';
}

export function isAboutForm(issue: Issue): boolean {
  return formCodes.has(issue.code);
}

/** Errors first, so that a cap leaves out warnings before errors. */
export function cappedIssues(issues: readonly Issue[]): { issues: readonly Issue[]; issueCount: number } {
  const sorted = [...issues.filter(isError), ...issues.filter((issue) => !isError(issue))];
  return { issues: sorted.slice(0, maxIssues), issueCount: issues.length };
}

/**
 * What is wrong with the form of something beside the plan request (its own issues come from `parseRequest`), in the
 * words of the issue catalogue. The error must come from a parse with `reportInput`.
 *
 * @param root JSON Pointer to what was parsed, '' for a whole document.
 */
export function formIssues(error: z.ZodError, root: string): Issue[] {
  return error.issues.flatMap((issue) => {
    const path = root + issue.path.map((step) => `/${escapeStep(step)}`).join('');
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((field) => makeIssue('UNKNOWN_FIELD', `${path}/${escapeStep(field)}`, { field }));
    }
    if (issue.input === undefined) {
      return [makeIssue('MISSING_FIELD', path, { field: String(issue.path.at(-1) ?? root.slice(1)) })];
    }
    return [{ ...makeIssue(codeOf(issue.code), path), message: issue.message }];
  });
}

function codeOf(code: z.core.$ZodIssue['code']): IssueCode {
  if (code === 'invalid_type') return 'WRONG_TYPE';
  if (code === 'too_small' || code === 'too_big') return 'OUT_OF_RANGE';
  return code === 'invalid_value' ? 'UNKNOWN_VALUE' : 'BAD_FORMAT';
}

/** One step of a JSON Pointer (RFC 6901). */
function escapeStep(step: PropertyKey): string {
  return String(step).replaceAll('~', '~0').replaceAll('/', '~1');
}
