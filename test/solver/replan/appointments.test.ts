import { expect, test } from 'vitest';
import type { Customer } from '#solver';
import { smallRequest } from '../input/small-request.ts';
import { planOf, visitsOf } from './planning.ts';

const appointmentOn = (date: string) => ({ date, from: '10:00', minutes: 60 });

/** What becomes of an appointment that the plan before had. */
function replanned(customer: Partial<Customer>, since: Partial<Customer>, freezeUntil?: string) {
  const request = smallRequest({ customers: [{ class: 'B1', ...customer }, { class: 'B1' }] });
  const previousPlan = planOf(request);
  Object.assign(request.territory.customers[0], since);
  const options = freezeUntil === undefined ? {} : { freezeUntil };
  const { itineraries, unassignedVisits } = planOf({ ...request, options: { previousPlan, ...options } });
  const stops = itineraries.flatMap(({ days }) => days.flatMap((day) => day.stops));
  const own = stops.filter(({ customerId }) => customerId === 'C1');
  return {
    agreed: own.filter(({ appointment }) => appointment).map(({ startAt }) => startAt.slice(0, 10)),
    dates: own.map(({ startAt }) => startAt.slice(0, 10)),
    missing: unassignedVisits.length,
  };
}

test('an appointment of the plan before is kept, however near an unplanned visit was recorded', () => {
  const appointments = [appointmentOn('2026-12-10')];
  const { agreed, dates, missing } = replanned({ appointments }, { lastVisitedOn: '2026-12-03' }, '2026-12-03');
  expect(agreed).toEqual(['2026-12-10']);
  expect(missing).toBe(0);
  // Nothing but the appointment may be so near the visit made, nor the next one so near the appointment.
  expect(dates.slice(1).every((date) => date >= '2026-12-19')).toBe(true);
});

test('appointments of the plan before are kept when more days must lie between visits since', () => {
  const appointments = ['2026-12-02', '2026-12-11', '2026-12-21'].map(appointmentOn);
  const { dates } = replanned({ appointments, visitFrequency: { visits: 3, per: 'month' } }, { minDaysBetween: 12 });
  expect(dates).toEqual(['2026-12-02', '2026-12-11', '2026-12-21']);
});

test('where it cannot be kept, no other visit may come so soon', () => {
  const request = smallRequest({ customers: [{ class: 'B1', appointments: [appointmentOn('2026-12-10')] }] });
  const previousPlan = planOf(request);
  Object.assign(request.territory.customers[0], { lastVisitedOn: '2026-12-03' });
  const absent = { kind: 'repAbsent', repId: 'R1', from: '2026-12-10', to: '2026-12-10' } as const;
  const plan = planOf({ ...request, options: { previousPlan, freezeUntil: '2026-12-03', events: [absent] } });
  expect(visitsOf(plan).every((visit) => visit.slice(-10) >= '2026-12-12')).toBe(true);
});

test('it is kept also where an urgent visit would be the next one after a frozen one', () => {
  const appointments = [appointmentOn('2026-12-04')];
  const request = smallRequest({
    customers: [{ class: 'A1', minDaysBetween: 1, appointments }],
    horizon: { weeks: 2 },
  });
  const pins = [{ customerId: 'C1', date: '2026-12-01' }];
  const previousPlan = planOf({ ...request, options: { pins } });
  delete request.territory.customers[0].minDaysBetween;
  const urgent = { kind: 'urgentVisit', customerId: 'C1', from: '2026-12-02', to: '2026-12-02' } as const;
  const plan = planOf({ ...request, options: { previousPlan, freezeUntil: '2026-12-01', events: [urgent] } });
  expect(visitsOf(plan).slice(0, 2)).toEqual(['C1 R1 2026-12-01', 'C1 R1 2026-12-04']);
});
