/** What phone calls and joint visits can leave open. */
import type { Issue } from '../input/issue.ts';

const catalogue = {
  PHONE_CALLS_NOT_PLACED: {
    cause:
      '{calls} of rep "{rep}" {find} no day: on none of his tours in that part of the horizon{exception} is the customer not visited.',
    action: 'Lower the calls of the class, or make them on days without a tour.',
  },
  JOINT_VISIT_NOT_PLACED: {
    cause: 'Customer "{customer}" gets {found} of {owed} joint visits.',
    action: "Check the supervisor's workingHours, daysOff and maxJointDaysPerRepPerMonth.",
  },
} as const;

export function jointIssue(
  code: keyof typeof catalogue,
  path: string,
  values: Readonly<Record<string, string | number>>,
): Issue {
  const { cause, action } = catalogue[code];
  const message = cause.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? name));
  return { severity: 'warning', code, path, message, action };
}
