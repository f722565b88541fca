import { describe, expect, test } from 'vitest';
import { type Customer, suggestDays } from '#solver';
import { smallRequest } from '../input/small-request.ts';
import { planOf } from './planning.ts';

const request = smallRequest({
  customers: Array.from({ length: 12 }, (_, k) => ({
    class: 'B1',
    location: { lat: 41.66 + (k % 3) * 0.3, lng: -91.53 + Math.floor(k / 3) * 0.3 },
  })),
});
const plan = planOf(request);
const fresh = { id: 'new', location: { lat: 42.26, lng: -90.64 }, visitMinutes: 30 };

describe('days for one more visit', () => {
  test('begin with the smallest detour, next to a customer near by', () => {
    const [first, ...others] = suggestDays(request, plan, { customer: fresh });
    const near = plan.itineraries[0].days.filter(({ stops }) => stops.some(({ customerId }) => customerId === 'C12'));
    const byDate = new Map([first, ...others].map((each) => [each.date, each.detourMinutes]));
    for (const { date } of near) expect(byDate.get(date) ?? 0).toBeLessThan(10);
    expect(others.every(({ detourMinutes }) => detourMinutes >= first.detourMinutes)).toBe(true);
    expect(others.length).toBeGreaterThan(5);
  });

  test('lie between the dates asked for', () => {
    const dates = suggestDays(request, plan, { customer: fresh, from: '2026-12-08', to: '2026-12-10' }).map(
      ({ date }) => date,
    );
    expect(dates.toSorted()).toEqual(['2026-12-08', '2026-12-09', '2026-12-10']);
  });

  test('of a customer in the plan: not those on which it is visited, and those too near last', () => {
    const [customer] = request.territory.customers;
    const visited = plan.itineraries[0].days
      .filter(({ stops }) => stops.some(({ customerId }) => customerId === 'C1'))
      .map(({ date }) => date);
    const found = suggestDays(request, plan, { customer });
    expect(found.filter(({ date }) => visited.includes(date))).toEqual([]);
    const flags = found.map(({ keepsSpacing }) => Number(keepsSpacing));
    expect(flags).toEqual(flags.toSorted((a, b) => b - a));
    expect(flags).toContain(0);
  });

  test('a visit of a whole day fits no tour', () => {
    const dates = new Set(plan.itineraries[0].days.map(({ date }) => date));
    const found = suggestDays(request, plan, { customer: fresh, visitMinutes: 400 });
    expect(found.filter(({ date }) => dates.has(date))).toEqual([]);
  });

  test('of a customer whom not everybody may carry: only those of the reps who may', () => {
    const two = smallRequest({ customers: request.territory.customers, reps: [{}, {}, {}] });
    const planned = planOf(two);
    const repsOf = (customer: Partial<Customer>) =>
      new Set(suggestDays(two, planned, { customer: { ...fresh, ...customer } }).map(({ repId }) => repId));
    expect(repsOf({})).toEqual(new Set(['R1', 'R2', 'R3']));
    expect(repsOf({ eligibleRepIds: ['R2', 'R3'] })).toEqual(new Set(['R2', 'R3']));
    expect(repsOf({ currentRepId: 'R2' })).toEqual(new Set(['R2']));
    two.territory.policy = { keyAccounts: { minAnnualRevenue: 1000, repIds: ['R3'] } };
    expect(repsOf({ annualRevenue: 1000 })).toEqual(new Set(['R3']));
  });

  test('by a matrix, also where the rep sleeps near a customer', () => {
    const far = smallRequest({
      customers: Array.from({ length: 6 }, (_, k) => ({
        class: 'A1',
        visitMinutes: 120,
        location: { lat: 43.4, lng: -91.5 + k / 50 },
      })),
      reps: [{ overnight: { maxConsecutiveNights: 4, maxNightsPerWeek: 4 } }],
    });
    const places = [
      ...far.territory.reps.map(({ id, home }) => ({ id, location: home })),
      ...far.territory.customers,
      { id: 'new', location: { lat: 43.41, lng: -91.5 } },
    ];
    const table = (perDegree: number) =>
      places.map(({ location: a }) =>
        places.map(({ location: b }) => Math.round(perDegree * (Math.abs(a.lat - b.lat) + Math.abs(a.lng - b.lng)))),
      );
    const placeIds = places.map(({ id }) => id);
    far.territory.travel = { mode: 'matrix', placeIds, seconds: table(6000), metres: table(100_000) };
    const planned = planOf(far);
    expect(planned.itineraries[0].days.some(({ end }) => end.hotelId?.startsWith('near:'))).toBe(true);
    const customer = { id: 'new', location: { lat: 43.41, lng: -91.5 }, visitMinutes: 30 };
    const [first] = suggestDays(far, planned, { customer });
    // Beside a customer a hundredth of a degree away.
    expect(first.detourMinutes).toBeLessThan(5);
  });

  test('beside customers with a long appointment: on the days of their other visits, too', () => {
    const weekly = smallRequest({
      customers: Array.from({ length: 4 }, (_, k) => ({
        visitFrequency: { visits: 1, per: 'week' as const },
        visitMinutes: 45,
        ...(k === 0 ? { appointments: [{ date: '2026-12-02', from: '09:00', minutes: 450 }] } : {}),
      })),
    });
    const planned = planOf(weekly);
    const later = planned.itineraries[0].days
      .filter(({ date, stops }) => date > '2026-12-02' && stops.some(({ customerId }) => customerId === 'C1'))
      .map(({ date }) => date);
    const dates = suggestDays(weekly, planned, { customer: { ...fresh, location: { lat: 41.62, lng: -91.5 } } }).map(
      ({ date }) => date,
    );
    expect(later.length).toBeGreaterThan(1);
    expect(dates).toEqual(expect.arrayContaining(later));
  });
});
