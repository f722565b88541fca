import { describe, expect, it } from 'vitest';
import { maxSteps, Random } from '../../../solver/annealing/index.ts';
import { searchItinerary } from '../../../solver/itinerary/index.ts';
import { TourTiming } from '../../../solver/itinerary/tour-timing.ts';
import type { RepProblem } from '../../../solver/problem/index.ts';
import { problemOf } from './problems.ts';
import { leastCost, permutations, tinyWeek } from './tiny-weeks.ts';

/** Two customers every week and one once, in two weeks without nights; some weekdays are closed. */
function tinySpaced(random: Random): RepProblem {
  const place = () => ({ lat: 41 + 2 * random.next() - 1, lng: -92 + 2 * random.next() - 1 });
  const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
  return problemOf({
    territory: {
      timeZone: 'America/Chicago',
      customers: ['A', 'B', 'C'].map((id) => ({
        id,
        class: id === 'C' ? 'ONCE' : 'WEEKLY',
        location: place(),
        visitDays: weekdays.filter((day) => day === 'wed' || random.next() < 0.6),
      })),
      reps: [{ id: 'R', home: { lat: 41, lng: -92 }, overnight: { maxConsecutiveNights: 0, maxNightsPerWeek: 0 } }],
      policy: {
        classes: [
          { class: 'WEEKLY', visits: 1, per: 'week', visitMinutes: 100 },
          { class: 'ONCE', visits: 1, per: 'month', visitMinutes: 150 },
        ],
      },
    },
    horizon: { start: '2026-11-30', weeks: 2 },
  }) as RepProblem;
}

/** Every choice of days that keeps the spacing, every order; Infinity: not all visits are possible. */
function enumerateSpaced(problem: RepProblem): number {
  const timing = new TourTiming(problem);
  const { days, home } = problem;
  const known = new Map<number, number>();
  const costOf = (day: number, visited: number) => {
    const key = day * 8 + visited;
    const cost =
      known.get(key) ??
      cheapest(
        day,
        [0, 1, 2].filter((customer) => (visited >> customer) & 1),
      );
    known.set(key, cost);
    return cost;
  };
  const cheapest = (day: number, stops: readonly number[]) => {
    const costs = permutations(stops).map((order) =>
      timing.time(day, home, home, Int32Array.from(order), 0, order.length, -1, 0)
        ? timing.cost
        : Number.POSITIVE_INFINITY,
    );
    return Math.min(...costs);
  };
  const choices = [0, 1, 2].map((customer) => {
    const [least, most] = [problem.minDaysBetween[customer], problem.maxDaysBetween[customer]];
    const single = Array.from({ length: days }, (_, day) => [day]);
    if (problem.visitsOwed[customer] === 1) return single;
    return single.flatMap(([first]) =>
      single.filter(([next]) => next - first >= least && next - first <= most).map(([next]) => [first, next]),
    );
  });
  let best = Number.POSITIVE_INFINITY;
  for (const a of choices[0]) {
    for (const b of choices[1]) {
      for (const c of choices[2]) {
        let cost = 0;
        for (let day = 0; day < days; day++) {
          cost += costOf(day, (a.includes(day) ? 1 : 0) + (b.includes(day) ? 2 : 0) + (c.includes(day) ? 4 : 0));
        }
        best = Math.min(best, cost);
      }
    }
  }
  return best;
}

describe('the engine against exact enumeration', () => {
  it('finds the least cost of tiny weeks with nights', () => {
    const random = new Random(11);
    let solved = 0;
    let nights = 0;
    for (let trial = 0; trial < 25; trial++) {
      const problem = tinyWeek(random);
      const exact = leastCost(problem);
      if (exact === Number.POSITIVE_INFINITY) continue;
      solved++;
      const found = searchItinerary(problem, { seed: trial, stop: maxSteps(3000) });
      expect(found.stops.reduce((sum, day) => sum + day.length, 0)).toBe(3);
      expect(found.objective, `trial ${trial}`).toBeCloseTo(exact, 4);
      nights += found.sleep.filter((hotel) => hotel >= 0).length;
    }
    expect(solved).toBeGreaterThan(15);
    expect(nights).toBeGreaterThan(0);
  });

  it('finds the least cost where customers are visited every week', () => {
    const random = new Random(12);
    let solved = 0;
    for (let trial = 0; trial < 15; trial++) {
      const problem = tinySpaced(random);
      const exact = enumerateSpaced(problem);
      if (exact === Number.POSITIVE_INFINITY) continue;
      solved++;
      const found = searchItinerary(problem, { seed: trial, stop: maxSteps(2000) });
      expect(found.stops.reduce((sum, day) => sum + day.length, 0)).toBe(5);
      expect(found.objective, `trial ${trial}`).toBeCloseTo(exact, 4);
    }
    expect(solved).toBeGreaterThan(8);
  });
});
