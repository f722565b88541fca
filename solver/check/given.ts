/** A plan that does not state everything, filled up so that it can be judged: what is filled in is what follows from the rest. */
import type { Interpretation, InterpretedRep, Interval, SleepingPlace } from '../input/interpretation.ts';
import type { Place } from '../input/request.ts';
import type { GivenDay, GivenPlan, GivenStop } from '../output/given-plan-schema.ts';
import type { ChannelWidth, Kpis, Plan, PlannedDay, PlannedStop } from '../output/plan-schema.ts';
import { type Spot, travelOf } from './distance.ts';
import { overlap } from './intervals.ts';
import { drivingTimes } from './tour-reading.ts';

/** The plan to judge, and what of it was stated. */
export interface FilledPlan {
  readonly plan: Plan;
  readonly given: GivenPlan;
  readonly dayOf: ReadonlyMap<PlannedDay, GivenDay>;
  readonly stopOf: ReadonlyMap<PlannedStop, GivenStop>;
}

const NO_WIDTH: ChannelWidth = {
  customers: 0,
  keyAccounts: 0,
  annualRevenue: 0,
  revenueShare: 0,
  visits: 0,
  visitMinutes: 0,
  driveMinutes: 0,
  workloadMinutesPerWeek: 0,
  byClass: {},
};
const NO_KPIS: Kpis = {
  requiredVisits: 0,
  plannedVisits: 0,
  coverage: 0,
  nightsOut: 0,
  driveMinutes: 0,
  driveKm: 0,
  visitMinutes: 0,
  workloadImbalance: 0,
  revenueImbalance: 0,
  cost: { drive: 0, ownTime: 0, km: 0, nights: 0, total: 0 },
};

/** @param places homes and sleeping places by id, as the caller gave them */
export function filledPlan(
  meaning: Interpretation,
  given: GivenPlan,
  places: { home(id: string): Place; sleeping(id: string): Place },
): FilledPlan {
  const filling = new Filling(meaning, places);
  const itineraries = given.itineraries.map(({ repId, days }) => ({ repId, days: filling.days(repId, days) }));
  const { territories, itineraries: _, ...beside } = given;
  const head: Omit<Plan, 'territories' | 'itineraries'> = {
    status: 'completed',
    horizon: meaning.request.horizon,
    timeZone: meaning.timeZone,
    currency: meaning.currency,
    coordinateSystem: meaning.request.territory.coordinateSystem ?? 'WGS84',
    solver: { version: '', seed: 0, steps: 0, stoppedBy: 'maxSteps' },
    unassignedVisits: [],
    kpis: NO_KPIS,
    issues: [],
  };
  const carried = (territories ?? visitedBy(given)).map(({ repId, customerIds, channelWidth, boundary }) => ({
    repId,
    customerIds,
    channelWidth: channelWidth ?? NO_WIDTH,
    boundary: boundary ?? { type: 'MultiPolygon' as const, coordinates: [] },
  }));
  const plan: Plan = { ...overlaid(head, beside), territories: carried, itineraries };
  return { plan, given, dayOf: filling.dayOf, stopOf: filling.stopOf };
}

/** Who visits a customer first carries him. */
function visitedBy({ itineraries }: GivenPlan): NonNullable<GivenPlan['territories']> {
  const carrier = new Map<string, string>();
  for (const { repId, days } of itineraries)
    for (const { stops } of days)
      for (const { customerId } of stops) if (!carrier.has(customerId)) carrier.set(customerId, repId);
  const members = Map.groupBy(carrier.keys(), (id) => carrier.get(id) ?? '');
  return [...members].map(([repId, customerIds]) => ({ repId, customerIds }));
}

/** Where a night is spent. */
type Night = Pick<PlannedDay['start'], 'kind' | 'hotelId' | 'location'>;

