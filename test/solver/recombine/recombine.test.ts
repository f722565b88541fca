import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  finishPlan,
  highsSolver,
  javascriptLpSolver,
  maxSteps,
  type PlanRequest,
  parseRequest,
  preparePlan,
  solveTask,
} from '#solver';
import { searchItinerary, TourPool, TourTiming } from '../../../solver/itinerary/index.ts';
import type { ItineraryProblem, RepProblem } from '../../../solver/problem/index.ts';
import { toursOf } from '../../../solver/recombine/known-tours.ts';
import { tourModel } from '../../../solver/recombine/model.ts';
import { recombine } from '../../../solver/recombine/recombine.ts';
import { parsePvrp } from '../../bench/pvrp/instance.ts';
import { fleetProblem } from '../../bench/pvrp/solve.ts';
import { propertyRuns } from '../../property-runs.ts';
import { farTown, problemOf } from '../itinerary/problems.ts';
import { randomRequest } from '../random-request.ts';
import { bestByTrying, tinyPool } from './tiny-pools.ts';

/** After a search of so many steps the whole pool is offered. */
const LONG = 1_000_000;
const highs = await highsSolver();
const means = { lpSolvers: [highs] };
const rep = problemOf(farTown()) as RepProblem;
const fleet = fleetProblem(
  parsePvrp(
    'tiny',
    [
      '1 2 7 3',
      '60 3',
      '60 3',
      '60 3',
      '0 0 0 0 0 0 0',
      // Id, place, service, demand, visits, number of day sets, sets as bits of the days.
      '1 3 0 1 1 1 3 4 2 1',
      '2 0 4 1 1 1 3 4 2 1',
      '3 3 4 1 1 2 3 6 5 3',
      '4 -3 4 1 1 2 2 6 3',
      '5 -5 -1 1 1 1 2 4 1',
      '6 2 -6 1 1 1 3 4 2 1',
      '7 -1 -4 1 1 3 1 7',
    ].join('\n'),
    0,
  ),
);

/** Two weeks of a rep with customers visited twice, and few enough for trying all. */
function smallWeeks(overnight?: { maxConsecutiveNights: number; maxNightsPerWeek: number }): RepProblem {
  const request = farTown(overnight);
  const customers = request.territory.customers.filter((_, index) => [0, 2, 6, 8, 10].includes(index));
  return problemOf({ ...request, territory: { ...request.territory, customers } }) as RepProblem;
}

describe('the model of tours', () => {
  const cases: readonly (readonly [string, ItineraryProblem, number])[] = [
    ['a rep', smallWeeks(), 4],
    ['a rep with two nights a week', smallWeeks({ maxConsecutiveNights: 2, maxNightsPerWeek: 2 }), 4],
    ['a rep with one night in a row', smallWeeks({ maxConsecutiveNights: 1, maxNightsPerWeek: 4 }), 4],
    ['a fleet', fleet, 6],
  ];
  it.each(cases)('finds the best combination for %s', (_, problem, perDay) => {
    for (let seed = 1; seed <= 12; seed++) {
      const { found, pool } = tinyPool(problem, seed, 20, perDay);
      const own = toursOf(problem, found);
      const outcome = highs.solve(tourModel(problem, own, pool).lp, { relativeGap: 0 });
      const best = bestByTrying(problem, [...own, ...pool]);
      expect(outcome.kind).toBe('optimal');
      if (outcome.kind !== 'optimal') return;
      // Tours of a fleet may visit too many in the model, which trying all does not know.
      if (problem.fleet) expect(outcome.objective).toBeLessThanOrEqual(best + 1e-6);
      else expect(outcome.objective).toBeCloseTo(best, 6);
    }
  });

  it('starts from the combination that is known', () => {
    for (const problem of [rep, fleet]) {
      const { found, pool } = tinyPool(problem, 1, 200, 10);
      const { lp, start } = tourModel(problem, toursOf(problem, found), pool);
      const fixed = { ...lp, colLower: start, colUpper: start };
      expect(highs.solve(fixed).kind).toBe('optimal');
    }
  });
});

