import { describe, expect, test } from 'vitest';
import type { Plan } from '#solver';
import { type SmallRequest, smallRequest } from './input/small-request.ts';
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

describe('a customer too far for one night before the visit and one after', () => {
  test('is visited two nights away', () => {
    const far = plan([at(6.2)]);
    expect(told(far)).toEqual([]);
    expect(nightsOf(far)).toHaveLength(4);
  });
});
