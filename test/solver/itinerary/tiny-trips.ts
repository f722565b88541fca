/** Weeks with customers up to three nights away, so small that every plan can be looked at. */
import type { Random } from '../../../solver/annealing/index.ts';
import { TourTiming } from '../../../solver/itinerary/tour-timing.ts';
import type { RepProblem } from '../../../solver/problem/index.ts';
import { problemOf } from './problems.ts';
import { permutations } from './tiny-weeks.ts';

/** One to three customers, some of them beyond hotels of a chain that leads north with gaps of chance, one visit each in one week. */
export function tinyTrip(random: Random): RepProblem {
  const place = (hours: number) => ({ lat: 20 + hours * 0.414, lng: -92 + 0.8 * (random.next() - 0.5) });
  const between = (least: number, most: number) => least + Math.floor((most - least) * random.next());
  const far = between(8, 26);
  const customers = Array.from({ length: between(1, 4) }, (_, index) => ({
    id: `C${index}`,
    class: 'X',
    location: place(index > 0 && random.next() < 0.5 ? 8 * random.next() : far + 4 * random.next() - 2),
    ...(random.next() < 0.3 && { openingHours: [{ days: ['tue', 'wed', 'thu'], from: '10:00', to: '13:00' }] }),
  }));
  const hotels = Array.from({ length: between(2, 6) }, (_, index) => ({
    id: `H${index}`,
    location: place((far * (index + 1)) / 4 + 2 * random.next() - 1),
    costPerNight: 20 + 60 * random.next(),
  }));
  const short = random.next() < 0.3;
  const most = between(1, 5);
  return problemOf({
    territory: {
      timeZone: 'America/Chicago',
      customers,
      reps: [
        {
          id: 'R',
          home: place(0),
          workingHours: [
            {
              days: short ? ['mon', 'tue', 'thu', 'fri'] : ['mon', 'tue', 'wed', 'thu', 'fri'],
              from: '08:30',
              to: '17:30',
            },
            ...(short ? [{ days: ['wed' as const], from: '08:30', to: '12:00' }] : []),
          ],
          overnight:
            random.next() < 0.3 ? { maxConsecutiveNights: most, maxNightsPerWeek: between(most, 5) } : undefined,
        },
      ],
      hotels,
      policy: { classes: [{ class: 'X', visits: 1, per: 'month', visitMinutes: 60 + between(0, 3) * 60 }] },
    },
    horizon: { start: '2026-11-30', weeks: 1 },
  } as Parameters<typeof problemOf>[0]) as RepProblem;
}

/** The most visits that any choice of days, orders and nights of the working week holds, and the least cost of so many. */
export function bestTrips(problem: RepProblem): { readonly visits: number; readonly cost: number } {
  const { home, hotels, customers, nightCost, maxConsecutiveNights, maxNightsPerWeek } = problem;
  const timing = new TourTiming(problem);
  const places = hotels + 1;
  const known = new Map<number, number>();
  const costOf = (day: number, start: number, end: number, visited: number) => {
    const key = ((day * places + start) * places + end) * 8 + visited;
    let cost = known.get(key);
    if (cost === undefined) {
      const stops = [0, 1, 2].filter((customer) => (visited >> customer) & 1);
      cost = Number.POSITIVE_INFINITY;
      for (const order of permutations(stops)) {
        const possible = timing.time(day, home + start, home + end, Int32Array.from(order), 0, order.length, -1, 0);
        if (possible) cost = Math.min(cost, timing.cost);
      }
      known.set(key, cost);
    }
    return cost;
  };
  let best = { visits: 0, cost: 0 };
  /** Every way to go on from a day. */
  const goOn = (
    day: number,
    start: number,
    left: number,
    nights: number,
    row: number,
    visits: number,
    cost: number,
  ) => {
    if (day === 5) {
      if (visits > best.visits || (visits === best.visits && cost < best.cost)) best = { visits, cost };
      return;
    }
    for (let end = 0; end < (day === 4 ? 1 : places); end++) {
      const inARow = end === 0 ? 0 : row + 1;
      const inWeek = end === 0 ? nights : nights + 1;
      if (inARow > maxConsecutiveNights || inWeek > maxNightsPerWeek) continue;
      for (let visited = 0; visited < 8; visited++) {
        if ((visited & ~left) !== 0) continue;
        const more = costOf(day, start, end, visited);
        if (more === Number.POSITIVE_INFINITY) continue;
        const count = (visited & 1) + ((visited >> 1) & 1) + (visited >> 2);
        goOn(
          day + 1,
          end,
          left & ~visited,
          inWeek,
          inARow,
          visits + count,
          cost + more + (end === 0 ? 0 : nightCost[end - 1]),
        );
      }
    }
  };
  goOn(0, 0, (1 << customers) - 1, 0, 0, 0, 0);
  return best;
}
