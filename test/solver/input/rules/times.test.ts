import { describe, expect, test } from 'vitest';
import { validateRequest } from '#solver';
import { type SmallRequest, smallRequest } from '../small-request.ts';

const days = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
const shop = { class: 'C', openingHours: [{ days: [...days], from: '09:00', to: '17:00' }] };
const told = (request: SmallRequest) =>
  validateRequest(smallRequest(request)).filter(({ code }) => code === 'HOURS_IN_OTHER_TIME_ZONE');

test('hours of customers are times of the territory, also where a rep works in another zone: that is warned of, once for each', () => {
  const reps = [{}, { timeZone: 'America/Denver' }, { timeZone: 'America/Denver' }, { timeZone: 'America/New_York' }];
  expect(told({ customers: [shop], reps })).toMatchObject([
    { severity: 'warning', path: '/territory/reps/1/timeZone' },
    { severity: 'warning', path: '/territory/reps/3/timeZone' },
  ]);
});

test.each([
  ['the clocks of the zone are the same', { customers: [shop], reps: [{ timeZone: 'America/Winnipeg' }] }],
  ['no customer has hours', { customers: [{ class: 'C' }], reps: [{ timeZone: 'America/Denver' }] }],
  ['only others go there', { customers: [{ ...shop, repId: 'R1' }], reps: [{}, { timeZone: 'America/Denver' }] }],
])('nothing is said where %s', (_, request) => {
  expect(told(request)).toEqual([]);
});

test('a slot is hours, too', () => {
  const slots = [{ tag: 'tenant', days: [...days], from: '13:30', to: '17:30' }];
  const customers = [{ class: 'C', tags: ['tenant'] }];
  const reps = [{ timeZone: 'America/Denver' }];
  expect(told({ customers, reps, territory: { policy: { slots } } })).toHaveLength(1);
  expect(told({ customers: [{ class: 'C' }], reps, territory: { policy: { slots } } })).toEqual([]);
});

describe('a territory without a calendar', () => {
  const toldOf = (territory: NonNullable<SmallRequest['territory']>, request: SmallRequest = {}) =>
    validateRequest(smallRequest({ customers: [{ class: 'C' }], ...request, territory }))
      .filter(({ code }) => code === 'CALENDAR_MISSING')
      .map(({ message }) => message);
  const none = { calendar: {} };

  test('is told of the holidays of the country that its time zone suggests', () => {
    expect(toldOf({ ...none, timeZone: 'Europe/Berlin' })).toEqual([
      'The horizon holds public holidays of DE, which the time zone Europe/Berlin suggests, but the territory has no calendar: they are planned as working days (2026-12-25).',
    ]);
  });

  test('is told of the countries where several share the zone, and of holidays that all of them have', () => {
    expect(toldOf({ ...none, timeZone: 'Europe/Zurich' })[0]).toMatch(/ of CH or LI, .*2026-12-25/);
  });

  test.each([
    ['the horizon holds no holiday', none, { horizon: { weeks: 2 } }],
    ['nobody works on it', none, { reps: [{ daysOff: ['2026-12-25'] }] }],
    [
      'nobody works on its weekday',
      none,
      { reps: [{ workingHours: [{ days: ['mon'], from: '08:00', to: '17:00' }] }] },
    ],
    ['it says itself what is not worked', { calendar: { holidays: [] } }, {}],
    ['it names a country', { calendar: { country: 'US' } }, {}],
    ['the zone is of no country', { ...none, timeZone: 'UTC' }, {}],
  ] as const)('is told nothing where %s', (_, territory, request) => {
    expect(toldOf(territory as never, request as never)).toEqual([]);
  });
});
