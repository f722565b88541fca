import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../solver/annealing/index.ts';
import { timetable } from '../../../solver/itinerary/index.ts';
import { TourTiming } from '../../../solver/itinerary/tour-timing.ts';
import { propertyRuns } from '../../property-runs.ts';
import { smallRequest } from '../input/small-request.ts';
import { randomRequest } from '../random-request.ts';
import { farTown, problemOf } from './problems.ts';

describe('timetable', () => {
  it('is possible exactly when the timing of the search says so, with the same driving', () => {
    let possible = 0;
    fc.assert(
      fc.property(
        randomRequest,
        fc.integer({ min: 0, max: 6 }),
        fc.array(fc.nat(11), { maxLength: 3 }),
        (request, day, picks) => {
          const problem = problemOf(request);
          if (problem === null) return;
          const customers = [...new Set(picks.filter((pick) => pick < problem.customers))];
          const seconds = customers.map((customer) => problem.serviceSeconds[customer * problem.days + day]);
          const timing = new TourTiming(problem);
          const { home } = problem;
          if (customers.length === 0) return;
          const can = timing.time(day, home, home, Int32Array.from(customers), 0, customers.length, -1, 0);
          const write = () => timetable(problem, { day, start: home, end: home, customers, seconds });
          if (!can) {
            expect(write).toThrow();
            return;
          }
          possible++;
          const written = write();
          const drive = written.stops.reduce((sum, stop) => sum + stop.driveSeconds, written.driveSeconds);
          expect(drive).toBe(timing.driveSeconds);
          expect(written.arriveAt).toBeLessThanOrEqual(problem.latestArrival[day]);
          expect(written.departAt).toBeGreaterThanOrEqual(problem.earliestDeparture[day]);
        },
      ),
      propertyRuns(600),
    );
    expect(possible).toBeGreaterThan(30);
  });

  it('leaves home as late as the first visit allows, and rests inside the window', () => {
    const problem = problemOf(farTown());
    if (problem === null) throw new Error('the request is valid');
    const written = timetable(problem, {
      day: 0,
      start: problem.home,
      end: problem.home,
      customers: [0, 1, 2, 3, 4, 5],
      seconds: new Array(6).fill(3300),
    });
    expect(written.departAt).toBe(written.stops[0].startAt - written.stops[0].driveSeconds);
    const [pause] = written.breaks;
    expect(pause.to - pause.from).toBe(45 * 60);
    expect(pause.from).toBeGreaterThanOrEqual(problem.breaks.from[0]);
    expect(pause.to).toBeLessThanOrEqual(problem.breaks.to[0]);
  });

  it('drives in the evening on a day without visits, where that falls into as much own time and no break is owed', () => {
    const problem = problemOf(farTown());
    if (problem === null) throw new Error('the request is valid');
    const { home, travel, latestArrival, earliestDeparture } = problem;
    const drive = travel.seconds[home * travel.size + home + 1];
    const tour = { day: 0, start: home, end: home + 1, customers: [], seconds: [] };
    const written = timetable(problem, tour);
    expect(written.arriveAt).toBe(latestArrival[0]);
    expect(written.departAt).toBe(latestArrival[0] - drive);
    expect(written.breaks).toEqual([]);
    expect(written.ownTimeSeconds).toBe(Math.min(drive, 2 * 3600));
    expect(timetable({ ...problem, ownTimeFactor: 1.5 }, tour).departAt).toBe(earliestDeparture[0]);
  });

  it('drives as much in own time as the timing of the search says, also between two working hours', () => {
    const days = ['mon' as const];
    const workingHours = [
      { days, from: '08:00', to: '12:00' },
      { days, from: '14:00', to: '18:00' },
    ];
    const random = new Random(1);
    const away = () => random.next() - 0.5;
    const customers = Array.from({ length: 12 }, () => ({ location: { lat: 41.66 + away(), lng: -91.53 + away() } }));
    const problem = problemOf(smallRequest({ customers, reps: [{ workingHours }], horizon: { weeks: 1 } }));
    if (problem === null) throw new Error('the request is valid');
    const { home } = problem;
    const timing = new TourTiming(problem);
    let between = 0;
    for (let tries = 0; tries < 300; tries++) {
      const tour = [...new Set([0, 1, 2, 3].map(() => random.below(12)))];
      if (!timing.time(0, home, home, Int32Array.from(tour), 0, tour.length, -1, 0)) continue;
      const seconds = tour.map((customer) => problem.serviceSeconds[customer * problem.days]);
      const written = timetable(problem, { day: 0, start: home, end: home, customers: tour, seconds });
      expect(timing.ownTimeSeconds).toBe(written.ownTimeSeconds);
      if (written.stops.some(({ arriveAt }) => arriveAt > problem.working.to[0])) between++;
    }
    expect(between).toBeGreaterThan(20);
  });

  it.each([
    [0, 180, 0.5],
    [60, 120, 0.5],
    [120, 30, 0.5],
    [30, 120, 1.5],
  ])(
    'costs the search as much on a day without visits: own time %i and %i min, factor %d',
    (morning, evening, factor) => {
      const request = farTown();
      const [rep] = request.territory.reps;
      const reps = [{ ...rep, morningDriveMinutes: morning, eveningDriveMinutes: evening }];
      const options = { costs: { ownTimeFactor: factor } };
      const problem = problemOf({ ...request, territory: { ...request.territory, reps }, options });
      if (problem === null) throw new Error('the request is valid');
      const timing = new TourTiming(problem);
      for (const end of [problem.home + 1, problem.home + 2]) {
        expect(timing.time(0, problem.home, end, new Int32Array(0), 0, 0, -1, 0)).toBe(true);
        const written = timetable(problem, { day: 0, start: problem.home, end, customers: [], seconds: [] });
        expect(timing.ownTimeSeconds).toBe(written.ownTimeSeconds);
      }
    },
  );
});
