import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Plan, type PlanEvent, type PlanRequest, type PreviousPlan, parseRequest } from '#solver';
import { propertyRuns } from '../../property-runs.ts';
import { randomRequest } from '../random-request.ts';
import { firstPlanOf, planOf, visitsOf } from './planning.ts';

const day = fc.integer({ min: 0, max: 20 });
const change = fc.record({
  freeze: fc.option(day, { nil: undefined }),
  maxChangedVisits: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
  perChangedVisit: fc.constantFrom(0, 20, 1000),
  absent: fc.option(fc.tuple(day, fc.integer({ min: 0, max: 4 }))),
  closed: fc.option(day),
  urgent: fc.option(fc.tuple(day, fc.integer({ min: 0, max: 3 }))),
  notDone: fc.option(fc.nat()),
  pin: fc.option(day),
  customer: fc.nat(),
  recorded: fc.boolean(),
  unplanned: fc.boolean(),
  whole: fc.boolean(),
  /** Days by which the horizon has moved on. */
  moved: fc.constantFrom(0, 0, 1, 2, 3),
  hotels: fc.constantFrom('same', 'none', 'first gone'),
  hours: fc.boolean(),
  gone: fc.boolean(),
});

type Change = typeof change extends fc.Arbitrary<infer Drawn> ? Drawn : never;

/** Of a previous plan what must be sent. */
const fewestFields = ({ territories, itineraries }: Plan): PreviousPlan => ({
  territories,
  itineraries: itineraries.map(({ repId, days }) => ({
    repId,
    days: days.map(({ date, stops, end }) => ({
      ...{ date, end },
      stops: stops.map(({ customerId, startAt }) => ({ customerId, startAt })),
    })),
  })),
});

function changed(request: PlanRequest, drawn: Change): PlanRequest | null {
  const previousPlan = firstPlanOf(request, 60);
  const { start } = request.horizon;
  const date = (days: number) =>
    new Date(Date.parse(`${start}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
  const { customers } = request.territory;
  const customerId = customers[drawn.customer % customers.length].id;
  const visits = visitsOf(previousPlan);
  const events: PlanEvent[] = [];
  if (drawn.absent) {
    const [from, days] = drawn.absent;
    events.push({ kind: 'repAbsent', repId: 'R0', from: date(from), to: date(from + days) });
  }
  if (drawn.closed !== null) events.push({ kind: 'customerClosed', customerId, from: date(drawn.closed) });
  if (drawn.urgent) {
    const [from, days] = drawn.urgent;
    events.push({ kind: 'urgentVisit', customerId, from: date(from), to: date(from + days) });
  }
  if (drawn.notDone !== null && visits.length > 0) {
    const [id, , on] = visits[drawn.notDone % visits.length].split(' ');
    events.push({ kind: 'visitNotDone', customerId: id, date: on });
  }
  const next = structuredClone(request);
  if (drawn.recorded && drawn.freeze !== undefined) {
    for (const customer of next.territory.customers) {
      const made = visits
        .map((visit) => visit.split(' '))
        .filter(([id, , on]) => id === customer.id && on <= date(drawn.freeze ?? 0));
      const last = made
        .map(([, , on]) => on)
        .sort()
        .at(-1);
      if (last === undefined) continue;
      customer.lastVisitedOn = last;
      customer.lastActions = [{ action: 'reviewPeriod', on: last }];
      if (customer.contacts) customer.lastContactId = 'k1';
    }
  }
  // A visit that nobody had planned, made on the last frozen day.
  if (drawn.unplanned && drawn.freeze !== undefined)
    for (const customer of next.territory.customers)
      if (customer.id === customerId) customer.lastVisitedOn = date(drawn.freeze);
  next.horizon = { ...next.horizon, start: date(drawn.moved) };
  if (drawn.hotels === 'none') next.territory.hotels = [];
  if (drawn.hotels === 'first gone') next.territory.hotels?.shift();
  if (drawn.hours) next.territory.reps[0].workingHours = [{ days: ['mon', 'tue', 'wed'], from: '10:00', to: '15:00' }];
  const gone = drawn.gone ? customers[(drawn.customer + 1) % customers.length].id : null;
  const left = next.territory.customers.filter(({ id }) => id !== gone || id === customerId);
  next.territory.customers = left;
  const isLeft = (event: PlanEvent) => !('customerId' in event) || left.some(({ id }) => id === event.customerId);
  next.options = {
    ...next.options,
    ...{
      previousPlan: drawn.whole ? previousPlan : fewestFields(previousPlan),
      events: events.filter(isLeft),
      costs: { perChangedVisit: drawn.perChangedVisit },
      maxSteps: 60,
    },
    ...(drawn.freeze === undefined ? {} : { freezeUntil: date(drawn.freeze) }),
    ...(drawn.maxChangedVisits === undefined ? {} : { maxChangedVisits: drawn.maxChangedVisits }),
    ...(drawn.pin === null ? {} : { pins: [{ customerId, date: date(drawn.pin) }] }),
  };
  return parseRequest(next).request;
}

test('120 random changes of random plans give plans without violation', () => {
  let kept = 0;
  fc.assert(
    fc.property(randomRequest, change, (drawn, changes) => {
      const request = parseRequest(drawn).request;
      const next = request && changed(request, changes);
      // Throws with the violations.
      if (next) kept += planOf(next, 60).diff?.kept ?? 0;
    }),
    propertyRuns(120),
  );
  expect(kept).toBeGreaterThan(400);
});
