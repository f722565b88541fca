import { describe, expect, it } from 'vitest';
import { Random } from '../../../solver/annealing/index.ts';
import { HotelSplit, type PooledTour } from '../../../solver/itinerary/index.ts';
import { highsSolver, type LpModel, type LpSolver } from '../../../solver/lp/index.ts';
import { circuitOf } from '../../../solver/recombine/circuit.ts';
import { CutRows } from '../../../solver/recombine/cut-rows.ts';
import { brokenIslands, islandsOf } from '../../../solver/recombine/islands.ts';
import { IslandJoiner } from '../../../solver/recombine/join-islands.ts';
import { brokenSubsets } from '../../../solver/recombine/subset-rows.ts';
import type { TourCut } from '../../../solver/recombine/tour-cuts.ts';
import { UndatedCombiner } from '../../../solver/recombine/undated.ts';
import { undatedModel } from '../../../solver/recombine/undated-model.ts';
import { randomTours, secondsOf, shortSearch, tour } from '../itinerary/random-tours.ts';

const HOME = 20;
const problem = { ...randomTours(new Random(1), 9), home: HOME };

/** By how much chosen tours break a cut; 0 or less: they keep it. */
function brokenBy(cut: TourCut, tours: readonly PooledTour[], share = 1): number {
  return cut.lower - tours.reduce((sum, one) => sum + share * cut.valueIn(one), 0);
}

/** A walk from home and back past some of five places, that visits each customer once. */
function randomWalk(random: Random, customers: number): PooledTour[] {
  const order = Int32Array.from({ length: customers }, (_, customer) => customer);
  random.shuffle(order);
  const tours: PooledTour[] = [];
  let place = HOME;
  for (let at = 0; at < customers; ) {
    const next = Math.min(customers, at + 1 + random.below(4));
    const end = next === customers ? HOME : HOME + random.below(6);
    tours.push(tour(place, end, ...order.subarray(at, next)));
    place = end;
    at = next;
  }
  return tours;
}

describe('cuts', () => {
  it('are kept by every walk, and broken by the mix of walks that they were made for', () => {
    const random = new Random(6);
    const made = { island: 0, subset: 0 };
    for (let time = 0; time < 300; time++) {
      const walks = Array.from({ length: 3 }, () => randomWalk(random, 9));
      // Single tours of several walks: no mix of whole walks, which would break nothing.
      const mixed = walks.flat().filter(() => random.below(2) === 0);
      const used = mixed.map((one) => ({ tour: one, share: 0.5 }));
      const cuts = [...brokenIslands(used, HOME), ...brokenSubsets(used, 9)];
      for (const cut of cuts) {
        made[cut.kind]++;
        expect(brokenBy(cut, mixed, 0.5)).toBeGreaterThan(0.05);
        for (const walk of [...walks, randomWalk(random, 9)]) expect(brokenBy(cut, walk)).toBeLessThanOrEqual(0);
      }
    }
    expect(made.island).toBeGreaterThan(300);
    expect(made.subset).toBeGreaterThan(30);
  });

  it('forbid islands, and places that are reached and never left', () => {
    const island = [tour(21, 22, 3), tour(22, 21, 4)];
    const walk = [tour(HOME, 23, 1), tour(23, HOME, 2)];
    expect(islandsOf(island).map((cut) => brokenBy(cut, [...walk, ...island]))).toEqual([2, 2]);
    const joined = [...island, tour(HOME, 21, 5), tour(22, HOME, 6)];
    expect(islandsOf(island).map((cut) => brokenBy(cut, [...walk, ...joined]))).toEqual([0, 0]);
    const wholes = (tours: readonly PooledTour[]) => tours.map((one) => ({ tour: one, share: 1 }));
    const separated = brokenIslands(wholes([...walk, ...island]), HOME);
    expect(separated.map((cut) => island.map((one) => cut.valueIn(one)))).toEqual([
      [-2, 0],
      [0, -2],
    ]);
    expect(brokenIslands(wholes([...walk, ...joined]), HOME)).toEqual([]);
    const left = brokenIslands(wholes([...walk, tour(HOME, 24, 7)]), HOME);
    expect(left.length).toBeGreaterThan(0);
    for (const cut of left) {
      expect(brokenBy(cut, walk)).toBeLessThanOrEqual(0);
      expect(brokenBy(cut, [tour(HOME, 24, 7)])).toBeGreaterThan(0);
    }
  });

  it('forbid halves of three tours that share their customers in pairs', () => {
    const tours = [tour(HOME, HOME, 0, 1), tour(HOME, HOME, 1, 2), tour(HOME, HOME, 2, 0)];
    const halves = tours.map((one) => ({ tour: one, share: 0.5 }));
    const [cut, ...others] = brokenSubsets(halves, 4);
    expect(others).toEqual([]);
    expect(brokenBy(cut, tours, 0.5)).toBeCloseTo(0.5, 9);
    expect(brokenBy(cut, [tours[0], tour(HOME, HOME, 2)])).toBe(0);
    expect(brokenSubsets([{ tour: tour(HOME, HOME, 0, 1, 2), share: 1 }], 4)).toEqual([]);
  });
});

