import { describe, expect, it } from 'vitest';
import { cancelled, maxSteps } from '../../../solver/annealing/index.ts';
import { searchItinerary } from '../../../solver/itinerary/index.ts';
import { TourTiming } from '../../../solver/itinerary/tour-timing.ts';
import type { ItineraryProblem, RepProblem } from '../../../solver/problem/index.ts';
import { hotelProblem } from '../../bench/tsphs/solve.ts';
import { farTown, problemOf } from './problems.ts';

const problem = problemOf(farTown()) as RepProblem;
const visits = (stops: readonly Int32Array[]) => stops.reduce((sum, day) => sum + day.length, 0);

/** Customers, home and hotels, scattered over a square of 100. */
function undated(customers: number, { maxDuration = 200, days = 12, hotels = [0, 7, 13] } = {}) {
  const place = (id: number) => ({ id, x: (id * 37) % 100, y: (id * 61) % 100, service: 5 });
  const instance = {
    hotels: hotels.map(place),
    customers: Array.from({ length: customers }, (_, id) => place(id + 20)),
    maxDuration,
  };
  return hotelProblem(instance, days);
}

describe('searchItinerary', () => {
  it('plans every visit of a region with a far town, with nights away', () => {
    const found = searchItinerary(problem, { seed: 1, stop: maxSteps(400) });
    expect(visits(found.stops)).toBe(problem.visitsOwed.reduce((a, b) => a + b, 0));
    expect(found.sleep.filter((hotel) => hotel >= 0).length).toBeGreaterThan(0);
  });

  it('plans less without nights', () => {
    const home = problemOf(farTown({ maxConsecutiveNights: 0, maxNightsPerWeek: 0 })) as RepProblem;
    const found = searchItinerary(home, { seed: 1, stop: maxSteps(400) });
    expect(found.sleep.every((hotel) => hotel < 0)).toBe(true);
    expect(visits(found.stops)).toBeLessThan(problem.visitsOwed.reduce((a, b) => a + b, 0));
  });

  it('gives the same itinerary for the same seed and steps', () => {
    const [a, b, c] = [5, 5, 6].map((seed) => searchItinerary(problem, { seed, stop: maxSteps(5) }));
    expect(b).toEqual(a);
    expect(c.stops).not.toEqual(a.stops);
  });

  it('gives the same itinerary also after founders, children and learned prices', () => {
    const long = () => searchItinerary(problem, { seed: 5, stop: maxSteps(6000) });
    expect(long()).toEqual(long());
    const tours = () => searchItinerary(undated(20), { seed: 5, stop: maxSteps(2000) });
    expect(tours()).toEqual(tours());
    expect(tours().feasible).toBe(true);
  });

  it('tries several times without dates, and may be stopped in each part', () => {
    const problem = undated(6);
    const whole = () => searchItinerary(problem, { seed: 5, stop: maxSteps(16_000) });
    expect(whole()).toEqual(whole());
    // Before the first step, in the probe, in both tries, and after them.
    for (const step of [0, 100, 3000, 9000, 15_000]) {
      const stop = {
        reason: (now: number) => (now >= step ? ('cancelled' as const) : null),
        share: (now: number) => now / 16_000,
      };
      const { steps, stoppedBy, feasible, objective, stops, sleep } = searchItinerary(problem, { seed: 1, stop });
      expect([steps, stoppedBy, feasible]).toEqual([step, 'cancelled', true]);
      const { travel, home } = problem;
      let drive = 0;
      stops.forEach((customers, day) => {
        let place = home + 1 + (day === 0 ? -1 : sleep[day - 1]);
        for (const next of [...customers, home + 1 + sleep[day]]) {
          drive += travel.seconds[place * travel.size + next];
          place = next;
        }
      });
      const used = stops.filter(({ length }) => length > 0).length;
      const toursCost = used * (problem.undatedTourPrice ?? 0);
      expect(objective).toBeCloseTo(drive * problem.costPerDriveSecond + toursCost, 6);
      expect(visits(stops)).toBe(6);
    }
  });

  it('mostly finds tours in time also where they are hardly enough, and after a first annealing of few steps', () => {
    const stop = {
      reason: (now: number) => (now >= 4000 ? ('maxSteps' as const) : null),
      share: (now: number) => (now < 2000 ? now / 100_000 : 0.02 + (0.98 * (now - 2000)) / 2000),
    };
    const foundInTime = (problem: ItineraryProblem, seeds: number) => {
      const found = Array.from({ length: seeds }, (_, seed) => searchItinerary(problem, { seed, stop }));
      return found.filter(({ feasible, stops }) => feasible && visits(stops) === 40).length;
    };
    expect(foundInTime(undated(40, { maxDuration: 120, days: 10, hotels: [0, 7, 13, 19] }), 10)).toBeGreaterThan(8);
    // As few tours as these are found by three searches of five; where too many tours cannot be late for less, by one of four.
    expect(foundInTime(undated(40, { maxDuration: 130, days: 8, hotels: [0, 7, 13, 19] }), 30)).toBeGreaterThan(11);
  });

  it('reports the cost that its tours have', () => {
    let stated = Number.NaN;
    const found = searchItinerary(problem, { seed: 2, stop: maxSteps(300), onProgress: ({ cost }) => (stated = cost) });
    const timing = new TourTiming(problem);
    let cost = 0;
    found.stops.forEach((stops, day) => {
      const start = problem.home + 1 + (day === 0 ? -1 : found.sleep[day - 1]);
      expect(timing.time(day, start, problem.home + 1 + found.sleep[day], stops, 0, stops.length, -1, 0)).toBe(true);
      cost += timing.cost + (found.sleep[day] < 0 ? 0 : problem.nightCost[found.sleep[day]]);
    });
    expect(stated).toBeCloseTo(cost, 6);
  });

  it('does not get worse with more steps', () => {
    const costAfter = (steps: number) => {
      let last = Number.NaN;
      searchItinerary(problem, { seed: 3, stop: maxSteps(steps), onProgress: ({ cost }) => (last = cost) });
      return last;
    };
    expect(costAfter(3000)).toBeLessThanOrEqual(costAfter(1));
  });

  it('never leaves a day idle between two nights, also where visits have to move while the days are built', () => {
    const town = (id: string, name: string, lng: number) => ({ id, class: name, location: { lat: 41, lng } });
    const request = {
      territory: {
        timeZone: 'America/Chicago',
        customers: [town('FAR', 'OFTEN', -92.449), town('NEAR', 'ONCE', -93)],
        reps: [{ id: 'R', home: { lat: 41, lng: -93 }, maxDriveMinutesPerDay: 120 }],
        policy: {
          classes: [
            { class: 'OFTEN', visits: 3, per: 'week' as const, visitMinutes: 30 },
            { class: 'ONCE', visits: 1, per: 'month' as const, visitMinutes: 30 },
          ],
        },
      },
      horizon: { start: '2026-10-30', weeks: 1 },
    };
    const tight = problemOf(request) as RepProblem;
    const timing = new TourTiming(tight);
    for (let seed = 1; seed <= 30; seed++) {
      const { stops, sleep } = searchItinerary(tight, { seed, stop: maxSteps(20) });
      stops.forEach((customers, day) => {
        const start = tight.home + 1 + (day === 0 ? -1 : sleep[day - 1]);
        const end = tight.home + 1 + sleep[day];
        expect(timing.time(day, start, end, customers, 0, customers.length, -1, 0), `seed ${seed}, day ${day}`).toBe(
          true,
        );
      });
    }
  });

  it('stops in the middle of any part of the search, with the best so far', () => {
    // The probe, founders, children, and the long annealing at the end.
    for (const step of [37, 700, 2000, 5000]) {
      const stop = {
        reason: (now: number) => (now >= step ? ('cancelled' as const) : null),
        share: (now: number) => now / 6000,
      };
      const found = searchItinerary(problem, { seed: 1, stop });
      expect(found.steps).toBe(step);
      expect(found.stoppedBy).toBe('cancelled');
      expect(found.feasible).toBe(true);
    }
  });

  it('stops at once on request, with the itinerary built first', () => {
    const found = searchItinerary(problem, { seed: 1, stop: cancelled(() => true) });
    expect(found.steps).toBe(0);
    expect(found.stoppedBy).toBe('cancelled');
    expect(visits(found.stops)).toBeGreaterThan(0);
  });
});
