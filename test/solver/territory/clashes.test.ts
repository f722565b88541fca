/** Appointments at the same time are drawn to different reps. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Customer } from '#solver';
import { highsSolver, javascriptLpSolver, type LpSolver } from '../../../solver/lp/index.ts';
import { designTerritories } from '../../../solver/territory/index.ts';
import { at, meaningOf } from './meanings.ts';

let solvers: LpSolver[];
beforeAll(async () => {
  solvers = [javascriptLpSolver(), await highsSolver()];
});

const agreed = (from: string, minutes = 60) => ({ appointments: [{ date: '2026-12-01', from, minutes }] });

/** Five customers around each of two homes 40 km apart; the last two are near the second one. */
function repsOf(first: Partial<Customer>, second: Partial<Customer>, maxCustomers?: number) {
  const around = (east: number) => [0, 1, 2, 3, 4].map((k) => ({ location: at(east, k / 100), class: 'B1' }));
  const width = maxCustomers === undefined ? {} : { channelWidth: { maxCustomers } };
  const meaning = meaningOf({
    customers: [
      ...around(0),
      ...around(0.5),
      { location: at(0.5, 0.02), class: 'B1', ...first },
      { location: at(0.5, 0.03), class: 'B1', ...second },
    ],
    reps: [{ home: at(0, 0), ...width }, { home: at(0.5, 0) }],
    policy: { balance: { workloadTolerance: 1, revenueTolerance: 1 } },
  });
  const { repOf, broken } = designTerritories(meaning, solvers);
  expect(broken).toEqual([]);
  return { last: [...repOf.slice(10)], others: [...repOf.slice(0, 10)] };
}

describe('two appointments', () => {
  it('at the same time go to two reps, others stay with the nearest', () => {
    expect(repsOf({}, {}).last).toEqual([1, 1]);
    expect(repsOf(agreed('10:00'), agreed('14:00')).last).toEqual([1, 1]);
    expect(repsOf(agreed('10:00'), agreed('10:30')).last.toSorted()).toEqual([0, 1]);
  });

  it('go to two reps when the drive between them is longer than the time', () => {
    const far = { location: at(0.5, 1) };
    expect(repsOf(agreed('10:00'), { ...agreed('14:00'), ...far }).last).toEqual([1, 1]);
    expect(repsOf(agreed('10:00'), { ...agreed('11:30'), ...far }).last.toSorted()).toEqual([0, 1]);
  });

  it('stay with one rep when no other may carry them', () => {
    expect(repsOf({ ...agreed('10:00'), repId: 'r1' }, { ...agreed('10:30'), repId: 'r1' }).last).toEqual([1, 1]);
  });

  it('change the rep in exchange for another customer where he carries as many as he may', () => {
    const { last, others } = repsOf(agreed('10:00'), agreed('10:30'), 5);
    expect(last.toSorted()).toEqual([0, 1]);
    expect(others.filter((rep) => rep === 0)).toHaveLength(4);
  });
});
