/** The agenda of a visit as people read it. */
import type { PlannedDay } from '#solver';

/** What an action is called on paper. */
const words: Readonly<Record<string, string>> = {
  walkMarket: 'walk the market',
  relayPolicy: 'relay policy',
  checkStock: 'check stock',
  manageStock: 'manage stock',
  exchangeInformation: 'exchange information',
  readRelationship: 'read the relationship',
  coachDealer: 'coach the dealer',
  reviewPeriod: 'review the period',
};

/** Empty without an agenda. */
export function agendaWords(agenda: PlannedDay['stops'][number]['agenda']): string {
  return (agenda ?? []).map((action) => words[action] ?? action).join(', ');
}
