import { describe, expect, test } from 'vitest';
import { type Customer, interpret, type Policy } from '#solver';
import { smallRequest } from './small-request.ts';

describe('defaults', () => {
  const meaning = interpret(smallRequest({}));

  test('of the request', () => {
    expect(meaning).toMatchObject({
      currency: 'USD',
      costs: { perDriveHour: 30, perKm: 0.25, perNight: 90, ownTimeFactor: 0.5 },
      balance: { workloadTolerance: 0.15, revenueTolerance: 0.3 },
      keyAccountsMaxPerRep: Number.POSITIVE_INFINITY,
      smallAccounts: null,
      slots: [],
      seed: 1,
      timeLimitSeconds: 30,
      maxSteps: null,
      splitTerritories: true,
    });
    expect(meaning.dates).toHaveLength(28);
    expect(meaning.dates.at(-1)).toBe('2026-12-27');
  });

  test('of a rep', () => {
    expect(meaning.reps[0]).toMatchObject({
      name: 'R1',
      timeZone: 'America/Chicago',
      maxDriveSecondsPerDay: 480 * 60,
      maxConsecutiveNights: 4,
      maxNightsPerWeek: 4,
      maxCustomers: Number.POSITIVE_INFINITY,
      maxWorkloadMinutesPerWeek: Number.POSITIVE_INFINITY,
    });
  });

  test('of a customer', () => {
    expect(meaning.customers[0]).toMatchObject({
      name: 'C1',
      annualRevenue: 0,
      class: 'C',
      classDerived: true,
      weight: 1,
      keyAccount: false,
      area: null,
      contactIds: [],
      appointments: [],
      eligibleReps: [0],
    });
  });
});

test('what is given goes before the defaults', () => {
  const meaning = interpret(
    smallRequest({
      reps: [{ overnight: { maxConsecutiveNights: 0 }, maxDriveMinutesPerDay: 300, channelWidth: { maxCustomers: 7 } }],
      options: { costs: { perKm: 2 }, seed: 9, maxSteps: 100, territories: 'keep' },
    }),
  );
  expect(meaning.reps[0]).toMatchObject({
    maxConsecutiveNights: 0,
    maxNightsPerWeek: 4,
    maxDriveSecondsPerDay: 18_000,
    maxCustomers: 7,
    maxWorkloadMinutesPerWeek: Number.POSITIVE_INFINITY,
  });
  expect(meaning.costs).toEqual({ perDriveHour: 30, perKm: 2, perNight: 90, ownTimeFactor: 0.5 });
  expect(meaning).toMatchObject({ seed: 9, maxSteps: 100, splitTerritories: false });
});

describe('the requirement of a customer', () => {
  const requirement = (customer: Partial<Customer>, policy: Policy = {}) =>
    interpret(smallRequest({ customers: [customer], territory: { policy } })).customers[0].requirement;

  test('takes frequency and spacing from the customer, else from the class', () => {
    const policy: Policy = { classes: [{ class: 'A1', visits: 2, per: 'week', maxDaysBetween: 6 }] };
    expect(requirement({ class: 'A1' }, policy)).toMatchObject({
      intervalDays: 3.5,
      minDaysBetween: 3,
      maxDaysBetween: 6,
    });
    const visitFrequency = { visits: 1, per: 'month' as const };
    const own = { class: 'A1', visitFrequency, minDaysBetween: 20, maxDaysBetween: 30 };
    expect(requirement(own, policy)).toMatchObject({ intervalDays: 28, minDaysBetween: 20, maxDaysBetween: 30 });
  });

  test('takes the length of a month and the tolerance from the policy', () => {
    const month = requirement({ class: 'B2' }, { daysPerMonth: 30, intervalTolerance: 0.2 });
    expect(month).toMatchObject({ intervalDays: 30, minDaysBetween: 24, maxDaysBetween: 36 });
  });

  test('counts days from the horizon to lastVisitedOn', () => {
    expect(requirement({ class: 'A1', lastVisitedOn: '2026-11-27' })).toMatchObject({
      visits: [{ dueDay: 4 }, { dueDay: 11 }, { dueDay: 18 }, { dueDay: 25 }],
      firstDayMin: 2,
      firstDayMax: 6,
      overdue: false,
    });
    expect(requirement({ class: 'A1', lastVisitedOn: '2026-11-05' })).toMatchObject({
      overdue: true,
      firstDayMax: null,
    });
  });

  test('leaves appointments outside the horizon aside', () => {
    const at = (date: string) => ({ date, from: '10:00', minutes: 30 });
    const appointments = [at('2026-12-20'), at('2026-11-29'), at('2026-12-28'), at('2026-12-01')];
    const customer = interpret(smallRequest({ customers: [{ class: 'C', appointments }] })).customers[0];
    expect(customer.requirement.visits).toHaveLength(2);
    expect(customer.appointments.map(({ day, index }) => [day, index])).toEqual([
      [1, 3],
      [20, 0],
    ]);
  });
});

