/** The exact times of a day's tour: when the rep drives, serves, rests and arrives. */
import type { Interval } from '../input/interpretation.ts';
import type { ItineraryProblem } from '../problem/index.ts';
import { eveningDeparture } from './own-time.ts';

export interface TimedStop {
  readonly customer: number;
  readonly arriveAt: number;
  readonly startAt: number;
  readonly endAt: number;
  readonly driveSeconds: number;
  readonly driveMetres: number;
}

export interface DayTimetable {
  readonly departAt: number;
  readonly stops: readonly TimedStop[];
  readonly breaks: readonly Interval[];
  readonly arriveAt: number;
  /** Of the last leg. */
  readonly driveSeconds: number;
  readonly driveMetres: number;
  /** Seconds driven outside working hours, over all legs. */
  readonly ownTimeSeconds: number;
}

export interface Tour {
  readonly day: number;
  /** Places where it starts and ends. */
  readonly start: number;
  readonly end: number;
  readonly customers: readonly number[];
  /** The real length of each visit, at most what the problem reserves for it. */
  readonly seconds: readonly number[];
}

interface Rest extends Interval {
  readonly seconds: number;
}

/** A way through the day so far. Its place in a list says how many breaks are settled: taken, or not owed. */
interface Way {
  /** End of the last driving, and the moment from which the rep is free: later by a break taken while waiting. */
  readonly arrivedAt: number;
  readonly freeAt: number;
  readonly stops: readonly TimedStop[];
  readonly breaks: readonly Interval[];
  readonly driving: readonly Interval[];
}

/**
 * Times a tour as `TourTiming` does, but with everything written down. Of all ways the one that arrives first is taken, then
 * departure is put off as far as neither the first visit nor the arrival gets later. A tour without visits is driven in the evening.
 * @throws Error when the tour is not possible: the search never leaves such a tour
 */
export function timetable(problem: ItineraryProblem, tour: Tour): DayTimetable {
  const earliest = problem.earliestDeparture[tour.day];
  const soonest = travelThrough(problem, tour, earliest);
  if (soonest === null) throw new Error(`the tour of day ${tour.day} is not possible`);
  const evening = tour.customers.length > 0 ? null : eveningDeparture(problem, tour.day, soonest.driveSeconds);
  const lastDrive = evening === null ? null : travelThrough(problem, tour, evening);
  if (lastDrive !== null) return lastDrive;
  let best = soonest;
  let early = earliest;
  let late = soonest.stops.length > 0 ? soonest.stops[0].startAt : soonest.departAt;
  while (early < late) {
    const middle = Math.ceil((early + late) / 2);
    const found = travelThrough(problem, tour, middle);
    const asSoon =
      found !== null &&
      found.arriveAt <= soonest.arriveAt &&
      (found.stops.length === 0 || found.stops[0].startAt <= soonest.stops[0].startAt);
    if (asSoon) {
      best = found;
      early = middle;
    } else {
      late = middle - 1;
    }
  }
  return best;
}

function travelThrough(problem: ItineraryProblem, tour: Tour, departure: number): DayTimetable | null {
  const { travel } = problem;
  const rests = restsOf(problem, tour.day);
  let ways = departures(departure, rests);
  let place = tour.start;
  tour.customers.forEach((customer, index) => {
    const leg = place * travel.size + customer;
    ways = drive(ways, rests, travel.seconds[leg]).map(
      (way) => way && serve(problem, tour.day, way, customer, tour.seconds[index], leg),
    );
    place = customer;
  });
  const leg = place * travel.size + tour.end;
  if (driveSeconds(problem, tour) > problem.maxDriveSecondsPerDay) return null;
  const way = chooseWay(drive(ways, rests, travel.seconds[leg]), rests);
  if (way === null || way.freeAt > problem.latestArrival[tour.day]) return null;
  return {
    departAt: departureOf(way),
    stops: way.stops,
    breaks: way.breaks,
    arriveAt: way.freeAt,
    driveSeconds: travel.seconds[leg],
    driveMetres: travel.metres[leg],
    ownTimeSeconds: outsideHours(problem, tour.day, way.driving),
  };
}

