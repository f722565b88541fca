import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import type { Plan, PlannedDay, PlanRequest } from '#solver';
import { itinerariesCalendar, type PlanFilter } from '../../../src/export/index.ts';
import { chainOf, planOf } from '../chain/chain-plans.ts';
import { samplePlan, sampleRequest } from '../http/samples.ts';

const createdAt = new Date('2026-10-20T08:00:30Z');

function calendarOf(plan: Plan, request: PlanRequest, before: readonly Plan[] = [], when = createdAt): string {
  return itinerariesCalendar(plan, request, { createdAt: when, chain: chainOf(...before, plan) });
}

function eventsOf(calendar: string): ICAL.Event[] {
  const parsed = new ICAL.Component(ICAL.parse(calendar));
  return parsed.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
}

const visitsIn = (calendar: string) => eventsOf(calendar).filter(({ startDate }) => !startDate.isDate);

function stopAt(customerId: string, startAt: string, endAt: string): PlannedDay['stops'][number] {
  return {
    ...{ customerId, arriveAt: startAt, startAt, endAt },
    ...{ driveMinutes: 41.2, driveKm: 38.6, waitMinutes: 0, appointment: false },
  };
}

/** Two days of rep R1 around the end of summer time in Chicago, and one day of R2. */
function fixture() {
  const request = sampleRequest();
  const plan = samplePlan();
  const [mine, other] = plan.itineraries;
  const [first, second] = mine.days;
  plan.horizon = { start: '2026-10-26', weeks: 2 };
  Object.assign(first, {
    date: '2026-10-30',
    stops: [stopAt('C1', '2026-10-30T09:00:00-05:00', '2026-10-30T10:00:00-05:00')],
  });
  Object.assign(second, {
    date: '2026-11-02',
    stops: [stopAt('C2', '2026-11-02T09:00:00-06:00', '2026-11-02T09:45:00-06:00')],
  });
  mine.days = [first, second];
  Object.assign(other.days[0], {
    date: '2026-11-03',
    stops: [stopAt('C3', '2026-11-03T13:00:00-06:00', '2026-11-03T13:30:00-06:00')],
  });
  return { request, plan, first, second };
}

test('nine in the morning stays nine in the morning when summer time ends', () => {
  const { request, plan } = fixture();
  const [before, after] = visitsIn(calendarOf(plan, request));
  expect(before.startDate.toJSDate().toISOString()).toBe('2026-10-30T14:00:00.000Z');
  expect(after.startDate.toJSDate().toISOString()).toBe('2026-11-02T15:00:00.000Z');
  expect(after.endDate.toJSDate().toISOString()).toBe('2026-11-02T15:45:00.000Z');
  for (const { description } of [before, after]) expect(description).toContain('Arrive at 09:00 after 41 min (39 km)');
});

test('names with every sign that needs care come back as they were, from lines of at most 75 octets', () => {
  const { request, plan } = fixture();
  const name = `Smith, Sons; "Co"\\n\n\nand: 陈静 😀 ${'👩🏽‍🚀é'.repeat(30)}`;
  const id = 'C1\r\nX-EVIL:1';
  request.territory.customers[0] = { ...request.territory.customers[0], id, name };
  plan.itineraries[0].days[0].stops[0].customerId = id;
  const calendar = calendarOf(plan, request);
  for (const line of calendar.split('\r\n')) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(line).not.toMatch(/[\r\n]/);
  }
  const [event] = visitsIn(calendar);
  const line = name.replaceAll('\n\n', ' ');
  expect(event.summary).toBe(`R1: ${line}`);
  expect(event.location).toBe(line);
  expect(event.description).toContain('Customer C1\nX-EVIL:1, class');
  expect(event.component.getAllProperties().map((property) => property.name)).not.toContain('x-evil');
});

test('signs that no calendar takes are left out', () => {
  const { request, plan } = fixture();
  request.territory.customers[0].name = 'A\u0007B\uD800C';
  expect(visitsIn(calendarOf(plan, request))[0].summary).toBe('R1: A B\uFFFDC');
});

test('a visit tells where, whom, with whom and what for', () => {
  const { request, plan, first } = fixture();
  request.territory.supervisors = [{ id: 'S1', name: 'Ida Gray' }];
  Object.assign(request.territory.customers[0], {
    ...{ name: 'Hillstreet News', area: 'Linn', contacts: [{ id: 'k1', name: 'Bo Lind' }] },
  });
  Object.assign(first.stops[0], {
    ...{ jointWith: 'S1', contactId: 'k1', agenda: ['checkStock', 'coachDealer'], appointment: true, waitMinutes: 12 },
  });
  const [event] = visitsIn(calendarOf(plan, request));
  expect(event.summary).toBe('R1: Hillstreet News (appointment, joint visit with Ida Gray)');
  expect(event.location).toBe('Hillstreet News, Linn');
  expect(event.component.getFirstPropertyValue('geo')).toEqual([41.6608, -91.5353]);
  expect(event.description.split('\n')).toEqual([
    'Customer C1, class A1',
    'Contact: Bo Lind',
    'With: Ida Gray',
    'Agenda: check stock, coach the dealer',
    'Arrive at 09:00 after 41 min (39 km), wait 12 min',
    'Place: 41.6608, -91.5353',
  ]);
});

