/**
 * A plan computed from a hand-made draft, by a scheduler of its own: neither the solver nor the judge has a part in it. It
 * computes what the draft says, right or wrong.
 */
import type { Kpis, Place, Plan, PlannedDay, PlannedStop } from '#solver';
import { correctRequest } from './correct-request.ts';
import type { Draft, DraftDay } from './draft.ts';

const { territory } = correctRequest;
const weeks = 2;
/** All of the horizon lies in winter. */
const offset = '-06:00';
const hours = { R1: ['08:30', '17:30'], R2: ['08:00', '17:00'] };
const breakMinutes = { R1: 45, R2: 30 };
const nightCosts: Record<string, number> = { H1: 95, H2: 90 };
const places = new Map<string, Place>([
  ...territory.customers.map(({ id, location }) => [id, location] as const),
  ...territory.reps.map(({ id, home }) => [id, home] as const),
  ...territory.hotels!.map(({ id, location }) => [id, location] as const),
]);

type Span = readonly [from: number, to: number];

/** Seconds since 1970. */
const moment = (date: string, time: string) => Date.parse(`${date}T${time}:00${offset}`) / 1000;
const instant = (seconds: number) => `${new Date((seconds - 6 * 3600) * 1000).toISOString().slice(0, 19)}${offset}`;
const total = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);
const shared = ([a, b]: Span, [c, d]: Span) => Math.max(0, Math.min(b, d) - Math.max(a, c));

