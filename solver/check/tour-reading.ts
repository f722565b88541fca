/** One day of a plan, read for judging. */
import type { InterpretedCustomer, InterpretedRep, Interval, SleepingPlace } from '../input/interpretation.ts';
import type { PlannedDay } from '../output/plan-schema.ts';
import type { Spot, TravelBetween } from './distance.ts';
import type { Leg, Tour, Visit } from './facts.ts';
import type { Previous } from './previous.ts';
import type { Report } from './violation.ts';

export interface TourReading {
  readonly epochMillis: number;
  readonly customers: ReadonlyMap<string, InterpretedCustomer>;
  readonly sleepingPlaces: ReadonlyMap<string, SleepingPlace>;
  readonly formerPlaces: ReadonlySet<string>;
  readonly previous: Previous;
  readonly between: TravelBetween;
  readonly report: Report;
}

export function readTour(
  reading: TourReading,
  planned: PlannedDay,
  path: string,
  rep: InterpretedRep,
  day: number,
): Tour {
  const moment = (instant: string) => (Date.parse(instant) - reading.epochMillis) / 1000;
  const breaks = planned.breaks
    .map(({ startAt, endAt }, b) => ({ from: moment(startAt), to: moment(endAt), path: `${path}/breaks/${b}` }))
    .sort((a, b) => a.from - b.from);
  const [departAt, arriveAt] = [moment(planned.start.departAt), moment(planned.end.arriveAt)];
  const visits: Visit[] = [];
  const legs: Leg[] = [];
  const isFrozen = day < reading.previous.frozenDaysOf(rep.id);
  const hours = rep.days[day];
  const tour: Tour = { path, planned, rep, day, isFrozen, hours, departAt, arriveAt, breaks, visits, legs };

  let spot = nightSpot(reading, planned.start, tour, `${path}/start`);
  let after = departAt;
  const drive = (to: Spot | null, arrival: number, stated: Stated, at: string) => {
    legs.push(readLeg(reading, [spot, to], stated, { path: at, after, arriveAt: arrival }, tour));
    spot = to;
  };
  planned.stops.forEach((stop, s) => {
    const at = `${path}/stops/${s}`;
    const customer = reading.customers.get(stop.customerId) ?? null;
    if (customer === null)
      reading.report('UNKNOWN_ID', `${at}/customerId`, `There is no customer ${stop.customerId}.`, {
        found: stop.customerId,
      });
    const times = { arriveAt: moment(stop.arriveAt), startAt: moment(stop.startAt), endAt: moment(stop.endAt) };
    drive(customer && { placeId: customer.id, location: customer.location }, times.arriveAt, stop, at);
    visits.push({ path: at, stop, customer, ...times, tour });
    after = times.endAt;
  });
  drive(nightSpot(reading, planned.end, tour, `${path}/end`), arriveAt, planned.end, `${path}/end`);
  return tour;
}

function nightSpot(
  { sleepingPlaces, formerPlaces, report }: TourReading,
  { kind, hotelId = '' }: PlannedDay['start'] | PlannedDay['end'],
  { rep, isFrozen }: Tour,
  path: string,
): Spot | null {
  if (kind === 'home') return { placeId: rep.id, location: rep.home };
  const place = sleepingPlaces.get(hotelId);
  if (place === undefined || (formerPlaces.has(hotelId) && !isFrozen))
    report('UNKNOWN_ID', `${path}/hotelId`, 'There is no such place to sleep.', { found: hotelId });
  return place ?? null;
}

type Stated = Pick<PlannedDay['end'], 'driveMinutes' | 'driveKm'>;

/** Between unknown places, and on frozen days where nobody knows the way any more, what the plan states is taken for true. */
function readLeg(
  { between, report }: TourReading,
  [from, to]: readonly [Spot | null, Spot | null],
  stated: Stated,
  at: Pick<Leg, 'path' | 'after' | 'arriveAt'>,
  { breaks, isFrozen }: Tour,
): Leg {
  const travelled = from && to && between(from, to);
  if (from && to && travelled === null && !isFrozen)
    report('TRAVEL_UNKNOWN', at.path, `The request does not say how far it is from ${from.placeId} to ${to.placeId}.`);
  const seconds = travelled ? travelled.seconds : stated.driveMinutes * 60;
  return {
    ...at,
    known: travelled !== null,
    seconds,
    metres: travelled ? travelled.metres : stated.driveKm * 1000,
    statedMinutes: stated.driveMinutes,
    statedKm: stated.driveKm,
    driving: drivingTimes(at.after, seconds, breaks),
  };
}

/** As early as possible after the activity before, breaks cut out. */
export function drivingTimes(after: number, seconds: number, breaks: readonly Interval[]): Interval[] {
  const driving: Interval[] = [];
  let from = after;
  let left = seconds;
  for (const pause of breaks) {
    if (left <= 0 || pause.to <= from) continue;
    const until = Math.min(from + left, Math.max(from, pause.from));
    if (until > from) driving.push({ from, to: until });
    left -= until - from;
    from = pause.to;
  }
  if (left > 0) driving.push({ from, to: from + left });
  return driving;
}
