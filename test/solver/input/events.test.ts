import { expect, test } from 'vitest';
import { interpret, type PlanEvent } from '#solver';
import { smallRequest } from './small-request.ts';

test('an event may end however late: only days of the horizon are looked at, also of very many events', () => {
  const span = { from: '2026-12-10', to: '9999-12-31' };
  const events = Array.from({ length: 300 }, (_, k): PlanEvent[] => [
    { kind: 'customerClosed', customerId: `C${k + 1}`, ...span },
    { kind: 'repAbsent', repId: 'R1', ...span },
  ]).flat();
  const request = smallRequest({ customers: events.map(() => ({})), reps: [{}, {}], options: { events } });
  const meaning = interpret(request);
  const openUntil = (customer: number) => meaning.customers[customer].open.findLastIndex((hours) => hours.length > 0);
  expect([openUntil(0), openUntil(299), openUntil(300)]).toEqual([9, 9, 27]);
  const worked = meaning.reps.map(({ days }) => days.findLastIndex((day) => day !== null));
  expect(worked).toEqual([9, 25]);
});

test('an event that ends before it begins, or lies outside the horizon, closes no day', () => {
  const closed = { kind: 'customerClosed', customerId: 'C1' } as const;
  const events: PlanEvent[] = [
    { ...closed, from: '2026-12-10', to: '2026-12-09' },
    { ...closed, from: '2026-11-01', to: '2026-11-29' },
    { ...closed, from: '2026-12-28' },
  ];
  const [customer] = interpret(smallRequest({ options: { events } })).customers;
  expect(customer.open.every((hours) => hours.length > 0)).toBe(true);
});
