/** How issues travel: capped and counted in an answer, and turned into a refusal when one of them is an error. */
import type { z } from 'zod';
import { fromSchemaIssues, type Issue, type IssueCode, makeIssue } from '#solver';
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
 * words of the issue catalogue.
 *
 * @param root JSON Pointer to what was parsed, '' for a whole document.
 */
export function formIssues(parsed: unknown, error: z.ZodError, root: string): Issue[] {
  if (parsed === undefined && root !== '') return [makeIssue('MISSING_FIELD', root, { field: root.slice(1) })];
  return fromSchemaIssues(parsed, error.issues).map((issue) => ({ ...issue, path: root + issue.path }));
}
