import { expect, test } from 'vitest';
import type { PlanEvent } from '#solver';
import { goingOn } from '../../../src/http/going-on.ts';
import { smallRequest } from '../../solver/input/small-request.ts';

const { territory } = smallRequest({
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
  expect(goingOn({ pins }, territory, '2026-12-04').pins).toEqual([pins[1]]);
  expect(goingOn({ pins }, territory, '').pins).toEqual(pins.slice(0, 2));
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
  expect(goingOn({ events }, territory, '').events).toEqual([0, 2, 6, 7].map((k) => events[k]));
});

test('an appointment stays agreed without the supervisor who has left', () => {
  const events = [appointment('C2', '2026-12-09', { jointWith: 'gone' })];
  expect(goingOn({ events }, territory, '').events).toEqual([appointment('C2', '2026-12-09')]);
});

test('nothing said before is nothing', () => {
  expect(goingOn({}, territory, '')).toEqual({ pins: [], events: [] });
});
