import { describe, expect, test } from 'vitest';
import type { Plan } from '#solver';
import { followChain } from '../../../src/chain/index.ts';
import { chainOf, planOf } from './chain-plans.ts';

const start = '2026-12-01';
const visit = (date: string, repId = 'R1', customerId = 'C1') => ({ customerId, repId, date });

/** Of one customer and rep, with the days of the visits. */
const planned = (first: string, weeks: number, ...dates: string[]) =>
  planOf(
    { start: first, weeks },
    dates.map((date) => visit(date)),
  );

/** Names of the visits of the last plan, in the order of time. */
function namesAfter(...plans: Plan[]): string[] {
  const { firstDay, lastDay, visits } = chainOf(...plans);
  const own = visits.filter(({ stands, date }) => stands && firstDay <= date && date <= lastDay);
  return own.map(({ name }) => name);
}

const first = planned(start, 2, '2026-12-01', '2026-12-08');
const [early, late] = namesAfter(first);

test('a visit that moves keeps its name, through several replans', () => {
  const moved = planned(start, 2, '2026-12-02', '2026-12-08');
  const again = planned(start, 2, '2026-12-03', '2026-12-09');
  expect(namesAfter(first, moved)).toEqual([early, late]);
  expect(namesAfter(first, moved, again)).toEqual([early, late]);
});

test('also when the plan that named it lies behind the first day of the horizon', () => {
  const [, name] = namesAfter(planned('2026-12-07', 2, '2026-12-07', '2026-12-18'));
  const chain = [
    planned('2026-12-07', 2, '2026-12-07', '2026-12-18'),
    planned('2026-12-14', 2, '2026-12-25'),
    planned('2026-12-21', 2, '2026-12-25'),
    planned('2026-12-21', 2, '2026-12-28'),
  ];
  for (const length of [2, 3, 4]) expect(namesAfter(...chain.slice(0, length))).toEqual([name]);
});

test('also when it moves every night, however many nights there are', () => {
  const day = (number: number) => new Date(Date.UTC(2026, 11, 1 + number)).toISOString().slice(0, 10);
  const nights = Array.from({ length: 150 }, (_, k) => planned(day(k), 3, day(k + 10)));
  expect(namesAfter(...nights)).toEqual([namesAfter(planned(start, 3, day(10)))[0]]);
  // What is kept does not grow with the chain: of this visit, the days from today on that it has ever had.
  const { visits, after } = chainOf(...nights);
  expect([visits.length, visits[0].dates.length <= 150, after]).toEqual([1, true, []]);
});

test('where the horizon has gone on, what has been is no visit that has moved', () => {
  const next = planned('2026-12-08', 2, '2026-12-09', '2026-12-16');
  const [kept, added] = namesAfter(first, next);
  expect(kept).toBe(late);
  expect([early, late]).not.toContain(added);
});

test('a visit that another rep takes over stays the same visit, and is another event', () => {
  const other = planOf({ start, weeks: 2 }, [visit('2026-12-01', 'R2'), visit('2026-12-08', 'R2')]);
  expect(namesAfter(first, other)).toEqual([early, late]);
  const { visits } = chainOf(first, other);
  expect(visits.map(({ repId, stands }) => `${repId} ${stands}`).sort()).toEqual([
    ...['R1 false', 'R1 false', 'R2 true', 'R2 true'],
  ]);
  expect(new Set(visits.map(({ uid }) => uid)).size).toBe(4);
  // Back again, it is the event that his calendar holds as cancelled.
  const uids = (...plans: Plan[]) => chainOf(...plans).visits.flatMap(({ uid, stands }) => (stands ? [uid] : []));
  expect(uids(first, other, first)).toEqual(uids(first));
});

test('a new visit on a day that another has left has a name of its own', () => {
  const left = planned(start, 2, '2026-12-05', '2026-12-08');
  const come = planned(start, 2, '2026-12-01', '2026-12-05', '2026-12-08');
  const [fresh, ...old] = namesAfter(first, left, come);
  expect(old).toEqual([early, late]);
  expect([early, late]).not.toContain(fresh);
});

