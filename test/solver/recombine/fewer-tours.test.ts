import { describe, expect, it } from 'vitest';
import { highsSolver } from '#solver';
import type { PooledTour } from '../../../solver/itinerary/index.ts';
import type { ItineraryProblem } from '../../../solver/problem/index.ts';
import { FewerTours } from '../../../solver/recombine/fewer-tours.ts';
import { IslandJoiner } from '../../../solver/recombine/join-islands.ts';
import { nearTours } from '../../../solver/recombine/near-tours.ts';
import { Relaxations } from '../../../solver/recombine/relaxation.ts';
import { secondsOf, shortSearch } from '../itinerary/random-tours.ts';

const means = { lpSolvers: [await highsSolver()] };

function fewerTours(problem: ItineraryProblem): FewerTours {
  return new FewerTours(problem, new Relaxations(problem), new IslandJoiner(problem));
}

/** From home and back, each tour from where the one before has ended, everybody once and within the limits. */
function expectWalk(problem: ItineraryProblem, tours: readonly PooledTour[]): void {
  let place = problem.home;
  for (const one of tours) {
    expect(one.start).toBe(place);
    expect(secondsOf(problem, one).busy).toBeLessThanOrEqual(problem.maxDriveSecondsPerDay);
    place = one.end;
  }
  expect(place).toBe(problem.home);
  const visited = tours.flatMap(({ customers }) => [...customers]).sort((a, b) => a - b);
  expect(visited).toEqual(Array.from({ length: problem.customers }, (_, customer) => customer));
}

const setOf = ({ customers }: PooledTour) => customers.toSorted().join();

describe('fewer tours', () => {
  it('are a walk of no more than are allowed, or fewer are ruled out', () => {
    const outcomes = { found: 0, ruledOut: 0 };
    for (let seed = 1; seed <= 25; seed++) {
      const { problem, found, tours } = shortSearch(seed, 14, 300);
      if (!found.feasible) continue;
      const fewer = fewerTours(problem);
      for (let most = found.stops.filter((stops) => stops.length > 0).length; most > 0; most--) {
        const walk = fewer.find(tours, most, means);
        if (walk === null) {
          if (fewer.ruledOutBy > 0) outcomes.ruledOut++;
          break;
        }
        outcomes.found++;
        expect(walk.length).toBeLessThanOrEqual(most);
        expectWalk(problem, walk);
      }
    }
    expect(outcomes.found).toBeGreaterThan(15);
    expect(outcomes.ruledOut).toBeGreaterThan(5);
  });

  it('are found with tours that no search has passed by', () => {
    let completed = 0;
    for (let seed = 1; seed <= 16; seed++) {
      const { problem, found, tours } = shortSearch(seed, 16, 600);
      const most = found.stops.filter((stops) => stops.length > 0).length;
      let left = tours;
      // One tour of each walk is taken away, until there is none of the tours left.
      for (let walk: readonly PooledTour[] | null = left; found.feasible && walk !== null; ) {
        walk = fewerTours(problem).find(left, most, means);
        if (walk === null) break;
        expectWalk(problem, walk);
        const sets = new Set(left.map(setOf));
        if (walk.some((one) => !sets.has(setOf(one)))) {
          completed++;
          break;
        }
        const away = setOf(walk[left.length % walk.length]);
        left = left.filter((one) => setOf(one) !== away);
      }
    }
    expect(completed).toBeGreaterThan(1);
  });

  it('are not looked for without time', () => {
    const { problem, found, tours } = shortSearch(3, 12, 300);
    expect(fewerTours(problem).find(tours, found.stops.length, { ...means, secondsLeft: () => 0 })).toBeNull();
  });
});

describe('near tours', () => {
  it('keep the limits, are new, and differ from a given one in one customer out and one in at most', () => {
    let count = 0;
    for (let seed = 1; seed <= 8; seed++) {
      const { problem, tours } = shortSearch(seed, 14, 300);
      const relaxed = new Relaxations(problem).relax(tours, { kind: 'few' }, means);
      if (relaxed === null) continue;
      const keyOf = ({ start, end, customers }: PooledTour) => `${start},${end}:${customers.toSorted().join()}`;
      const known = new Set(tours.map(keyOf));
      const base = tours.slice(0, 30);
      const near = nearTours(problem, base, tours, relaxed, 50);
      expect(near.length).toBeLessThanOrEqual(50);
      for (const one of near) {
        const { drive, busy } = secondsOf(problem, one);
        expect(one.cost).toBeCloseTo(drive * problem.costPerDriveSecond, 6);
        expect(busy).toBeLessThanOrEqual(problem.maxDriveSecondsPerDay);
        expect(known.has(keyOf(one))).toBe(false);
        known.add(keyOf(one));
        const isLike = base.some(({ start, end, customers }) => {
          const out = customers.filter((customer) => !one.customers.includes(customer)).length;
          const came = one.customers.filter((customer) => !customers.includes(customer)).length;
          return start === one.start && end === one.end && out <= 1 && came <= 1;
        });
        expect(isLike).toBe(true);
        count++;
      }
    }
    expect(count).toBeGreaterThan(30);
  });
});
