/** A night that the days need says which limit they would break without it. */
import { expect, test } from 'vitest';
import type { Customer, Rep } from '#solver';
import { smallRequest } from '../input/small-request.ts';
import { planOf } from '../replan/planning.ts';

/** The reasons of the nights of a rep who visits C1 on Monday and C2 on Tuesday, both some degrees north of home. */
function reasonsOf(degrees: number, rep: Partial<Rep>, change: Partial<Customer> = {}): string[] {
  const customers = (['mon', 'tue'] as const).map((day, k) => ({
    location: { lat: 41.66 + degrees + k / 20, lng: -91.53 },
    visitFrequency: { visits: 1, per: 'month' as const },
    visitMinutes: 60,
    openingHours: [{ days: [day], from: '08:30', to: '17:30' }],
    ...change,
  }));
  const hotel = { id: 'H1', name: 'Inn', location: { lat: 41.66 + degrees + 0.02, lng: -91.53 }, costPerNight: 60 };
  const reps = [{ home: { lat: 41.66, lng: -91.53 }, ...rep }];
  const request = smallRequest({ customers, reps, territory: { hotels: [hotel] }, horizon: { weeks: 1 } });
  return planOf(request).itineraries[0].days.flatMap(({ overnightStay }) => overnightStay?.reason ?? []);
}

test('the driving of a day', () => {
  // A degree of latitude is 145 minutes by road: there and back on a day is more than 240.
  const [reason] = reasonsOf(1, { maxDriveMinutesPerDay: 240 });
  expect(reason).toContain('On 2026-11-30 it would take 289 min of driving (maxDriveMinutesPerDay is 240).');
  expect(reason).not.toMatch(/the latest|the earliest/);
});

test('the end of own time in the evening, and its beginning in the morning', () => {
  const afternoon = {
    visitMinutes: 240,
    openingHours: [{ days: ['mon', 'tue'], from: '13:00', to: '17:30' }],
  } as never;
  expect(reasonsOf(1.5, { eveningDriveMinutes: 30 }, afternoon)[0]).toMatch(
    /On 2026-1\d-\d\d the drive would end after 18:00, the latest\./,
  );
  const morning = { visitMinutes: 60, openingHours: [{ days: ['mon', 'tue'], from: '08:30', to: '09:40' }] } as never;
  expect(reasonsOf(1.5, { morningDriveMinutes: 30 }, morning)[0]).toContain(
    'setting out at 08:00, the earliest, would be too late for the hours in which the visits may be made.',
  );
});

test('the time between both, where either could give way', () => {
  const rep = { morningDriveMinutes: 30, eveningDriveMinutes: 30 };
  expect(reasonsOf(1.6, rep, { visitMinutes: 300 })[0]).toContain(
    'the rep may be on the way from 08:00 to 18:00 only, own time included.',
  );
});
