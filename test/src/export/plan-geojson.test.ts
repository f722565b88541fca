import { booleanClockwise } from '@turf/turf';
import type { Feature, FeatureCollection, LineString, MultiLineString, MultiPolygon, Point } from 'geojson';
import { expect, test } from 'vitest';
import { fromWgs84 } from '#solver';
import { filterPlan, planGeoJson } from '../../../src/export/index.ts';
import { madeUp } from './made-up-plan.ts';

function ofKind<G extends MultiPolygon | LineString | MultiLineString | Point>(
  collection: FeatureCollection,
  kind: string,
): Feature<G>[] {
  return collection.features.filter((feature) => feature.properties!.kind === kind) as Feature<G>[];
}

test('every part of the plan is there once, with ids of its own', () => {
  const { request, plan } = madeUp();
  const collection = planGeoJson(plan, request);
  expect(ofKind(collection, 'territory')).toHaveLength(3);
  expect(ofKind(collection, 'tour')).toHaveLength(60);
  expect(ofKind(collection, 'customer')).toHaveLength(120);
  expect(ofKind(collection, 'home')).toHaveLength(3);
  expect(new Set(collection.features.map(({ id }) => id)).size).toBe(collection.features.length);
  const nights = ofKind(collection, 'hotel').flatMap((hotel) => hotel.properties!.nights);
  expect(nights).toHaveLength(plan.kpis.nightsOut);
});

test('a tour runs from where the day starts over its stops to where it ends, longitude first', () => {
  const { request, plan } = madeUp();
  const day = plan.itineraries[0].days[0];
  const [tour] = ofKind<LineString>(planGeoJson(plan, request), 'tour');
  expect(tour.geometry.coordinates).toHaveLength(day.stops.length + 2);
  expect(tour.geometry.coordinates[0]).toEqual([-91.53, 41.661]);
  expect(tour.properties).toMatchObject({
    ...{ repId: 'R1', date: '2026-11-30', weekday: 'mon', driveMinutes: day.driveMinutes, driveKm: day.driveKm },
  });
});

test('customers tell when they are visited and how many visits are unassigned', () => {
  const { request, plan } = madeUp();
  const customers = ofKind<Point>(planGeoJson(plan, request), 'customer');
  const { customerId } = plan.itineraries[2].days[0].stops[0];
  const visited = customers.find(({ id }) => id === `customer:${customerId}`)!;
  expect(visited.properties!.visitDates).toContain('2026-11-30');
  expect(customers.find(({ id }) => id === 'customer:C20')!.properties!.unassignedVisits).toBe(1);
});

test('places of a Chinese coordinate system come out as WGS-84', () => {
  const { request, plan } = madeUp();
  const shanghai = { lat: 31.23, lng: 121.47 };
  request.territory.coordinateSystem = 'GCJ02';
  plan.coordinateSystem = 'GCJ02';
  request.territory.reps[0].home = fromWgs84(shanghai, 'GCJ02');
  plan.itineraries[0].days[0].start.location = fromWgs84(shanghai, 'GCJ02');
  const collection = planGeoJson(plan, request);
  for (const [lng, lat] of [
    ofKind<Point>(collection, 'home')[0].geometry.coordinates,
    // From Shanghai to Iowa: the line is cut.
    ofKind<MultiLineString>(collection, 'tour')[0].geometry.coordinates[0][0],
  ]) {
    expect(lng).toBeCloseTo(shanghai.lng, 5);
    expect(lat).toBeCloseTo(shanghai.lat, 5);
  }
});

test('outer rings run counterclockwise, whichever way the boundary was given', () => {
  const { request, plan } = madeUp();
  plan.territories[0].boundary.coordinates[0][0].reverse();
  for (const territory of ofKind<MultiPolygon>(planGeoJson(plan, request), 'territory')) {
    for (const polygon of territory.geometry.coordinates) expect(booleanClockwise(polygon[0])).toBe(false);
  }
});

test('of a filtered plan only its part is drawn, in the same colours', () => {
  const { request, plan } = madeUp();
  const all = planGeoJson(plan, request);
  const part = planGeoJson(filterPlan(plan, { repId: 'R2', from: '2026-12-01', to: '2026-12-01' }), request);
  expect(ofKind(part, 'tour').map(({ id }) => id)).toEqual(['tour:R2:2026-12-01']);
  expect(new Set(part.features.map(({ properties }) => properties!.repId).filter(Boolean))).toEqual(new Set(['R2']));
  const colour = (collection: FeatureCollection): string =>
    ofKind(collection, 'home').find(({ id }) => id === 'home:R2')!.properties!.colour;
  expect(colour(part)).toBe(colour(all));
});

test('what crosses the antimeridian is cut there (RFC 7946, section 3.1.9)', () => {
  const { request, plan } = madeUp();
  const [day] = plan.itineraries[0].days;
  const east = { lat: -17, lng: 179.5 };
  const west = { lat: -16, lng: -179.5 };
  day.start.location = east;
  day.end.location = east;
  day.stops = day.stops.slice(0, 1);
  request.territory.customers.find(({ id }) => id === day.stops[0].customerId)!.location = west;
  plan.territories[0].boundary = {
    type: 'MultiPolygon',
    coordinates: [
      [
        [
          ...[
            [179, -17],
            [181, -17],
            [181, -16],
            [179, -16],
          ],
          [179, -17],
        ],
      ],
    ],
  };
  const collection = planGeoJson(plan, request);
  const [tour] = ofKind<MultiLineString>(collection, 'tour');
  expect(tour.geometry).toEqual({
    type: 'MultiLineString',
    coordinates: [
      [
        [179.5, -17],
        [180, -16.5],
      ],
      [
        [-180, -16.5],
        [-179.5, -16],
        [-180, -16.5],
      ],
      [
        [180, -16.5],
        [179.5, -17],
      ],
    ],
  });
  const [territory] = ofKind<MultiPolygon>(collection, 'territory');
  const spans = territory.geometry.coordinates.map(([ring]) => {
    const longitudes = ring.map(([lng]) => lng);
    return [Math.min(...longitudes), Math.max(...longitudes)];
  });
  expect(spans).toEqual([
    [179, 180],
    [-180, -179],
  ]);
  for (const polygon of territory.geometry.coordinates) expect(booleanClockwise(polygon[0])).toBe(false);
});

test('places at exactly 180 degrees, written either way, are cut into lines of numbers', () => {
  const { request, plan } = madeUp();
  const [day] = plan.itineraries[0].days;
  day.start.location = { lat: -17, lng: 180 };
  day.end.location = { lat: -17, lng: 180 };
  day.stops = day.stops.slice(0, 1);
  request.territory.customers.find(({ id }) => id === day.stops[0].customerId)!.location = { lat: -16, lng: -180 };
  const [tour] = ofKind<MultiLineString>(planGeoJson(plan, request), 'tour');
  expect(tour.geometry.coordinates.flat(2).every(Number.isFinite)).toBe(true);
});