/** The angle between two unit vectors, times the radius, the detour of 1.3 and 60 km/h. */
function travel(from: string, to: string): { seconds: number; metres: number } {
  const vector = ({ lat, lng }: Place) => {
    const [phi, lambda] = [(lat * Math.PI) / 180, (lng * Math.PI) / 180];
    return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
  };
  const [a, b] = [vector(places.get(from)!), vector(places.get(to)!)];
  const cross = [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
  const angle = Math.atan2(Math.hypot(...cross), total(a.map((x, i) => x * b[i])));
  const metres = 6_371_008.8 * angle * 1.3;
  return { metres: Math.round(metres), seconds: Math.round(metres * 0.06) };
}

/** A clock that drives and works, but not during breaks. */
class RepClock {
  now: number;
  private readonly breaks: readonly Span[];
  private readonly working: Span;
  driven = 0;
  metres = 0;
  ownTime = 0;

  constructor({ repId, date, departAt, breaks }: DraftDay) {
    this.now = moment(date, departAt);
    this.breaks = breaks.map((time) => [moment(date, time), moment(date, time) + breakMinutes[repId] * 60]);
    this.working = [moment(date, hours[repId][0]), moment(date, hours[repId][1])];
  }

  drive(from: string, to: string): { driveMinutes: number; driveKm: number } {
    const { seconds, metres } = travel(from, to);
    let left = seconds;
    for (const [begin, end] of this.breaks) {
      if (end <= this.now || begin >= this.now + left) continue;
      const before = Math.max(0, begin - this.now);
      this.wheel(before);
      left -= before;
      this.now = end;
    }
    this.wheel(left);
    this.metres += metres;
    return { driveMinutes: seconds / 60, driveKm: metres / 1000 };
  }

  private wheel(seconds: number): void {
    this.driven += seconds;
    this.ownTime += seconds - shared([this.now, this.now + seconds], this.working);
    this.now += seconds;
  }

  /** The first moment from now, and from `earliest`, at which so many seconds pass without a break. */
  startOf(seconds: number, earliest: number): number {
    let start = Math.max(this.now, earliest);
    for (const pause of this.breaks) if (shared([start, start + seconds], pause) > 0) start = pause[1];
    return start;
  }

  resting(from: number, to: number): number {
    return total(this.breaks.map((pause) => shared(pause, [from, to])));
  }

  get pauses(): PlannedDay['breaks'] {
    return this.breaks.map(([begin, end]) => ({ startAt: instant(begin), endAt: instant(end) }));
  }
}

function buildDay(day: DraftDay): PlannedDay {
  const clock = new RepClock(day);
  const kind = (hotel: string | undefined) =>
    hotel ? { kind: 'hotel' as const, hotelId: hotel } : { kind: 'home' as const };
  const [first, last] = [day.from ?? day.repId, day.to ?? day.repId];
  const departAt = instant(clock.now);
  let place = first;
  let visitSeconds = 0;
  const stops = day.stops.map((stop): PlannedStop => {
    const { id, visit = 1, minutes = visit === 1 ? 45 : 25, appointment = false, contactId, jointWith } = stop;
    const driven = clock.drive(place, id);
    const arrived = clock.now;
    const start = clock.startOf(minutes * 60, stop.at ? moment(day.date, stop.at) : 0);
    clock.now = start + minutes * 60;
    visitSeconds += minutes * 60;
    place = id;
    return {
      customerId: id,
      arriveAt: instant(arrived),
      startAt: instant(start),
      endAt: instant(clock.now),
      ...driven,
      waitMinutes: (start - arrived - clock.resting(arrived, start)) / 60,
      agenda: visit === 1 ? ['walkMarket', 'checkStock', 'coachDealer'] : ['walkMarket', 'checkStock'],
      appointment,
      ...(contactId && { contactId }),
      ...(jointWith && { jointWith }),
    };
  });
  const driven = clock.drive(place, last);
  return {
    date: day.date,
    start: { ...kind(day.from), location: places.get(first)!, departAt },
    stops,
    breaks: clock.pauses,
    end: { ...kind(day.to), location: places.get(last)!, arriveAt: instant(clock.now), ...driven },
    overnightStay: day.to
      ? { hotelId: day.to, name: day.to, cost: nightCosts[day.to], savesDriveMinutes: 100, reason: 'It is far.' }
      : null,
    ...(day.calls && { phoneCalls: day.calls.map((customerId) => ({ customerId })) }),
    driveMinutes: clock.driven / 60,
    ownTimeDriveMinutes: clock.ownTime / 60,
    visitMinutes: visitSeconds / 60,
    driveKm: clock.metres / 1000,
  };
}

type Itinerary = Plan['itineraries'][number];

const customersOf = (ids: readonly string[]) => territory.customers.filter(({ id }) => ids.includes(id));
const revenueOf = (ids: readonly string[]) => total(customersOf(ids).map(({ annualRevenue = 0 }) => annualRevenue));
const ofDays = (
  days: readonly PlannedDay[],
  name: 'driveMinutes' | 'visitMinutes' | 'ownTimeDriveMinutes' | 'driveKm',
) => total(days.map((day) => day[name]));
const workload = (days: readonly PlannedDay[]) => (ofDays(days, 'driveMinutes') + ofDays(days, 'visitMinutes')) / weeks;
const visits = (days: readonly PlannedDay[]) => total(days.map(({ stops }) => stops.length));

function buildTerritory({ repId, customerIds }: Draft['territories'][number], itineraries: readonly Itinerary[]) {
  const days = itineraries.find((itinerary) => itinerary.repId === repId)!.days;
  const members = customersOf(customerIds);
  const classes = members.map((customer) => customer.class!);
  return {
    repId,
    customerIds,
    channelWidth: {
      customers: members.length,
      keyAccounts: members.filter(({ keyAccount }) => keyAccount).length,
      annualRevenue: revenueOf(customerIds),
      revenueShare: revenueOf(customerIds) / 2700,
      visits: visits(days),
      visitMinutes: ofDays(days, 'visitMinutes'),
      driveMinutes: ofDays(days, 'driveMinutes'),
      workloadMinutesPerWeek: workload(days),
      byClass: Object.fromEntries(classes.map((name) => [name, classes.filter((each) => each === name).length])),
    },
    boundary: { type: 'MultiPolygon' as const, coordinates: [] },
  };
}

function buildKpis({ territories }: Draft, itineraries: readonly Itinerary[]): Kpis {
  const days = itineraries.flatMap((itinerary) => itinerary.days);
  const [driveMinutes, ownTimeMinutes, driveKm] = [
    ofDays(days, 'driveMinutes'),
    ofDays(days, 'ownTimeDriveMinutes'),
    ofDays(days, 'driveKm'),
  ];
  const cost = {
    drive: (driveMinutes - ownTimeMinutes) * 0.5,
    ownTime: ownTimeMinutes * 0.25,
    km: driveKm * 0.25,
    nights: total(days.map(({ end }) => nightCosts[end.hotelId ?? ''] ?? 0)),
  };
  // Of two values, either is equally far from their mean.
  const imbalance = ([a, b]: number[]) => Math.abs(a - b) / (a + b);
  // Two of each A1 (cedar, waterloo, ames, ottumwa, creston), one of each B1 (mason, davenport, muscatine, burlington).
  const requiredVisits = 14;
  return {
    requiredVisits,
    plannedVisits: visits(days),
    coverage: visits(days) / requiredVisits,
    driveMinutes,
    driveKm,
    nightsOut: days.filter(({ end }) => end.kind === 'hotel').length,
    visitMinutes: ofDays(days, 'visitMinutes'),
    cost: { ...cost, total: total(Object.values(cost)) },
    workloadImbalance: imbalance(itineraries.map((itinerary) => workload(itinerary.days))),
    revenueImbalance: imbalance(territories.map(({ customerIds }) => revenueOf(customerIds))),
  };
}

export function buildPlan(draft: Draft): Plan {
  const itineraries = (['R1', 'R2'] as const).map((repId) => ({
    repId,
    days: draft.days
      .filter((day) => day.repId === repId)
      .sort((a, b) => a.date.localeCompare(b.date))
      .map(buildDay),
  }));
  return {
    status: 'completed',
    horizon: { start: '2026-11-30', weeks },
    timeZone: 'America/Chicago',
    currency: 'USD',
    coordinateSystem: 'WGS84',
    solver: { version: 'by hand', seed: 1, steps: 0, stoppedBy: 'maxSteps' },
    territories: draft.territories.map((each) => buildTerritory(each, itineraries)),
    itineraries,
    unassignedVisits: draft.unassignedVisits,
    kpis: buildKpis(draft, itineraries),
    issues: [],
  };
}