test('places of a territory in another coordinate system are told in the one of calendars', () => {
  const { request, plan } = fixture();
  plan.coordinateSystem = 'GCJ02';
  request.territory.customers[0].location = { lat: 31.23, lng: 121.47 };
  const [lat, lng] = visitsIn(calendarOf(plan, request))[0].component.getFirstPropertyValue(
    'geo',
  ) as unknown as number[];
  expect(Math.abs(lat - 31.23)).toBeGreaterThan(0.001);
  expect(Math.abs(lng - 121.47)).toBeGreaterThan(0.001);
});

test('a night away is a day that leaves its hours free, with arrival, next morning, price and reason', () => {
  const { request, plan, first, second } = fixture();
  second.date = '2026-10-31';
  second.start.departAt = '2026-10-31T07:50:00-05:00';
  first.end.arriveAt = '2026-10-30T18:40:00-05:00';
  const reason = 'Saves 164 minutes of driving.';
  first.overnightStay = { hotelId: 'H1', name: 'Ottumwa Inn', cost: 95, savesDriveMinutes: 164, reason };
  const [night, ...others] = eventsOf(calendarOf(plan, request)).filter(({ startDate }) => startDate.isDate);
  expect(others).toEqual([]);
  expect([night.startDate.toString(), night.endDate.toString()]).toEqual(['2026-10-30', '2026-10-31']);
  expect(night.summary).toBe('R1: Night: Ottumwa Inn');
  expect(night.component.getFirstPropertyValue('transp')).toBe('TRANSPARENT');
  expect(night.description.split('\n')).toEqual([
    'Arrive at 18:40 after 25 min (23 km)',
    'Leave at 07:50 on 2026-10-31',
    'Cost: 95 USD',
    reason,
    'Place: 41.66, -91.53',
  ]);
});

test('the phone calls of a day are one event', () => {
  const { request, plan, first, second } = fixture();
  request.territory.customers[1].name = 'Solon Shop';
  first.phoneCalls = [{ customerId: 'C2' }, { customerId: 'C3' }];
  second.phoneCalls = [{ customerId: 'C2' }];
  const calls = eventsOf(calendarOf(plan, request)).filter(({ startDate }) => startDate.isDate);
  expect(calls.map(({ summary, description }) => [summary, description])).toEqual([
    ['R1: 2 phone calls', 'Solon Shop (C2)\nC3 (C3)'],
    ['R1: Phone call: Solon Shop', 'Solon Shop (C2)'],
  ]);
});

test('a rep and days narrow it, and the calendar of one rep bears the name and not every event', () => {
  const { request, plan } = fixture();
  request.territory.reps[0].name = 'Ana\nRuiz';
  const part = { repId: 'R1', from: '2026-11-01' };
  const calendar = itinerariesCalendar(plan, request, { createdAt, chain: chainOf(plan), part });
  expect(calendar).toContain('X-WR-CALNAME:Ana Ruiz\\, Eastern Iowa\r\n');
  const whole = visitsIn(calendarOf(plan, request));
  expect(whole.map(({ summary }) => summary)).toEqual(['Ana Ruiz: C1', 'Ana Ruiz: C2', 'R2: C3']);
  expect(visitsIn(calendar).map(({ summary, uid }) => [summary, uid])).toEqual([['C2', whole[1].uid]]);
});

test('the same plan gives the same text, stamped with the moment at which it was made', () => {
  const { request, plan } = fixture();
  expect(calendarOf(plan, request)).toBe(calendarOf(plan, request));
  for (const { component } of eventsOf(calendarOf(plan, request)))
    expect(String(component.getFirstPropertyValue('dtstamp'))).toBe('2026-10-20T08:00:30Z');
});

