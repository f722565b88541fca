/** Which limits of a day a tour breaks. */
import type { Interpretation } from '../input/interpretation.ts';
import { TourTiming } from '../itinerary/index.ts';
import { instantOf, type TimedRep, type TimedTour } from '../output/index.ts';
import type { RepProblem } from '../problem/index.ts';

const DAY = 86_400;

type Limit = 'drive' | 'departure' | 'arrival';

/**
 * What stands against a tour that starts and ends at these places, each in words; nothing: it is possible.
 * @param start @param end places of the travel matrix
 */
export function limitsBroken(
  meaning: Interpretation,
  { rep, problem }: TimedRep,
  tour: TimedTour,
  start: number,
  end: number,
): string[] {
  const customers = Int32Array.from(tour.timetable.stops, (stop) => stop.customer);
  const isPossibleWithout = (...lifted: readonly Limit[]) =>
    new TourTiming(without(problem, lifted)).time(tour.day, start, end, customers, 0, customers.length, -1, 0);
  if (isPossibleWithout()) return [];
  const clock = (moment: number) => instantOf(meaning, moment, meaning.reps[rep].timeZone).slice(11, 16);
  const earliest = clock(problem.earliestDeparture[tour.day]);
  const latest = clock(problem.latestArrival[tour.day]);
  const { size, seconds } = problem.travel;
  const way = [start, ...customers, end];
  const drive = way.slice(1).reduce((sum, place, leg) => sum + seconds[way[leg] * size + place], 0);
  const texts: Readonly<Record<Limit, string>> = {
    drive: `it would take ${Math.round(drive / 60)} min of driving (maxDriveMinutesPerDay is ${Math.round(problem.maxDriveSecondsPerDay / 60)})`,
    departure: `setting out at ${earliest}, the earliest, would be too late for the hours in which the visits may be made`,
    arrival: `the drive would end after ${latest}, the latest`,
  };
  const all: readonly Limit[] = ['drive', 'departure', 'arrival'];
  // What has to give way, whatever else does.
  const broken = isPossibleWithout(...all)
    ? all.filter((limit) => !isPossibleWithout(...all.filter((other) => other !== limit)))
    : [];
  const told = broken.map((limit) => texts[limit]);
  return isPossibleWithout(...broken)
    ? told
    : [...told, `the rep may be on the way from ${earliest} to ${latest} only, own time included`];
}

function without(problem: RepProblem, lifted: readonly Limit[]): RepProblem {
  const { earliestDeparture, latestArrival, maxDriveSecondsPerDay } = problem;
  const has = (limit: Limit) => lifted.includes(limit);
  return {
    ...problem,
    maxDriveSecondsPerDay: has('drive') ? 2 * DAY : maxDriveSecondsPerDay,
    earliestDeparture: has('departure') ? earliestDeparture.map((moment) => moment - DAY) : earliestDeparture,
    latestArrival: has('arrival') ? latestArrival.map((moment) => moment + DAY) : latestArrival,
  };
}
