import { describe, expect, it } from 'vitest';
import { maxSteps, Random } from '../../../solver/annealing/index.ts';
import { Annealer } from '../../../solver/itinerary/annealer.ts';
import { Population } from '../../../solver/itinerary/population.ts';
import type { ItineraryState } from '../../../solver/itinerary/state.ts';
import type { StartItinerary } from '../../../solver/itinerary/warm-start.ts';
import type { ItineraryProblem } from '../../../solver/problem/index.ts';
import { parsePvrp } from '../../bench/pvrp/instance.ts';
import { fleetProblem } from '../../bench/pvrp/solve.ts';
import { farTown, problemOf } from './problems.ts';

/** Four days, two vehicles of load 6 a day; customers on a circle, visited once or twice. */
const circle = parsePvrp(
  'circle',
  [
    '1 2 16 4',
    ...Array(4).fill('0 6'),
    '0 0 0 0 0 0 0',
    ...Array.from({ length: 16 }, (_, k) => {
      const at = `${k + 1} ${Math.round(100 * Math.cos(k))} ${Math.round(100 * Math.sin(k))} 0 1`;
      return k % 2 === 0 ? `${at} 2 2 5 10` : `${at} 1 4 1 2 4 8`;
    }),
  ].join('\n'),
  0,
);

const problems: readonly (readonly [string, ItineraryProblem])[] = [
  ['a fleet', fleetProblem(circle)],
  ['a rep', problemOf(farTown()) as ItineraryProblem],
];

describe.each(problems)('population of %s', (_, problem) => {
  const annealed = (seed: number) => {
    const annealer = new Annealer(problem, { seed, stop: maxSteps(200) });
    annealer.build();
    annealer.anneal({ from: 0, to: 1, used: () => 0 });
    return annealer;
  };
  const founded = () => {
    const population = new Population(new Random(1));
    for (let seed = 1; seed <= 8; seed++) {
      population.add(annealed(seed));
    }
    return population;
  };
  const daysOf = ({ stops, sleep }: StartItinerary, toursPerDay: number) =>
    sleep.map((hotel, day) => JSON.stringify([hotel, stops.slice(day * toursPerDay, (day + 1) * toursPerDay)]));
  const written = (state: ItineraryState): StartItinerary => ({
    stops: Array.from({ length: state.tours }, (_unused, tour) => state.stopsOf(tour)),
    sleep: [...state.sleep],
  });

  it('gives children whose days are whole days of their parents', () => {
    const known = new Set<string>();
    for (let seed = 1; seed <= 8; seed++) {
      const { found } = annealed(seed);
      for (const [index, day] of daysOf(written(found), found.toursPerDay).entries()) known.add(`${index} ${day}`);
    }
    const population = founded();
    expect(population.size).toBeGreaterThan(1);
    for (let times = 0; times < 50; times++) {
      daysOf(population.child(), problem.fleet?.toursPerDay ?? 1).forEach((day, index) => {
        expect(known).toContain(`${index} ${day}`);
      });
    }
  });

  it('repairs every child to a state that owes no more than its parents', () => {
    const population = founded();
    const owed = Math.max(...Array.from({ length: 8 }, (_, index) => annealed(index + 1).found.missing[0]));
    for (let times = 0; times < 50; times++) {
      const annealer = new Annealer(problem, { seed: times, stop: maxSteps(0) });
      annealer.build(population.child());
      const planned = annealer.best.planned;
      for (let customer = 0; customer < problem.customers; customer++) {
        let visited = 0;
        for (let day = 0; day < problem.days; day++) if (annealer.best.isVisited(customer, day)) visited++;
        expect(visited).toBe(planned[customer]);
        expect(visited).toBeLessThanOrEqual(problem.visitsOwed[customer]);
      }
      expect(annealer.best.missing[0]).toBeLessThanOrEqual(owed);
    }
  });

  it('keeps the better of two that resemble each other, and of different ones the best', () => {
    const population = new Population(new Random(1));
    const { found } = annealed(1);
    for (const foundCost of [10, 8, 9, Number.POSITIVE_INFINITY]) population.add({ found, foundCost });
    expect(population.size).toBe(1);
    for (let seed = 2; seed <= 8; seed++) population.add({ found: annealed(seed).found, foundCost: 20 });
    expect(population.size).toBeGreaterThan(1);
  });
});