test('imported after a replan, a visit that has moved is the same event, newer than before', () => {
  const { request, plan } = fixture();
  const replan = structuredClone(plan);
  const [, moved] = replan.itineraries[0].days;
  moved.date = '2026-11-04';
  moved.stops = [stopAt('C2', '2026-11-04T11:00:00-06:00', '2026-11-04T11:45:00-06:00')];
  const old = visitsIn(calendarOf(plan, request));
  const now = visitsIn(calendarOf(replan, request, [plan], new Date('2026-10-21T08:00:00Z')));
  expect(now.map(({ uid }) => uid)).toEqual(old.map(({ uid }) => uid));
  expect(new Set(now.map(({ uid }) => uid)).size).toBe(3);
  expect(now[1].startDate.toJSDate().toISOString()).toBe('2026-11-04T17:00:00.000Z');
  expect(Math.min(...now.map(({ sequence }) => sequence))).toBeGreaterThan(old[0].sequence);
});

/** A replan in which C2 is not visited any longer, R2 has the visit to C1, and the night and the calls of R1 are gone. */
function replanned() {
  const { request, plan, first, second } = fixture();
  second.phoneCalls = [{ customerId: 'C3' }];
  const reason = 'Saves 164 minutes of driving.';
  first.overnightStay = { hotelId: 'H1', name: 'Ottumwa Inn', cost: 95, savesDriveMinutes: 164, reason };
  const replan = structuredClone(plan);
  const [mine, other] = replan.itineraries;
  const [given] = mine.days;
  given.overnightStay = null;
  mine.days = [];
  other.days = [given, ...other.days];
  const when = new Date('2026-10-20T08:00:40Z');
  const after = (part: PlanFilter) =>
    itinerariesCalendar(replan, request, { createdAt: when, chain: chainOf(plan, replan), part });
  return { before: calendarOf(plan, request), after };
}

const statesIn = (calendar: string) =>
  eventsOf(calendar).map(({ uid, summary, component }) => ({
    uid,
    summary,
    status: component.getFirstPropertyValue('status'),
    transp: component.getFirstPropertyValue('transp'),
  }));

test('what a replan drops is cancelled: the same event, newer, and free', () => {
  const { before, after } = replanned();
  const calendar = after({});
  const old = new Map(eventsOf(before).map((event) => [event.uid, event]));
  const cancelled = statesIn(calendar).filter(({ status }) => status === 'CANCELLED');
  expect(cancelled.map(({ summary }) => summary)).toEqual([
    'R1: Cancelled: C1',
    'R1: Cancelled: C2',
    'R1: Cancelled: Night',
    'R1: Cancelled: Phone calls',
  ]);
  for (const { uid, transp } of cancelled) {
    expect(transp).toBe('TRANSPARENT');
    expect(old.has(uid)).toBe(true);
  }
  const known = eventsOf(calendar).filter(({ uid }) => old.has(uid));
  for (const { uid, sequence, startDate } of known) {
    expect(sequence).toBeGreaterThan(old.get(uid)!.sequence);
    expect(sequence).toBeLessThan(2 ** 31);
    if (cancelled.some((event) => event.uid === uid))
      expect(startDate.toString()).toBe(old.get(uid)!.startDate.toString());
  }
  // Everything that was there is there: moved, kept or cancelled. What another rep has taken over is new for him.
  expect(known.map(({ uid }) => uid).sort()).toEqual([...old.keys()].sort());
  const others = eventsOf(calendar).filter(({ uid }) => !old.has(uid));
  expect(others.map(({ summary }) => summary)).toEqual(['R2: C1']);
});

test('the calendar of a rep cancels also what another has taken over, and the days asked for hold for it too', () => {
  const { before, after } = replanned();
  const uidOfC1 = visitsIn(before)[0].uid;
  const c1Of = (repId: string) => visitsIn(after({ repId })).find(({ summary }) => summary.endsWith('C1'))?.uid;
  const ofRep = (part: PlanFilter) => statesIn(after(part)).map(({ summary, status }) => [summary, status]);
  expect(ofRep({ repId: 'R1' })).toEqual([
    ['Cancelled: C1', 'CANCELLED'],
    ['Cancelled: C2', 'CANCELLED'],
    ['Cancelled: Night', 'CANCELLED'],
    ['Cancelled: Phone calls', 'CANCELLED'],
  ]);
  // Two events, so that in a calendar which holds both neither is taken for the other.
  expect(c1Of('R1')).toBe(uidOfC1);
  expect(statesIn(after({ repId: 'R2' })).map(({ summary, status }) => [summary, status])).toContainEqual(['C1', null]);
  expect(c1Of('R2')).not.toBe(uidOfC1);
  expect(ofRep({ repId: 'R1', from: '2026-11-01', to: '2026-11-02' }).map(([summary]) => summary)).toEqual([
    'Cancelled: C2',
    'Cancelled: Phone calls',
  ]);
});

