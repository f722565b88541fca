import { describe, expect, it } from 'vitest';
import type { PlanRequest } from '#solver';
import { maxSteps } from '../../../solver/annealing/index.ts';
import { searchItinerary } from '../../../solver/itinerary/index.ts';
import { meanHop } from '../../../solver/itinerary/objective.ts';
import type { RepProblem } from '../../../solver/problem/index.ts';
import { problemOf } from './problems.ts';

type Territory = PlanRequest['territory'];

/** A rep who sleeps at home; places are degrees from there. */
function homeRep(customers: Territory['customers'], more: Partial<PlanRequest> = {}): RepProblem {
  const reps = [{ id: 'R', home: { lat: 41, lng: -92 } }];
  const territory: Territory = { timeZone: 'America/Chicago', hotels: [], reps, customers };
  return problemOf({ territory, horizon: { start: '2026-11-30', weeks: 4 }, ...more }) as RepProblem;
}

const north = (degrees: number) => ({ lat: 41 + degrees, lng: -92 });
/** November 30 is day 0. */
const dateOf = (day: number) => new Date(Date.UTC(2026, 10, 30 + day)).toISOString().slice(0, 10);
const daysBut = (open: readonly number[]) =>
  Array.from({ length: 28 }, (_, day) => day)
    .filter((day) => !open.includes(day))
    .map(dateOf);

describe('a missing visit costs more than', () => {
  /** Near home, and long overdue when he opens at last. */
  const late = homeRep([
    { id: 'A', class: 'C', location: north(0.02), closedOn: daysBut([24]), lastVisitedOn: '2026-08-01' },
    { id: 'B', class: 'C', location: north(-0.015), visitDays: ['wed'] },
  ]);
  /** Who opens late is driven home from in own time, which is dear. */
  const ownTime = homeRep(
    [
      { id: 'A', class: 'C', location: north(0.75), visitDays: ['wed'], openingHours: hours('16:30', '17:30') },
      { id: 'B', class: 'C', location: north(0.76), openingHours: hours('09:30', '10:30') },
    ],
    { horizon: { start: '2026-11-30', weeks: 1 }, options: { costs: { perKm: 0, ownTimeFactor: 10 } } },
  );
  /** One visit fewer may go along with another customer's, all four have to go alone, or but one of them. */
  const apart = homeRep(
    [
      { id: 'A', class: 'A1', location: north(0.4), closedOn: daysBut([0, 3, 10, 11, 18, 21, 25]) },
      {
        id: 'B',
        class: 'A1',
        location: north(0.4),
        visitFrequency: { visits: 3, per: 'month' },
        appointments: [0, 10, 21].map((day) => ({ date: dateOf(day), from: '10:00', minutes: 60 })),
      },
    ],
    { options: { costs: { ownTimeFactor: 1 } } },
  );

  it.each<[string, RepProblem]>([
    ['one that is weeks overdue', late],
    ['one that has the rep drive in own time, where that is dear', ownTime],
    ['all visits of its customer, who could do with cheaper days', apart],
  ])('%s', (_, problem) => {
    for (const seed of [1, 2, 3]) {
      const { stops } = searchItinerary(problem, { seed, stop: maxSteps(1000) });
      const planned = stops.reduce((sum, day) => sum + day.length, 0);
      expect(planned).toBe(problem.visitsOwed.reduce((a, b) => a + b, 0));
    }
  });
});

describe('meanHop', () => {
  const town = Array.from({ length: 20 }, (_, k) => ({
    id: `T${k}`,
    class: 'B1',
    location: north(((k * 7) % 20) / 100),
  }));
  const usual = meanHop(homeRep(town));
  const antipode = { id: 'X', class: 'B1', location: { lat: -41, lng: 88 } };

  it('hardly grows with one customer at a wrong place', () => {
    const hop = meanHop(homeRep([...town, antipode]));
    expect(hop).toBeGreaterThan(usual);
    expect(hop).toBeLessThan(2.5 * usual);
  });

  it('does not count who has no day, or is owed nothing', () => {
    const never = { ...antipode, visitDays: ['sun' as const] };
    const later = { ...antipode, id: 'Y', class: 'C', lastVisitedOn: '2026-11-29' };
    expect(meanHop(homeRep([...town, never, later]))).toBe(usual);
  });

  it('is what it is where most customers are at one place, and 0 where all are', () => {
    const square = Array.from({ length: 20 }, (_, k) => ({ id: `S${k}`, class: 'B1', location: north(0) }));
    expect(meanHop(homeRep(square))).toBe(0);
    expect(meanHop(homeRep([...square, ...town.slice(1, 10)]))).toBeGreaterThan(0.1 * usual);
  });
});

function hours(from: string, to: string) {
  return [{ days: ['mon' as const, 'tue' as const, 'wed' as const, 'thu' as const, 'fri' as const], from, to }];
}
