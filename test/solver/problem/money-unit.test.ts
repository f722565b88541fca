import { describe, expect, test } from 'vitest';
import { type PlanRequest, parseRequest } from '#solver';
import { interpret } from '../../../solver/input/index.ts';
import { buildRepProblem } from '../../../solver/problem/index.ts';
import { smallRequest } from '../input/small-request.ts';
import { planOf, visitsOf } from '../replan/planning.ts';

/** About what a dollar is in Vietnam, and a power of two: nothing is rounded. */
const DONG = 32_768;

/** Six customers near home and six 260 km away, where a night pays. @param rate money for one dollar */
function inCurrency(rate: number): PlanRequest {
  const away = (k: number) => ({ lat: 41.66 + (k % 2) * 1.8 + k / 60, lng: -91.53 });
  return smallRequest({
    customers: Array.from({ length: 12 }, (_, k) => ({ class: 'B2', location: away(k) })),
    territory: {
      hotels: [{ id: 'H', location: { lat: 43.4, lng: -91.5 }, costPerNight: 300 * rate }],
    },
    horizon: { weeks: 2 },
    options: { costs: { perDriveHour: 50 * rate, perKm: 0.5 * rate, perNight: 300 * rate } },
  });
}

describe('a currency in which a night costs millions', () => {
  test('is within the limits, up to a billion', () => {
    expect(parseRequest(inCurrency(DONG)).issues).toEqual([]);
    const issues = parseRequest(inCurrency(4e7)).issues.map(({ code, path }) => `${code} ${path}`);
    expect(issues).toContain('OUT_OF_RANGE /options/costs/perDriveHour');
  });

  test('gives the search the same sums as any other', () => {
    const problem = (rate: number) => buildRepProblem(interpret(inCurrency(rate)), 0, [0, 1, 2], [0]);
    expect(problem(1).moneyUnit).toBe(1);
    expect(problem(DONG)).toEqual({ ...problem(1), moneyUnit: DONG });
  });

  test('gives the same plan, its costs and bound in that currency', () => {
    const [dollars, dong] = [1, DONG].map((rate) => planOf(inCurrency(rate)));
    expect(dollars.kpis.nightsOut).toBeGreaterThan(0);
    expect(visitsOf(dong)).toEqual(visitsOf(dollars));
    for (const sum of ['drive', 'ownTime', 'km', 'nights', 'total'] as const)
      expect(dong.kpis.cost[sum] / DONG).toBeCloseTo(dollars.kpis.cost[sum], 1);
    expect((dong.kpis.bound ?? 0) / DONG).toBeCloseTo(dollars.kpis.bound ?? 0, 1);
    expect(dollars.kpis.bound).toBeGreaterThan(0);
  });
});
