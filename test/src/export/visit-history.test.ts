import { expect, test } from 'vitest';
import { type PlanVisits, visitNames } from '../../../src/export/visit-history.ts';

/** Of one customer and rep, with the days of the visits. */
function planned(firstDay: string, lastDay: string, ...dates: string[]): PlanVisits {
  return { firstDay, lastDay, visits: dates.map((date) => ({ customerId: 'C1', repId: 'R1', date })) };
}

/** Names of the visits of the last plan. */
function namesAfter(...history: PlanVisits[]): string[] {
  const nameOf = visitNames(history);
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
  const visits = ['C1', 'C2', '["C1"'].map((customerId) => ({ customerId, repId: 'R1', date: '2026-12-01' }));
  expect(new Set(namesAfter({ ...first, visits })).size).toBe(3);
});
