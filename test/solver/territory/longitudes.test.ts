import { describe, expect, test } from 'vitest';
import type { Place } from '#solver';
import { adjacentAreas } from '../../../solver/territory/adjacency.ts';
import { longitudesOf, territoryBoundaries } from '../../../solver/territory/index.ts';
import { meaningOf } from './meanings.ts';

/** Around Taveuni, on both sides of 180 degrees. */
const fiji: readonly Place[] = [179.4, 179.9, -179.9, -179.4].flatMap((lng) => [
  { lat: -16.7, lng },
  { lat: -16.9, lng },
]);
const meaning = meaningOf({
  customers: fiji.map((location) => ({ location })),
  reps: [{ home: { lat: -16.8, lng: 179.4 } }, { home: { lat: -16.8, lng: -179.4 } }],
});

describe('longitudes', () => {
  test('go on beyond 180 degrees where places lie on both sides of it', () => {
    expect(fiji.map(({ lng }) => longitudesOf(fiji)(lng)).map((lng) => Math.round(lng * 10) / 10)).toEqual([
      ...[179.4, 179.4, 179.9, 179.9, 180.1, 180.1, 180.6, 180.6],
    ]);
  });

  test.each([
    ['one town', [-91.5, -91.6]],
    ['America and Europe', [-120, -75, 2, 30]],
    ['one side', [178, 179.9]],
    ['one place', [-179.9]],
  ])('stay as they are for %s', (_, lngs) => {
    expect(lngs.map(longitudesOf(lngs.map((lng) => ({ lat: 10, lng }))))).toEqual(lngs);
  });
});

test('who lives on both sides of 180 degrees is as near on the map as on the ground', () => {
  const [west, east] = territoryBoundaries(meaning, Int32Array.of(0, 0, 0, 0, 1, 1, 1, 1)).map((polygons) => {
    const lngs = polygons.flat(2).map(([lng]) => lng);
    return [Math.min(...lngs), Math.max(...lngs)];
  });
  expect(west[0]).toBeGreaterThan(179);
  expect(west[1]).toBeCloseTo(180, 1);
  expect(east[0]).toBe(west[1]);
  expect(east[1]).toBeLessThan(181);
});

test('neighbours across 180 degrees lie beside each other, the outermost do not', () => {
  const beside = adjacentAreas(
    fiji,
    fiji.map((_, place) => ({ members: [place] })),
  );
  expect(beside[2]).toContain(4);
  expect(beside[0]).not.toContain(6);
});
