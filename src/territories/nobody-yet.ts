/** What is said of a territory without customers or reps. */
import { emptyTableOf, type Issue, type ParsedRequest } from '#solver';

/**
 * The same, but that the territory has nobody yet: it may be stored so, and when it is planned what was sent with it is not to blame.
 * What names or needs those who are missing has not been judged.
 * @param severity a warning when it is stored, an error when it is planned
 * @param json what was parsed, which may have been put together
 */
export function nobodyYet(
  severity: Issue['severity'],
  json: unknown,
  { request, issues }: ParsedRequest,
): ParsedRequest {
  const told = (issue: Issue): Issue => {
    const table = emptyTableOf(json, issue);
    if (table === null) return issue;
    const action = `Send ${table} with PATCH …/${table}, as rows or as a table.`;
    return { severity, ...nobody[table], path: issue.path, action };
  };
  return { request, issues: issues.map(told) };
}

const nobody = {
  customers: { code: 'NO_CUSTOMERS_YET', message: 'The territory has no customers yet: it cannot be planned.' },
  reps: {
    code: 'NO_REPS_YET',
    message: 'The territory has no reps yet: it cannot be planned, and what names reps is judged when there are any.',
  },
} as const;
