import { expect, test } from 'vitest';
import type { Plan } from '#solver';
import { withDaysAround } from '../../../src/chain/index.ts';
import { type PlanChange, planChanges } from '../../../src/export/index.ts';
import { samplePlan } from '../http/samples.ts';

type Day = ReturnType<typeof samplePlan>['itineraries'][number]['days'][number];

/** One rep; by date the customers visited, in order. */
function planOf(days: Record<string, readonly string[]>, calls: Record<string, readonly string[]> = {}) {
  const plan = samplePlan();
  const [template] = plan.itineraries[0].days as [Day];
  const stopOn = (date: string, customerId: string, index: number) => ({
    ...{ arriveAt: `${date}T08:00:00-06:00`, driveMinutes: 0, driveKm: 0, waitMinutes: 0, appointment: false },
    ...{ customerId, startAt: `${date}T0${8 + index}:00:00-06:00`, endAt: `${date}T0${8 + index}:30:00-06:00` },
  });
  const toDay = ([date, customers]: [string, readonly string[]]): Day => ({
    ...template,
    date,
    stops: customers.map((customerId, index) => stopOn(date, customerId, index)),
    phoneCalls: (calls[date] ?? []).map((customerId) => ({ customerId })),
  });
  return { ...plan, itineraries: [{ repId: 'R1', days: Object.entries(days).map(toDay) }] };
}

const changesOf = (plan: Plan, previous: Plan | null) =>
  planChanges(withDaysAround(plan, []), previous === null ? null : withDaysAround(previous, []));

const summary = (changes: readonly PlanChange[]) =>
  changes.map(
    ({ kind, change, customerId, from, to }) =>
      `${kind} ${change} ${customerId} ${from?.date ?? '-'} ${to?.date ?? '-'}`,
  );

test('without a plan before everything is added, in the order of time', () => {
  const plan = planOf({ '2026-12-01': ['B', 'A'], '2026-11-30': ['C'] }, { '2026-11-30': ['D'] });
  expect(summary(changesOf(plan, null))).toEqual([
    'phoneCall added D - 2026-11-30',
    'visit added C - 2026-11-30',
    'visit added B - 2026-12-01',
    'visit added A - 2026-12-01',
  ]);
});

test('visits that move, change, come and go are told, others are not', () => {
  const before = planOf({ '2026-11-30': ['A', 'B', 'C'], '2026-12-01': ['D'] }, { '2026-12-01': ['A'] });
  const after = planOf({ '2026-11-30': ['B', 'C'], '2026-12-02': ['A', 'E'] }, { '2026-12-02': ['A'] });
  expect(summary(changesOf(after, before))).toEqual([
    'visit changed B 2026-11-30 2026-11-30',
    'visit changed C 2026-11-30 2026-11-30',
    'visit dropped D 2026-12-01 -',
    'phoneCall moved A 2026-12-01 2026-12-02',
    'visit moved A 2026-11-30 2026-12-02',
    'visit added E - 2026-12-02',
  ]);
});

test('the same plan changes nothing', () => {
  const plan = planOf({ '2026-11-30': ['A', 'B'] });
  expect(changesOf(plan, structuredClone(plan))).toEqual([]);
});

test('what lay before a horizon that has moved on is neither dropped nor moved', () => {
  const before = planOf({ '2026-11-30': ['A', 'B'], '2026-12-08': ['C'] }, { '2026-12-01': ['A'] });
  const after = { ...planOf({ '2026-12-09': ['A', 'C'] }), horizon: { start: '2026-12-07', weeks: 1 } };
  expect(summary(changesOf(after, before))).toEqual([
    'visit added A - 2026-12-09',
    'visit moved C 2026-12-08 2026-12-09',
  ]);
});

test('what lies after the end of a plan stands, until a plan reaches there again', () => {
  const horizon = (weeks: number) => ({ horizon: { start: '2026-11-30', weeks } });
  const long = { ...planOf({ '2026-12-01': ['A'], '2026-12-15': ['A', 'B'] }, { '2026-12-15': ['A'] }), ...horizon(4) };
  const short = { ...planOf({ '2026-12-02': ['A'] }), ...horizon(2) };
  const grown = { ...planOf({ '2026-12-02': ['A'], '2026-12-16': ['A'] }), ...horizon(4) };
  const days = { planId: 'long', from: '2026-12-14', to: '2026-12-27', plan: long };
  const standing = withDaysAround(short, [days]);
  expect(summary(planChanges(standing, withDaysAround(long, [])))).toEqual(['visit moved A 2026-12-01 2026-12-02']);
  expect(summary(planChanges(withDaysAround(grown, []), standing))).toEqual([
    'phoneCall dropped A 2026-12-15 -',
    'visit dropped B 2026-12-15 -',
    'visit moved A 2026-12-15 2026-12-16',
  ]);
  // Nor does a plan that does not follow the one the CRM knows say anything of days that it does not have.
  expect(summary(changesOf(short, long))).toEqual(['visit moved A 2026-12-01 2026-12-02']);
});

test('what lies between the days that stand stays as it was: no plan says anything of it', () => {
  const horizon = (weeks: number) => ({ horizon: { start: '2026-11-30', weeks } });
  const long = { ...planOf({ '2026-12-01': ['A'], '2026-12-08': ['B'], '2026-12-15': ['C'] }), ...horizon(4) };
  const short = { ...planOf({ '2026-12-02': ['A'] }), ...horizon(1) };
  const late = { ...planOf({}), horizon: { start: '2026-12-14', weeks: 1 } };
  const standing = withDaysAround(short, [{ planId: 'late', from: '2026-12-14', to: '2026-12-20', plan: late }]);
  expect(summary(planChanges(standing, withDaysAround(long, [])))).toEqual([
    'visit moved A 2026-12-01 2026-12-02',
    'visit dropped C 2026-12-15 -',
  ]);
});
