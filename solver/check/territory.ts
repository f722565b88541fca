/** Rules of territories: who carries whom. */
import type { InterpretedCustomer } from '../input/interpretation.ts';
import { greatCircleMetres } from './distance.ts';
import type { Facts } from './facts.ts';
import type { Report } from './violation.ts';

/** Every customer is in exactly one territory, of a rep who may carry it. */
export function checkAssignment({ meaning, stated, customers, reps }: Facts, report: Report): void {
  if (stated.given.territories === undefined) return;
  const carried = new Set<string>();
  const seenReps = new Set<string>();
  stated.given.territories.forEach(({ repId, customerIds }, t) => {
    const path = `/territories/${t}`;
    if (!reps.has(repId)) report('UNKNOWN_ID', `${path}/repId`, `There is no rep ${repId}.`, { found: repId });
    if (seenReps.has(repId))
      report('DUPLICATE_REP', `${path}/repId`, `Rep ${repId} has two territories.`, { found: repId });
    seenReps.add(repId);
    customerIds.forEach((id, c) => {
      const at = `${path}/customerIds/${c}`;
      const customer = customers.get(id);
      if (customer === undefined) report('UNKNOWN_ID', at, `There is no customer ${id}.`, { found: id });
      else checkCarrier(customer, meaning, repId, at, report);
      if (carried.has(id)) report('CUSTOMER_IN_TWO_TERRITORIES', at, `${id} is named before already.`, { found: id });
      carried.add(id);
    });
  });
  for (const { id } of meaning.customers)
    if (!carried.has(id))
      report('CUSTOMER_WITHOUT_TERRITORY', '/territories', `${id} is in no territory.`, { expected: id });
}

/** Who has a customer today or in the previous plan is no lock, unless the territories are to be kept. */
function checkCarrier(
  { id, permittedReps, eligibleReps }: InterpretedCustomer,
  { reps, request }: Facts['meaning'],
  repId: string,
  at: string,
  report: Report,
): void {
  const rep = reps.findIndex((each) => each.id === repId);
  if (!permittedReps.includes(rep))
    report('REP_NOT_ELIGIBLE', at, `Rep ${repId} may not carry ${id}.`, { found: repId });
  else if (request.options?.territories === 'keep' && !eligibleReps.includes(rep))
    report('TERRITORY_NOT_KEPT', at, `The territories are to be kept, and ${id} has another rep.`, {
      expected: reps[eligibleReps[0]].id,
      found: repId,
    });
}

/** Only the rep of its territory visits a customer; where territories are not stated, only one who may, and nobody besides. */
export function checkVisitors({ meaning, plan, stated, tours }: Facts, report: Report): void {
  const repOf = new Map(plan.territories.flatMap(({ repId, customerIds }) => customerIds.map((id) => [id, repId])));
  for (const { rep, visits } of tours) {
    for (const { path, stop, customer } of visits) {
      if (stated.given.territories === undefined && customer !== null)
        checkCarrier(customer, meaning, rep.id, `${path}/customerId`, report);
      const owner = repOf.get(stop.customerId);
      if (owner !== undefined && owner !== rep.id)
        report('VISITED_BY_OTHER_REP', `${path}/customerId`, `${stop.customerId} belongs to another rep.`, {
          expected: owner,
          found: rep.id,
        });
    }
  }
}

/** Areas and groups of small accounts never split, unless no rep may carry all of one or the caller has drawn the territories. */
export function checkAreas({ meaning, plan, stated }: Facts, report: Report): void {
  if (!meaning.splitTerritories || stated.given.territories === undefined) return;
  const repOf = new Map(plan.territories.flatMap(({ repId, customerIds }) => customerIds.map((id) => [id, repId])));
  const areas = new Map<string, InterpretedCustomer[]>();
  for (const customer of meaning.customers) {
    if (customer.area === null) continue;
    const members = areas.get(customer.area);
    if (members === undefined) areas.set(customer.area, [customer]);
    else members.push(customer);
  }
  const groups = smallGroups(meaning).map((members) => [`Around ${members[0].id}, small accounts`, members] as const);
  for (const [area, members] of [...[...areas].map(([name, all]) => [`Area ${name}`, all] as const), ...groups]) {
    const carriers = [...new Set(members.flatMap(({ id }) => repOf.get(id) ?? []))];
    const together = members[0].eligibleReps.some((rep) => members.every((each) => each.eligibleReps.includes(rep)));
    if (together && carriers.length > 1)
      report('AREA_SPLIT', '/territories', `${area}: carried by several reps.`, { found: carriers });
  }
}

/** Around each small account that is in no group yet, in the order of the request, the others near it that the same reps may carry. */
function smallGroups({ customers, smallAccounts }: Facts['meaning']): InterpretedCustomer[][] {
  if (smallAccounts === null) return [];
  const { maxAnnualRevenue, groupWithinKm } = smallAccounts;
  const left = new Set(
    customers.filter((each) => each.area === null && !each.keyAccount && each.annualRevenue <= maxAnnualRevenue),
  );
  const groups: InterpretedCustomer[][] = [];
  for (const first of left) {
    const group = [...left].filter(
      ({ location, eligibleReps }) =>
        eligibleReps.join() === first.eligibleReps.join() &&
        greatCircleMetres(first.location, location) <= groupWithinKm * 1000,
    );
    for (const member of group) left.delete(member);
    groups.push(group);
  }
  return groups;
}
