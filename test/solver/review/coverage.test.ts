import { describe, expect, test } from 'vitest';
import { ineffectiveVisits, reviewCoverage, type VisitRecord } from '#solver';
import { smallRequest } from '../input/small-request.ts';
import { planOf } from '../replan/planning.ts';

let number = 0;
const record = (customerId: string, date: string, more: Partial<VisitRecord> = {}): VisitRecord => ({
  id: `v${++number}`,
  customerId,
  date,
  ...more,
});
const review = (customers: Parameters<typeof smallRequest>[0]['customers'], records: VisitRecord[], more = {}) =>
  reviewCoverage({
    territory: smallRequest({ customers: customers ?? [{}], ...more }).territory,
    from: '2026-11-30',
    to: '2026-12-27',
    records,
    plans: [],
  });

describe('coverage', () => {
  test('counts what fell due, what was done, and who is overdue', () => {
    const records = ['2026-11-24', '2026-12-01', '2026-12-09', '2026-12-15'].map((date) => record('C1', date));
    const { total, byCustomer } = review([{ class: 'A1' }, { class: 'A1' }], records);
    expect(byCustomer[0]).toMatchObject({ key: 'C1', required: 4, done: 3, overdue: 1, frequencyKept: 0 });
    // Gaps of 7, 8 and 6 days against an interval of 7.
    expect(byCustomer[0].intervalDeviation).toBeCloseTo(2 / 21, 3);
    expect(byCustomer[1]).toMatchObject({ key: 'C2', required: 4, done: 0, overdue: 1, intervalDeviation: null });
    expect(total).toMatchObject({ customers: 2, required: 8, done: 3 });
  });

  test('judges a period that is not over until today: what is still to come is neither overdue nor missed', () => {
    const request = smallRequest({ customers: [{ class: 'A1' }, { class: 'A1' }] });
    const plan = planOf(request);
    const input = { territory: request.territory, from: '2026-11-30', to: '2026-12-27', plans: [plan] };
    const visits = plan.itineraries.flatMap(({ days }) =>
      days.flatMap(({ date, stops }) => stops.map(({ customerId }) => record(customerId, date))),
    );
    const records = visits.filter(({ date }) => date <= '2026-12-08');
    const now = reviewCoverage({ ...input, records, today: '2026-12-08' });
    expect(now).toMatchObject({ to: '2026-12-27', judgedUntil: '2026-12-08', suggestions: [] });
    expect(now.total).toMatchObject({ required: 8, planned: 8, done: records.length, overdue: 0, planAdherence: 1 });
    expect(now.total.frequencyKept).toBe(1);
    // Before it has begun, and when it is over.
    const ahead = reviewCoverage({ ...input, records: [], today: '2026-11-20' });
    expect(ahead.total).toMatchObject({ required: 8, overdue: 0, frequencyKept: 1, planAdherence: null });
    expect(ahead.suggestions).toEqual([]);
    const over = reviewCoverage({ ...input, records, today: '2027-01-10' });
    expect(over).toEqual(reviewCoverage({ ...input, records }));
    expect(over).toMatchObject({ judgedUntil: '2026-12-27', total: { overdue: 2, frequencyKept: 0 } });
    expect(over.suggestions.map(({ code }) => code)).toEqual(['CLASS_MISSED']);
  });

  test('says of the driving for a class or a customer nothing, not zero', () => {
    const { byClass, byRep, byCustomer } = review([{ class: 'A1' }], [record('C1', '2026-12-01', { repId: 'R1' })]);
    const none = { plannedDriveMinutes: null, doneDriveMinutes: null };
    expect([...byClass, ...byCustomer]).toMatchObject([none, none]);
    expect(byRep[0].doneDriveMinutes).toBeGreaterThan(0);
  });

  test('measures how far a plan was followed, and its driving', () => {
    const request = smallRequest({ customers: [{ class: 'A1' }, { class: 'B1' }] });
    const plan = planOf(request);
    const visits = plan.itineraries.flatMap(({ repId, days }) =>
      days.flatMap(({ date, stops }) => stops.map(({ customerId, startAt }) => ({ repId, date, customerId, startAt }))),
    );
    const records = visits.map(({ customerId, date, ...more }) => record(customerId, date, more));
    const input = { territory: request.territory, from: '2026-11-30', to: '2026-12-27', plans: [plan] };
    const all = reviewCoverage({ ...input, records });
    expect(all.total).toMatchObject({ required: 6, planned: 6, done: 6, planAdherence: 1, frequencyKept: 1 });
    expect(all.byRep[0].doneDriveMinutes).toBeCloseTo(all.byRep[0].plannedDriveMinutes ?? 0, 0);
    // Whoever made a visit is, where it is not said, the rep of the customer.
    const unsaid = records.map(({ repId: _, ...more }) => more);
    expect(reviewCoverage({ ...input, records: unsaid })).toEqual(all);
    expect(reviewCoverage({ ...input, records: records.slice(1) }).total.planAdherence).toBeCloseTo(5 / 6, 3);
  });

  test('measures the driving of a day from a hotel that the matrix no longer has by the great circle', () => {
    const request = smallRequest({ customers: [{}] });
    const plan = structuredClone(planOf(request));
    const [day] = plan.itineraries[0].days;
    day.start.hotelId = 'H9';
    const placeIds = ['R1', 'C1'];
    const none = placeIds.map(() => [0, 0]);
    const territory = {
      ...request.territory,
      travel: { mode: 'matrix' as const, placeIds, seconds: none, metres: none },
    };
    const driven = (hotelId?: string) => {
      day.start.hotelId = hotelId;
      const records = [record('C1', day.date, { repId: 'R1' })];
      const dates = { from: '2026-11-30', to: '2026-12-27' };
      return reviewCoverage({ territory, ...dates, records, plans: [plan] }).byRep[0].doneDriveMinutes;
    };
    expect(driven()).toBe(0);
    expect(driven('H9')).toBeGreaterThan(0);
  });

  test('a visit that was given and not recorded is no visit done, but leaves nobody overdue', () => {
    const { byCustomer, suggestions } = review([{ class: 'C', lastVisitedOn: '2026-12-15' }], []);
    expect(byCustomer[0]).toMatchObject({ required: 1, done: 0, overdue: 0 });
    expect(suggestions).toEqual([]);
    expect(review([{ class: 'A1', lastVisitedOn: '2027-01-05' }], []).byCustomer[0]).toMatchObject({ overdue: 1 });
  });

  test('before there is a plan, the rep of today carries a customer', () => {
    const { byRep } = review([{ class: 'A1', currentRepId: 'R1' }, { class: 'A1' }], [record('C1', '2026-12-01')]);
    expect(byRep.map(({ key, done }) => [key, done])).toEqual([
      ['R1', 1],
      ['none', 0],
    ]);
    expect(byRep[0].doneDriveMinutes).toBeGreaterThan(0);
  });

  test('a day belongs to the newest plan that holds it', () => {
    const request = smallRequest({ customers: [{ class: 'A1' }] });
    const plan = planOf(request);
    const plans = [plan, { ...plan, itineraries: [] }];
    const input = { territory: request.territory, from: '2026-11-30', to: '2026-12-27', records: [] };
    expect(reviewCoverage({ ...input, plans }).total.planned).toBe(0);
  });

  test('a plan that is approved has the last word on its days, and on whose customers they are', () => {
    const request = smallRequest({ customers: [{ class: 'A1' }] });
    const plan = { ...planOf(request), approval: 'approved' as const };
    const trial = { ...plan, approval: 'draft' as const, itineraries: [] };
    const territories = plan.territories.map((territory) => ({ ...territory, repId: 'R9' }));
    const plans = [plan, { ...trial, territories }];
    const input = { territory: request.territory, records: [], plans };
    const { total, byRep } = reviewCoverage({ ...input, from: '2026-11-30', to: '2026-12-27' });
    expect([total.planned, byRep[0].key]).toEqual([4, 'R1']);
    // Of other days it says less than a plan that reaches into them.
    const later = { ...plans[1], horizon: { start: '2026-12-28', weeks: 4 } };
    const next = { ...input, plans: [plan, later], from: '2026-12-28', to: '2027-01-24' };
    expect(reviewCoverage(next).byRep.map(({ key, customers }) => [key, customers])).toEqual([
      ['R1', 0],
      ['R9', 1],
    ]);
  });
});

