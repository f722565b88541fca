import { describe, expect, test } from 'vitest';
import { type Place, type Travel, validateRequest } from '#solver';
import { smallRequest } from '../small-request.ts';

/** Codes and paths for customers at these places and a rep at the first. */
function found(...places: readonly Place[]): string[] {
  const request = smallRequest({
    customers: places.map((location) => ({ location, class: 'C' })),
    reps: [{ home: places[0] }],
  });
  return validateRequest(request)
    .filter(({ code }) => code !== 'DEMAND_EXCEEDS_TIME')
    .map(({ code, path }) => `${code} ${path.replace('/territory/customers/', '')}`);
}

const swap = ({ lat, lng }: Place): Place => ({ lat: lng, lng: lat });
const grid = (south: number, west: number, count: number, step: number): Place[] =>
  Array.from({ length: count }, (_, k) => ({ lat: south + step * Math.floor(k / 5), lng: west + step * (k % 5) }));

describe('swapped places', () => {
  const france = grid(45, 4, 15, 0.3);

  test('one', () => {
    expect(found(...france, swap(france[7]))).toEqual(['SWAPPED_COORDINATES 15/location']);
  });

  test('several in one region, near each other', () => {
    expect(found(...france, ...france.slice(0, 6).map(swap))).toHaveLength(6);
  });

  test('in a territory as wide as a continent', () => {
    const europe = grid(38, -8, 50, 3);
    expect(found(...europe, swap({ lat: 40, lng: -3 }))).toEqual(['SWAPPED_COORDINATES 50/location']);
  });

  test('are not suspected where lat and lng are alike, as in Turkey', () => {
    expect(
      found(...grid(36, 26, 25, 1), ...grid(36, 31, 25, 1), ...grid(36, 36, 25, 1), ...grid(36, 41, 25, 1)),
    ).toEqual([]);
  });
});

describe('columns of lat and lng mixed up', () => {
  const berlin = grid(52.3, 13, 6, 0.1);
  const told = (customers: readonly Place[], homes: readonly Place[], timeZone = 'Europe/Berlin') =>
    validateRequest(
      smallRequest({
        customers: customers.map((location) => ({ location, class: 'C' })),
        reps: homes.map((home) => ({ home })),
        territory: { timeZone },
      }),
    ).map(({ code, path, message }) => [`${code} ${path}`, message]);
  const either = [
    'SWAPPED_TO_EACH_OTHER /territory',
    expect.stringMatching(/^Either the customers or the reps have lat and lng swapped: as sent they are 5\d\d\d km/),
  ];
  const outside = (kind: string) => [
    `FAR_FROM_TIME_ZONE /territory/${kind}`,
    `The ${kind} lie 37 degrees of longitude away from the time zone Europe/Berlin; with lat and lng swapped it would be 2.`,
  ];

  test('of all customers, or of all reps: that is told of both, and the time zone says of whom', () => {
    expect(told(berlin.map(swap), berlin.slice(0, 1))).toEqual([either, outside('customers')]);
    expect(told(berlin.map(swap), berlin)).toEqual([either, outside('customers')]);
    expect(told(berlin, berlin.slice(0, 2).map(swap))).toEqual([either, outside('reps')]);
  });

  test('of all places, which only the time zone shows', () => {
    expect(told(berlin.map(swap), berlin.slice(0, 1).map(swap))).toEqual([outside('customers'), outside('reps')]);
  });

  test.each([
    ['Europe/Berlin', berlin],
    ['Europe/Madrid', grid(42.2, -8.8, 6, 0.1)],
    ['America/Argentina/Buenos_Aires', grid(-41.2, -71.5, 6, 0.1)],
    ['Asia/Shanghai', grid(43.7, 87.4, 6, 0.1)],
    ['Europe/Istanbul', grid(38.3, 27, 6, 0.1)],
    ['Atlantic/Reykjavik', grid(65.5, -24, 6, 0.1)],
    ['Pacific/Auckland', grid(-36.9, 174.6, 6, 0.1)],
  ])('is not suspected at the edge of a time zone (%s)', (timeZone, places) => {
    expect(told(places, places.slice(0, 1), timeZone)).toEqual([]);
  });

  test('is not suspected where the time is that of no place', () => {
    const nairobi = grid(-1.3, 36.8, 6, 0.1);
    expect(told(nairobi, nairobi.slice(0, 1), 'UTC')).toEqual([]);
  });
});

describe('places far away', () => {
  const iowa = grid(41, -93, 15, 0.3);

  test('a place alone is told, near the limit of 400 km', () => {
    expect(found(...iowa, { lat: 41, lng: -97.7 })).toEqual([]);
    expect(found(...iowa, { lat: 41, lng: -98 })).toEqual(['FAR_FROM_ALL_OTHERS 15/location']);
  });

  test('a second region is not', () => {
    expect(found(...iowa, ...grid(33, -112, 5, 0.2))).toEqual([]);
  });
});

describe('many customers at one place', () => {
  test('20 are told where they are more than 5 % of all', () => {
    const elsewhere = grid(41, -93, 40, 0.1);
    const depot = { lat: 41.555, lng: -92.555 };
    const together = (count: number) => Array.from({ length: count }, () => depot);
    expect(found(...elsewhere, ...together(19))).toEqual([]);
    expect(found(...elsewhere, ...together(20))).toEqual(['MANY_ON_ONE_COORDINATE 40/location']);
  });
});

describe('an id of a customer, a rep and a hotel', () => {
  const here = { lat: 41.66, lng: -91.53 };
  const there = { lat: 42, lng: -91 };
  const size = [0, 1];
  const table = size.map(() => size.map(() => 60));
  const matrix: Travel = { mode: 'matrix', placeIds: ['1', '2'], seconds: table, metres: table };
  const engine: Travel = { mode: 'osrm', baseUrl: 'http://routes.example' };
  const told = (travel: Travel, home: Place, hotel: Place) =>
    validateRequest(
      smallRequest({
        customers: [
          { id: '1', location: there, class: 'C' },
          { id: '2', location: here, class: 'C' },
        ],
        reps: [{ id: '1', home }],
        territory: { travel, hotels: [{ id: '2', location: hotel }] },
      }),
    ).map(({ code, path, message }) => [`${code} ${path}`, message]);

  test.each([matrix, engine])('is one place for a travel matrix (%j)', (travel) => {
    expect(told(travel, here, here)).toEqual([
      ['ID_OF_TWO_PLACES /territory/reps/0/id', expect.stringContaining('that of customers/0, which is at another')],
    ]);
    expect(told(travel, here, there)).toHaveLength(2);
    expect(told(travel, there, here)).toEqual([]);
  });

  test('does not matter on the great circle', () => {
    expect(told({ mode: 'greatCircle' }, here, there)).toEqual([]);
  });
});
