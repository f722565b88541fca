import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type PlanRequest, parseRequest } from '#solver';
import { propertyRuns } from '../../property-runs.ts';
import { randomRequest } from '../random-request.ts';
import { facts, told } from './following.ts';
import { firstPlanOf, planOf } from './planning.ts';

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
/** What may be otherwise by the time of the replan. */
const later = fc.record({
  opening: fc.constantFrom('same', 'short', 'closed'),
  visitMinutes: fc.option(fc.integer({ min: 5, max: 300 })),
  working: fc.constantFrom('same', 'short', 'off'),
  overnight: fc.constantFrom(0, 1, 4),
  hotels: fc.constantFrom('same', 'none', 'dearer'),
  maxDrive: fc.option(fc.constantFrom(30, 200)),
  start: fc.integer({ min: 0, max: 4 }),
  freeze: fc.integer({ min: 0, max: 12 }),
  recorded: fc.boolean(),
});
type Later = typeof later extends fc.Arbitrary<infer Drawn> ? Drawn : never;

function change({ territory }: PlanRequest, drawn: Later, date: string): void {
  for (const customer of territory.customers) {
    if (drawn.opening === 'short') customer.openingHours = [{ days: [...weekdays], from: '11:00', to: '11:20' }];
    if (drawn.opening === 'closed') customer.closedOn = [date];
    if (drawn.visitMinutes !== null) customer.visitMinutes = drawn.visitMinutes;
    // What contradicts the rest of the draw would be refused.
    delete customer.appointments;
    if (drawn.recorded) customer.lastVisitedOn = date;
  }
  for (const rep of territory.reps) {
    if (drawn.working === 'short') rep.workingHours = [{ days: [...weekdays], from: '10:00', to: '13:00' }];
    if (drawn.working === 'short') delete rep.breaks;
    if (drawn.working === 'off') rep.daysOff = [date];
    rep.overnight = { maxNightsPerWeek: drawn.overnight };
    if (drawn.maxDrive !== null) rep.maxDriveMinutesPerDay = drawn.maxDrive;
  }
  if (drawn.hotels === 'none') territory.hotels = [];
  if (drawn.hotels === 'dearer') for (const hotel of territory.hotels ?? []) hotel.costPerNight = 500;
}

test('50 random changes of what is offered, worked and wished leave frozen days as they were', () => {
  let frozenDays = 0;
  let nights = 0;
  fc.assert(
    fc.property(randomRequest, later, (drawn, changes) => {
      const request = parseRequest(drawn).request;
      if (request === null) return;
      const previousPlan = firstPlanOf(request, 60);
      const date = (days: number) =>
        new Date(Date.parse(`${request.horizon.start}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
      const next = structuredClone(request);
      const [start, until] = [date(changes.start), date(changes.start + changes.freeze)];
      change(next, changes, until);
      next.horizon = { ...next.horizon, start };
      next.options = { ...next.options, previousPlan, freezeUntil: until };
      const parsed = parseRequest(next).request;
      if (parsed === null) return;
      // Throws with the violations of the judge.
      const plan = planOf(parsed, 60);
      expect(told(plan)).toEqual([]);
      const last = date(Math.min(changes.start + changes.freeze, 7 * request.horizon.weeks - 1));
      // The price of a night is that of today, where the hotel is still there.
      const kept = (of: typeof plan, since = start) =>
        facts(of, last, since).map(({ overnightStay, ...day }) => ({
          ...day,
          night: overnightStay?.hotelId,
        }));
      expect(kept(plan)).toEqual(kept(previousPlan));
      // So it goes on a day later, also where that is in the middle of a trip.
      const [day, moved] = [date(changes.start + 1), structuredClone(parsed)];
      moved.horizon.start = day;
      moved.options = { ...moved.options, previousPlan: plan };
      expect(kept(planOf(moved, 60), day)).toEqual(kept(plan, day));
      frozenDays += kept(plan).length;
      nights += kept(plan).filter(({ night }) => night !== undefined).length;
    }),
    propertyRuns(50),
  );
  expect(frozenDays).toBeGreaterThan(60);
  expect(nights).toBeGreaterThan(5);
});