test('nor does it take the name of one that has been, on another day than was planned first', () => {
  const earlier = planned(start, 2, '2026-12-01', '2026-12-02');
  const next = planned('2026-12-03', 2, '2026-12-08');
  expect([early, late]).not.toContain(namesAfter(first, earlier, next)[0]);
});

test('what has moved to a day that has been is known as long as a calendar may hold it on a day to come', () => {
  const before = planned('2026-12-07', 3, '2026-12-25');
  const brought = planOf({ start: '2026-12-07', weeks: 3 }, [visit('2026-12-18', 'R2')]);
  const rolled = planOf({ start: '2026-12-21', weeks: 3 }, [visit('2026-12-25', 'R2')]);
  const made = chainOf(before, brought).visits.find(({ stands }) => stands);
  const { visits } = chainOf(before, brought, rolled);
  expect(visits.find(({ uid }) => uid === made?.uid)).toEqual(made);
  expect(visits.map(({ date, repId, stands }) => `${date} ${repId} ${stands}`)).toEqual([
    ...['2026-12-18 R2 true', '2026-12-25 R1 false', '2026-12-25 R2 true'],
  ]);
  expect(new Set(visits.map(({ uid }) => uid)).size).toBe(3);
  const later = planned('2026-12-28', 3);
  expect(chainOf(before, brought, rolled, later).visits).toEqual([]);
});

test('a visit that was dropped and comes back on its day is the same again', () => {
  expect(namesAfter(first, planned(start, 2, '2026-12-08'), first)).toEqual([early, late]);
});

test('visits of different customers never share a name', () => {
  const visits = ['C1', 'C2', '["C1"'].map((customerId) => visit('2026-12-01', 'R1', customerId));
  expect(new Set(namesAfter(planOf({ start, weeks: 2 }, visits))).size).toBe(3);
});

test('the same ids in another territory, or of plans that follow no other, are other events', () => {
  const plan = planOf({ start, weeks: 2 }, [visit('2026-12-01')], { nights: ['2026-12-01'], calls: ['2026-12-02'] });
  const uidsIn = (scope: string | null) => {
    const { visits, dayEntries } = followChain(null, plan, { planId: 'P1', scope });
    return [...visits, ...dayEntries].map(({ uid }) => uid);
  };
  expect(new Set([...uidsIn('T1'), ...uidsIn('T2'), ...uidsIn(null)]).size).toBe(9);
  expect(uidsIn('T1')).toEqual(uidsIn('T1'));
});

test('what earlier versions named keeps its name when the chain goes on; what comes has one of the new kind', () => {
  const before = followChain(null, first, { planId: 'P1', scope: null });
  const next = planOf({ start, weeks: 2 }, [visit('2026-12-02'), visit('2026-12-08', 'R2'), visit('2026-12-12', 'R2')]);
  const { scope, visits } = followChain(before, next, { planId: 'P2', scope: 'T1' });
  expect(scope).toBe('T1');
  // SHA-256 of ["visit","[\"C1\",\"2026-12-01\"]"], as it was written before there were scopes.
  expect(visits.find(({ date }) => date === '2026-12-02')?.uid).toBe(before.visits[0].uid);
  expect(before.visits[0].uid).toBe('65c347c49a0503f4a8344c4fea1e4717@roundsman');
  const [gone, taken] = visits.filter(({ date }) => date === '2026-12-08');
  expect([gone, taken].map(({ repId, stands }) => [repId, stands])).toEqual([
    ['R1', false],
    ['R2', true],
  ]);
  expect(gone.uid).toBe(before.visits[1].uid);
  expect(taken.uid).not.toBe(gone.uid);
});

