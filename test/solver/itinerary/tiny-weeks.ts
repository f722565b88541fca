/** Weeks so small that every plan can be looked at. */
import type { Random } from '../../../solver/annealing/index.ts';
import { TourTiming } from '../../../solver/itinerary/tour-timing.ts';
import type { RepProblem } from '../../../solver/problem/index.ts';
import { problemOf } from './problems.ts';

/** Three customers and a hotel at random places around a town one to four hours from home, one visit each in one week. */
export function tinyWeek(random: Random): RepProblem {
  const away = 0.5 + 1.5 * random.next();
  const place = () => ({ lat: 41 + away + random.next() - 0.5, lng: -92 + random.next() - 0.5 });
  return problemOf({
    territory: {
      timeZone: 'America/Chicago',
      customers: ['A', 'B', 'C'].map((id) => ({ id, class: 'X', location: place() })),
      reps: [{ id: 'R', home: { lat: 41, lng: -92 } }],
      hotels: [{ id: 'H', location: place(), costPerNight: 20 * random.next() }],
      policy: { classes: [{ class: 'X', visits: 1, per: 'month', visitMinutes: 150 }] },
    },
    horizon: { start: '2026-11-30', weeks: 1 },
  }) as RepProblem;
}

/** The least cost over every choice of days, orders and nights of the working week; Infinity: not all can be visited. */
export function leastCost(problem: RepProblem): number {
  const timing = new TourTiming(problem);
  const workDays = [0, 1, 2, 3, 4];
  const costOf = (day: number, start: number, end: number, stops: readonly number[]) => {
    let best = Number.POSITIVE_INFINITY;
    for (const order of permutations(stops)) {
      const possible = timing.time(day, start, end, Int32Array.from(order), 0, order.length, -1, 0);
      if (possible) best = Math.min(best, timing.cost);
    }
    return best;
  };
  let best = Number.POSITIVE_INFINITY;
  for (let code = 0; code < 125; code++) {
    const dayOf = [code % 5, Math.floor(code / 5) % 5, Math.floor(code / 25)];
    for (let nights = 0; nights < 16; nights++) {
      const sleeps = (day: number) => day >= 0 && day < 4 && ((nights >> day) & 1) === 1;
      let cost = 0;
      for (const day of workDays) {
        const stops = [0, 1, 2].filter((customer) => dayOf[customer] === day);
        const start = problem.home + (sleeps(day - 1) ? 1 : 0);
        const end = problem.home + (sleeps(day) ? 1 : 0);
        cost += costOf(day, start, end, stops) + (sleeps(day) ? problem.nightCost[0] : 0);
        if (cost >= best) break;
      }
      best = Math.min(best, cost);
    }
  }
  return best;
}

/** Every order. */
export function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first) => permutations(items.filter((item) => item !== first)).map((rest) => [first, ...rest]));
}
