/** A plan, the one that follows it, and what stands in both, for tests of frozen days. */
import type { Plan, PlanOptions, PlanRequest } from '#solver';
import { smallRequest } from '../input/small-request.ts';
import { planOf } from './planning.ts';

/** C1, C2 and C3 lie far away, beside the hotel H1: a trip from Monday to Wednesday, two nights long. */
export function farTrip(): PlanRequest {
  const far = (lat: number, day: 'mon' | 'tue' | 'wed') => ({
    location: { lat, lng: -93 },
    visitFrequency: { visits: 1, per: 'month' as const },
    visitMinutes: 60,
    openingHours: [{ days: [day], from: '09:00', to: '16:00' }],
  });
  return smallRequest({
    customers: [far(43.9, 'mon'), far(43.95, 'tue'), far(43.85, 'wed')],
    reps: [{ home: { lat: 41.6, lng: -93 } }],
    territory: { hotels: [{ id: 'H1', name: 'Inn', location: { lat: 43.92, lng: -93 }, costPerNight: 60 }] },
    horizon: { weeks: 1 },
  });
}

/** The plan of the same request that follows one, after a change. */
export function following(
  request: PlanRequest,
  previousPlan: Plan,
  options: PlanOptions,
  change: (next: PlanRequest) => void = () => {},
): Plan {
  const next = structuredClone(request);
  change(next);
  next.options = { ...next.options, previousPlan, ...options };
  return planOf(next);
}

/** All that a frozen day keeps, up to a date. */
export const facts = ({ itineraries }: Plan, until: string, since = '') =>
  itineraries.flatMap(({ repId, days }) =>
    days
      .filter(({ date }) => since <= date && date <= until)
      .map(({ date, start, stops, breaks, end, overnightStay, phoneCalls }) => ({
        ...{ repId, date, start, breaks, overnightStay, phoneCalls },
        stops: stops.map(({ pinned: _, ...stop }) => stop),
        end,
      })),
  );

/** `2026-11-30 home C1 H1`: where a day begins, whom it visits, where it ends. */
export const outline = ({ itineraries }: Plan): string[] =>
  itineraries.flatMap(({ days }) =>
    days.map(({ date, start, stops, end }) =>
      [date, start.hotelId ?? 'home', ...stops.map(({ customerId }) => customerId), end.hotelId ?? 'home'].join(' '),
    ),
  );

/** Messages of frozen days that could not stay. */
export const told = ({ issues }: Plan): string[] =>
  issues.flatMap(({ code, message }) => (code === 'FROZEN_DAY_CHANGED' ? [message] : []));
