/**
 * A made-up but consistent plan for exports and the map: three reps, 120 customers, four weeks, nights away in the far
 * areas. It is not a good plan; it only looks like one.
 */
import { convex, featureCollection, point } from '@turf/turf';
import { classify, type Place, type Plan, type PlannedDay, type PlanRequest } from '#solver';

const homes = [
  { id: 'R1', name: 'Ana Ruiz', home: { lat: 41.661, lng: -91.53 } },
  { id: 'R2', name: 'Ben Okafor', home: { lat: 42.49, lng: -92.34 } },
  { id: 'R3', name: '陈静', home: { lat: 41.02, lng: -92.41 } },
];
const start = '2026-11-30';
const detour = 1.3;

/** A repeatable sequence of numbers in 0..1. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function km(a: Place, b: Place): number {
  const radians = Math.PI / 180;
  const half =
    Math.sin(((b.lat - a.lat) * radians) / 2) ** 2 +
    Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * Math.sin(((b.lng - a.lng) * radians) / 2) ** 2;
  return 2 * 6371 * Math.asin(Math.sqrt(half)) * detour;
}

function nearestRep(place: Place): number {
  const distances = homes.map(({ home }) => km(home, place));
  return distances.indexOf(Math.min(...distances));
}

function madeUpRequest(): PlanRequest {
  const random = sequence(7);
  const customers = Array.from({ length: 120 }, (_, index) => {
    const centre = homes[index % 3].home;
    const angle = random() * 2 * Math.PI;
    const reach = 0.05 + 0.75 * random() ** 1.5;
    const location = { lat: centre.lat + reach * 0.7 * Math.sin(angle), lng: centre.lng + reach * Math.cos(angle) };
    return {
      id: `C${index + 1}`,
      name: index === 0 ? '=cmd|calc </script><b>& Sons' : `Store ${index + 1}`,
      location,
      annualRevenue: Math.round(20_000 + 900_000 * random() ** 4),
      ...(index % 5 === 0 ? { contacts: [{ id: 'k1', name: `Buyer ${index + 1}`, decisionMaker: true }] } : {}),
    };
  });
  const territory = {
    name: 'Eastern Iowa',
    timeZone: 'America/Chicago',
    currency: 'USD',
    customers,
    reps: structuredClone(homes),
  };
  return { territory, horizon: { start, weeks: 4 } };
}

/** 2026-11-30T09:05:00-06:00, from minutes since local midnight. */
function instant(date: string, minute: number): string {
  const whole = Math.round(minute);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date}T${two(Math.floor(whole / 60))}:${two(whole % 60)}:00-06:00`;
}

function dateOf(day: number): string {
  return new Date(Date.parse(start) + day * 86_400_000).toISOString().slice(0, 10);
}

type Customers = PlanRequest['territory']['customers'];
type Sleep = PlannedDay['overnightStay'];

interface Leg {
  readonly date: string;
  readonly from: PlannedDay['start'];
  readonly to: Omit<PlannedDay['end'], 'arriveAt' | 'driveMinutes' | 'driveKm'>;
  readonly sleep: Sleep;
}

/** The stops in the order given, a break after the third, everything driven at 60 km/h. */
function madeUpDay(stops: Customers, { date, from, to, sleep }: Leg): PlannedDay {
  let minute = 8 * 60;
  let place = from.location;
  let driven = 0;
  const breaks: PlannedDay['breaks'] = [];
  const visits = stops.map((customer, index) => {
    const distance = km(place, customer.location);
    minute += distance;
    driven += distance;
    const arriveAt = instant(date, minute);
    if (index === 3) {
      breaks.push({ startAt: instant(date, minute), endAt: instant(date, minute + 45) });
      minute += 45;
    }
    const startAt = instant(date, minute);
    minute += 45;
    place = customer.location;
    return {
      ...{ customerId: customer.id, arriveAt, startAt, endAt: instant(date, minute) },
      ...{ driveMinutes: round(distance), driveKm: round(distance), waitMinutes: 0, appointment: index === 2 },
      agenda: ['checkStock', 'exchangeInformation'] as ['checkStock', 'exchangeInformation'],
      ...(customer.contacts ? { contactId: 'k1' } : {}),
    };
  });
  const back = km(place, to.location);
  const total = round(driven + back);
  return {
    ...{ date, start: { ...from, departAt: instant(date, 8 * 60) }, stops: visits, breaks, overnightStay: sleep },
    end: { ...to, arriveAt: instant(date, minute + back), driveMinutes: round(back), driveKm: round(back) },
    ...{ driveMinutes: total, ownTimeDriveMinutes: round(total / 4), driveKm: total, visitMinutes: 45 * visits.length },
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Customers by bearing from home, five a day; where the day ends far out the rep stays and goes on from there. */
function madeUpDays(customers: Customers, home: Place): PlannedDay[] {
  const bearing = ({ location }: Customers[number]): number =>
    Math.atan2(location.lat - home.lat, location.lng - home.lng);
  const sorted = [...customers].sort((a, b) => bearing(a) - bearing(b));
  const days: PlannedDay[] = [];
  let from: PlannedDay['start'] = { kind: 'home', location: home, departAt: '' };
  for (let index = 0; index < 20; index++) {
    const day = Math.floor(index / 5) * 7 + (index % 5);
    const first = (index * 5) % Math.max(1, sorted.length);
    const stops = [...sorted.slice(first, first + 5), ...sorted.slice(0, Math.max(0, first + 5 - sorted.length))];
    const last = stops.at(-1)!;
    const away = index % 5 < 4 && km(last.location, home) > 45;
    const hotelId = `near:${last.id}`;
    const sleep: Sleep = away
      ? {
          ...{ hotelId, name: `Inn near ${last.name}`, cost: 90, savesDriveMinutes: round(km(last.location, home)) },
          reason: 'The next day begins close by.',
        }
      : null;
    const to = away
      ? { kind: 'hotel' as const, hotelId, location: last.location }
      : { kind: 'home' as const, location: home };
    days.push(madeUpDay(stops, { date: dateOf(day), from, to, sleep }));
    from = { ...to, departAt: '' };
  }
  return days;
}

function boundaryOf(customers: Customers): Plan['territories'][number]['boundary'] {
  const hull = convex(featureCollection(customers.map(({ location }) => point([location.lng, location.lat]))));
  return { type: 'MultiPolygon', coordinates: hull === null ? [] : [hull.geometry.coordinates] };
}

function sum(values: readonly number[]): number {
  return round(values.reduce((total, value) => total + value, 0));
}

function kpisOf(days: readonly PlannedDay[], unassigned: number): Plan['kpis'] {
  const planned = sum(days.map((day) => day.stops.length));
  const driveMinutes = sum(days.map((day) => day.driveMinutes));
  const own = sum(days.map((day) => day.ownTimeDriveMinutes));
  const driveKm = sum(days.map((day) => day.driveKm));
  const nightsOut = days.filter((day) => day.overnightStay !== null).length;
  const cost = {
    drive: ((driveMinutes - own) / 60) * 30,
    ownTime: (own / 60) * 15,
    km: driveKm / 4,
    nights: nightsOut * 90,
  };
  return {
    ...{ requiredVisits: planned + unassigned, plannedVisits: planned, coverage: planned / (planned + unassigned) },
    ...{
      driveMinutes,
      driveKm,
      nightsOut,
      visitMinutes: planned * 45,
      workloadImbalance: 0.06,
      revenueImbalance: 0.12,
    },
    cost: { ...cost, total: cost.drive + cost.ownTime + cost.km + cost.nights },
  };
}

/** The same at every call; the caller may change it. */
export function madeUp(): { request: PlanRequest; plan: Plan } {
  const request = madeUpRequest();
  const { customers } = request.territory;
  const classes = classify(customers, undefined);
  const carried = homes.map((_, rep) => customers.filter(({ location }) => nearestRep(location) === rep));
  const itineraries = homes.map(({ id, home }, rep) => ({ repId: id, days: madeUpDays(carried[rep], home) }));
  const territories = homes.map(({ id }, rep) => {
    const days = itineraries[rep].days;
    const byClass: Record<string, number> = {};
    for (const customer of carried[rep]) {
      const name = classes[customers.indexOf(customer)].class;
      byClass[name] = (byClass[name] ?? 0) + 1;
    }
    const [visitMinutes, driveMinutes] = [sum(days.map((d) => d.visitMinutes)), sum(days.map((d) => d.driveMinutes))];
    const channelWidth = {
      ...{
        customers: carried[rep].length,
        keyAccounts: 0,
        revenueShare: 1 / 3,
        visits: sum(days.map((d) => d.stops.length)),
      },
      annualRevenue: sum(carried[rep].map((customer) => customer.annualRevenue ?? 0)),
      ...{ visitMinutes, driveMinutes, workloadMinutesPerWeek: (visitMinutes + driveMinutes) / 4, byClass },
    };
    return { repId: id, customerIds: carried[rep].map((c) => c.id), channelWidth, boundary: boundaryOf(carried[rep]) };
  });
  const unassignedVisits: Plan['unassignedVisits'] = [
    { customerId: 'C7', visit: 2, dueOn: '2026-12-14', reasons: [tooFar] },
    { customerId: 'C20', visit: 1, dueOn: '2026-11-21', reasons: [tooFar, full] },
    { customerId: 'C33', visit: 3, dueOn: '2026-12-23', reasons: [full] },
  ];
  const plan: Plan = {
    ...{ planId: 'p-1', status: 'completed', horizon: request.horizon, timeZone: 'America/Chicago', currency: 'USD' },
    ...{ coordinateSystem: 'WGS84', territories, itineraries, unassignedVisits, issues: [] },
    solver: { version: '0.1.0', seed: 1, steps: 1000, stoppedBy: 'maxSteps' },
    kpis: kpisOf(
      itineraries.flatMap(({ days }) => days),
      unassignedVisits.length,
    ),
  };
  return { request, plan };
}

const tooFar = {
  code: 'TOO_FAR_WITHOUT_NIGHT' as const,
  message: 'The customer is 190 minutes from home; without a night away the visit does not fit into a day.',
  suggestion: 'Allow one more night in that week.',
};
const full = {
  code: 'REP_CAPACITY_EXHAUSTED' as const,
  message: 'The rep has no day left with 45 free minutes near the due date.',
  suggestion: 'Raise the working hours, or move customers to another rep.',
};
