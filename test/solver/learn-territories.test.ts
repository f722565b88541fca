import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Interpretation, interpret, javascriptLpSolver, maxSteps } from '#solver';
import { searchItinerary, TourTiming } from '../../solver/itinerary/index.ts';
import { learnTerritories } from '../../solver/learn-territories.ts';
import { buildRepProblem } from '../../solver/problem/index.ts';
import { smallRequest } from './input/small-request.ts';

const demo = JSON.parse(readFileSync(new URL('../../fixtures/yangtze-delta.json', import.meta.url), 'utf8'));
const solvers = [javascriptLpSolver()];

const tasksOf = (meaning: Interpretation) => (repOf: Int32Array) =>
  meaning.reps.map((_, rep) => {
    const customers = [...repOf.keys()].filter((customer) => repOf[customer] === rep);
    return { rep, problem: buildRepProblem(meaning, rep, customers, [...meaning.sleepingPlaces.keys()]) };
  });

/** The rep farthest from the mean of visits and driving, after a search that the learning has not seen. */
function imbalance(meaning: Interpretation, repOf: Int32Array): number {
  const work = tasksOf(meaning)(repOf).map(({ problem }) => {
    const { stops, sleep } = searchItinerary(problem, { seed: 99, stop: maxSteps(3000) });
    const timing = new TourTiming(problem);
    let seconds = 0;
    stops.forEach((customers, day) => {
      const start = problem.home + 1 + (day === 0 ? -1 : sleep[day - 1]);
      timing.time(day, start, problem.home + 1 + sleep[day], customers, 0, customers.length, -1, 0);
      seconds += timing.driveSeconds;
      for (const customer of customers) seconds += problem.serviceSeconds[customer * problem.days + day];
    });
    return seconds;
  });
  const mean = work.reduce((sum, seconds) => sum + seconds, 0) / work.length;
  return Math.max(...work.map((seconds) => Math.abs(seconds - mean) / mean));
}

describe('learnTerritories', () => {
  const meaning = interpret(demo);
  let learned: ReturnType<typeof learnTerritories>;
  beforeAll(() => {
    learned = learnTerritories(meaning, solvers, tasksOf(meaning));
  });

  it('shares real work out within the tolerance, also by a search that the learning has not seen', () => {
    expect(imbalance(meaning, learned.design.repOf)).toBeLessThan(meaning.balance.workloadTolerance);
  });

  it('hands on the days that it has found: a plan begins with all visits placed', () => {
    const { design, starts } = learned;
    for (const { rep, problem } of tasksOf(meaning)(design.repOf)) {
      const { stops } = searchItinerary(problem, { seed: 1, stop: maxSteps(0), start: starts.get(rep)! });
      const owed = problem.visitsOwed.reduce((sum, visits) => sum + visits, 0);
      expect(stops.reduce((sum, customers) => sum + customers.length, 0)).toBe(owed);
    }
  });

  it('leaves territories alone that nothing can change', () => {
    const customers = [
      { class: 'A1', repId: 'R1' },
      { class: 'B1', repId: 'R1' },
    ];
    const locked = interpret(smallRequest({ customers }));
    const never = () => {
      throw new Error('nothing to learn');
    };
    expect([...learnTerritories(locked, solvers, never).design.repOf]).toEqual([0, 0]);
  });
});