class Filling {
  readonly dayOf = new Map<PlannedDay, GivenDay>();
  readonly stopOf = new Map<PlannedStop, GivenStop>();
  private readonly meaning: Interpretation;
  private readonly places: Parameters<typeof filledPlan>[2];
  private readonly between: ReturnType<typeof travelOf>;
  private readonly customers: ReadonlyMap<string, Interpretation['customers'][number]>;
  private readonly sleepingPlaces: ReadonlyMap<string, SleepingPlace>;

  constructor(meaning: Interpretation, places: Parameters<typeof filledPlan>[2]) {
    this.meaning = meaning;
    this.places = places;
    this.between = travelOf(meaning);
    this.customers = new Map(meaning.customers.map((customer) => [customer.id, customer]));
    this.sleepingPlaces = new Map(meaning.sleepingPlaces.map((place) => [place.id, place]));
  }

  days(repId: string, given: readonly GivenDay[]): PlannedDay[] {
    const rep = this.meaning.reps.find(({ id }) => id === repId) ?? null;
    const filled: PlannedDay[] = [];
    given.forEach((day, d) => {
      const [before, after] = [filled.at(-1), given[d + 1]];
      const slept = before && isNextDay(before.date, day.date) ? before.end.hotelId : undefined;
      const wakes = after && isNextDay(day.date, after.date) ? after.start?.hotelId : undefined;
      const planned = this.day(rep, day, slept, day.overnightStay?.hotelId ?? wakes);
      this.dayOf.set(planned, day);
      filled.push(planned);
    });
    return filled;
  }

  private day(rep: InterpretedRep | null, given: GivenDay, slept?: string, sleeps?: string): PlannedDay {
    const { date, start: statedStart, stops: statedStops, end: statedEnd, ...beside } = given;
    const pauses = (given.breaks ?? [])
      .map(({ startAt, endAt }) => ({ from: this.moment(startAt), to: this.moment(endAt) }))
      .sort((a, b) => a.from - b.from);
    const start = this.night(rep, statedStart, slept);
    const end = this.night(rep, statedEnd, sleeps);
    const departAt = statedStart?.departAt ?? this.departure(rep, given, start, end, pauses);
    let [spot, after] = [this.spotOf(rep, start), this.moment(departAt)];
    const stops = statedStops.map((stop) => {
      const to = this.spotAt(stop);
      const planned = this.stop(stop, date, after, this.drive(spot, to), pauses);
      [spot, after] = [to, this.moment(stop.endAt)];
      return planned;
    });
    const back = this.drive(spot, this.spotOf(rep, end));
    const leg = { driveMinutes: back.seconds / 60, driveKm: back.metres / 1000 };
    const ends = { ...end, ...leg, arriveAt: this.instant(arrival(after, back.seconds, pauses)) };
    const totals = { driveMinutes: 0, ownTimeDriveMinutes: 0, visitMinutes: 0, driveKm: 0 };
    return {
      ...overlaid({ ...totals, breaks: [], overnightStay: this.stay(end) }, beside),
      date,
      start: { ...start, departAt },
      stops,
      end: overlaid(ends, statedEnd ?? {}),
    };
  }

  private stop(
    given: GivenStop,
    date: string,
    after: number,
    { seconds, metres }: { readonly seconds: number; readonly metres: number },
    pauses: readonly Interval[],
  ): PlannedStop {
    const arriveAt = given.arriveAt ?? this.instant(arrival(after, seconds, pauses));
    const [arrived, starts] = [this.moment(arriveAt), this.moment(given.startAt)];
    const resting = pauses.reduce((sum, pause) => sum + overlap(pause, arrived, starts), 0);
    const customer = this.customers.get(given.customerId);
    const day = this.meaning.dates.indexOf(date);
    const appointment = customer?.appointments.some((agreed) => agreed.day === day) ?? false;
    const isPinned = given.appointment === undefined && customer?.pinnedDays.includes(day) === true;
    const { customerId, startAt, endAt, ...beside } = given;
    const waitMinutes = Math.max(0, starts - arrived - resting) / 60;
    const leg = { arriveAt, driveMinutes: seconds / 60, driveKm: metres / 1000, waitMinutes };
    const planned: PlannedStop = {
      ...overlaid({ ...leg, appointment, ...(isPinned ? { pinned: true } : {}) }, beside),
      customerId,
      startAt,
      endAt,
    };
    this.stopOf.set(planned, given);
    return planned;
  }

