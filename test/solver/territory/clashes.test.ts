/** Appointments at the same time are drawn to different reps. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Customer } from '#solver';
import { highsSolver, javascriptLpSolver, type LpSolver } from '../../../solver/lp/index.ts';
import { clashesOf, withoutClashes } from '../../../solver/territory/clashes.ts';
import { basicAreas, designTerritories } from '../../../solver/territory/index.ts';
import { limitsOf } from '../../../solver/territory/limits.ts';
import { territoryProblem, workSeconds } from '../../../solver/territory/territory-problem.ts';
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

/** Two reps with homes 40 km apart. @param carried per customer his rep; they keep what `tolerance` and the rest allow */
function parted(
  customers: readonly (Partial<Customer> & { east: number })[],
  carried: readonly number[],
  { tolerance = 10, maxCustomers }: { tolerance?: number; maxCustomers?: number },
): number[] {
  const width = maxCustomers === undefined ? {} : { channelWidth: { maxCustomers } };
  const meaning = meaningOf({
    customers: customers.map(({ east, ...more }, k) => ({ location: at(east, k / 1000), class: 'B1', ...more })),
    reps: [
      { home: at(0, 0), ...width },
      { home: at(0.5, 0), ...width },
    ],
  });
  const { areas } = basicAreas(meaning);
  const problem = territoryProblem(meaning, areas);
  const work = carried.reduce((sum, rep, area) => sum + workSeconds(problem, area, rep), 0);
  const limits = limitsOf(meaning, problem, work, { workload: tolerance, revenue: tolerance });
  return [...withoutClashes(problem, Int32Array.from(carried), limits, clashesOf(meaning, areas))];
}

describe('appointments of one rep that exclude each other', () => {
  const [ten, two] = [agreed('10:00'), agreed('14:00')];

  it('stay where any change puts a rep above his maximum', () => {
    const locked = { east: 0.1, repId: 'r0' };
    const carried = [0, 0, 1, 1];
    const customers = [locked, locked, { east: 0.4, ...ten }, { east: 0.4, ...ten }];
    expect(parted(customers, carried, { maxCustomers: 2 })).toEqual(carried);
    expect(parted(customers, carried, { maxCustomers: 3 }).toSorted()).toEqual([0, 0, 0, 1]);
  });

  it('are exchanged for nobody whose own appointment clashes there', () => {
    const customers = [
      { east: 0.4, ...two },
      { east: 0 },
      { east: 0 },
      { east: 0.5, ...two },
      { east: 0.5, ...ten },
      { east: 0.5, ...ten },
    ];
    const after = parted(customers, [0, 0, 0, 1, 1, 1], { maxCustomers: 3 });
    expect(after[0]).toBe(0);
    expect(after[4]).not.toBe(after[5]);
    expect(after.slice(1, 3).toSorted()).toEqual([0, 1]);
  });

  it('are parted within the balance where that can be, also at a greater distance', () => {
    const customers = [
      { east: -0.1 },
      { east: -0.1 },
      { east: -0.1 },
      { east: 0.6 },
      { east: 0.45, ...ten },
      { east: 0.45, ...ten },
    ];
    const after = parted(customers, [0, 0, 0, 1, 1, 1], { tolerance: 0.3 });
    expect(after[4]).not.toBe(after[5]);
    expect(after.filter((rep) => rep === 0)).toHaveLength(3);
  });
});
