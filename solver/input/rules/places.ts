/** Places that cannot be meant: zero, swapped, far away, all on one spot. */
import { around, distance } from 'geokdbush';
import KDBush from 'kdbush';
import { isTimeZone, zoneLongitude } from '../clock.ts';
import type { Place } from '../request.ts';
import type { Rule, RuleContext } from './rule.ts';

/** A place whose nearest neighbour is farther than this is worth a look, km. */
const farKm = 400;
/** As many customers on one spot, and this share of all, are more than one house holds. */
const manyCustomers = 20;
const manyShare = 0.05;
/** So many degrees nearer to the time zone by a swap: no zone reaches so far that this is chance. */
const swapDegrees = 30;

interface NamedPlace {
  readonly id: string;
  readonly what: string;
  readonly path: readonly PropertyKey[];
  readonly place: Place;
}

function allPlaces({ request: { territory } }: RuleContext): NamedPlace[] {
  const at = (kind: string, field: string, what: string) => (entry: { id: string }, index: number, place: Place) => ({
    id: entry.id,
    what: `${what} "${entry.id}"`,
    path: ['territory', kind, index, field],
    place,
  });
  const customer = at('customers', 'location', 'customer');
  const rep = at('reps', 'home', 'rep');
  const hotel = at('hotels', 'location', 'hotel');
  return [
    ...territory.customers.map((entry, index) => customer(entry, index, entry.location)),
    ...territory.reps.map((entry, index) => rep(entry, index, entry.home)),
    ...(territory.hotels ?? []).map((entry, index) => hotel(entry, index, entry.location)),
  ];
}

const isZero = ({ lat, lng }: Place) => Math.abs(lat) < 1e-6 && Math.abs(lng) < 1e-6;

export const zeroCoordinates: Rule = (context) => {
  for (const { what, path, place } of allPlaces(context)) {
    if (isZero(place)) context.report('ZERO_COORDINATES', path, { what });
  }
};

/**
 * Swapped where the swap lands near the others, else merely far away. Several swapped places lie near each other, so those that
 * would come much nearer to the middle of all by a swap do not count as the others.
 */
export const strayPlaces: Rule = (context) => {
  const sent = allPlaces(context).filter(({ place }) => !isZero(place));
  if (sent.length < 3) return;
  const apart = kmOfOpposed(sent);
  if (apart !== null) context.report('SWAPPED_TO_EACH_OTHER', ['territory'], { km: Math.round(apart) });
  // Then customers are compared with each other alone: reps and hotels may be on the other side.
  const places = apart === null ? sent : ofKind(sent, 'customers');
  const middle = middleOf(places);
  const suspect = places.map(({ place }) => {
    const swapped = swap(place);
    return isPlace(swapped) && kmBetween(swapped, middle) < kmBetween(place, middle) / 2;
  });
  const kmToAny = nearestKm(places);
  const kmToOthers = nearestKm(places.filter((_, index) => !suspect[index]));
  places.forEach(({ what, path, place }, self) => {
    if (suspect[self] && isNearSwapped(place, kmToOthers)) {
      const km = Math.round(kmToOthers(place));
      const why = `as sent it is ${km} km away from all others, the other way round it is near them`;
      context.report('SWAPPED_COORDINATES', path, { what, why });
      return;
    }
    const alone = kmToAny(place, self);
    if (alone > farKm) context.report('FAR_FROM_ALL_OTHERS', path, { what, distanceKm: Math.round(alone) });
  });
};

/** Km between customers and reps where every rep would be near the customers by a swap; else null. Which of them are swapped, places cannot tell. */
function kmOfOpposed(places: readonly NamedPlace[]): number | null {
  const reps = ofKind(places, 'reps');
  const kmToCustomers = nearestKm(ofKind(places, 'customers'));
  if (reps.length === 0 || !reps.every(({ place }) => isNearSwapped(place, kmToCustomers))) return null;
  return Math.min(...reps.map(({ place }) => kmToCustomers(place)));
}

function isNearSwapped(place: Place, kmToOthers: (place: Place) => number): boolean {
  const km = kmToOthers(place);
  const swapped = swap(place);
  return km > farKm && isPlace(swapped) && kmToOthers(swapped) < Math.min(farKm, km / 4);
}

/** Where all are swapped, only the time zone speaks against it. */
export const farFromTimeZone: Rule = (context) => {
  const { timeZone: zone } = context.request.territory;
  if (!isTimeZone(zone) || isNowhere(zone)) return;
  const places = allPlaces(context);
  const noon = zoneLongitude(zone, context.meaning);
  const degreesTo = ({ lng }: Place) => Math.abs(((lng - noon + 540) % 360) - 180);
  for (const kind of ['customers', 'reps'] as const) {
    const middle = middleOf(ofKind(places, kind));
    const swapped = swap(middle);
    if (!isPlace(swapped) || degreesTo(middle) - degreesTo(swapped) < swapDegrees) continue;
    const values = { kind, zone, degrees: Math.round(degreesTo(middle)), swapped: Math.round(degreesTo(swapped)) };
    context.report('FAR_FROM_TIME_ZONE', ['territory', kind], values);
  }
};

