import { describe, expect, it } from 'vitest';
import { Random } from '../../../solver/annealing/index.ts';
import { searchItinerary } from '../../../solver/itinerary/index.ts';
import { regionAround } from '../../../solver/itinerary/region.ts';
import { Ruin } from '../../../solver/itinerary/ruin.ts';
import { ItineraryState } from '../../../solver/itinerary/state.ts';
import { parsePvrp } from '../../bench/pvrp/instance.ts';
import { fleetProblem } from '../../bench/pvrp/solve.ts';

/** Two days, three vehicles of load 4 a day; twelve customers in a line, every third visited on both days. */
const line = fleetProblem(
  parsePvrp(
    'line',
    [
      '1 3 12 2',
      ...Array(2).fill('0 4'),
      '0 0 0 0 0 0 0',
      ...Array.from({ length: 12 }, (_, k) => `${k + 1} ${10 + k} 0 0 1 ${k % 3 === 0 ? '2 1 3' : '1 2 1 2'}`),
    ].join('\n'),
    0,
  ),
);

/** Tours 0 to 2 are of the first day, 3 to 5 of the second. */
function planned(): ItineraryState {
  const state = new ItineraryState(line);
  for (const [tour, customers] of [
    [0, 1, 2],
    [3, 4],
    [6, 7],
    [0, 5],
    [3, 8],
    [6, 9, 10, 11],
  ].entries())
    for (const [position, customer] of customers.entries()) state.insert(customer, tour, position);
  return state;
}

const sorted = (customers: Iterable<number>) => [...customers].sort((a, b) => a - b);

describe('a region of an itinerary', () => {
  const all = Int32Array.from({ length: 12 }, (_, customer) => customer);
  const around = (first: number, most: number) => {
    const nearest = all.toSorted((a, b) => Math.abs(a - first) - Math.abs(b - first) || a - b);
    return sorted(regionAround(planned(), nearest, most));
  };

  it('holds the customers of all tours of the first one, and of all tours of these in turn', () => {
    expect(around(0, 4)).toEqual([0, 1, 2, 5]);
    expect(around(1, 4)).toEqual([0, 1, 2, 5]);
    expect(around(8, 3)).toEqual([3, 4, 8]);
    expect(around(9, 5)).toEqual([6, 7, 9, 10, 11]);
  });

  it('goes on with the nearest one and his tours where nobody else shares a tour with them', () => {
    expect(around(4, 4)).toEqual([3, 4, 5, 8]);
    expect(around(4, 12)).toEqual(sorted(all));
  });

  it('is where the steps begin from then on', () => {
    const state = planned();
    const ruin = new Ruin(line, new Random(1));
    const firstTaken = () => {
      const taken = new Set<number>();
      for (let step = 0; step < 300; step++) {
        ruin.remove(planned(), new Uint8Array(line.days));
        taken.add(ruin.removed[0]);
      }
      return taken;
    };
    expect(sorted(firstTaken())).toEqual(sorted(all));
    for (let times = 0; times < 10; times++) {
      const drawn = ruin.narrow(state, 3);
      // A string around a customer may begin with another one of his tour.
      const tours = [...drawn].flatMap((customer) => [0, 1].map((day) => state.tourOf[customer * 2 + day]));
      const onThem = new Set(tours.filter((tour) => tour >= 0).flatMap((tour) => state.stopsOf(tour)));
      expect(onThem.size).toBeLessThan(12);
      const taken = firstTaken();
      expect([...taken].filter((customer) => !onThem.has(customer))).toEqual([]);
      expect([...drawn].filter((customer) => !taken.has(customer))).toEqual([]);
    }
  });
});

it('a fleet is searched the same way each time, and may be stopped while regions are annealed', () => {
  const whole = 9000;
  const limits = [6500, 7500, 8999];
  const objectives = limits.map((step) => {
    const stop = {
      reason: (now: number) => (now >= step ? ('cancelled' as const) : null),
      share: (now: number) => now / whole,
    };
    const found = searchItinerary(line, { seed: 1, stop });
    expect(searchItinerary(line, { seed: 1, stop })).toEqual(found);
    expect([found.steps, found.stoppedBy, found.feasible]).toEqual([step, 'cancelled', true]);
    return found.objective;
  });
  expect(objectives).toEqual(objectives.toSorted((a, b) => b - a));
});
