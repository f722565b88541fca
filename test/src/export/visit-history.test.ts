import { describe, expect, test } from 'vitest';
import { type PlanVisits, visitHistory } from '../../../src/export/visit-history.ts';

function visit(customerId: string, repId: string, date: string) {
  return { customerId, repId, date, startAt: `${date}T09:00:00Z`, endAt: `${date}T10:00:00Z` };
}

/** Of one customer and rep, with the days of the visits. */
function planned(firstDay: string, lastDay: string, ...dates: string[]): PlanVisits {
  return { firstDay, lastDay, visits: dates.map((date) => visit('C1', 'R1', date)), dayEntries: [] };
}

/** Names of the visits of the last plan. */
function namesAfter(...history: PlanVisits[]): string[] {
  const { nameOf } = visitHistory(history);
  return history.at(-1)!.visits.map(({ customerId, date }) => nameOf(customerId, date));
}

const first = planned('2026-12-01', '2026-12-14', '2026-12-01', '2026-12-08');
const [early, late] = namesAfter(first);

test('a visit that moves keeps its name, through several replans', () => {
  const moved = planned('2026-12-01', '2026-12-14', '2026-12-02', '2026-12-08');
  const again = planned('2026-12-01', '2026-12-14', '2026-12-03', '2026-12-09');
  expect(namesAfter(first, moved)).toEqual([early, late]);
  expect(namesAfter(first, moved, again)).toEqual([early, late]);
});

test('where the horizon has gone on, what has been is no visit that has moved', () => {
  const next = planned('2026-12-08', '2026-12-21', '2026-12-09', '2026-12-16');
  const [kept, added] = namesAfter(first, next);
  expect(kept).toBe(late);
  expect([early, late]).not.toContain(added);
  // Nor does it come back when the chain is read only in part.
  expect(namesAfter(next)[1]).toBe(added);
});

test('a visit that another rep takes over stays the same visit', () => {
  const other = { ...first, visits: first.visits.map((visit) => ({ ...visit, repId: 'R2' })) };
  expect(namesAfter(first, other)).toEqual([early, late]);
});

test('a new visit on a day that another has left has a name of its own', () => {
  const left = planned('2026-12-01', '2026-12-14', '2026-12-05', '2026-12-08');
  const come = planned('2026-12-01', '2026-12-14', '2026-12-01', '2026-12-05', '2026-12-08');
  const [fresh, ...old] = namesAfter(first, left, come);
  expect(old).toEqual([early, late]);
  expect([early, late]).not.toContain(fresh);
});

test('nor does it take the name of one that has been, on another day than was planned first', () => {
  const earlier = planned('2026-12-01', '2026-12-14', '2026-12-01', '2026-12-02');
  const next = planned('2026-12-03', '2026-12-16', '2026-12-08');
  expect([early, late]).not.toContain(namesAfter(first, earlier, next)[0]);
});

test('a visit that was dropped and comes back on its day is the same again', () => {
  const dropped = planned('2026-12-01', '2026-12-14', '2026-12-08');
  expect(namesAfter(first, dropped, first)).toEqual([early, late]);
});

test('visits of different customers never share a name', () => {
  const visits = ['C1', 'C2', '["C1"'].map((customerId) => visit(customerId, 'R1', '2026-12-01'));
  expect(new Set(namesAfter({ ...first, visits })).size).toBe(3);
});

describe('what is gone', () => {
  const gone = (repId: string | undefined, ...history: PlanVisits[]) =>
    visitHistory(history)
      .goneVisits(repId)
      .map(({ name, date }) => [name, date]);
  const none = planned('2026-12-01', '2026-12-14');
  const of = (repId: string, plan: PlanVisits): PlanVisits => ({
    ...plan,
    visits: plan.visits.map((visit) => ({ ...visit, repId })),
  });

  test('is a visit that was dropped, as it was planned last, also when later plans do not have it either', () => {
    const moved = planned('2026-12-01', '2026-12-14', '2026-12-02', '2026-12-08');
    const dropped = planned('2026-12-01', '2026-12-14', '2026-12-08');
    expect(gone(undefined, first)).toEqual([]);
    expect(gone(undefined, first, moved)).toEqual([]);
    expect(gone(undefined, first, moved, dropped)).toEqual([[early, '2026-12-02']]);
    expect(gone(undefined, first, moved, dropped, dropped)).toEqual([[early, '2026-12-02']]);
  });

  test('is no visit that has come back, has been, or lies behind the last day', () => {
    expect(gone(undefined, first, none, first)).toEqual([]);
    expect(gone(undefined, first, planned('2026-12-08', '2026-12-21', '2026-12-08'))).toEqual([]);
    expect(gone(undefined, first, planned('2026-12-01', '2026-12-07', '2026-12-01'))).toEqual([]);
  });

  test('is, for the rep who had it, a visit that another has, until it comes back', () => {
    expect(gone('R1', first, of('R2', first))).toEqual([
      [early, '2026-12-01'],
      [late, '2026-12-08'],
    ]);
    expect(gone('R2', first, of('R2', first))).toEqual([]);
    expect(gone(undefined, first, of('R2', first))).toEqual([]);
    expect(gone('R1', first, of('R2', first), first)).toEqual([]);
    expect(gone('R2', first, of('R2', first), first)).toHaveLength(2);
  });

  test('is told once for all reps, as the last one had it', () => {
    const later = of('R2', planned('2026-12-01', '2026-12-14', '2026-12-03', '2026-12-09'));
    expect(gone(undefined, first, later, none)).toEqual([
      [early, '2026-12-03'],
      [late, '2026-12-09'],
    ]);
    expect(gone('R1', first, later, none)).toEqual([
      [early, '2026-12-01'],
      [late, '2026-12-08'],
    ]);
  });

  test('is a night or the calls of a day that the plan has no longer', () => {
    const night = { kind: 'night', repId: 'R1', date: '2026-12-01' } as const;
    const calls = { kind: 'phoneCalls', repId: 'R2', date: '2026-12-09' } as const;
    const before: PlanVisits = { ...first, dayEntries: [night, calls] };
    const entries = (repId: string | undefined, ...history: PlanVisits[]) =>
      visitHistory(history).goneDayEntries(repId);
    expect(entries(undefined, before)).toEqual([]);
    expect(entries(undefined, before, none)).toEqual([night, calls]);
    expect(entries('R1', before, none)).toEqual([night]);
    expect(entries(undefined, before, none, before)).toEqual([]);
    expect(entries(undefined, before, planned('2026-12-08', '2026-12-21'))).toEqual([calls]);
  });
});
