/** What a visit changes of its customer: when it was visited last, whom the rep met, and what was done. */
import { isDeepStrictEqual } from 'node:util';
import type { Customer, Territory, VisitRecord } from '#solver';

/** The territory after these visits; null when nothing changes. A visit older than the last one known changes nothing. */
export function followVisits(territory: Territory, records: readonly VisitRecord[]): Territory | null {
  const byCustomer = Map.groupBy(records, ({ customerId }) => customerId);
  let changed = false;
  const customers = territory.customers.map((customer) => {
    const visits = byCustomer.get(customer.id)?.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
    if (visits === undefined) return customer;
    const next = visits.reduce(afterVisit, customer);
    if (isDeepStrictEqual(next, customer)) return customer;
    changed = true;
    return next;
  });
  return changed ? { ...territory, customers } : null;
}

function afterVisit(customer: Customer, { date, contactId, agenda }: VisitRecord): Customer {
  let next = customer;
  if (customer.lastVisitedOn === undefined || date >= customer.lastVisitedOn) {
    const { lastContactId: _, ...rest } = customer;
    // Whoever was met before says nothing about a visit of which it is not known.
    next = {
      ...(contactId === undefined ? customer : rest),
      lastVisitedOn: date,
      ...(contactId && { lastContactId: contactId }),
    };
  }
  const done = new Map(customer.lastActions?.map(({ action, on }) => [action, on]));
  const later = (agenda ?? []).filter((action) => (done.get(action) ?? '') < date);
  if (later.length === 0) return next;
  for (const action of later) done.set(action, date);
  return { ...next, lastActions: [...done].map(([action, on]) => ({ action, on })) };
}