/** UTC and its like are the time of no place: who plans in them may be anywhere. */
const isNowhere = (zone: string) => /^(Etc\/|UTC|GMT)/.test(zone);

/** Km from a place to the nearest of these, leaving out the one of index `self`; Infinity when there is none. */
function nearestKm(places: readonly NamedPlace[]): (place: Place, self?: number) => number {
  if (places.length === 0) return () => Number.POSITIVE_INFINITY;
  const index = new KDBush(places.length);
  for (const { place } of places) index.add(place.lng, place.lat);
  index.finish();
  return (place, self = -1) => {
    const [nearest] = around(index, place.lng, place.lat, 1, Number.POSITIVE_INFINITY, (other) => other !== self);
    return nearest === undefined ? Number.POSITIVE_INFINITY : kmBetween(place, places[nearest as number].place);
  };
}

const swap = ({ lat, lng }: Place): Place => ({ lat: lng, lng: lat });

const isPlace = ({ lat }: Place) => Math.abs(lat) <= 90;

const kmBetween = (a: Place, b: Place): number => distance(a.lng, a.lat, b.lng, b.lat);

const ofKind = (places: readonly NamedPlace[], kind: string) => places.filter(({ path }) => path[1] === kind);

const middleOf = (places: readonly NamedPlace[]): Place => ({
  lat: median(places.map(({ place }) => place.lat)),
  lng: median(places.map(({ place }) => place.lng)),
});

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

export const manyOnOneCoordinate: Rule = ({ request: { territory }, report }) => {
  const { customers } = territory;
  const spots = new Map<string, { first: number; count: number }>();
  customers.forEach(({ location }, index) => {
    const key = `${location.lat},${location.lng}`;
    const spot = spots.get(key);
    if (spot === undefined) spots.set(key, { first: index, count: 1 });
    else spot.count++;
  });
  for (const { first, count } of spots.values()) {
    const share = count / customers.length;
    if (count < manyCustomers || share <= manyShare) continue;
    const values = { count, percent: Math.round(share * 100) };
    report('MANY_ON_ONE_COORDINATE', ['territory', 'customers', first, 'location'], values);
  }
};

/** A travel matrix, sent or asked for, knows a place by its id alone. Of two customers of one id, another rule speaks. */
export const idsOfTwoPlaces: Rule = (context) => {
  const { request, sentPath, report } = context;
  if ((request.territory.travel?.mode ?? 'greatCircle') === 'greatCircle') return;
  const first = new Map<string, NamedPlace>();
  for (const named of allPlaces(context)) {
    const { id, path, place } = named;
    const [, kind, index] = path;
    const known = first.get(id);
    if (known === undefined) first.set(id, named);
    else if (known.path[1] !== kind && (known.place.lat !== place.lat || known.place.lng !== place.lng)) {
      const [, ...before] = sentPath(known.path.slice(0, 3));
      report('ID_OF_TWO_PLACES', ['territory', kind, index, 'id'], { id, first: before.join('/') });
    }
  }
};

/** Contract, section 6: a matrix over all rep, customer and hotel ids. */
export const matrixIncomplete: Rule = ({ request: { territory }, report }) => {
  const { travel } = territory;
  if (travel?.mode !== 'matrix') return;
  const known = new Set(travel.placeIds);
  const needed = [...territory.reps, ...territory.customers, ...(territory.hotels ?? [])].map((entry) => entry.id);
  const missing = [...new Set(needed)].filter((id) => !known.has(id));
  const path = ['territory', 'travel'];
  if (missing.length > 0) {
    const some = `${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ', …' : ''}`;
    report('MATRIX_INCOMPLETE', [...path, 'placeIds'], { what: `${missing.length} ids are missing: ${some}` });
  }
  if (known.size < travel.placeIds.length) {
    report('MATRIX_INCOMPLETE', [...path, 'placeIds'], { what: 'an id is named twice' });
  }
  const size = travel.placeIds.length;
  for (const field of ['seconds', 'metres'] as const) {
    const rows = travel[field];
    const short = rows.findIndex((row) => row.length !== size);
    if (rows.length !== size) {
      report('MATRIX_INCOMPLETE', [...path, field], { what: `${rows.length} rows for ${size} ids` });
    } else if (short >= 0) {
      report('MATRIX_INCOMPLETE', [...path, field, short], { what: `${rows[short].length} columns for ${size} ids` });
    }
  }
};
