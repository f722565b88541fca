/**
 * Why the limits cannot be kept: the smallest set of the caller's rules that contradict each other. Areas may be split and distance does
 * not count, so what is found here is impossible for certain.
 */
import type { Interpretation, Issue } from '../input/index.ts';
import { type LpSolver, solveWith } from '../lp/index.ts';
import type { BasicArea } from './basic-areas.ts';
import { flowModel } from './flow-model.ts';
import { territoryIssue } from './issue-catalogue.ts';
import { type TerritoryProblem, workSeconds } from './territory-problem.ts';

/** Above so many rules or groups nothing is looked for: it would take minutes. */
const MOST_RULES = 500;

/** A wish of the caller: it narrows who may carry whom, or how much a rep may carry. */
interface Rule {
  readonly path: string;
  readonly text: string;
}

/** Customers for whom the same rules decide who may carry them. */
interface Group {
  readonly areas: readonly number[];
  /** Each leaves only these reps. */
  readonly narrowing: readonly { readonly rule: Rule; readonly reps: ReadonlySet<number> }[];
}

/** One thing that reps carry, and what they may carry of it. */
interface Measure {
  readonly amount: (area: number) => number;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Per rep the rule that bounds him. */
  readonly rules: readonly Rule[];
}

/** An issue for every measure in which the rules contradict each other. */
export function conflictIssues(
  meaning: Interpretation,
  areas: readonly BasicArea[],
  problem: TerritoryProblem,
  totalSeconds: number,
  solvers: readonly LpSolver[],
): Issue[] {
  const groups = groupsOf(meaning, areas);
  const issues: Issue[] = [];
  for (const measure of measuresOf(meaning, problem, totalSeconds)) {
    const rules = [
      ...new Set([...measure.rules, ...groups.flatMap(({ narrowing }) => narrowing.map(({ rule }) => rule))]),
    ];
    if (rules.length > MOST_RULES || groups.length > MOST_RULES) continue;
    const contradict = (kept: ReadonlySet<Rule>): boolean => {
      const outcome = solveWith(solvers, modelOf(problem, groups, measure, kept));
      return outcome.kind === 'infeasible';
    };
    if (!contradict(new Set(rules))) continue;
    const smallest = smallestConflict(rules, contradict);
    if (smallest.length === 0) continue;
    const known = smallest.map(({ text }) => text).join('; ');
    issues.push({
      ...territoryIssue('RULES_CONFLICT', smallest[0].path, { rules: known }),
      relatedPaths: smallest.map(({ path }) => path),
    });
  }
  return distinct(issues);
}

function distinct(issues: readonly Issue[]): Issue[] {
  return [...new Map(issues.map((issue) => [issue.message, issue])).values()];
}

/** QuickXplain (Junker 2004): a set of rules that contradict each other, of which none can be left out. */
function smallestConflict(rules: readonly Rule[], contradict: (kept: ReadonlySet<Rule>) => boolean): Rule[] {
  const search = (background: readonly Rule[], added: boolean, candidates: readonly Rule[]): Rule[] => {
    if (added && contradict(new Set(background))) return [];
    if (candidates.length === 1) return [...candidates];
    const half = candidates.length >> 1;
    const first = candidates.slice(0, half);
    const second = candidates.slice(half);
    const ofSecond = search([...background, ...first], first.length > 0, second);
    const ofFirst = search([...background, ...ofSecond], ofSecond.length > 0, first);
    return [...ofFirst, ...ofSecond];
  };
  return rules.length === 0 ? [] : search([], false, rules);
}

function modelOf({ reps }: TerritoryProblem, groups: readonly Group[], measure: Measure, kept: ReadonlySet<Rule>) {
  const all = Array.from({ length: reps }, (_, rep) => rep);
  return flowModel(
    groups.map(({ areas, narrowing }) => ({
      amount: areas.reduce((sum, area) => sum + measure.amount(area), 0),
      reps: narrowing.reduce(
        (left, { rule, reps: named }) => (kept.has(rule) ? left.filter((rep) => named.has(rep)) : left),
        all,
      ),
    })),
    measure.lower.map((bound, rep) => (kept.has(measure.rules[rep]) ? bound : Number.NEGATIVE_INFINITY)),
    measure.upper.map((bound, rep) => (kept.has(measure.rules[rep]) ? bound : Number.POSITIVE_INFINITY)),
  );
}

