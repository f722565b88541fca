/** Phone calls and company for all reps, and what could not be placed. */
import type { Interpretation } from '../input/interpretation.ts';
import type { Issue } from '../input/issue.ts';
import type { LpSolver } from '../lp/index.ts';
import type { TimedRep } from '../output/index.ts';
import { planCompany, stopKey } from './company.ts';
import { jointIssue } from './issue-catalogue.ts';
import { type FrozenCalls, spreadPhoneCalls } from './phone-calls.ts';

export interface JointWork {
  /** Indexes of the customers called on a day. */
  callsOn(rep: number, day: number): readonly number[];
  /** Index of the supervisor who comes along to a stop, or null. */
  companionAt(rep: number, day: number, stop: number): number | null;
  readonly issues: readonly Issue[];
}

export function planJointWork(
  meaning: Interpretation,
  reps: readonly TimedRep[],
  solvers: readonly LpSolver[],
): JointWork {
  const calls = new Map(reps.map((timed) => [timed.rep, callsOf(meaning, timed)]));
  const { company, short } = planCompany(meaning, reps, solvers);
  const issues: Issue[] = [];
  for (const [rep, { notPlaced }] of calls) {
    if (notPlaced === 0) continue;
    const isFrozen = (meaning.replanning?.frozenDaysOf[rep] ?? 0) > 0;
    const exception = isFrozen ? ', frozen days left out,' : '';
    const [called, find] = notPlaced === 1 ? ['1 phone call', 'finds'] : [`${notPlaced} phone calls`, 'find'];
    const values = { rep: meaning.reps[rep].id, calls: called, find, exception };
    issues.push(jointIssue('PHONE_CALLS_NOT_PLACED', `/territory/reps/${rep}`, values));
  }
  for (const [customer, found] of short) {
    const { id, jointVisits: owed } = meaning.customers[customer];
    const values = { customer: id, found, owed };
    issues.push(jointIssue('JOINT_VISIT_NOT_PLACED', `/territory/customers/${customer}`, values));
  }
  return {
    callsOn: (rep, day) => calls.get(rep)?.onDay[day] ?? [],
    companionAt: (rep, day, stop) => company.get(stopKey(rep, day, stop)) ?? null,
    issues,
  };
}

function callsOf(meaning: Interpretation, { rep, problem, tours }: TimedRep) {
  const visitDays = new Map<number, number[]>();
  for (const customer of problem.customerIndex) visitDays.set(customer, []);
  for (const { day, timetable } of tours) {
    for (const stop of timetable.stops) visitDays.get(problem.customerIndex[stop.customer])?.push(day);
  }
  return spreadPhoneCalls(
    meaning,
    tours.map(({ day }) => day),
    visitDays,
    frozenCallsOf(meaning, rep),
  );
}

function frozenCallsOf({ replanning }: Interpretation, rep: number): FrozenCalls {
  const days = replanning?.frozenDaysOf[rep] ?? 0;
  const calls = (replanning?.frozen ?? [])
    .filter((tour) => tour.rep === rep)
    .flatMap((tour) => tour.calls.map((customer) => ({ customer, day: tour.day })));
  const byCustomer = Map.groupBy(calls, ({ customer }) => customer);
  const ascending = (of: typeof calls) => [...new Set(of.map(({ day }) => day))].sort((a, b) => a - b);
  return { days, callDays: new Map([...byCustomer].map(([customer, of]) => [customer, ascending(of)])) };
}
