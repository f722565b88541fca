/** How much work a customer means to a rep before any tour is known: an estimate good enough to share work out. */
import type { Interpretation } from '../input/index.ts';
import { roadsOf } from '../problem/index.ts';
import { kmBetween, Nearby, unitVectors } from './sphere.ts';

/** The drive to a stop is about that between near neighbours: so many are averaged. */
const NEIGHBOURS = 4;

/** A trip from home and back serves about so many visits, nights away included; each carries its share of the way. */
const VISITS_PER_TRIP = 8;

/** Drive seconds for a great-circle kilometre. */
export function secondsPerKm(meaning: Interpretation): number {
  const { detourFactor, speedKmh } = roadsOf(meaning.request.territory.travel);
  return (detourFactor * 3600) / speedKmh;
}

/** Seconds that a visit takes of the way from the rep's home and back, per kilometre between them. */
export function haulSecondsPerKm(meaning: Interpretation): number {
  return (2 * secondsPerKm(meaning)) / VISITS_PER_TRIP;
}

/** Per customer the seconds of all visits owed. */
export function serviceSeconds({ customers }: Interpretation): Float64Array {
  return Float64Array.from(customers, ({ requirement: { visits }, appointments }) => {
    const plain = visits.reduce((sum, visit) => sum + visit.seconds, 0);
    // An appointment takes the place of one of them.
    return appointments.reduce((sum, { seconds }) => sum + seconds - plain / Math.max(1, visits.length), plain);
  });
}

/** Per customer the seconds of the drives to its visits from stops around it, without the way from home. */
export function localDriveSeconds(meaning: Interpretation): Float64Array {
  const { customers } = meaning;
  const places = customers.map(({ location }) => location);
  const vectors = unitVectors(places);
  const nearby = new Nearby(places);
  const perKm = secondsPerKm(meaning);
  return Float64Array.from(customers, ({ requirement: { visits } }, customer) => {
    const neighbours = nearby.nearest(customer, NEIGHBOURS);
    let km = 0;
    for (const other of neighbours) km += kmBetween(vectors, customer, vectors, other) / neighbours.length;
    return visits.length * km * perKm;
  });
}

/** Per customer the seconds of driving that its visits mean to the rep who carries it. */
export function customerDriveSeconds(meaning: Interpretation, repOf: Int32Array): Float64Array {
  const { customers } = meaning;
  const haul = haulSecondsPerKm(meaning);
  const km = homeKilometres(meaning, repOf);
  return localDriveSeconds(meaning).map(
    (local, customer) => local + customers[customer].requirement.visits.length * haul * km[customer],
  );
}

/** Per customer the great-circle kilometres from the home of the rep who carries it. */
export function homeKilometres({ customers, reps }: Interpretation, repOf: Int32Array): Float64Array {
  const place = unitVectors(customers.map(({ location }) => location));
  const home = unitVectors(reps.map((rep) => rep.home));
  return Float64Array.from(repOf, (rep, customer) => kmBetween(place, customer, home, rep));
}

/** What time a rep has in the horizon, seconds. */
export interface RepTime {
  /** Working hours without breaks. */
  readonly working: number;
  /** Driving allowed before and after them. */
  readonly ownDrive: number;
}

export function timeOf({ reps }: Interpretation): RepTime[] {
  return reps.map(({ days }) => {
    let working = 0;
    let ownDrive = 0;
    for (const day of days) {
      if (day === null) continue;
      for (const { from, to } of day.working) working += to - from;
      for (const pause of day.breaks) working -= pause.seconds;
      ownDrive += day.working[0].from - day.earliestDeparture + day.latestArrival - day.working.at(-1)!.to;
    }
    return { working: Math.max(0, working), ownDrive };
  });
}
