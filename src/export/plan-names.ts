/** What the ids of a plan stand for. */
import { classify, type Place, type Plan, type PlanRequest } from '#solver';
import { hotelNames } from './hotel-names.ts';

interface NamedCustomer {
  readonly name: string;
  readonly class?: string | undefined;
  readonly area?: string | undefined;
  readonly place?: Place;
}

/** An id without a name is its own. The only look-up of names: tables, sheets, calendars and the map ask here. */
export interface PlanNames {
  /** With the id behind it where several reps have the name. */
  rep(id: string): string;
  customer(id: string): NamedCustomer;
  /** Contacts have ids of their own at every customer. */
  contact(customerId: string, id: string): string;
  supervisor(id: string): string;
  hotel(id: string): string;
}

export function planNames(plan: Plan, request: PlanRequest): PlanNames {
  const { territory } = request;
  const classes = classify(territory.customers, territory.policy?.classification);
  const customers = new Map(
    territory.customers.map(({ id, name = id, area, location }, index) => [
      id,
      { name, class: classes[index]?.class, area, place: location },
    ]),
  );
  const contacts = new Map(territory.customers.map((customer) => [customer.id, namesById(customer.contacts ?? [])]));
  const reps = distinctNames(territory.reps);
  const supervisors = namesById(territory.supervisors ?? []);
  const hotels = hotelNames(plan, request);
  return {
    rep: (id) => reps.get(id) ?? id,
    customer: (id) => customers.get(id) ?? { name: id },
    contact: (customerId, id) => contacts.get(customerId)?.get(id) ?? id,
    supervisor: (id) => supervisors.get(id) ?? id,
    hotel: (id) => hotels.get(id) ?? id,
  };
}

type Named = { readonly id: string; readonly name?: string | undefined };

function namesById(entries: readonly Named[]): ReadonlyMap<string, string> {
  return new Map(entries.map(({ id, name = id }) => [id, name]));
}

function distinctNames(entries: readonly Named[]): ReadonlyMap<string, string> {
  const named = Map.groupBy(namesById(entries), ([, name]) => name);
  return new Map(
    [...named].flatMap(([name, same]) => same.map(([id]) => [id, same.length === 1 ? name : `${name} (${id})`])),
  );
}
