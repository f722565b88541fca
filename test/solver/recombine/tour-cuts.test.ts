import { describe, expect, it } from 'vitest';
import { Random } from '../../../solver/annealing/index.ts';
import type { PooledTour } from '../../../solver/itinerary/index.ts';
import { circuitOf } from '../../../solver/recombine/circuit.ts';
import { brokenIslands, islandsOf } from '../../../solver/recombine/islands.ts';
import { joinIslands } from '../../../solver/recombine/join-islands.ts';
import { brokenSubsets } from '../../../solver/recombine/subset-rows.ts';
import type { TourCut } from '../../../solver/recombine/tour-cuts.ts';
import { randomTours, tour } from '../itinerary/random-tours.ts';

const HOME = 20;

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
    const used = [...walk, tour(HOME, 24, 7)].map((one) => ({ tour: one, share: 1 }));
    const left = brokenIslands(used, HOME).filter((cut) => brokenBy(cut, walk) <= 0);
    expect(left.length).toBeGreaterThan(0);
    for (const cut of left) expect(brokenBy(cut, [tour(HOME, 24, 7)])).toBeGreaterThan(0);
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

describe('joinIslands', () => {
  it('gives a walk from home that visits all customers within the limits, often in as few tours', () => {
    const random = new Random(9);
    let joinedAtAll = 0;
    let asFew = 0;
    for (let time = 0; time < 200; time++) {
      const problem = randomTours(random, 8);
      const { home, hotels, travel, serviceSeconds, days, maxDriveSecondsPerDay, costPerDriveSecond } = problem;
      const hotel = home + 1 + random.below(hotels);
      const other = home + 1 + random.below(hotels);
      const walk = [tour(home, home, 0, 1), tour(home, home, 2, 3)];
      const island = [tour(hotel, other, 4, 5), tour(other, hotel, 6, 7)];
      const { order, unreached } = circuitOf([...walk, ...island], home);
      expect(unreached).toHaveLength(2);
      const joined = joinIslands(problem, order, unreached);
      if (joined === null) continue;
      joinedAtAll++;
      if (joined.length <= 4) asFew++;
      let place = home;
      for (const { start, end, customers, cost } of joined) {
        expect(start).toBe(place);
        place = end;
        const places = [start, ...customers, end];
        const drive = places.slice(1).reduce((sum, to, k) => sum + travel.seconds[places[k] * travel.size + to], 0);
        const service = customers.reduce((sum, customer) => sum + serviceSeconds[customer * days], 0);
        expect(drive + service).toBeLessThanOrEqual(maxDriveSecondsPerDay);
        expect(cost).toBeCloseTo(drive * costPerDriveSecond, 6);
      }
      expect(place).toBe(home);
      expect(joined.flatMap(({ customers }) => [...customers]).sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    }
    expect(joinedAtAll).toBeGreaterThan(150);
    expect(asFew).toBeGreaterThan(30);
  });
});
