import { describe, expect, test } from 'vitest';
import type { Plan, Rep } from '#solver';
import { type SmallRequest, smallRequest } from './input/small-request.ts';
import { following } from './replan/following.ts';
import { planOf } from './replan/planning.ts';

/** A degree of latitude is 145 minutes by road; hotels every three degrees, a rep drives 3.3 of them in a day. */
const north = (degrees: number) => ({ lat: 20 + degrees, lng: -91.53 });
const hotels = [3, 6, 9, 12].map((degrees) => ({ id: `H${degrees}`, location: north(degrees), costPerNight: 80 }));
const at = (degrees: number, more = {}) => ({ class: 'B2', location: north(degrees), ...more });

const plan = (customers: NonNullable<SmallRequest['customers']>, { reps = [{}], ...more }: SmallRequest = {}): Plan =>
  planOf(
    smallRequest({
      customers,
      ...more,
      reps: reps.map((rep) => ({ home: north(0), ...rep })),
      territory: { hotels, ...more.territory },
      horizon: { weeks: 1, ...more.horizon },
    }),
  );

const nightsOf = ({ itineraries }: Plan) =>
  itineraries.flatMap(({ days }) => days.flatMap(({ overnightStay }) => overnightStay?.hotelId ?? []));
const told = ({ unassignedVisits }: Plan) =>
  unassignedVisits.map(({ customerId, reasons }) => `${customerId}: ${reasons.map(({ code }) => code).join(' ')}`);

const everyDay: Partial<Rep> = {
  workingHours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '08:30', to: '17:30' }],
};

describe('a customer too far for one night before the visit and one after', () => {
  test('is visited two nights away; every night says what would not be possible without it', () => {
    const far = plan([at(6.2)]);
    expect(told(far)).toEqual([]);
    expect(nightsOf(far)).toEqual(['H3', 'H6', 'H6', 'H3']);
    const reasons = far.itineraries[0].days.flatMap(({ overnightStay }) => overnightStay?.reason ?? []);
    expect(reasons[0]).toMatch(/^Without this night the drive of 2026-12-01 would not fit into the day/);
    expect(reasons[1]).toMatch(/^Without this night the visits of 2026-12-02 would not fit into the day/);
    expect(reasons[3]).toMatch(/^Without this night the drive of 2026-12-03 would not fit into the day/);
  });

  test('is visited three nights away where the rep works through the weekend', () => {
    const reps = [{ ...everyDay, overnight: { maxConsecutiveNights: 6, maxNightsPerWeek: 6 } }];
    const far = plan([at(9.2)], { reps, horizon: { weeks: 2 } });
    expect(told(far)).toEqual([]);
    expect(nightsOf(far)).toEqual(['H3', 'H6', 'H9', 'H9', 'H6', 'H3']);
  });

  test('is missing for the limit of nights where it stands in the way, and planned without it', () => {
    const asked = (nights: number) => [{ overnight: { maxConsecutiveNights: nights, maxNightsPerWeek: 4 } }];
    expect(told(plan([at(6.2)], { reps: asked(2) }))).toEqual(['C1: NIGHTS_LIMIT']);
    expect(told(plan([at(6.2)], { reps: asked(0) }))).toEqual(['C1: TOO_FAR_WITHOUT_NIGHT']);
    expect(told(plan([at(6.2)], { reps: asked(4) }))).toEqual([]);
  });

  test('is out of reach where no week of the rep is long enough, or no hotel lies on the way', () => {
    expect(told(plan([at(20)]))).toEqual(['C1: UNREACHABLE']);
    const nowhere = plan([at(6.2)], { territory: { hotels: hotels.filter(({ id }) => id !== 'H3') } });
    expect(told(nowhere)).toEqual(['C1: UNREACHABLE']);
  });

  test('shares the trip with others who live near him and on the way', () => {
    const far = plan([at(6.2), at(6.25), at(6.3), at(3.1), at(0.1)]);
    expect(told(far)).toEqual([]);
    expect(nightsOf(far)).toHaveLength(4);
  });

  test('is visited beside a full week near home', () => {
    const near = Array.from({ length: 30 }, (_, k) => at(0.1 + k / 100, { visitMinutes: 120 }));
    const far = plan([at(6.2, { class: 'A1', visitFrequency: { visits: 1, per: 'month' } }), ...near], {
      horizon: { weeks: 2 },
    });
    expect(told(far).filter((each) => each.startsWith('C1:'))).toEqual([]);
  });

  test('is visited where there are hotels everywhere, and where the town of a customer is the place to sleep', () => {
    const many = Array.from({ length: 60 }, (_, k) => ({
      id: `T${k}`,
      location: { lat: 20 + k / 8, lng: -91.5 - (k % 3) / 10 },
    }));
    expect(told(plan([at(6.2)], { territory: { hotels: many } }))).toEqual([]);
    const towns = planOf(
      smallRequest({
        customers: [at(6.2, { repId: 'R1' }), at(3, { repId: 'R2' })],
        reps: [{ home: north(0) }, { home: north(3.1) }],
        horizon: { weeks: 1 },
      }),
    );
    expect(told(towns)).toEqual([]);
    expect(nightsOf(towns)).toEqual(['near:C2', 'near:C1', 'near:C2']);
  });

  test('has the same trip with the same seed, an appointment kept', () => {
    const appointments = [{ date: '2026-12-02', from: '10:00', minutes: 60 }];
    const asked = () => plan([at(6.2, { appointments }), at(6.3), at(0.2)], { options: { seed: 3, maxSteps: 300 } });
    const first = asked();
    expect(told(first)).toEqual([]);
    expect(first.itineraries[0].days.map(({ stops }) => stops.some(({ appointment }) => appointment))).toContain(true);
    expect(asked()).toEqual(first);
  });

  test('keeps his trip in a replan, also where it has begun', () => {
    const request = smallRequest({
      customers: [at(6.2), at(6.3), at(0.2)],
      reps: [{ home: north(0) }],
      territory: { hotels },
      horizon: { weeks: 2 },
    });
    const first = planOf(request);
    const nights = ({ itineraries }: Plan) =>
      itineraries[0].days.flatMap(({ date, overnightStay }) =>
        overnightStay ? `${date} ${overnightStay.hotelId}` : [],
      );
    expect(nights(first).length).toBeGreaterThan(2);
    const begun = first.itineraries[0].days.find(({ overnightStay }) => overnightStay !== null)?.date;
    for (const options of [{}, { freezeUntil: begun as string }]) {
      const next = following(request, first, options, ({ territory }) => {
        territory.customers.push({ id: 'new', class: 'B2', location: north(0.4) });
      });
      expect(told(next).filter((each) => !each.startsWith('new'))).toEqual([]);
      expect(nights(next)).toEqual(nights(first));
    }
  });
});
