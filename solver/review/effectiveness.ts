/**
 * Which visits do not count: an important customer who is known through one person only. After `sameContactMonths` calendar
 * months in a row in which all visits met the same person, further visits to that person are not effective.
 */
import type { Policy } from '../input/request.ts';
import type { VisitRecord } from './visit-record.ts';

/**
 * @param records of one customer
 * @returns the ids of those that are not effective
 */
export function ineffectiveVisits(
  records: readonly VisitRecord[],
  customerClass: string,
  policy: Policy | undefined,
): Set<string> {
  const { classes = ['A1', 'A2', 'B1', 'B2'], sameContactMonths = 2 } = policy?.effectiveness ?? {};
  const ineffective = new Set<string>();
  if (!classes.includes(customerClass)) return ineffective;
  const byMonth = Map.groupBy(records, ({ date }) => monthOf(date));
  for (const [month, visits] of byMonth) {
    const before = Array.from({ length: sameContactMonths }, (_, k) => onlyContact(byMonth.get(month - 1 - k)));
    const [contact] = before;
    if (contact === undefined || before.some((other) => other !== contact)) continue;
    for (const { id, contactId } of visits) if (contactId === contact) ineffective.add(id);
  }
  return ineffective;
}

/** Months since the year 0. */
const monthOf = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;

/** Undefined when there was no visit, somebody else was met too, or it is not known who. */
function onlyContact(visits: readonly VisitRecord[] | undefined): string | undefined {
  const contacts = new Set(visits?.map(({ contactId }) => contactId));
  return contacts.size === 1 ? [...contacts][0] : undefined;
}