test('a rep who has handed over all customers, or never had any, has a row', () => {
  const customers = [{ class: 'A1', repId: 'R1' }];
  const request = smallRequest({ customers, reps: [{}, {}, {}] });
  const plan = planOf(request);
  const [visit] = plan.itineraries[0].days;
  request.territory.customers[0].repId = 'R2';
  const { byRep, total } = reviewCoverage({
    ...{ territory: request.territory, from: '2026-11-30', to: '2026-12-27', plans: [plan] },
    records: [record('C1', visit.date, { repId: 'R1' })],
  });
  const none = { customers: 0, required: 0, planned: 0, done: 0, overdue: 0, frequencyKept: 1, planAdherence: null };
  expect(byRep).toMatchObject([
    { ...none, key: 'R1' },
    { key: 'R2', customers: 1, planned: 4, done: 1, plannedDriveMinutes: 0 },
    { ...none, key: 'R3', plannedDriveMinutes: 0, doneDriveMinutes: 0 },
  ]);
  expect(byRep[0].plannedDriveMinutes).toBe(total.plannedDriveMinutes);
  expect(byRep[0].doneDriveMinutes).toBe(total.doneDriveMinutes);
  expect(total.doneDriveMinutes).toBeGreaterThan(0);
});

test('a rep over the width is named, by customers as they are and by work as it was planned', () => {
  const wide = smallRequest({ customers: [{ class: 'A1' }, { class: 'B1' }] });
  const plan = planOf(wide);
  const [{ repId, channelWidth }] = plan.territories;
  const channelWidths = { maxCustomers: 1, maxWorkloadMinutesPerWeek: 30 };
  const reps = wide.territory.reps.map((rep) => ({ ...rep, channelWidth: channelWidths }));
  const customers = wide.territory.customers.map((customer) => ({ ...customer, repId }));
  const territory = { ...wide.territory, reps, customers };
  const input = { territory, from: '2026-11-30', to: '2026-12-27', records: [], plans: [plan] };
  const found = reviewCoverage(input).suggestions.filter(({ code }) => code === 'REP_OVER_WIDTH');
  expect(found.map(({ subject, numbers }) => [subject, numbers])).toEqual([
    [repId, { found: 2, limit: 1 }],
    [repId, { found: Math.round(channelWidth.workloadMinutesPerWeek), limit: 30 }],
  ]);
});