test('who is no longer in the plan has a calendar of his own in which all he had is cancelled', () => {
  const { request, plan } = fixture();
  const [, others] = plan.itineraries;
  const without = { ...plan, territories: [plan.territories[1]], itineraries: [others] };
  const chain = chainOf(plan, without);
  const calendar = itinerariesCalendar(without, request, { createdAt, chain, part: { repId: 'R1' } });
  expect(statesIn(calendar).map(({ summary, status }) => [summary, status])).toEqual([
    ['Cancelled: C1', 'CANCELLED'],
    ['Cancelled: C2', 'CANCELLED'],
  ]);
  expect(calendar).toContain('X-WR-CALNAME:R1\\, Eastern Iowa\r\n');
});

test('the calendar of some days moves also the visits that have left them, as the calendar of the other days has them', () => {
  const { request, plan } = fixture();
  const movedTo = (before: Plan, date: string) => {
    const replan = structuredClone(before);
    const [, moved] = replan.itineraries[0].days;
    moved.date = date;
    moved.stops = [stopAt('C2', `${date}T11:00:00-06:00`, `${date}T11:45:00-06:00`)];
    return replan;
  };
  const earlier = movedTo(plan, '2026-11-04');
  const replan = movedTo(earlier, '2026-11-06');
  const chain = chainOf(plan, earlier, replan);
  const ofDay = (date: string) =>
    visitsIn(itinerariesCalendar(replan, request, { createdAt, chain, part: { from: date, to: date } }));
  const [, old] = visitsIn(calendarOf(plan, request));
  const [moved, ...others] = ofDay('2026-11-02');
  expect(others).toEqual([]);
  expect(moved.uid).toBe(old.uid);
  expect(moved.startDate.toJSDate().toISOString()).toBe('2026-11-06T17:00:00.000Z');
  for (const date of ['2026-11-04', '2026-11-06']) expect(ofDay(date).map(String)).toEqual([String(moved)]);
  expect(ofDay('2026-11-05')).toEqual([]);
});

test('it cancels also a visit that had left these days before it fell away', () => {
  const { request, plan } = fixture();
  const moved = structuredClone(plan);
  moved.itineraries[0].days[1].date = '2026-11-04';
  const dropped = structuredClone(plan);
  dropped.itineraries[0].days.length = 1;
  const chain = chainOf(plan, moved, dropped);
  const part = { from: '2026-11-02', to: '2026-11-02' };
  const calendar = itinerariesCalendar(dropped, request, { createdAt, chain, part });
  expect(statesIn(calendar).map(({ summary, status }) => [summary, status])).toEqual([
    ['R1: Cancelled: C2', 'CANCELLED'],
  ]);
});

test('a visit that stands after the end of a plan on whose days it was before is moved, too', () => {
  const request = sampleRequest();
  const visitOn = (date: string) => [{ customerId: 'C1', repId: 'R1', date }];
  const plan = planOf({ start: '2026-12-07', weeks: 4 }, visitOn('2026-12-10'));
  const moved = planOf({ start: '2026-12-07', weeks: 4 }, visitOn('2026-12-29'));
  const short = planOf({ start: '2026-12-07', weeks: 2 }, []);
  const [old] = visitsIn(calendarOf(plan, request));
  const [event, ...others] = visitsIn(calendarOf(short, request, [plan, moved]));
  expect(others).toEqual([]);
  expect([event.uid, event.summary, event.startDate.toString()]).toEqual([old.uid, 'C1', '2026-12-29T09:00:00Z']);
  expect(event.component.getFirstPropertyValue('status')).toBeNull();
  // Or on a day before it, for whom the plan between them has not reached.
  const early = planOf({ start: '2026-12-07', weeks: 4 }, visitOn('2026-12-08'));
  const rolled = planOf({ start: '2026-12-14', weeks: 4 }, []);
  const [was] = visitsIn(calendarOf(moved, request));
  expect(visitsIn(calendarOf(rolled, request, [moved, early])).map(({ uid }) => uid)).toEqual([was.uid]);
  // What was never on its days is none of its business.
  expect(visitsIn(calendarOf(short, request, [moved]))).toEqual([]);
});

test('every line ends with CRLF, and a calendar without events has a component all the same', () => {
  const { request, plan } = fixture();
  expect(calendarOf(plan, request)).toMatch(/\r\nEND:VCALENDAR\r\n$/);
  expect(calendarOf(plan, request)).not.toContain('VTIMEZONE');
  const empty = calendarOf({ ...plan, itineraries: [] }, request);
  expect(empty).toMatch(/\r\nEND:VCALENDAR\r\n$/);
  const components = new ICAL.Component(ICAL.parse(empty)).getAllSubcomponents();
  expect(components.map(({ name }) => name)).toEqual(['vtimezone']);
});