describe('CutRows', () => {
  it('adds the rows of the cuts to the model, which stays as it is otherwise', () => {
    const random = new Random(2);
    for (let time = 0; time < 50; time++) {
      const tours = [...randomWalk(random, 9), ...randomWalk(random, 9)];
      const used = tours.filter(() => random.below(2) === 0).map((one) => ({ tour: one, share: 0.5 }));
      const cuts = [...brokenIslands(used, HOME), ...brokenSubsets(used, 9)];
      const { lp } = undatedModel(problem, tours, { kind: 'short', most: 7 });
      const cutRows = new CutRows(tours);
      const longer = cutRows.addTo(cutRows.addTo(lp, cuts.slice(0, 3)), cuts.slice(3));
      expect(longer.numRows).toBe(lp.numRows + cuts.length);
      const rows = dense(longer);
      expect(rows.slice(0, lp.numRows)).toEqual(dense(lp));
      for (const [index, cut] of cuts.entries()) {
        const row = lp.numRows + index;
        expect(rows[row].slice(0, tours.length)).toEqual(tours.map((one) => cut.valueIn(one)));
        expect(rows[row].slice(tours.length).every((value) => value === 0)).toBe(true);
        expect([longer.rowLower[row], longer.rowUpper[row]]).toEqual([cut.lower, Number.POSITIVE_INFINITY]);
      }
    }
  });
});

/** Row by row. */
function dense({ numRows, numCols, colStart, rowIndex, value }: LpModel): number[][] {
  const rows = Array.from({ length: numRows }, () => new Array<number>(numCols).fill(0));
  for (let column = 0; column < numCols; column++) {
    for (let entry = colStart[column]; entry < colStart[column + 1]; entry++) {
      rows[rowIndex[entry]][column] += value[entry];
    }
  }
  return rows;
}

describe('islands joined with home', () => {
  it('are a walk that visits all customers within the limits, often in as few tours', () => {
    const random = new Random(9);
    let joinedAtAll = 0;
    let asFew = 0;
    let cheaper = 0;
    for (let time = 0; time < 200; time++) {
      const some = randomTours(random, 8);
      const { home, hotels } = some;
      const joiner = new IslandJoiner(some);
      const hotel = home + 1 + random.below(hotels);
      const other = home + 1 + random.below(hotels);
      const walk = [tour(home, home, 0, 1), tour(home, home, 2, 3)];
      // One island, or two where the hotels differ.
      const isOne = random.below(2) === 0;
      const islands = isOne
        ? [tour(hotel, other, 4, 5), tour(other, hotel, 6, 7)]
        : [tour(hotel, hotel, 4, 5), tour(other, other, 6, 7)];
      const { order, unreached } = circuitOf([...walk, ...islands], home);
      expect(unreached).toHaveLength(2);
      const joined = joiner.join(order, unreached);
      const plain = new HotelSplit(some, some.undatedTourPrice ?? 0);
      const inOrder = Int32Array.from([...order, ...unreached].flatMap(({ customers }) => [...customers]));
      const isPossible = plain.split(inOrder, inOrder.length, Number.POSITIVE_INFINITY);
      if (joined === null) {
        expect(isPossible).toBe(false);
        continue;
      }
      joinedAtAll++;
      if (joined.length <= 4) asFew++;
      let place = home;
      for (const one of joined) {
        expect(one.start).toBe(place);
        place = one.end;
        const { drive, busy } = secondsOf(some, one);
        expect(busy).toBeLessThanOrEqual(some.maxDriveSecondsPerDay);
        expect(one.cost).toBeCloseTo(drive * some.costPerDriveSecond, 6);
      }
      expect(place).toBe(home);
      expect(joined.flatMap(({ customers }) => [...customers]).sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      const cost = joined.reduce((sum, one) => sum + one.cost + (some.undatedTourPrice ?? 0), 0);
      if (isOne && isPossible) expect(cost).toBeLessThanOrEqual(plain.cost + 1e-6);
      if (isPossible && cost < plain.cost - 1e-6) cheaper++;
    }
    expect(joinedAtAll).toBeGreaterThan(150);
    expect(asFew).toBeGreaterThan(30);
    expect(cheaper).toBeGreaterThan(50);
  });
});

describe('relaxations', () => {
  it('get cuts as long as these raise them', async () => {
    const bounds: { readonly rows: number; readonly objective: number }[] = [];
    const highs = await highsSolver();
    const spy: LpSolver = {
      ...highs,
      solve(model, options) {
        const outcome = highs.solve(model, options);
        if (model.integer === undefined && outcome.kind === 'optimal')
          bounds.push({ rows: model.numRows, objective: outcome.objective });
        return outcome;
      },
    };
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const { problem, found, tours } = shortSearch(seed, 30, 3000);
      new UndatedCombiner(problem).shorter(found, tours, { lpSolvers: [spy] });
    }
    const rounds = bounds.slice(1).map((now, k) => ({ before: bounds[k], now, next: bounds[k + 2] }));
    const more = rounds.filter(({ before, now }) => now.rows > before.rows);
    const hasRisen = more.map(({ before, now }) => now.objective > 1.001 * before.objective);
    // After a rise more cuts may follow, after none of that size none do.
    more.forEach(({ now, next }, k) => {
      if (!hasRisen[k]) expect(next?.rows ?? 0).toBeLessThanOrEqual(now.rows);
    });
    expect(hasRisen).toContain(true);
    expect(hasRisen).toContain(false);
  });
});
