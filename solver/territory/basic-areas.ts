/** Basic areas: the units of territory design, which never split. */
import type { Interpretation, InterpretedCustomer, Issue } from '../input/index.ts';
import { haversineMetres } from '../problem/travel.ts';
import { territoryIssue } from './issue-catalogue.ts';
import { Nearby } from './sphere.ts';

export interface BasicArea {
  /** Indexes of customers, at least one. */
  readonly members: readonly number[];
  /** Indexes of the reps that may carry all of them, those who can come to all if there are any; ascending, never empty. */
  readonly eligibleReps: readonly number[];
}

/**
 * Customers that share `area`, small accounts close together, and every other customer alone. An area that no rep may carry
 * whole is split by eligibility, with an issue. In the order of their first customers.
 */
export function basicAreas(meaning: Interpretation): { areas: readonly BasicArea[]; issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const areas: BasicArea[] = [];
  const grouped = new Uint8Array(meaning.customers.length);
  for (const [area, members] of namedAreas(meaning)) {
    for (const member of members) grouped[member] = 1;
    const whole = toArea(meaning, members);
    if (whole.eligibleReps.length > 0) {
      areas.push(whole);
      continue;
    }
    areas.push(...splitByEligibility(meaning, members));
    const path = `/territory/customers/${members[0]}/area`;
    issues.push(territoryIssue('AREA_WITHOUT_COMMON_REP', path, { area, customers: members.length }));
  }
  for (const members of smallGroups(meaning, grouped)) areas.push(toArea(meaning, members));
  meaning.customers.forEach((_, customer) => {
    if (grouped[customer] === 0) areas.push(toArea(meaning, [customer]));
  });
  areas.sort((a, b) => a.members[0] - b.members[0]);
  return { areas, issues };
}

function namedAreas({ customers }: Interpretation): Map<string, number[]> {
  const byName = new Map<string, number[]>();
  customers.forEach(({ area }, customer) => {
    if (area === null) return;
    const members = byName.get(area);
    if (members === undefined) byName.set(area, [customer]);
    else members.push(customer);
  });
  return byName;
}

function toArea({ customers }: Interpretation, members: readonly number[]): BasicArea {
  const [first, ...rest] = members;
  const common = (of: (customer: InterpretedCustomer) => readonly number[]) =>
    of(customers[first]).filter((rep) => rest.every((member) => of(customers[member]).includes(rep)));
  const possible = common(({ possibleReps }) => possibleReps);
  return { members, eligibleReps: possible.length > 0 ? possible : common(({ eligibleReps }) => eligibleReps) };
}

function splitByEligibility(meaning: Interpretation, members: readonly number[]): BasicArea[] {
  const parts = Map.groupBy(members, (member) => eligibilityKey(meaning.customers[member]));
  return [...parts.values()].map((part) => toArea(meaning, part));
}

function eligibilityKey({ eligibleReps }: InterpretedCustomer): string {
  return eligibleReps.join(' ');
}

/** Groups around the first small account that has none yet; marks their members. */
function smallGroups({ customers, smallAccounts }: Interpretation, grouped: Uint8Array): number[][] {
  if (smallAccounts === null) return [];
  const { maxAnnualRevenue, groupWithinKm } = smallAccounts;
  const nearby = new Nearby(customers.map(({ location }) => location));
  const isFree = (index: number): boolean =>
    grouped[index] === 0 && !customers[index].keyAccount && customers[index].annualRevenue <= maxAnnualRevenue;
  const groups: number[][] = [];
  customers.forEach((seed, seedIndex) => {
    if (!isFree(seedIndex)) return;
    const key = eligibilityKey(seed);
    const others = nearby.within(
      seedIndex,
      groupWithinKm,
      (other) =>
        isFree(other) &&
        eligibilityKey(customers[other]) === key &&
        haversineMetres(seed.location, customers[other].location) <= groupWithinKm * 1000,
    );
    const members = [seedIndex, ...others].sort((a, b) => a - b);
    for (const member of members) grouped[member] = 1;
    groups.push(members);
  });
  return groups;
}
