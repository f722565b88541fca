/** What territory design can have to say: all of it warnings, since a plan follows all the same. */
import type { Issue } from '../input/index.ts';

interface Entry {
  /** `{name}` stands for a value found. */
  readonly cause: string;
  readonly action: string;
}

export const territoryIssueCatalogue = {
  AREA_WITHOUT_COMMON_REP: {
    cause: 'No rep may carry all {customers} customers of area "{area}"; it is split by who may carry them.',
    action: 'Give the customers of the area a common rep in repId or eligibleRepIds, or take them out of the area.',
  },
  CHANNEL_WIDTH_EXCEEDED: {
    cause: 'Rep "{rep}" carries {found} customers, more than the {limit} of maxCustomers.',
    action: 'Raise maxCustomers, let other reps carry some of the customers, or add a rep.',
  },
  WORKLOAD_EXCEEDED: {
    cause: 'The customers of rep "{rep}" mean about {found} minutes of work a week, more than the {limit} allowed.',
    action: 'Raise maxWorkloadMinutesPerWeek, lower frequencies or visit minutes, or add a rep.',
  },
  KEY_ACCOUNTS_EXCEEDED: {
    cause: 'Rep "{rep}" carries {found} key accounts, more than the {limit} of policy.keyAccounts.',
    action: 'Raise maxPerRep, or let other reps carry key accounts.',
  },
  BALANCE_NOT_MET: {
    cause: 'The {what} of rep "{rep}" is {percent} % away from its fair share, more than the {limit} % tolerated.',
    action:
      'Raise the tolerance, loosen locks, areas and eligible reps, let territories that are kept be drawn anew, or move a home.',
  },
  TIME_DOES_NOT_SUFFICE: {
    cause: "The team's time does not suffice for the visits owed: {gives}.",
    action:
      'Lower frequencies or visit minutes, or add time: one more rep would make about {rep} visits a week possible, one more working day of a rep {day}, one more night away {night}.',
  },
  RULES_CONFLICT: {
    cause:
      'These rules contradict each other, however the territories are drawn: {rules}. None of them can be left out of the contradiction.',
    action: 'Loosen one of the rules named.',
  },
  HAND_OVERS_EXCEEDED: {
    cause: '{found} would change the rep, more than the {limit} allowed: locks, areas or missing reps force it.',
    action: 'Allow more hand-overs, or loosen what forces them.',
  },
  ELIGIBLE_REPS_GONE: {
    cause: 'Nobody is left of those who may carry {customers}, the first "{customer}"; now everybody may.',
    action: 'Name other reps in eligibleRepIds before the proposal is chosen.',
  },
  TERRITORY_NOT_WHOLE: {
    cause:
      'A part of the territory of rep "{rep}" lies apart from the rest: {customers}, the first "{customer}". What speaks against the reps around: {why}.',
    action: 'Loosen the balance, the maxima or who may carry these customers, so that a rep beside them can take them.',
  },
  FAR_FROM_REP: {
    cause:
      'Customer "{customer}" lies {km} km from the home of rep "{rep}", who carries it, and {nearerKm} km from that of rep "{nearer}".{others} What speaks against "{nearer}": {why}.',
    action:
      'Loosen the balance or the maxima, or give the customer to "{nearer}" by repId, for which others would change the rep, and compare.',
  },
  TERRITORY_MODEL_FAILED: {
    cause: 'The model of the territories could not be solved ({why}); customers went to the nearest rep instead.',
    action: 'Check that the territories suit, or draw them by repId.',
  },
} as const satisfies Record<string, Entry>;

export type TerritoryIssueCode = keyof typeof territoryIssueCatalogue;

export function territoryIssue(
  code: TerritoryIssueCode,
  path: string,
  values: Readonly<Record<string, string | number>>,
): Issue {
  const { cause, action } = territoryIssueCatalogue[code];
  const filled = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? name));
  return { severity: 'warning', code, path, message: filled(cause), action: filled(action) };
}

export const customersText = (count: number) => (count === 1 ? '1 customer' : `${count} customers`);
