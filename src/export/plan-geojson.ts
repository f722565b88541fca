/** A plan for maps and geographic information systems: GeoJSON (RFC 7946), longitude first, WGS-84. */
import { rewind } from '@turf/rewind';
import type { Feature, FeatureCollection, MultiPolygon, Position } from 'geojson';
import { type Place, type Plan, type PlanRequest, toWgs84 } from '#solver';
import { cutLine, cutPolygons } from './antimeridian.ts';
import { weekdayOf } from './local-time.ts';
import { type PlanNames, planNames } from './plan-names.ts';
import { repColours } from './rep-colours.ts';

interface RepLook {
  readonly repId: string;
  readonly repName: string;
  readonly colour: string;
}

/**
 * Per territory a MultiPolygon, per day a LineString (a MultiLineString across 180 degrees), and points for customers, homes and the hotels used; the property
 * `kind` is territory, tour, customer, home or hotel. Only what the plan holds is drawn, so a filtered plan gives a part.
 */
export function planGeoJson(plan: Plan, request: PlanRequest): FeatureCollection {
  const names = planNames(plan, request);
  const looks = repLooks(request, names);
  return {
    type: 'FeatureCollection',
    features: [
      ...plan.territories.map((territory) => territoryFeature(territory, looks(territory.repId))),
      ...tourFeatures(plan, request, looks),
      ...customerFeatures(plan, request, names, looks),
      ...homeFeatures(plan, request, looks),
      ...hotelFeatures(plan),
    ],
  };
}

/** Colours follow the order of the reps in the request, so that they stay when the plan is filtered. */
function repLooks({ territory }: PlanRequest, names: PlanNames): (repId: string) => RepLook {
  const colours = repColours(territory.reps.length);
  const looks = new Map(
    territory.reps.map(({ id }, index) => [id, { repId: id, repName: names.rep(id), colour: colours[index] ?? '' }]),
  );
  return (repId) => looks.get(repId) ?? { repId, repName: names.rep(repId), colour: '#7d8590' };
}

/** Six decimals are 0.1 m. */
function position(place: Place, system: Plan['coordinateSystem']): Position {
  const { lat, lng } = toWgs84(place, system);
  return [Number(lng.toFixed(6)), Number(lat.toFixed(6))];
}

function territoryFeature(territory: Plan['territories'][number], look: RepLook): Feature<MultiPolygon> {
  const { byClass, ...width } = territory.channelWidth;
  // Outer rings counterclockwise (RFC 7946, section 3.1.6), whatever made the boundary.
  const geometry = rewind(cutPolygons(territory.boundary as MultiPolygon)) as MultiPolygon;
  const properties = { kind: 'territory', ...look, ...width, byClass };
  return { type: 'Feature', id: `territory:${look.repId}`, geometry, properties };
}

function tourFeatures(plan: Plan, { territory }: PlanRequest, looks: (repId: string) => RepLook): Feature[] {
  const system = territory.coordinateSystem ?? 'WGS84';
  const places = new Map(territory.customers.map(({ id, location }) => [id, position(location, system)]));
  return plan.itineraries.flatMap(({ repId, days }) =>
    days.map((day): Feature => {
      const stops = day.stops.map(({ customerId }) => places.get(customerId)).filter((place) => place !== undefined);
      const coordinates = [
        position(day.start.location, plan.coordinateSystem),
        ...stops,
        position(day.end.location, plan.coordinateSystem),
      ];
      const properties = {
        kind: 'tour',
        ...looks(repId),
        date: day.date,
        weekday: weekdayOf(day.date),
        visits: day.stops.length,
        driveMinutes: day.driveMinutes,
        driveKm: day.driveKm,
        visitMinutes: day.visitMinutes,
        hotel: day.overnightStay?.name ?? null,
      };
      return {
        type: 'Feature',
        id: `tour:${repId}:${day.date}`,
        geometry: cutLine(coordinates),
        properties,
      };
    }),
  );
}

function customerFeatures(
  plan: Plan,
  { territory }: PlanRequest,
  names: PlanNames,
  looks: (repId: string) => RepLook,
): Feature[] {
  const system = territory.coordinateSystem ?? 'WGS84';
  const visitDates = datesByCustomer(plan);
  const unassigned = Map.groupBy(plan.unassignedVisits, ({ customerId }) => customerId);
  const repOf = new Map(plan.territories.flatMap(({ repId, customerIds }) => customerIds.map((id) => [id, repId])));
  return territory.customers.flatMap((customer) => {
    const repId = repOf.get(customer.id);
    if (repId === undefined) return [];
    const properties = {
      kind: 'customer',
      customerId: customer.id,
      name: names.customer(customer.id).name,
      ...looks(repId),
      class: names.customer(customer.id).class,
      annualRevenue: customer.annualRevenue ?? 0,
      visitDates: visitDates.get(customer.id) ?? [],
      unassignedVisits: unassigned.get(customer.id)?.length ?? 0,
    };
    return [pointFeature(`customer:${customer.id}`, position(customer.location, system), properties)];
  });
}

function datesByCustomer(plan: Plan): Map<string, string[]> {
  const dates = new Map<string, string[]>();
  for (const { days } of plan.itineraries) {
    for (const { date, stops } of days) {
      for (const { customerId } of stops) {
        const known = dates.get(customerId);
        if (known === undefined) dates.set(customerId, [date]);
        else known.push(date);
      }
    }
  }
  return dates;
}

function homeFeatures(plan: Plan, { territory }: PlanRequest, looks: (repId: string) => RepLook): Feature[] {
  const present = new Set(plan.territories.map(({ repId }) => repId));
  return territory.reps
    .filter(({ id }) => present.has(id))
    .map(({ id, home }) => {
      const place = position(home, territory.coordinateSystem ?? 'WGS84');
      return pointFeature(`home:${id}`, place, { kind: 'home', ...looks(id) });
    });
}

/** Only the hotels somebody sleeps in, with the nights. */
function hotelFeatures(plan: Plan): Feature[] {
  const nights = plan.itineraries.flatMap(({ repId, days }) =>
    days.flatMap(({ date, end, overnightStay }) => (overnightStay ? [{ repId, date, end, stay: overnightStay }] : [])),
  );
  return [...Map.groupBy(nights, ({ stay }) => stay.hotelId)].map(([hotelId, stays]) => {
    const first = stays[0] as (typeof stays)[number];
    const properties = {
      kind: 'hotel',
      hotelId,
      name: first.stay.name,
      nights: stays.map(({ repId, date, stay }) => ({ repId, date, cost: stay.cost, reason: stay.reason })),
    };
    return pointFeature(`hotel:${hotelId}`, position(first.end.location, plan.coordinateSystem), properties);
  });
}

function pointFeature(id: string, coordinates: Position, properties: Feature['properties']): Feature {
  return { type: 'Feature', id, geometry: { type: 'Point', coordinates }, properties };
}
