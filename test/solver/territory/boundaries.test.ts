/** The map of the territories. */
import { area, booleanPointInPolygon, distance, featureCollection, intersect, multiPolygon, point } from '@turf/turf';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Interpretation, Place } from '#solver';
import { territoryBoundaries } from '../../../solver/territory/index.ts';
import { at, meaningOf } from './meanings.ts';

function meaningAt(places: readonly Place[], reps: number): Interpretation {
  return meaningOf({
    customers: places.map((location) => ({ location })),
    reps: Array.from({ length: reps }, () => ({ home: at(0, 0) })),
  });
}

/** Checks that territories do not overlap, contain their customers, strays apart, and are proper GeoJSON; returns them. */
function checkedBoundaries(places: readonly Place[], reps: number, repOf: readonly number[]): number[][][][][] {
  const boundaries = territoryBoundaries(meaningAt(places, reps), Int32Array.from(repOf));
  expect(boundaries).toHaveLength(reps);
  const territories = boundaries.map((polygons) => multiPolygon(polygons));
  places.forEach(({ lat, lng }, customer) => {
    if (booleanPointInPolygon(point([lng, lat]), territories[repOf[customer]])) return;
    expect(booleanPointInPolygon(point([lng, lat]), territories[repOfNearest(places, repOf, customer)])).toBe(true);
  });
  for (const polygons of boundaries) for (const polygon of polygons) for (const ring of polygon) checkRing(ring);
  territories.forEach((one, index) => {
    for (const other of territories.slice(index + 1)) {
      if (one.geometry.coordinates.length === 0 || other.geometry.coordinates.length === 0) continue;
      const common = intersect(featureCollection([one, other]));
      // Square metres; rounding moves borders of many kilometres by up to half a metre.
      if (common !== null) expect(area(common)).toBeLessThan(1);
    }
  });
  return boundaries;
}

/** Of the customer nearest to this one: around a stray everybody has another rep. */
function repOfNearest(places: readonly Place[], repOf: readonly number[], customer: number): number {
  const { lng, lat } = places[customer];
  const squeeze = Math.cos((lat * Math.PI) / 180);
  const away = places.map((other, index) =>
    index === customer ? Number.POSITIVE_INFINITY : Math.hypot((other.lng - lng) * squeeze, other.lat - lat),
  );
  return repOf[away.indexOf(Math.min(...away))];
}

function checkRing(ring: readonly (readonly number[])[]): void {
  expect(ring.length).toBeGreaterThanOrEqual(4);
  expect(ring[0]).toEqual(ring.at(-1));
  const corners = ring.slice(1).map(([lng, lat]) => `${lng} ${lat}`);
  expect(new Set(corners).size).toBe(corners.length);
  for (const number of ring.flat()) expect(Number(number.toFixed(5))).toBe(number);
}

describe('any customers', () => {
  const coordinate = fc.integer({ min: 0, max: 40 });
  const customer = fc.tuple(coordinate, coordinate, fc.nat(2));

  test('territories share borders without overlap and contain their customers', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(customer, { minLength: 1, maxLength: 25, selector: ([x, y]) => `${x} ${y}` }),
        (drawn) => {
          checkedBoundaries(
            drawn.map(([x, y]) => at(x / 40, y / 40)),
            3,
            drawn.map(([, , rep]) => rep),
          );
        },
      ),
      { numRuns: 60, seed: 11 },
    );
  });
});

test('a chessboard: cells that meet in corners only', () => {
  const cells = Array.from({ length: 36 }, (_, index) => ({ x: index % 6, y: Math.floor(index / 6) }));
  const boundaries = checkedBoundaries(
    cells.map(({ x, y }) => at(x / 10, y / 10)),
    2,
    cells.map(({ x, y }) => (x + y) % 2),
  );
  expect(boundaries.map((polygons) => polygons.length)).toEqual([18, 18]);
});

describe('what lies apart in another territory', () => {
  /** Rings by polygon: of the western ten columns of a board, and of the rest. */
  function drawnFor(columns: number, isApart: (x: number, y: number) => boolean): number[][] {
    const cells = Array.from({ length: columns * 7 }, (_, index) => ({
      x: index % columns,
      y: Math.floor(index / columns),
    }));
    return checkedBoundaries(
      cells.map(({ x, y }) => at(x / 10, y / 10)),
      2,
      cells.map(({ x, y }) => (x > 9 || isApart(x, y) ? 1 : 0)),
    ).map((polygons) => polygons.map((polygon) => polygon.length));
  }

  test('is no hole of it where it is a stray, a larger part is', () => {
    expect(drawnFor(14, (x, y) => x === 3 && y === 3)).toEqual([[1], [1]]);
    expect(drawnFor(14, (x, y) => (x === 3 || x === 4) && y === 3)).toEqual([[2], [1, 1]]);
  });

  test('is drawn where it lies at the edge of all, however small', () => {
    expect(drawnFor(14, (x, y) => x === 0 && y === 0)).toEqual([[1], [1, 1]]);
    expect(drawnFor(14, (x, y) => x === 0 && y === 3)).toEqual([[1], [1, 1]]);
  });

  test('is drawn where it is more than one in twenty of its rep', () => {
    expect(drawnFor(12, (x, y) => x === 3 && y === 3)).toEqual([[2], [1, 1]]);
  });
});

