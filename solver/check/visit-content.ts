/** Length, agenda and contact of visits (contract, section 3). */
import type { InterpretedCustomer } from '../input/interpretation.ts';
import type { Facts, Visit } from './facts.ts';
import { appointmentOf } from './service.ts';
import { differs, tolerance } from './tolerance.ts';
import type { Report } from './violation.ts';

export function checkServiceContent(facts: Facts, report: Report): void {
  for (const [id, visits] of facts.visitsOf) {
    const customer = facts.customers.get(id);
    if (customer === undefined) continue;
    checkAgendas(facts, customer, visits, report);
    checkContacts(facts, customer, visits, report);
  }
}

/** Whether a visit says what is done and who is met, or only when it is. */
function saysContent({ stated }: Facts, { stop }: Visit): boolean {
  const { appointment, agenda, contactId } = stated.stopOf.get(stop) ?? {};
  return appointment !== undefined || agenda !== undefined || contactId !== undefined;
}

/**
 * An action is due when its cadence has passed since it was done last, give or take half an interval between visits; one that was
 * never done, on the first visit. Where that comes later than all visits together would allow, some are missing, and it may wait.
 * On a frozen day it is done if the previous plan says so, due or not.
 */
function checkAgendas(
  facts: Facts,
  { content, requirement }: InterpretedCustomer,
  visits: readonly Visit[],
  report: Report,
): void {
  const dueFrom = new Map<string, number>();
  for (const { action, everyDays, lastDay } of content.actions)
    if (lastDay !== null) dueFrom.set(action, lastDay + everyDays - requirement.intervalDays / 2);
  for (const visit of visits) {
    const { day } = visit.tour;
    const { agenda = [] } = visit.stop;
    const kept = content.kept.find((each) => each.day === day && each.seconds !== null);
    const due = content.actions.filter(({ action, everyDays }) => {
      if (kept !== undefined) return kept.agenda.includes(action);
      const from = dueFrom.get(action);
      const mayWait = day > requirement.firstVisitBy && !agenda.includes(action);
      return everyDays === 0 || !(from === undefined ? mayWait : day < from);
    });
    for (const { action, everyDays } of due) {
      const again = day + everyDays - requirement.intervalDays / 2;
      // A later time may be recorded already.
      const known = kept === undefined ? again : (dueFrom.get(action) ?? again);
      dueFrom.set(action, Math.max(again, known));
    }
    const expected = kept?.agenda ?? due.map(({ action }) => action);
    const sum = due.reduce((total, item) => total + item.seconds, 0);
    const ruled = content.fixed || sum === 0 ? content.plainSeconds : sum;
    const seconds = kept?.seconds ?? appointmentOf(visit)?.seconds ?? ruled;
    if (differs(visit.endAt - visit.startAt, seconds, tolerance.seconds))
      report('SERVICE_LENGTH_WRONG', visit.path, 'The visit has another length, minutes.', {
        expected: seconds / 60,
        found: (visit.endAt - visit.startAt) / 60,
      });
    if (saysContent(facts, visit) && [...agenda].sort().join() !== [...expected].sort().join())
      report('AGENDA_WRONG', `${visit.path}/agenda`, 'The visit has another agenda.', { expected, found: agenda });
  }
}

/** Where there are several contacts, no two visits in a row meet the same one; those on frozen days meet whom they were to meet. */
function checkContacts(
  facts: Facts,
  { contactIds, lastContactId, content }: InterpretedCustomer,
  visits: readonly Visit[],
  report: Report,
): void {
  let before = lastContactId ?? undefined;
  for (const visit of visits) {
    const { path, stop, tour } = visit;
    const kept = content.kept.find(({ day }) => day === tour.day);
    if (kept !== undefined) {
      if (saysContent(facts, visit) && kept.contactId !== (stop.contactId ?? null))
        report('FROZEN_DAY_CHANGED', `${path}/contactId`, 'The visit was to meet somebody else.', {
          expected: kept.contactId,
          found: stop.contactId ?? null,
        });
      continue;
    }
    if (contactIds.length > 1 && stop.contactId !== undefined && stop.contactId === before)
      report('CONTACT_NOT_ROTATED', `${path}/contactId`, 'Two visits in a row meet the same person.', {
        found: stop.contactId,
      });
    before = stop.contactId;
  }
}
