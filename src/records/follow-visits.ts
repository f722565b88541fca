/**
 * What visits change of their customer: when it was visited last, whom the rep met, and what was done. What the customer's own entry says of it is
 * kept beside, so that a record that is corrected leaves nothing behind.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Customer, Territory, VisitRecord } from '#solver';
import type { FactsGiven, VisitFacts } from '../store/index.ts';

export interface Followed {
  readonly territory: Territory;
  readonly factsGiven: FactsGiven;
}

/**
 * The territory as these visits leave it; the same object when nothing changes.
 * @param records by customer all of them, the oldest first; other customers stay as they are
 */
export function followVisits(
  territory: Territory,
  factsGiven: FactsGiven,
  records: ReadonlyMap<string, readonly VisitRecord[]>,
): Followed {
  const stillGiven = new Map(factsGiven);
  let changed = false;
  const customers = territory.customers.map((customer) => {
    const visits = records.get(customer.id);
    if (visits === undefined) return customer;
    const known = factsOf(customer);
    const given = factsGiven.get(customer.id) ?? known;
    const followed = visits.reduce(afterVisit, given);
    if (isDeepStrictEqual(followed, given)) stillGiven.delete(customer.id);
    else stillGiven.set(customer.id, given);
    if (isDeepStrictEqual(followed, known)) return customer;
    changed = true;
    return withFacts(customer, followed);
  });
  return { territory: changed ? { ...territory, customers } : territory, factsGiven: stillGiven };
}

/** The territory as its callers gave it, before it followed any visit. */
export function asGiven(territory: Territory, factsGiven: FactsGiven): Territory {
  const customers = territory.customers.map((customer) => {
    const given = factsGiven.get(customer.id);
    return given === undefined ? customer : withFacts(customer, given);
  });
  return { ...territory, customers };
}

/** What the entries say of visits in a territory that is sent anew. A value sent back as it was read is no new word. */
export function factsSent(sent: Territory, before: Territory, factsGiven: FactsGiven): FactsGiven {
  const read = new Map(before.customers.map((customer) => [customer.id, factsOf(customer)]));
  return new Map(
    sent.customers.flatMap((customer) => {
      const given = factsGiven.get(customer.id);
      if (given === undefined) return [];
      const [now, known] = [factsOf(customer), read.get(customer.id) ?? {}];
      const fact = <K extends keyof VisitFacts>(name: K): VisitFacts =>
        pick(isDeepStrictEqual(now[name], known[name]) ? given : now, name);
      return [[customer.id, { ...fact('lastVisitedOn'), ...fact('lastContactId'), ...fact('lastActions') }]];
    }),
  );
}

function factsOf(customer: Customer): VisitFacts {
  return { ...pick(customer, 'lastVisitedOn'), ...pick(customer, 'lastContactId'), ...pick(customer, 'lastActions') };
}

/** In the place of those that he has. */
function withFacts(customer: Customer, facts: VisitFacts): Customer {
  const { lastVisitedOn: _on, lastContactId: _contact, lastActions: _actions, ...rest } = customer;
  return { ...rest, ...facts };
}

function pick(facts: VisitFacts, name: keyof VisitFacts): VisitFacts {
  return facts[name] === undefined ? {} : { [name]: facts[name] };
}

/** Never back in time. A visit of which it is not known whom the rep met leaves the contact as it was. */
function afterVisit(facts: VisitFacts, { date, contactId, agenda = [] }: VisitRecord): VisitFacts {
  const isLatest = facts.lastVisitedOn === undefined || date >= facts.lastVisitedOn;
  const done = new Map(facts.lastActions?.map(({ action, on }) => [action, on]));
  const later = agenda.filter((action) => (done.get(action) ?? '') < date);
  for (const action of later) done.set(action, date);
  return {
    ...facts,
    ...(isLatest && { lastVisitedOn: date }),
    ...(isLatest && contactId !== undefined && { lastContactId: contactId }),
    ...(later.length > 0 && { lastActions: [...done].map(([action, on]) => ({ action, on })) }),
  };
}