describe('what is gone', () => {
  const gone = (...plans: Plan[]) =>
    chainOf(...plans).visits.flatMap(({ name, date, stands }) => (stands ? [] : [[name, date]]));
  const none = planned(start, 2);

  test('is a visit that was dropped, as it was planned last, also when later plans do not have it either', () => {
    const moved = planned(start, 2, '2026-12-02', '2026-12-08');
    const dropped = planned(start, 2, '2026-12-08');
    expect(gone(first)).toEqual([]);
    expect(gone(first, moved)).toEqual([]);
    expect(gone(first, moved, dropped)).toEqual([[early, '2026-12-02']]);
    expect(gone(first, moved, dropped, dropped)).toEqual([[early, '2026-12-02']]);
  });

  test('is no visit that has come back, or has been', () => {
    expect(gone(first, none, first)).toEqual([]);
    expect(gone(first, planned('2026-12-08', 2, '2026-12-08'))).toEqual([]);
  });

  test('is a night or the calls of a day that the plan has no longer', () => {
    const entries = { nights: ['2026-12-01'], calls: ['2026-12-09'] };
    const before = planOf({ start, weeks: 2 }, [], entries);
    const goneEntries = (...plans: Plan[]) =>
      chainOf(...plans).dayEntries.flatMap(({ kind, date, stands }) => (stands ? [] : [`${kind} ${date}`]));
    expect(goneEntries(before)).toEqual([]);
    expect(goneEntries(before, none)).toEqual(['night 2026-12-01', 'phoneCalls 2026-12-09']);
    expect(goneEntries(before, none, before)).toEqual([]);
    expect(goneEntries(before, planned('2026-12-08', 2))).toEqual(['phoneCalls 2026-12-09']);
  });
});

describe('what lies after the end of a plan', () => {
  const long = planned(start, 4, '2026-12-01', '2026-12-08', '2026-12-15', '2026-12-22');
  const short = planned(start, 2, '2026-12-02', '2026-12-08');

  test('stands, with its name, until a plan reaches it', () => {
    const [, , third, fourth] = namesAfter(long);
    const { visits } = chainOf(long, short);
    expect(visits.map(({ date, stands }) => `${date} ${stands}`)).toEqual([
      ...['2026-12-02 true', '2026-12-08 true', '2026-12-15 true', '2026-12-22 true'],
    ]);
    const grown = planned(start, 4, '2026-12-02', '2026-12-08', '2026-12-16');
    expect(namesAfter(long, short, grown)).toEqual([early, late, third]);
    const { visits: after } = chainOf(long, short, grown);
    expect(after.filter(({ stands }) => !stands).map(({ name }) => name)).toEqual([fourth]);
  });

  test('is in the plan that has it, whichever came between', () => {
    const days = (...plans: Plan[]) => chainOf(...plans).after;
    expect(days(long)).toEqual([]);
    expect(days(long, short)).toEqual([{ planId: 'P1', from: '2026-12-15', to: '2026-12-28' }]);
    expect(days(long, short, planned(start, 1))).toEqual([
      { planId: 'P2', from: '2026-12-08', to: '2026-12-14' },
      { planId: 'P1', from: '2026-12-15', to: '2026-12-28' },
    ]);
    expect(days(long, short, planned('2026-12-08', 2))).toEqual([
      { planId: 'P1', from: '2026-12-22', to: '2026-12-28' },
    ]);
    expect(days(long, short, long)).toEqual([]);
  });

  test('also before a plan for its last weeks, so that the next one for the first week leaves no gap', () => {
    const last = planned('2026-12-15', 2, '2026-12-16', '2026-12-23');
    const { before, after } = chainOf(long, last);
    expect([before, after]).toEqual([[{ planId: 'P1', from: '2026-12-01', to: '2026-12-14' }], []]);
    expect(chainOf(long, last, planned(start, 1)).after).toEqual([
      { planId: 'P1', from: '2026-12-08', to: '2026-12-14' },
      { planId: 'P2', from: '2026-12-15', to: '2026-12-28' },
    ]);
    // Where nobody has planned there is a gap.
    const apart = chainOf(planned(start, 1), planned('2026-12-29', 1), planned(start, 1));
    expect(apart.after).toEqual([{ planId: 'P2', from: '2026-12-29', to: '2027-01-04' }]);
  });

  test('is not kept without end by a chain that rolls on', () => {
    const day = (number: number) => new Date(Date.UTC(2026, 11, 1 + number)).toISOString().slice(0, 10);
    const { before } = chainOf(...Array.from({ length: 150 }, (_, k) => planned(day(k), 1)));
    expect(before).toHaveLength(100);
    expect(before.at(-1)).toEqual({ planId: 'P149', from: day(148), to: day(148) });
  });
});
