/** Plans that do not state everything. */
import { describe, expect, test } from 'vitest';
import { type GivenPlan, givenPlanSchema, interpret, type Plan, type PlanRequest, planSchema } from '#solver';
import { check } from '../../../solver/check/index.ts';
import { buildPlan } from './correct-plan.ts';
import { correctRequest } from './correct-request.ts';
import { correctDraft } from './draft.ts';

const correct = planSchema.parse(buildPlan(correctDraft));

/** Only the visits, their times, and where the rep sleeps. */
function byHand({ itineraries }: Plan): GivenPlan {
  return {
    itineraries: itineraries.map(({ repId, days }) => ({
      repId,
      days: days.map(({ date, stops, end }) => ({
        date,
        stops: stops.map(({ customerId, startAt, endAt }) => ({ customerId, startAt, endAt })),
        ...(end.hotelId === undefined ? {} : { end: { hotelId: end.hotelId } }),
      })),
    })),
  };
}

function judged(change: (plan: GivenPlan, request: PlanRequest) => void = () => {}) {
  const request = structuredClone(correctRequest);
  const plan = structuredClone(byHand(correct));
  // The visits that the correct plan reports as unassigned.
  plan.unassignedVisits = correct.unassignedVisits;
  change(plan, request);
  return check(interpret(request), givenPlanSchema.parse(plan));
}

const told = ({ violations }: ReturnType<typeof check>) => violations.map(({ code, path }) => `${code} ${path}`);

describe('a plan with only its visits', () => {
  test('is right where these are, and has its key figures', () => {
    const { violations, kpis } = judged();
    expect(violations).toEqual([]);
    expect(kpis.plannedVisits).toBe(correct.kpis.plannedVisits);
    expect(kpis.nightsOut).toBe(correct.kpis.nightsOut);
    expect(kpis.driveKm).toBeCloseTo(correct.kpis.driveKm, 1);
  });

  test('misses the visits that are owed and not reported', () => {
    const found = told(judged((plan) => delete plan.unassignedVisits));
    expect(found).toContain('VISITS_MISSING /unassignedVisits');
  });

  test('a rep who cannot be there in time begins before he arrives', () => {
    const found = judged(({ itineraries }) => {
      const [{ stops }] = itineraries[1].days;
      const { endAt } = stops[0];
      stops.push({ customerId: 'ottumwa', startAt: endAt, endAt: new Date(Date.parse(endAt) + 60_000).toISOString() });
    });
    expect(told(found)).toContain('SERVICE_BEFORE_ARRIVAL /itineraries/1/days/0/stops/1/startAt');
  });

  test('whom two reps visit, or one who may not, is told at the visit', () => {
    const path = '/itineraries/1/days/0/stops/0/customerId';
    const others = (plan: GivenPlan) => {
      plan.itineraries[1].days[0].stops[0].customerId = plan.itineraries[0].days[0].stops[0].customerId;
    };
    expect(told(judged(others))).toContain(`VISITED_BY_OTHER_REP ${path}`);
    const locked = told(
      judged(({ itineraries }, { territory }) => {
        const { customerId } = itineraries[1].days[0].stops[0];
        for (const customer of territory.customers) if (customer.id === customerId) customer.repId = 'R1';
      }),
    );
    expect(locked).toContain(`REP_NOT_ELIGIBLE ${path}`);
  });

  test('what it states beside them is judged', () => {
    const found = judged((plan) => {
      const [day] = plan.itineraries[0].days;
      Object.assign(day, { driveKm: 1, breaks: [] });
      Object.assign(day.stops[0], { driveMinutes: 999 });
      plan.currency = 'XYZ';
    });
    expect(told(found)).toEqual(
      expect.arrayContaining([
        'PLAN_HEADER_WRONG /currency',
        'LEG_MINUTES_WRONG /itineraries/0/days/0/stops/0/driveMinutes',
        'DAY_TOTAL_WRONG /itineraries/0/days/0/driveKm',
      ]),
    );
  });

  test('names of nobody, and days of no horizon, are told, not thrown', () => {
    const found = told(
      judged(({ itineraries }) => {
        itineraries[0].repId = 'nobody';
        itineraries[1].days[0].stops[0].customerId = 'nobody';
        itineraries[1].days[1].end = { hotelId: 'nowhere' };
        itineraries[1].days.push({ date: '2030-01-01', stops: [] });
      }),
    );
    for (const fault of [
      'UNKNOWN_ID /itineraries/0/repId',
      'UNKNOWN_ID /itineraries/1/days/0/stops/0/customerId',
      'UNKNOWN_ID /itineraries/1/days/1/end/hotelId',
    ])
      expect(found).toContain(fault);
    expect(found.some((fault) => fault.startsWith('DAY_OUTSIDE_HORIZON'))).toBe(true);
  });
});