describe('a customer known through one person', () => {
  const months = ['2026-09-10', '2026-10-08', '2026-11-12'];

  test('the third month with the same person is not effective', () => {
    const records = months.map((date) => record('C1', date, { contactId: 'k1' }));
    expect(ineffectiveVisits(records, 'A1', undefined)).toEqual(new Set([records[2].id]));
    expect(ineffectiveVisits(records, 'C', undefined)).toEqual(new Set());
  });

  test('somebody else, a month without a visit, or a longer rule makes it effective', () => {
    const other = months.map((date, k) => record('C1', date, { contactId: k === 1 ? 'k2' : 'k1' }));
    expect(ineffectiveVisits(other, 'A1', undefined)).toEqual(new Set());
    const gap = [months[0], months[2]].map((date) => record('C1', date, { contactId: 'k1' }));
    expect(ineffectiveVisits(gap, 'A1', undefined)).toEqual(new Set());
    const same = months.map((date) => record('C1', date, { contactId: 'k1' }));
    expect(ineffectiveVisits(same, 'A1', { effectiveness: { sameContactMonths: 3 } })).toEqual(new Set());
  });

  test('is counted and suggested', () => {
    const records = ['2026-10-08', '2026-11-12', '2026-12-03'].map((date) => record('C1', date, { contactId: 'k1' }));
    const { total, suggestions } = review([{ class: 'B2' }], records);
    expect(total).toMatchObject({ done: 1, effective: 0 });
    expect(suggestions.map(({ code }) => code)).toContain('ONE_CONTACT_ONLY');
  });
});

test('suggests what the numbers say', () => {
  const customers = Array.from({ length: 4 }, (_, k) => ({ class: 'A1', annualRevenue: k === 0 ? 1000 : 1 }));
  const { suggestions } = review(customers, [], { reps: [{ channelWidth: { maxCustomers: 0 } }] });
  expect(suggestions.map(({ code, subject }) => `${code} ${subject}`)).toEqual(
    expect.arrayContaining(['CLASS_MISSED A1', 'CLASS_MOVED C2']),
  );
  expect(suggestions[0].numbers).toEqual({ required: 16, done: 0 });
});
