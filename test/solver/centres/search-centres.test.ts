import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxSteps, Random } from '../../../solver/annealing/index.ts';
import { type CentreProblem, type CentreSolution, searchCentres } from '../../../solver/centres/index.ts';
import { propertyRuns } from '../../property-runs.ts';

function randomProblem(seed: number, sites: number, centres: number, room: number): CentreProblem {
  const random = new Random(seed);
  const draw = (most: number) => Float64Array.from({ length: sites }, () => random.below(most));
  const x = draw(100);
  const y = draw(100);
  const demand = draw(9).map((amount) => amount + 1);
  const all = demand.reduce((sum, amount) => sum + amount, 0);
  return {
    sites,
    centres,
    fixed: [],
    mayBeCentre: new Uint8Array(sites).fill(1),
    weight: draw(5).map((weight) => weight + 1),
    demand,
    capacity: new Float64Array(sites).fill((all / centres) * room),
    distance: (from, to) => Math.hypot(x[from] - x[to], y[from] - y[to]),
  };
}

function recomputed(problem: CentreProblem, { centres, centreOf }: CentreSolution) {
  const load = new Float64Array(centres.length);
  let cost = 0;
  centreOf.forEach((centre, site) => {
    load[centre] += problem.demand[site];
    cost += problem.weight[site] * problem.distance(site, centres[centre]);
  });
  return { cost, feasible: load.every((each, centre) => each <= problem.capacity[centres[centre]] + 1e-9) };
}

/** The best of all ways to choose centres and to give sites to them. */
function enumerated(problem: CentreProblem): number {
  const { sites, centres, weight, demand, capacity, distance } = problem;
  let best = Number.POSITIVE_INFINITY;
  const give = (site: number, open: readonly number[], load: readonly number[], cost: number): void => {
    if (cost >= best) return;
    if (site === sites) {
      best = cost;
      return;
    }
    open.forEach((centre, place) => {
      const more = load[place] + demand[site];
      if (more > capacity[centre] + 1e-9) return;
      give(site + 1, open, load.with(place, more), cost + weight[site] * distance(site, centre));
    });
  };
  const choose = (from: number, open: readonly number[]): void => {
    if (open.length === centres) give(0, open, new Array<number>(centres).fill(0), 0);
    else for (let site = from; site < sites; site++) choose(site + 1, [...open, site]);
  };
  choose(0, []);
  return best;
}

describe('the search for centres', () => {
  it('finds the best of all in tiny cases', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const problem = randomProblem(seed, 9, 3, 1.25);
      const found = searchCentres(problem, { seed, stop: maxSteps(3000) });
      const best = enumerated(problem);
      if (best === Number.POSITIVE_INFINITY) expect(found.feasible).toBe(false);
      else expect([found.feasible, found.cost]).toEqual([true, expect.closeTo(best, 6)]);
    }
  });

  it('states what its answer costs, and whether it fits', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 8 }),
        fc.double({ min: 0.8, max: 2, noNaN: true }),
        (seed, sites, most, room) => {
          const problem = randomProblem(seed, sites, Math.min(most, sites), room);
          const found = searchCentres(problem, { seed, stop: maxSteps(60) });
          const { cost, feasible } = recomputed(problem, found);
          expect(found.cost).toBeCloseTo(cost, 6);
          expect(found.feasible).toBe(feasible);
          expect(new Set(found.centres).size).toBe(problem.centres);
        },
      ),
      propertyRuns(100),
    );
  });

  it('keeps fixed centres, and opens others only where they may be', () => {
    const free = randomProblem(4, 40, 5, 1.3);
    const problem = { ...free, fixed: [3, 17], mayBeCentre: free.mayBeCentre.map((_, site) => site % 2) };
    const { centres } = searchCentres(problem, { seed: 1, stop: maxSteps(500) });
    expect([...centres.slice(0, 2)]).toEqual([3, 17]);
    expect([...centres.slice(2)].filter((site) => site % 2 === 0)).toEqual([]);
    expect(new Set(centres).size).toBe(5);
  });

  it('gives the same answer for the same seed and steps', () => {
    const problem = randomProblem(8, 120, 9, 1.1);
    const search = () => searchCentres(problem, { seed: 5, stop: maxSteps(400) });
    expect(search()).toEqual(search());
  });
});
