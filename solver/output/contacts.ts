/** Whom visits meet. */
import type { InterpretedCustomer } from '../input/interpretation.ts';

/**
 * Contacts take turns, those who decide first: no customer is known through one person only. On frozen days they stay whom the
 * previous plan names.
 * @param days of the visits, ascending
 * @returns ids, null where nobody is named
 */
export function contactsOnDays(
  { contactIds, lastContactId, content }: Pick<InterpretedCustomer, 'contactIds' | 'lastContactId' | 'content'>,
  days: readonly number[],
): (string | null)[] {
  let met = lastContactId === null ? -1 : contactIds.indexOf(lastContactId);
  return days.map((day) => {
    const kept = content.kept.find((visit) => visit.day === day);
    if (kept !== undefined) return kept.contactId;
    met++;
    return contactIds.length === 0 ? null : contactIds[met % contactIds.length];
  });
}
