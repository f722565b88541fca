/**
 * Why the limits cannot be kept: the smallest sets of the caller's rules that contradict each other. Areas may be split where it is not the area
 * itself that is too large, and distance does not count, so what is found here is impossible for certain.
 */
import type { Interpretation, Issue } from '../input/index.ts';
import { type LpModel, type LpSolver, solveWith } from '../lp/index.ts';
import type { BasicArea } from './basic-areas.ts';
import { flowModel, sharesModel } from './flow-model.ts';
import { territoryIssue } from './issue-catalogue.ts';
import { type Measure, measuresOf, type Narrowing, narrowingsOf, type Rule, wholeRule } from './rules.ts';
import type { TerritoryProblem } from './territory-problem.ts';

/** Above so many rules or groups nothing is looked for: it would take minutes. */
const MOST_RULES = 500;
/** All measures at once are only looked at for so many pairs of area and rep. */
const MOST_PAIRS = 6000;

const SLACK = 1 + 1e-6;

/** Areas for which the same rules decide who may carry them. */
interface Group {
  readonly areas: readonly number[];
  readonly narrowings: readonly Narrowing[];
}

/** An issue for every measure in which the rules contradict each other; where none does, one for all measures together. */
export function conflictIssues(
  meaning: Interpretation,
  areas: readonly BasicArea[],
  problem: TerritoryProblem,
  totalSeconds: number,
  solvers: readonly LpSolver[],
): Issue[] {
  const { reps } = problem;
  const narrowings = narrowingsOf(meaning, areas);
  const groups = groupsOf(narrowings);
  const measures = measuresOf(meaning, problem, totalSeconds);
  const byReps = [...new Set(groups.flatMap((group) => group.narrowings.map(({ rule }) => rule)))];
  const cannot = (model: LpModel) => solveWith(solvers, model).kind === 'infeasible';
  const found: Rule[][] = [];
  for (const measure of measures) {
    const alone = tooLargeAlone(meaning, areas, narrowings, measure);
    found.push(alone);
    if (alone.length > 0) continue;
    const rules = [...new Set([...measure.rules, ...byReps])];
    if (rules.length > MOST_RULES || groups.length > MOST_RULES) continue;
    const amountOf = leastAndMost(groups, measure);
    found.push(
      smallestConflict(rules, (kept) => cannot(sharedOut(groups, measure, amountOf, 'least', reps, kept))),
      smallestConflict(rules, (kept) => cannot(sharedOut(groups, measure, amountOf, 'most', reps, kept))),
    );
  }
  const rules = [...new Set([...measures.flatMap((measure) => measure.rules), ...byReps])];
  if (found.every(({ length }) => length === 0) && problem.areas * reps <= MOST_PAIRS && rules.length <= MOST_RULES) {
    const model = (kept: ReadonlySet<Rule>) =>
      sharesModel(
        narrowings.map((each) => allowed(each, reps, kept)),
        measures.map((measure) => ({ amount: measure.amount, ...boundsOf(measure, kept) })),
      );
    // The large model first of all to HiGHS: javascript-lp-solver can pivot on it for long.
    const large = solvers.toReversed();
    found.push(smallestConflict(rules, (kept) => solveWith(large, model(kept)).kind === 'infeasible'));
  }
  const issues = found.filter(({ length }) => length > 0).map(conflictIssue);
  return [...new Map(issues.map((issue) => [issue.message, issue])).values()];
}

function conflictIssue(rules: readonly Rule[]): Issue {
  return {
    ...territoryIssue('RULES_CONFLICT', rules[0].path, { rules: rules.map(({ text }) => text).join('; ') }),
    relatedPaths: rules.map(({ path }) => path),
  };
}

/** QuickXplain (Junker 2004): a set of rules that contradict each other, of which none can be left out; none when they do not. */
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
  return rules.length > 0 && contradict(new Set(rules)) ? search([], false, rules) : [];
}

/** The rules that leave no rep for the largest area, which never splits. */
function tooLargeAlone(
  meaning: Interpretation,
  areas: readonly BasicArea[],
  narrowings: readonly (readonly Narrowing[])[],
  measure: Measure,
): Rule[] {
  const { amount, upper, rules } = measure;
  const reps = upper.length;
  const none = new Set<Rule>();
  const fits = (area: number, kept: ReadonlySet<Rule>) =>
    allowed(narrowings[area], reps, kept).some(
      (rep) => !kept.has(rules[rep]) || amount(area, rep) <= upper[rep] * SLACK,
    );
  let largest = -1;
  areas.forEach((_, area) => {
    const kept = new Set([...rules, ...narrowings[area].map(({ rule }) => rule)]);
    if (!fits(area, kept) && (largest < 0 || amount(area, 0) > amount(largest, 0))) largest = area;
  });
  if (largest < 0 || !fits(largest, none)) return [];
  const whole = wholeRule(meaning, areas[largest], measure.kind);
  const candidates = [...new Set([whole, ...narrowings[largest].map(({ rule }) => rule), ...rules])];
  return smallestConflict(candidates, (kept) => kept.has(whole) && !fits(largest, kept));
}

/** The reps whom the rules kept leave. */
function allowed(narrowings: readonly Narrowing[], reps: number, kept: ReadonlySet<Rule>): number[] {
  return narrowings.reduce(
    (left, { rule, reps: named }) => (kept.has(rule) ? left.filter((rep) => named.has(rep)) : left),
    Array.from({ length: reps }, (_, rep) => rep),
  );
}

function boundsOf({ lower, upper, rules }: Measure, kept: ReadonlySet<Rule>) {
  return {
    lower: lower.map((bound, rep) => (kept.has(rules[rep]) ? bound : Number.NEGATIVE_INFINITY)),
    upper: upper.map((bound, rep) => (kept.has(rules[rep]) ? bound : Number.POSITIVE_INFINITY)),
  };
}

type AmountOf = (group: number, reps: readonly number[], end: 'least' | 'most') => number;

/** What a group comes to with the best or the worst of these reps for each area: work depends on who does it. */
function leastAndMost(groups: readonly Group[], { amount }: Measure): AmountOf {
  const known = new Map<string, number>();
  return (group, reps, end) => {
    const key = `${end} ${group} ${reps.join()}`;
    let total = known.get(key);
    if (total === undefined) {
      const choose = end === 'least' ? Math.min : Math.max;
      total = groups[group].areas.reduce((sum, area) => sum + choose(...reps.map((rep) => amount(area, rep))), 0);
      known.set(key, total);
    }
    return total;
  };
}

/** The model of one measure: maxima against the least that the areas can come to, minima against the most. */
function sharedOut(
  groups: readonly Group[],
  measure: Measure,
  amountOf: AmountOf,
  end: 'least' | 'most',
  reps: number,
  kept: ReadonlySet<Rule>,
): LpModel {
  const { lower, upper } = boundsOf(measure, kept);
  return flowModel(
    groups.map(({ narrowings }, group) => {
      const left = allowed(narrowings, reps, kept);
      return { amount: left.length > 0 ? amountOf(group, left, end) : 1, reps: left };
    }),
    end === 'least' ? lower.fill(Number.NEGATIVE_INFINITY) : lower,
    end === 'most' ? upper.fill(Number.POSITIVE_INFINITY) : upper,
  );
}

function groupsOf(narrowings: readonly (readonly Narrowing[])[]): Group[] {
  const signature = (area: number) => [...new Set(narrowings[area].map(({ rule }) => rule.text))].sort().join(' ');
  const byRules = Map.groupBy(narrowings.keys(), signature);
  return [...byRules.values()].map((areas) => ({ areas, narrowings: narrowings[areas[0]] }));
}
