import { describe, expect, test } from 'vitest';
import { fromWgs84, interpret, type Place, toWgs84 } from '#solver';
import { smallRequest } from './small-request.ts';

const suzhou: Place = { lat: 31.30408, lng: 120.59538 };
const places: readonly (readonly [name: string, place: Place])[] = [
  ['Suzhou', suzhou],
  ['Urumqi', { lat: 43.801, lng: 87.60046 }],
  ['Sanya', { lat: 18.24306, lng: 109.505 }],
  ['Harbin', { lat: 45.75, lng: 126.65 }],
];

function metres(a: Place, b: Place): number {
  const eastWest = 111_195 * Math.cos((a.lat * Math.PI) / 180);
  return Math.hypot((a.lat - b.lat) * 111_195, (a.lng - b.lng) * eastWest);
}

describe.each(['GCJ02', 'BD09'] as const)('%s', (system) => {
  test.each(places)('there and back at %s: less than a metre', (_, place) => {
    expect(metres(toWgs84(fromWgs84(place, system), system), place)).toBeLessThan(1);
  });

  test.each(places)('differs from WGS-84 by 100 to 1,500 m at %s', (_, place) => {
    const distance = metres(fromWgs84(place, system), place);
    expect(distance).toBeGreaterThan(100);
    expect(distance).toBeLessThan(1500);
  });
});

test('outside China GCJ-02 is WGS-84', () => {
  const iowaCity = { lat: 41.66, lng: -91.53 };
  expect(toWgs84(iowaCity, 'GCJ02')).toEqual(iowaCity);
});

test('GCJ-02 and BD-09 are not the same', () => {
  expect(metres(toWgs84(suzhou, 'GCJ02'), toWgs84(suzhou, 'BD09'))).toBeGreaterThan(500);
});

test('every place of a request is WGS-84 in its meaning', () => {
  const request = smallRequest({
    customers: [{ location: fromWgs84(suzhou, 'BD09') }],
    reps: [{ home: fromWgs84(suzhou, 'BD09') }],
    territory: { coordinateSystem: 'BD09', hotels: [{ id: 'H1', location: fromWgs84(suzhou, 'BD09') }] },
  });
  const { customers, reps, sleepingPlaces } = interpret(request);
  for (const place of [customers[0].location, reps[0].home, sleepingPlaces[0].location]) {
    expect(metres(place, suzhou)).toBeLessThan(1);
  }
});
