/** How often and how far apart (contract, section 4). */
import type { InterpretedCustomer } from '../input/interpretation.ts';
import type { Facts, Visit } from './facts.ts';
import type { Report } from './violation.ts';

/** Positions of the owed visits that are not reported unassigned. */
export function openOrdinals({ unassignedOf }: Facts, customer: InterpretedCustomer): number[] {
  const unassigned = new Set(unassignedOf.get(customer.id)?.map(({ visit }) => visit - 1));
  return [...customer.requirement.visits.keys()].filter((ordinal) => !unassigned.has(ordinal));
}

/** Every visit owed is planned or reported unassigned, exactly once. */
export function checkCounts(facts: Facts, report: Report): void {
  for (const customer of facts.meaning.customers) {
    const planned = facts.visitsOf.get(customer.id) ?? [];
    const expected = openOrdinals(facts, customer).length;
    if (planned.length < expected)
      report('VISITS_MISSING', '/unassignedVisits', `A visit of ${customer.id} is neither planned nor reported.`, {
        expected,
        found: planned.length,
      });
    if (planned.length > expected)
      report('VISITS_TOO_MANY', planned[expected].path, `More visits of ${customer.id} than owed.`, {
        expected,
        found: planned.length,
      });
  }
}

export function checkUnassigned({ meaning, plan, customers }: Facts, report: Report): void {
  const seen = new Set<string>();
  plan.unassignedVisits.forEach(({ customerId, visit, dueOn, reasons }, u) => {
    const path = `/unassignedVisits/${u}`;
    const customer = customers.get(customerId);
    if (customer === undefined) {
      report('UNKNOWN_ID', `${path}/customerId`, `There is no customer ${customerId}.`, { found: customerId });
      return;
    }
    if (reasons.length === 0 || reasons.some(({ message }) => message === ''))
      report('UNASSIGNED_VISIT_WRONG', `${path}/reasons`, 'Every unassigned visit has a reason.');
    const owed = customer.requirement.visits[visit - 1];
    const key = `${visit} ${customerId}`;
    if (owed === undefined || seen.has(key)) {
      const message = owed ? 'This visit is reported twice.' : 'No such visit is owed.';
      report('UNASSIGNED_VISIT_WRONG', `${path}/visit`, message, { found: visit });
      return;
    }
    seen.add(key);
    const due = dateOf(meaning.dates[0], owed.dueDay);
    if (dueOn !== due)
      report('UNASSIGNED_VISIT_WRONG', `${path}/dueOn`, 'The visit is due on another day.', {
        expected: due,
        found: dueOn,
      });
  });
}

export function checkSpacing(facts: Facts, report: Report): void {
  facts.meaning.customers.forEach((customer, index) => {
    const visits = facts.visitsOf.get(customer.id);
    if (visits === undefined) return;
    const madeOn = dayOfLastVisit(facts, index);
    const complete = !facts.unassignedOf.has(customer.id);
    const { minDaysBetween, maxDaysBetween, firstDayMin, firstRegularDay, firstDayMax } = customer.requirement;
    const [first] = visits;
    // What the previous plan decided on frozen days is not judged again.
    const isOpen = !first.tour.isFrozen;
    const isAfterUrgent = customer.urgent !== null && first.tour.day > customer.urgent.last;
    const soonest = isAfterUrgent ? Math.max(firstDayMin, firstRegularDay) : firstDayMin;
    if (isOpen && first.tour.day < soonest && !wasAgreed(customer, first.tour.day))
      report('FIRST_VISIT_TOO_EARLY', first.path, `${customer.id} is visited before its first possible day.`, {
        expected: dateOf(facts.meaning.dates[0], soonest),
        found: first.tour.planned.date,
      });
    if (isOpen && complete && firstDayMax !== null && first.tour.day > firstDayMax)
      report('FIRST_VISIT_TOO_LATE', first.path, `${customer.id} is visited after its last possible first day.`, {
        expected: dateOf(facts.meaning.dates[0], firstDayMax),
        found: first.tour.planned.date,
      });
    for (let k = 1; k < visits.length; k++) {
      const { day } = visits[k].tour;
      // A visit outside the plan, made within the horizon, counts as the one before.
      const before = Math.max(visits[k - 1].tour.day, madeOn < day ? madeOn : 0);
      const days = visits[k - 1].tour.day === day ? 0 : day - before;
      const { path } = visits[k];
      if (visits[k].tour.isFrozen && days !== 0) continue;
      if (days === 0) report('TWO_VISITS_ON_ONE_DAY', path, `${customer.id} is visited twice on one day.`);
      else if (days < minDaysBetween && !isUrgent(customer, day, before) && !mayBeNear(customer, visits[k - 1], day))
        report('MIN_DAYS_BETWEEN', path, `Two visits of ${customer.id} are too close, days.`, {
          expected: minDaysBetween,
          found: days,
        });
      else if (complete && days > maxDaysBetween && !isUrgent(customer, day, before))
        report('MAX_DAYS_BETWEEN', path, `Two visits of ${customer.id} are too far apart, days.`, {
          expected: maxDaysBetween,
          found: days,
        });
    }
  });
}

function dayOfLastVisit({ meaning }: Facts, customer: number): number {
  const { lastVisitedOn } = meaning.request.territory.customers[customer];
  if (lastVisitedOn === undefined) return -1;
  return Math.round((Date.parse(`${lastVisitedOn}T00:00:00Z`) - meaning.epochMillis) / 86_400_000);
}

/** An urgent visit comes on its days, however near the one before it was, or long ago. */
function isUrgent({ urgent }: InterpretedCustomer, day: number, before: number): boolean {
  return urgent !== null && day >= urgent.first && day <= urgent.last && before < urgent.first;
}

/** An appointment of the previous plan comes however near a visit that was made, or that was such an appointment, too. */
function mayBeNear(customer: InterpretedCustomer, before: Visit, day: number): boolean {
  const isSettled = before.tour.isFrozen || wasAgreed(customer, before.tour.day);
  return isSettled && wasAgreed(customer, day);
}

const wasAgreed = ({ appointments }: InterpretedCustomer, day: number): boolean =>
  appointments.some((appointment) => appointment.day === day && appointment.wasPlanned);

function dateOf(start: string, day: number): string {
  return new Date(Date.parse(`${start}T00:00:00Z`) + day * 86_400_000).toISOString().slice(0, 10);
}
