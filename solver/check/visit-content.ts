/** Length, agenda and contact of visits (contract, section 3). */
import type { InterpretedCustomer } from '../input/interpretation.ts';
import type { Facts, Visit } from './facts.ts';
import { appointmentOf } from './service.ts';
import { differs, tolerance } from './tolerance.ts';
import type { Report } from './violation.ts';

export function checkServiceContent({ visitsOf, customers }: Facts, report: Report): void {
  for (const [id, visits] of visitsOf) {
    const customer = customers.get(id);
    if (customer === undefined) continue;
    checkAgendas(customer, visits, report);
    checkContacts(customer, visits, report);
  }
}

/**
 * An action is due when its cadence has passed since it was done last, give or take half an interval between visits; one that was
 * never done, on the first visit. Where that comes later than all visits together would allow, some are missing, and it may wait.
 */
function checkAgendas({ content, requirement }: InterpretedCustomer, visits: readonly Visit[], report: Report): void {
  const dueFrom = new Map<string, number>();
  for (const { action, everyDays, lastDay } of content.actions)
    if (lastDay !== null) dueFrom.set(action, lastDay + everyDays - requirement.intervalDays / 2);
  for (const visit of visits) {
    const { day } = visit.tour;
    const { agenda = [] } = visit.stop;
    const expected: string[] = [];
    let seconds = 0;
    for (const item of content.actions) {
      const from = dueFrom.get(item.action);
      const mayWait = day > requirement.firstVisitBy && !agenda.includes(item.action);
      const waits = item.everyDays > 0 && (from === undefined ? mayWait : day < from);
      if (waits) continue;
      expected.push(item.action);
      seconds += item.seconds;
      dueFrom.set(item.action, day + item.everyDays - requirement.intervalDays / 2);
    }
    if (content.fixed || seconds === 0) seconds = content.plainSeconds;
    seconds = appointmentOf(visit)?.seconds ?? seconds;
    if (differs(visit.endAt - visit.startAt, seconds, tolerance.seconds))
      report('SERVICE_LENGTH_WRONG', visit.path, 'The visit has another length, minutes.', {
        expected: seconds / 60,
        found: (visit.endAt - visit.startAt) / 60,
      });
    if ([...agenda].sort().join() !== [...expected].sort().join())
      report('AGENDA_WRONG', `${visit.path}/agenda`, 'The visit has another agenda.', { expected, found: agenda });
  }
}

/** Where there are several contacts, no two visits in a row meet the same one. */
function checkContacts(
  { contactIds, lastContactId }: InterpretedCustomer,
  visits: readonly Visit[],
  report: Report,
): void {
  if (contactIds.length < 2) return;
  let before = lastContactId ?? undefined;
  for (const { path, stop } of visits) {
    if (stop.contactId !== undefined && stop.contactId === before)
      report('CONTACT_NOT_ROTATED', `${path}/contactId`, 'Two visits in a row meet the same person.', {
        found: stop.contactId,
      });
    before = stop.contactId;
  }
}