/** When the first thing happens: driving, a break, or, where the day starts at the first customer's door, being there. */
function departureOf({ driving, stops, breaks, freeAt }: Way): number {
  const first = stops[0]?.driveSeconds === 0 ? stops[0].arriveAt : (driving[0]?.from ?? freeAt);
  return Math.min(first, breaks[0]?.from ?? first);
}

function driveSeconds({ travel }: ItineraryProblem, { start, end, customers }: Tour): number {
  let sum = 0;
  let place = start;
  for (const next of [...customers, end]) {
    sum += travel.seconds[place * travel.size + next];
    place = next;
  }
  return sum;
}

function restsOf({ breaks, breakSeconds }: ItineraryProblem, day: number): Rest[] {
  const rests: Rest[] = [];
  for (let k = breaks.offset[day]; k < breaks.offset[day + 1]; k++) {
    rests.push({ from: breaks.from[k], to: breaks.to[k], seconds: breakSeconds[k] });
  }
  return rests;
}

/** Breaks are not owed when the tour starts after their windows open. */
function departures(departure: number, rests: readonly Rest[]): (Way | null)[] {
  const at = (moment: number): Way => ({ arrivedAt: moment, freeAt: moment, stops: [], breaks: [], driving: [] });
  return [at(departure), ...rests.map((rest) => at(Math.max(departure, rest.from + 1)))];
}

/** One leg, with no, one or several breaks on it. */
function drive(ways: readonly (Way | null)[], rests: readonly Rest[], seconds: number): (Way | null)[] {
  const after = ways.map((way) => way && driveOn(way, seconds));
  ways.forEach((way, settled) => {
    let resting = way;
    let left = seconds;
    for (let k = settled; k < rests.length && resting !== null; k++) {
      const begin = Math.max(resting.freeAt, rests[k].from);
      const end = begin + rests[k].seconds;
      if (end > rests[k].to) break;
      const driven = Math.min(left, begin - resting.freeAt);
      const before: Way = driveOn(resting, driven);
      left -= driven;
      resting = { ...before, freeAt: end, breaks: [...before.breaks, { from: begin, to: end }] };
      const over = driveOn(resting, left);
      const known = after[k + 1];
      if (known === null || over.freeAt < known.freeAt) after[k + 1] = over;
    }
  });
  return after;
}

function driveOn(way: Way, seconds: number): Way {
  if (seconds === 0) return way;
  const until = way.freeAt + seconds;
  return { ...way, arrivedAt: until, freeAt: until, driving: [...way.driving, { from: way.freeAt, to: until }] };
}

function serve(
  problem: ItineraryProblem,
  day: number,
  way: Way,
  customer: number,
  seconds: number,
  leg: number,
): Way | null {
  const { starts, travel, days } = problem;
  const cell = customer * days + day;
  for (let k = starts.offset[cell]; k < starts.offset[cell + 1]; k++) {
    if (starts.to[k] < way.freeAt) continue;
    const startAt = Math.max(way.freeAt, starts.from[k]);
    const endAt = startAt + seconds;
    const stop = {
      customer,
      arriveAt: way.arrivedAt,
      startAt,
      endAt,
      driveSeconds: travel.seconds[leg],
      driveMetres: travel.metres[leg],
    };
    return { ...way, arrivedAt: endAt, freeAt: endAt, stops: [...way.stops, stop] };
  }
  return null;
}

/** The first to arrive of those with every break settled, or with no window of an open one closed yet. */
function chooseWay(ways: readonly (Way | null)[], rests: readonly Rest[]): Way | null {
  let chosen = ways[rests.length];
  let closes = Number.POSITIVE_INFINITY;
  for (let settled = rests.length - 1; settled >= 0; settled--) {
    closes = Math.min(closes, rests[settled].to);
    const way = ways[settled];
    if (way !== null && way.freeAt < closes && (chosen === null || way.freeAt <= chosen.freeAt)) chosen = way;
  }
  return chosen;
}

/** Seconds of driving that lie outside the working hours of a day. */
export function outsideHours({ working }: ItineraryProblem, day: number, driving: readonly Interval[]): number {
  let outside = 0;
  for (const { from, to } of driving) {
    outside += to - from;
    for (let k = working.offset[day]; k < working.offset[day + 1]; k++) {
      outside -= Math.max(0, Math.min(to, working.to[k]) - Math.max(from, working.from[k]));
    }
  }
  return outside;
}