/** What the balance and the channel width demand. Work depends on who does it: maxima are held against the least it can be. */
function measuresOf(meaning: Interpretation, problem: TerritoryProblem, totalSeconds: number): Measure[] {
  const { balance, reps, keyAccountsMaxPerRep, dates } = meaning;
  const { areas, timeShare, eligibleReps } = problem;
  const none = new Float64Array(reps.length).fill(Number.NEGATIVE_INFINITY);
  const any = new Float64Array(reps.length).fill(Number.POSITIVE_INFINITY);
  const workBy = (choose: (...seconds: number[]) => number) =>
    Float64Array.from({ length: areas }, (_, area) =>
      choose(...eligibleReps[area].map((rep) => workSeconds(problem, area, rep))),
    );
  const leastWork = workBy(Math.min);
  const mostWork = workBy(Math.max);
  const revenue = problem.revenue.reduce((sum, each) => sum + each, 0);
  const percent = (part: number) => `${Math.round(part * 1000) / 10} %`;
  const tolerance = (field: string, value: number): Rule[] => {
    const rule = { path: `/territory/policy/balance/${field}`, text: `policy.balance.${field} (${percent(value)})` };
    return reps.map(() => rule);
  };
  const ofReps = (field: string, value: (rep: number) => number): Rule[] =>
    reps.map(({ id }, rep) => ({
      path: `/territory/reps/${rep}/channelWidth/${field}`,
      text: `${field} of rep "${id}" (${value(rep)})`,
    }));
  const bands = (total: number, fair: (rep: number) => number, part: number) =>
    reps.map((_, rep) => fair(rep) * total * part);
  const work = tolerance('workloadTolerance', balance.workloadTolerance);
  const even = tolerance('revenueTolerance', balance.revenueTolerance);
  const weekly = (dates.length / 7) * 60;
  const keyRule = {
    path: '/territory/policy/keyAccounts/maxPerRep',
    text: `policy.keyAccounts.maxPerRep (${keyAccountsMaxPerRep})`,
  };
  return [
    {
      amount: (area) => leastWork[area],
      lower: none,
      upper: Float64Array.from(bands(totalSeconds, (rep) => timeShare[rep], 1 + balance.workloadTolerance)),
      rules: work,
    },
    {
      amount: (area) => mostWork[area],
      lower: Float64Array.from(bands(totalSeconds, (rep) => timeShare[rep], 1 - balance.workloadTolerance)),
      upper: any,
      rules: work,
    },
    {
      amount: (area) => problem.revenue[area],
      lower: Float64Array.from(bands(revenue, () => 1 / reps.length, 1 - balance.revenueTolerance)),
      upper: Float64Array.from(bands(revenue, () => 1 / reps.length, 1 + balance.revenueTolerance)),
      rules: even,
    },
    {
      amount: (area) => problem.customers[area],
      lower: none,
      upper: Float64Array.from(reps, ({ maxCustomers }) => maxCustomers),
      rules: ofReps('maxCustomers', (rep) => reps[rep].maxCustomers),
    },
    {
      amount: (area) => leastWork[area],
      lower: none,
      upper: Float64Array.from(reps, ({ maxWorkloadMinutesPerWeek }) => maxWorkloadMinutesPerWeek * weekly),
      rules: ofReps('maxWorkloadMinutesPerWeek', (rep) => reps[rep].maxWorkloadMinutesPerWeek),
    },
    {
      amount: (area) => problem.keyAccounts[area],
      lower: none,
      upper: new Float64Array(reps.length).fill(keyAccountsMaxPerRep),
      rules: reps.map(() => keyRule),
    },
  ];
}

/** Areas by the rules that say who may carry them. */
function groupsOf(meaning: Interpretation, areas: readonly BasicArea[]): Group[] {
  const { request, reps, customers } = meaning;
  const { territory, options } = request;
  const repIndex = new Map(reps.map(({ id }, rep) => [id, rep]));
  const rules = new Map<string, Rule>();
  const counts = new Map<string, number>();
  const keyReps = territory.policy?.keyAccounts?.repIds;
  const known = (key: string, path: string): Rule => {
    let rule = rules.get(key);
    if (rule === undefined) {
      // The number of customers is known only in the end.
      rule = {
        path,
        get text() {
          return key.replace('{n}', String(counts.get(key)));
        },
      };
      rules.set(key, rule);
    }
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return rule;
  };
  const narrowingOf = (customer: number): { rule: Rule; reps: Set<number> }[] => {
    const { repId, currentRepId, eligibleRepIds } = territory.customers[customer];
    const path = `/territory/customers/${customer}`;
    const only = (ids: readonly string[]) =>
      new Set(ids.map((id) => repIndex.get(id)).filter((rep) => rep !== undefined));
    if (repId !== undefined)
      return [{ rule: known(`repId "${repId}" of {n} customers`, `${path}/repId`), reps: only([repId]) }];
    const narrowing: { rule: Rule; reps: Set<number> }[] = [];
    if (currentRepId !== undefined && options?.territories !== 'split' && repIndex.has(currentRepId))
      narrowing.push({
        rule: known(`currentRepId "${currentRepId}" of {n} customers`, `${path}/currentRepId`),
        reps: only([currentRepId]),
      });
    if (eligibleRepIds !== undefined)
      narrowing.push({
        rule: known(`eligibleRepIds "${eligibleRepIds.join('", "')}" of {n} customers`, `${path}/eligibleRepIds`),
        reps: only(eligibleRepIds),
      });
    if (keyReps !== undefined && customers[customer].keyAccount)
      narrowing.push({
        rule: known('policy.keyAccounts.repIds for {n} key accounts', '/territory/policy/keyAccounts/repIds'),
        reps: only(keyReps),
      });
    return narrowing;
  };
  const bySignature = new Map<string, { areas: number[]; narrowing: Group['narrowing'] }>();
  areas.forEach(({ members }, area) => {
    const narrowing = members.flatMap(narrowingOf);
    const signature = [...new Set(narrowing.map(({ rule }) => rule.path))].sort().join(' ');
    const group = bySignature.get(signature);
    if (group === undefined) bySignature.set(signature, { areas: [area], narrowing });
    else group.areas.push(area);
  });
  return [...bySignature.values()];
}