test('an island inside another territory is a hole of it', () => {
  const cells = Array.from({ length: 25 }, (_, index) => ({ x: index % 5, y: Math.floor(index / 5) }));
  const [around, island] = checkedBoundaries(
    cells.map(({ x, y }) => at(x / 10, y / 10)),
    2,
    cells.map(({ x, y }) => (x === 2 && y === 2 ? 1 : 0)),
  );
  expect(around.map((polygon) => polygon.length)).toEqual([2]);
  expect(island.map((polygon) => polygon.length)).toEqual([1]);
  expect(new Set(around[0][1].map(String))).toEqual(new Set(island[0][0].map(String)));
});

describe('few customers', () => {
  test('one place: about 15 km around it, also for several customers there', () => {
    const [boundary, nothing] = checkedBoundaries([at(0, 0), at(0, 0)], 2, [0, 0]);
    expect(nothing).toEqual([]);
    expect(boundary).toHaveLength(1);
    for (const [lng, lat] of boundary[0][0]) {
      const km = distance([lng, lat], [at(0, 0).lng, at(0, 0).lat]);
      expect(Math.abs(km - 15)).toBeLessThan(0.1);
    }
  });

  test('two places, of one rep or of two', () => {
    const places = [at(0, 0), at(0.5, 0.2)];
    expect(checkedBoundaries(places, 1, [0, 0]).map((polygons) => polygons.length)).toEqual([1]);
    expect(checkedBoundaries(places, 2, [0, 1]).map((polygons) => polygons.length)).toEqual([1, 1]);
  });

  test('customers in a row', () => {
    const boundaries = checkedBoundaries([at(0, 0), at(0.3, 0), at(0.6, 0)], 2, [0, 0, 1]);
    expect(boundaries.map((polygons) => polygons.length)).toEqual([1, 1]);
  });

  test('customers on one slanting line, or almost: their territories are drawn', () => {
    const line = (...places: [number, number][]) => places.map(([lat, lng]) => ({ lat, lng }));
    const lines = [
      line([42.5, -92.4], [42.1, -92], [41.9, -91.8]),
      line([42.5, -92.4], [42.4, -92.3], [42.3, -92.2]),
      line([40, -92.6], [41.8, -91.4], [41.2, -91.8]),
      line([42.6595, -91.4824], [42.7021, -91.6359], [42.7447, -91.7894], [42.7873, -91.9429], [42.8299, -92.0964]),
    ];
    for (const places of lines) {
      const ofOne = checkedBoundaries(
        places,
        1,
        places.map(() => 0),
      );
      expect(ofOne.map((polygons) => polygons.length)).toEqual([1]);
      checkedBoundaries(
        places,
        2,
        places.map((_, customer) => customer % 2),
      );
    }
  });

  test('customers of two reps at one place: the place goes to the one with more', () => {
    const meaning = meaningAt([at(0, 0), at(0, 0), at(0, 0), at(1, 1)], 2);
    const boundaries = territoryBoundaries(meaning, Int32Array.of(0, 1, 1, 0)).map((each) => multiPolygon(each));
    const place = point([at(0, 0).lng, at(0, 0).lat]);
    expect(boundaries.map((boundary) => booleanPointInPolygon(place, boundary))).toEqual([false, true]);
  });
});

describe('customers all over the world', () => {
  /** Whose polygon has the place, in whatever turn of the earth it is drawn. */
  const holds = (boundary: number[][][][], { lat, lng }: Place) =>
    boundary.length > 0 &&
    [lng - 360, lng, lng + 360].some((turn) => booleanPointInPolygon(point([turn, lat]), multiPolygon(boundary)));
  const isInside = (places: readonly Place[], repOf: readonly number[], reps: number) => {
    const boundaries = territoryBoundaries(meaningAt(places, reps), Int32Array.from(repOf));
    return places.map((place, customer) => holds(boundaries[repOf[customer]], place));
  };

  test('lie in their territories where the map begins in the midst of Asia', () => {
    const auckland = { lat: -36.85, lng: 174.76 };
    const honolulu = { lat: 21.3, lng: -157.86 };
    const losAngeles = { lat: 34.05, lng: -118.24 };
    const newYork = { lat: 40.7, lng: -74 };
    const paris = { lat: 48.86, lng: 2.35 };
    const berlin = { lat: 52.5, lng: 13.4 };
    const places = [auckland, honolulu, losAngeles, newYork, paris, berlin];
    expect(isInside(places, [0, 0, 0, 0, 0, 0], 1)).toEqual(places.map(() => true));
    expect(isInside(places, [0, 0, 0, 1, 1, 1], 2)).toEqual(places.map(() => true));
    const boundaries = territoryBoundaries(meaningAt(places, 1), new Int32Array(6));
    const delhi = { lat: 28.6, lng: 77.2 };
    const bermuda = { lat: 32.3, lng: -64.8 };
    expect([holds(boundaries[0], delhi), holds(boundaries[0], bermuda)]).toEqual([false, true]);
  });

  test('lie in their territories near a pole', () => {
    const places = [20, 60, 100, 140, 180].map((lng, k) => ({ lat: 89.9 + k / 60, lng }));
    const south = places.map(({ lat, lng }) => ({ lat: -lat, lng }));
    for (const each of [places, south]) expect(isInside(each, [0, 0, 1, 1, 1], 2)).toEqual(each.map(() => true));
  });
});
