import { describe, expect, it } from 'vitest';
import type { Customer, PlanRequest, Rep } from '#solver';
import { maxSteps } from '../../../solver/annealing/index.ts';
import { searchItinerary } from '../../../solver/itinerary/index.ts';
import type { RepProblem } from '../../../solver/problem/index.ts';
import { smallRequest } from '../input/small-request.ts';
import { problemOf } from './problems.ts';

/** A degree of latitude is 145 minutes by road. */
const north = (degrees: number) => ({ lat: 41.66 + degrees, lng: -91.53 });
/** Days of the week from Monday on. */
const wednesday = 2;
const friday = 4;

function weekOf(customers: Partial<Customer>[], rep: Partial<Rep>, options: PlanRequest['options'] = {}): RepProblem {
  const request = { customers, reps: [rep], territory: { hotels: [] }, horizon: { weeks: 1 }, options };
  return problemOf(smallRequest(request)) as RepProblem;
}

/** Customers by day after a search. */
function searched(problem: RepProblem, seed: number): number[][] {
  const { stops, feasible } = searchItinerary(problem, { seed, stop: maxSteps(1500) });
  expect(feasible).toBe(true);
  return stops.map((day) => [...day].toSorted());
}

const agreed = (date: string, from = '10:00', minutes = 60) => ({ appointments: [{ date, from, minutes }] });
const works = (...days: ('wed' | 'thu' | 'fri')[]) => ({ workingHours: [{ days, from: '08:00', to: '17:00' }] });
const pinned = (date: string) => ({ pins: [{ customerId: 'C1', date }] });

describe('an appointment or a pinned visit', () => {
  /** Of two visits a week only one fits in, and on Wednesday the rep comes by anyhow. */
  const twice = { class: 'C', visitFrequency: { visits: 2, per: 'week' as const }, location: north(0.3) };
  const passing = { class: 'A1', visitDays: ['wed' as const], location: north(0.3) };
  /** The day is too short for him and an important customer, who can only come then. */
  const light = { class: 'C', visitMinutes: 180, location: north(0.1) };
  const heavy = { class: 'A1', visitMinutes: 400, visitDays: ['wed' as const], location: north(0.1) };

  it.each<[string, RepProblem, number]>([
    [
      'an appointment, for a cheaper day',
      weekOf([{ ...twice, ...agreed('2026-12-04') }, passing], works('wed', 'thu', 'fri')),
      friday,
    ],
    ['a pin, for a cheaper day', weekOf([twice, passing], works('wed', 'thu', 'fri'), pinned('2026-12-04')), friday],
    [
      'an appointment, for a visit of more weight',
      weekOf([{ ...light, ...agreed('2026-12-02', '10:00', 180) }, heavy], works('wed')),
      wednesday,
    ],
    ['a pin, for a visit of more weight', weekOf([light, heavy], works('wed'), pinned('2026-12-02')), wednesday],
  ])('is never given up: %s', (_, problem, day) => {
    for (const seed of [1, 2, 3]) expect(searched(problem, seed)[day]).toContain(0);
  });

  it('gives way to the one of more weight where two exclude each other, and a pin to an appointment', () => {
    const at = (from: string, more: Partial<Customer>) => ({
      location: north(0.1),
      ...more,
      ...agreed('2026-12-02', from, 240),
    });
    const overlapping = weekOf([at('09:00', { class: 'C' }), at('10:00', { class: 'B1' })], works('wed'));
    const beside = weekOf([heavy, at('10:00', { class: 'C' })], works('wed'), pinned('2026-12-02'));
    for (const seed of [1, 2, 3]) {
      expect(searched(overlapping, seed)[wednesday]).toEqual([1]);
      expect(searched(beside, seed)[wednesday]).toEqual([1]);
    }
  });

  it('that nobody can keep in time leaves the others as cheap as they are without it', () => {
    const others = Array.from({ length: 8 }, (_, k) => ({
      class: 'B2',
      location: { lat: 41.66 + Math.sin(k) / 4, lng: -91.53 + Math.cos(3 * k) / 4 },
    }));
    // Home only late in the evening, which the search allows for a while.
    const far = { class: 'A1', location: north(1), ...agreed('2026-12-02', '16:00') };
    const costOf = (customers: Partial<Customer>[], seed: number) => {
      let cost = Number.NaN;
      const problem = weekOf(customers, { ...works('wed', 'thu', 'fri'), eveningDriveMinutes: 60 });
      searchItinerary(problem, { seed, stop: maxSteps(3000), onProgress: (progress) => (cost = progress.cost) });
      return cost;
    };
    for (const seed of [1, 2, 3]) expect(costOf([...others, far], seed)).toBeCloseTo(costOf(others, seed), 6);
  });
});
