/** The caller's rules about territories: who may carry whom, and how much a rep may carry. */
import type { Interpretation } from '../input/index.ts';
import type { BasicArea } from './basic-areas.ts';
import { revenueShareOf, type TerritoryProblem, workSeconds } from './territory-problem.ts';

/** A wish of the caller, or a customer who is as he is: what an issue names. */
export interface Rule {
  readonly path: string;
  readonly text: string;
}

/** A rule that leaves only these reps. */
export interface Narrowing {
  readonly rule: Rule;
  readonly reps: ReadonlySet<number>;
}

/** One thing that reps carry, and what they may carry of it. */
export interface Measure {
  readonly kind: 'workload' | 'revenue' | 'customers' | 'key accounts';
  readonly amount: (area: number, rep: number) => number;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Per rep the rule that bounds him. */
  readonly rules: readonly Rule[];
}

export function measuresOf(meaning: Interpretation, problem: TerritoryProblem, totalSeconds: number): Measure[] {
  const { balance, reps, keyAccountsMaxPerRep, dates } = meaning;
  const none = new Float64Array(reps.length).fill(Number.NEGATIVE_INFINITY);
  const revenue = problem.revenue.reduce((sum, each) => sum + each, 0);
  const tolerance = (field: 'workloadTolerance' | 'revenueTolerance'): Rule[] => {
    const percent = `${Math.round(balance[field] * 1000) / 10} %`;
    const rule = { path: `/territory/policy/balance/${field}`, text: `policy.balance.${field} (${percent})` };
    return reps.map(() => rule);
  };
  const widthOf = (field: 'maxCustomers' | 'maxWorkloadMinutesPerWeek'): Rule[] =>
    reps.map(({ id, [field]: limit }, rep) => ({
      path: `/territory/reps/${rep}/channelWidth/${field}`,
      text: `${field} of rep "${id}" (${limit})`,
    }));
  const bands = (total: number, fair: (rep: number) => number, part: number) =>
    Float64Array.from(reps, (_, rep) => fair(rep) * total * part);
  const revenueShares = revenueShareOf(problem.timeShare);
  const revenueShare = (rep: number) => revenueShares[rep];
  const timeShare = (rep: number) => problem.timeShare[rep];
  const keyRule = {
    path: '/territory/policy/keyAccounts/maxPerRep',
    text: `policy.keyAccounts.maxPerRep (${keyAccountsMaxPerRep})`,
  };
  const work = (area: number, rep: number) => workSeconds(problem, area, rep);
  const weekly = (dates.length / 7) * 60;
  return [
    {
      kind: 'workload',
      amount: work,
      lower: bands(totalSeconds, timeShare, 1 - balance.workloadTolerance),
      upper: bands(totalSeconds, timeShare, 1 + balance.workloadTolerance),
      rules: tolerance('workloadTolerance'),
    },
    {
      kind: 'revenue',
      amount: (area) => problem.revenue[area],
      lower: bands(revenue, revenueShare, 1 - balance.revenueTolerance),
      upper: bands(revenue, revenueShare, 1 + balance.revenueTolerance),
      rules: tolerance('revenueTolerance'),
    },
    {
      kind: 'customers',
      amount: (area) => problem.customers[area],
      lower: none,
      upper: Float64Array.from(reps, ({ maxCustomers }) => maxCustomers),
      rules: widthOf('maxCustomers'),
    },
    {
      kind: 'workload',
      amount: work,
      lower: none,
      upper: Float64Array.from(reps, ({ maxWorkloadMinutesPerWeek }) => maxWorkloadMinutesPerWeek * weekly),
      rules: widthOf('maxWorkloadMinutesPerWeek'),
    },
    {
      kind: 'key accounts',
      amount: (area) => problem.keyAccounts[area],
      lower: none,
      upper: new Float64Array(reps.length).fill(keyAccountsMaxPerRep),
      rules: reps.map(() => keyRule),
    },
  ];
}

/** The rule that keeps an area in one piece; of a single customer, what of him weighs. */
export function wholeRule({ customers }: Interpretation, { members }: BasicArea, kind: Measure['kind']): Rule {
  const [first] = members;
  const { id, area, annualRevenue } = customers[first];
  if (members.length === 1)
    return kind === 'revenue'
      ? {
          path: `/territory/customers/${first}/annualRevenue`,
          text: `annualRevenue of customer "${id}" (${annualRevenue})`,
        }
      : { path: `/territory/customers/${first}`, text: `the ${kind} of customer "${id}" alone` };
  return area === null
    ? {
        path: '/territory/policy/smallAccounts',
        text: `policy.smallAccounts (${members.length} customers around "${id}")`,
      }
    : { path: `/territory/customers/${first}/area`, text: `area "${area}" of ${members.length} customers` };
}

/** Per area the rules that say who may carry it, as far as the meaning heeds them. */
export function narrowingsOf(meaning: Interpretation, areas: readonly BasicArea[]): readonly (readonly Narrowing[])[] {
  const { request, reps, customers, replanning } = meaning;
  const { territory } = request;
  const indexOf = new Map(reps.map(({ id }, rep) => [id, rep]));
  const named = new NamedRules();
  const indexesOf = (ids: readonly string[]): number[] => ids.flatMap((id) => indexOf.get(id) ?? []);
  const keyReps = indexesOf(territory.policy?.keyAccounts?.repIds ?? []);
  const ofCustomer = (customer: number): Narrowing[] => {
    const { repId, eligibleRepIds } = territory.customers[customer];
    const { keyAccount, permittedReps, eligibleReps } = customers[customer];
    const path = `/territory/customers/${customer}`;
    const found: Narrowing[] = [];
    const only = (text: string, at: string, left: readonly number[]) =>
      found.push({ rule: named.rule(text, at), reps: new Set(left) });
    if (repId !== undefined) {
      only(`repId "${repId}" of {n} customers`, `${path}/repId`, indexesOf([repId]));
      return found;
    }
    if (eligibleReps.length < permittedReps.length) {
      const { id } = reps[eligibleReps[0]];
      if (replanning !== null && replanning.repOf[customer] >= 0)
        only(`rep "${id}" of {n} customers in the previous plan`, '/options/previousPlan', eligibleReps);
      else only(`currentRepId "${id}" of {n} customers`, `${path}/currentRepId`, eligibleReps);
    }
    if (eligibleRepIds !== undefined) {
      const text = `eligibleRepIds "${eligibleRepIds.join('", "')}" of {n} customers`;
      only(text, `${path}/eligibleRepIds`, indexesOf(eligibleRepIds));
    }
    // What a customer says for himself comes first.
    if (keyAccount && permittedReps.every((rep) => keyReps.includes(rep)))
      only('policy.keyAccounts.repIds for {n} key accounts', '/territory/policy/keyAccounts/repIds', keyReps);
    return found;
  };
  return areas.map(({ members }) => members.flatMap(ofCustomer));
}

/** Rules that many customers have in common are one; how many is known only in the end. */
class NamedRules {
  private readonly rules = new Map<string, { readonly rule: Rule; customers: number }>();

  /** @param text `{n}` stands for the number of customers @param path of the first of them */
  rule(text: string, path: string): Rule {
    const known = this.rules.get(text);
    if (known !== undefined) {
      known.customers++;
      return known.rule;
    }
    const { rules } = this;
    const rule = {
      path,
      get text() {
        return text.replace('{n}', String(rules.get(text)?.customers));
      },
    };
    rules.set(text, { rule, customers: 1 });
    return rule;
  }
}
