/** Issues and violations as lines for a terminal. */
import type { Issue, Violation } from '#solver';

export function issueLines(issues: readonly Issue[]): string {
  return issues
    .map(
      ({ severity, code, path, message, action }) =>
        `${severity === 'error' ? 'Error  ' : 'Warning'} ${code} at ${path || '/'}\n        ${message}\n        ${action}\n`,
    )
    .join('');
}

export function violationLines(violations: readonly Violation[]): string {
  return violations
    .map(({ code, path, message, expected, found }) => {
      const values = [
        expected === undefined ? '' : ` expected ${JSON.stringify(expected)}`,
        found === undefined ? '' : ` found ${JSON.stringify(found)}`,
      ].join('');
      return `${code} at ${path}\n        ${message}${values}\n`;
    })
    .join('');
}