describe('recombine', () => {
  it('gets better plans out of short searches, never worse ones', () => {
    let better = 0;
    for (const problem of [rep, fleet]) {
      for (let seed = 1; seed <= 10; seed++) {
        const { pool } = tinyPool(problem, seed, 100, 20);
        const known = { ...searchItinerary(problem, { seed, stop: maxSteps(5) }), steps: LONG };
        const after = recombine(problem, known, pool, means);
        expect(after.objective).toBeLessThanOrEqual(known.objective);
        if (after !== known) better++;
      }
    }
    expect(better).toBeGreaterThan(5);
  });

  it('states the objective that its days have', () => {
    const { found, pool } = tinyPool(rep, 3, 40, 20);
    const { stops, sleep, objective } = recombine(rep, found, pool, means);
    const timing = new TourTiming(rep);
    const first = new Map<number, number>();
    let money = 0;
    stops.forEach((customers, day) => {
      const start = rep.home + 1 + (day === 0 ? -1 : sleep[day - 1]);
      expect(timing.time(day, start, rep.home + 1 + sleep[day], customers, 0, customers.length, -1, 0)).toBe(true);
      money += timing.cost + (sleep[day] < 0 ? 0 : rep.nightCost[sleep[day]]);
      for (const customer of customers) {
        money += rep.dislike[customer * rep.days + day];
        if (!first.has(customer)) first.set(customer, day);
      }
    });
    for (const [customer, day] of first) money += rep.overduePerDay[customer] * day;
    expect(objective).toBeCloseTo(money, 6);
  });

  it('gives the same twice, and keeps what is known without time, after a cancellation or without a solver', () => {
    const { found, pool } = tinyPool(rep, 2, 40, 20);
    expect(recombine(rep, found, pool, means)).toEqual(recombine(rep, found, pool, means));
    expect(recombine(rep, found, pool, { ...means, secondsLeft: () => 0 })).toBe(found);
    expect(recombine(rep, { ...found, stoppedBy: 'cancelled' }, pool, means).stops).toBe(found.stops);
    expect(recombine(rep, found, pool, { lpSolvers: [] })).toBe(found);
    expect(recombine(rep, found, pool, { ...means, isCancelled: () => true }).stoppedBy).toBe('cancelled');
  });
});

describe('TourPool', () => {
  it('does not change the way of the search', () => {
    for (const problem of [rep, fleet]) {
      const control = { seed: 4, stop: maxSteps(300) };
      const pool = new TourPool(problem);
      expect(searchItinerary(problem, { ...control, pool })).toEqual(searchItinerary(problem, control));
      expect(pool.tours().length).toBeGreaterThan(problem.days);
    }
  });

  it('holds the tours of the best itinerary, each set of customers once', () => {
    for (const problem of [rep, fleet]) {
      const pool = new TourPool(problem);
      const found = searchItinerary(problem, { seed: 4, stop: maxSteps(300), pool });
      const keyOf = ({ day, start, end, customers }: ReturnType<TourPool['tours']>[number]) =>
        [day, start, end, ...customers.toSorted()].join();
      const keys = pool.tours().map(keyOf);
      expect(new Set(keys).size).toBe(keys.length);
      for (const tour of toursOf(problem, found)) expect(keys).toContain(keyOf(tour));
    }
  });
});

describe('60 random small territories', () => {
  const lpSolvers = [javascriptLpSolver(), highs];

  it('give plans without violation after recombining', () => {
    let better = 0;
    fc.assert(
      fc.property(randomRequest, (drawn) => {
        const { request, issues } = parseRequest(drawn);
        if (request === null) return;
        // Territories as they are drawn first: nothing is asked of them here.
        const prepared = preparePlan(request as PlanRequest, lpSolvers, () => true);
        const found = prepared.tasks.map((task) => {
          if (task.replan !== null) return solveTask(task, { stop: maxSteps(20) });
          const pools = [1, 2, 3].map((seed) => {
            const pool = new TourPool(task.problem);
            searchItinerary(task.problem, { seed, stop: maxSteps(40), pool });
            return pool.tours();
          });
          const plain = solveTask({ ...task, start: null }, { stop: maxSteps(3) });
          const after = recombine(task.problem, { ...plain, steps: LONG }, pools.flat(), { lpSolvers });
          expect(after.objective).toBeLessThanOrEqual(plain.objective);
          if (after.objective < plain.objective) better++;
          return after;
        });
        // The judge throws.
        finishPlan(prepared, found, issues, 0, lpSolvers);
      }),
      propertyRuns(60),
    );
    expect(better).toBeGreaterThan(10);
  });
});
