import { expect, test } from 'vitest';
import type { PlanEvent } from '#solver';
import { goingOn } from '../../../src/planning/going-on.ts';
import { smallRequest } from '../../solver/input/small-request.ts';

const {
  territory,
  horizon: { start },
} = smallRequest({
  customers: [{ appointments: [{ date: '2026-12-09', from: '10:00', minutes: 30 }] }, {}],
});
const appointment = (customerId: string, date: string, more: object = {}): PlanEvent => ({
  ...{ kind: 'newAppointment', customerId, date, from: '10:00', minutes: 30 },
  ...more,
});

test('older pins go on after the frozen days, for customers who are still there', () => {
  const pins = [
    { customerId: 'C1', date: '2026-12-04' },
    { customerId: 'C1', date: '2026-12-07' },
    { customerId: 'gone', date: '2026-12-07' },
  ];
  expect(goingOn({ pins }, territory, { start, freezeUntil: '2026-12-04' }).pins).toEqual([pins[1]]);
  expect(goingOn({ pins }, territory, { start }).pins).toEqual(pins.slice(0, 2));
});

test('older events go on unless whom they name is gone, or the territory says the same', () => {
  const events: PlanEvent[] = [
    { kind: 'repAbsent', repId: 'R1', from: '2026-12-03', to: '2026-12-03' },
    { kind: 'repAbsent', repId: 'gone', from: '2026-12-03', to: '2026-12-03' },
    { kind: 'customerClosed', customerId: 'C2', from: '2026-12-03' },
    { kind: 'customerClosed', customerId: 'gone', from: '2026-12-03' },
    { kind: 'visitNotDone', customerId: 'C1', date: '2026-12-01' },
    appointment('C1', '2026-12-09'),
    appointment('C1', '2026-12-16'),
    appointment('C2', '2026-12-09'),
  ];
  expect(goingOn({ events }, territory, { start }).events).toEqual([0, 2, 6, 7].map((k) => events[k]));
});

test('an appointment stays agreed without the supervisor who has left', () => {
  const events = [appointment('C2', '2026-12-09', { jointWith: 'gone' })];
  expect(goingOn({ events }, territory, { start }).events).toEqual([appointment('C2', '2026-12-09')]);
});

test('what lies before the horizon goes on no longer', () => {
  const pins = ['2026-12-04', '2026-12-07'].map((date) => ({ customerId: 'C1', date }));
  const events: PlanEvent[] = [
    { kind: 'repAbsent', repId: 'R1', from: '2026-12-01', to: '2026-12-06' },
    { kind: 'repAbsent', repId: 'R1', from: '2026-12-01', to: '2026-12-07' },
    { kind: 'customerClosed', customerId: 'C2', from: '2026-12-01', to: '2026-12-06' },
    { kind: 'customerClosed', customerId: 'C2', from: '2026-12-01' },
    { kind: 'urgentVisit', customerId: 'C2', from: '2026-12-01', to: '2026-12-06' },
    appointment('C2', '2026-12-06'),
    appointment('C2', '2026-12-07'),
  ];
  const later = goingOn({ pins, events }, territory, { start: '2026-12-07' });
  expect(later).toEqual({ pins: [pins[1]], events: [1, 3, 6].map((k) => events[k]) });
});

test('nothing said before is nothing', () => {
  expect(goingOn({}, territory, { start })).toEqual({ pins: [], events: [] });
});