  private spotAt({ customerId }: GivenStop): Spot | null {
    const customer = this.customers.get(customerId);
    return customer === undefined ? null : { placeId: customer.id, location: customer.location };
  }

  private night(rep: InterpretedRep | null, given: GivenDay['start'] | GivenDay['end'], otherwise?: string): Night {
    const hotelId = given?.hotelId ?? (given?.kind === 'home' ? undefined : otherwise);
    const kind = given?.kind ?? (hotelId === undefined ? 'home' : 'hotel');
    const isKnown = kind === 'home' ? rep !== null : this.sleepingPlaces.has(hotelId ?? '');
    const place = () => (kind === 'home' ? this.places.home(rep?.id ?? '') : this.places.sleeping(hotelId ?? ''));
    const location = given?.location ?? (isKnown ? place() : { lat: 0, lng: 0 });
    return { kind, ...(hotelId === undefined ? {} : { hotelId }), location };
  }

  /** So that the first visit begins in time; without visits, that the day ends in time, or begins with the first possible hour. */
  private departure(
    rep: InterpretedRep | null,
    { date, stops: [first], end: stated }: GivenDay,
    start: Night,
    end: Night,
    pauses: readonly Interval[],
  ): string {
    const to = first === undefined ? this.spotOf(rep, end) : this.spotAt(first);
    const by = first === undefined ? stated?.arriveAt : (first.arriveAt ?? first.startAt);
    const day = this.meaning.dates.indexOf(date);
    if (by === undefined) return this.instant(rep?.days[day]?.earliestDeparture ?? 0);
    const arriveAt = this.moment(by);
    let departAt = arriveAt - this.drive(this.spotOf(rep, start), to).seconds;
    for (const pause of pauses.toReversed())
      if (pause.from < arriveAt && pause.to > departAt) departAt -= pause.to - pause.from;
    return this.instant(departAt);
  }

  private stay({ kind, hotelId = '' }: Night): PlannedDay['overnightStay'] {
    if (kind === 'home') return null;
    const place = this.sleepingPlaces.get(hotelId);
    const cost = place?.costPerNight ?? this.meaning.costs.perNight;
    return { hotelId, name: place?.name ?? hotelId, cost, savesDriveMinutes: 0, reason: '' };
  }

  private spotOf(rep: InterpretedRep | null, { kind, hotelId }: Night): Spot | null {
    if (kind === 'hotel') return this.sleepingPlaces.get(hotelId ?? '') ?? null;
    return rep === null ? null : { placeId: rep.id, location: rep.home };
  }

  private drive(from: Spot | null, to: Spot | null) {
    return (from && to && this.between(from, to)) ?? { seconds: 0, metres: 0 };
  }

  private moment(instant: string): number {
    return (Date.parse(instant) - this.meaning.epochMillis) / 1000;
  }

  /** What cannot be read stays so: other rules tell of it. */
  private instant(moment: number): string {
    const date = new Date(this.meaning.epochMillis + moment * 1000);
    return Number.isNaN(date.getTime()) ? '' : date.toISOString();
  }
}

/** The defaults with what is stated over them. */
function overlaid<Defaults extends object, Stated extends object>(defaults: Defaults, stated: Stated) {
  const said = Object.entries(stated).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(said) } as Defaults & Omit<Stated, keyof Defaults>;
}

const arrival = (after: number, seconds: number, pauses: readonly Interval[]): number =>
  drivingTimes(after, seconds, pauses).at(-1)?.to ?? after;

const isNextDay = (date: string, next: string): boolean => Date.parse(next) - Date.parse(date) === 86_400_000;