describe('who may carry a customer', () => {
  const reps = [{}, {}, {}];
  const eligible = (customer: Partial<Customer>, policy: Policy = {}) =>
    interpret(smallRequest({ customers: [customer], reps, territory: { policy } })).customers[0].eligibleReps;
  const keyAccounts = { minAnnualRevenue: 100, repIds: ['R3', 'R2'] };

  test('everybody, those named, or the one he is locked to', () => {
    expect(eligible({})).toEqual([0, 1, 2]);
    expect(eligible({ eligibleRepIds: ['R3', 'R1'] })).toEqual([0, 2]);
    expect(eligible({ eligibleRepIds: ['R3', 'R1'], repId: 'R3' })).toEqual([2]);
  });

  test('key accounts go to their reps, unless a name or a lock says otherwise', () => {
    expect(eligible({ annualRevenue: 100 }, { keyAccounts })).toEqual([1, 2]);
    expect(eligible({ annualRevenue: 99 }, { keyAccounts })).toEqual([0, 1, 2]);
    expect(eligible({ annualRevenue: 99, keyAccount: true }, { keyAccounts })).toEqual([1, 2]);
    expect(eligible({ annualRevenue: 100, keyAccount: false }, { keyAccounts })).toEqual([0, 1, 2]);
    expect(eligible({ annualRevenue: 100, eligibleRepIds: ['R1', 'R2'] }, { keyAccounts })).toEqual([1]);
    expect(eligible({ annualRevenue: 100, repId: 'R1' }, { keyAccounts })).toEqual([0]);
  });
});

describe('sleeping places', () => {
  test('are the hotels, at their price or at costs.perNight', () => {
    const at = { lat: 41, lng: -92 };
    const hotels = [
      { id: 'H1', name: 'Inn', location: at, costPerNight: 70 },
      { id: 'H2', location: at },
    ];
    const { sleepingPlaces } = interpret(
      smallRequest({ territory: { hotels }, options: { costs: { perNight: 111 } } }),
    );
    expect(sleepingPlaces).toEqual([
      { id: 'H1', name: 'Inn', location: at, given: at, costPerNight: 70, placeId: 'H1' },
      { id: 'H2', name: 'H2', location: at, given: at, costPerNight: 111, placeId: 'H2' },
    ]);
  });

  test('without hotels there is one at each place of a customer', () => {
    const location = { lat: 41.5, lng: -91.5 };
    const customers = [{ location, name: 'Solon' }, { location }, {}];
    const { sleepingPlaces } = interpret(smallRequest({ customers }));
    expect(sleepingPlaces.map(({ id, placeId }) => [id, placeId])).toEqual([
      ['near:C1', 'C1'],
      ['near:C3', 'C3'],
    ]);
    expect(sleepingPlaces[0]).toMatchObject({ name: 'near Solon', location, costPerNight: 90 });
  });
});

test('contacts who decide come first', () => {
  const contacts = [
    { id: 'a' },
    { id: 'b', decisionMaker: true },
    { id: 'c', decisionMaker: false },
    { id: 'd', decisionMaker: true },
  ];
  expect(interpret(smallRequest({ customers: [{ contacts }] })).customers[0].contactIds).toEqual(['b', 'd', 'a', 'c']);
});
