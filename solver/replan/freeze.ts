/** The frozen days of a rep: as they were, without what can no longer be done. */
import type { PreviousTour } from '../input/interpretation.ts';
import { type StartItinerary, TourTiming } from '../itinerary/index.ts';
import type { RepProblem } from '../problem/index.ts';

const HOME = -1;

export interface FrozenDays {
  /** Customers and hotels by day, as numbered in the problem; nothing after the frozen days. */
  readonly frozen: StartItinerary;
  /** Days that could not stay as they were. */
  readonly changedDays: readonly number[];
}

/**
 * @param before the previous plan of the rep in the numbers of the problem
 * @param tours the same as it was sent
 * @param frozenDays how many days are frozen; a trip ends with the last of them
 */
export function freezeDays(
  problem: RepProblem,
  before: StartItinerary,
  tours: readonly PreviousTour[],
  frozenDays: number,
): FrozenDays {
  const { nightAllowed } = problem;
  const sleep = before.sleep.map((hotel, day) => (day < frozenDays && nightAllowed[day] === 1 ? hotel : HOME));
  let stops = stopsPossible(problem, before, sleep, frozenDays);
  for (let night = brokenNight(problem, stops, sleep); night >= 0; night = brokenNight(problem, stops, sleep)) {
    bringHome(sleep, night);
    stops = stopsPossible(problem, before, sleep, frozenDays);
  }
  const changed = tours.filter(({ day, visits, sleepsAt }) => {
    if (day >= frozenDays || visits.length === 0) return false;
    return stops[day].length < visits.length || (sleepsAt !== null) !== (sleep[day] !== HOME);
  });
  return { frozen: { stops, sleep }, changedDays: changed.map(({ day }) => day) };
}

/** The visits in their order; those that are closed, not owed or do not fit any more are left out. */
function stopsPossible(
  problem: RepProblem,
  before: StartItinerary,
  sleep: readonly number[],
  frozenDays: number,
): number[][] {
  const { days, starts, home, works } = problem;
  const timing = new TourTiming(problem);
  const owed = problem.visitsOwed.slice();
  return before.stops.map((wanted, day) => {
    if (day >= frozenDays || works[day] === 0) return [];
    const open = wanted.filter((customer) => {
      const cell = customer * days + day;
      return owed[customer] > 0 && starts.offset[cell + 1] > starts.offset[cell];
    });
    const from = home + 1 + (day === 0 ? HOME : sleep[day - 1]);
    while (
      open.length > 0 &&
      !timing.time(day, from, home + 1 + sleep[day], Int32Array.from(open), 0, open.length, -1, 0)
    )
      open.pop();
    for (const customer of open) owed[customer]--;
    return open;
  });
}

/** A night away that must not be: for an idle day, before a day that cannot be driven, or beyond the limits; -1: none. */
function brokenNight(problem: RepProblem, stops: readonly number[][], sleep: readonly number[]): number {
  const { home, isoWeek, maxConsecutiveNights, maxNightsPerWeek } = problem;
  const timing = new TourTiming(problem);
  let row = 0;
  const inWeek = new Map<number, number>();
  for (let night = 0; night < sleep.length; night++) {
    const before = night === 0 ? HOME : sleep[night - 1];
    const isIdle = stops[night].length === 0;
    if (isIdle && (before !== HOME || sleep[night] !== HOME)) {
      const possible = timing.time(night, home + 1 + before, home + 1 + sleep[night], new Int32Array(0), 0, 0, -1, 0);
      if (!possible || before === sleep[night]) return before === HOME ? night : night - 1;
    }
    row = sleep[night] === HOME ? 0 : row + 1;
    const week = (inWeek.get(isoWeek[night]) ?? 0) + (sleep[night] === HOME ? 0 : 1);
    inWeek.set(isoWeek[night], week);
    if (row > maxConsecutiveNights || week > maxNightsPerWeek) return night;
  }
  return -1;
}

/** Every night of the trip to which this one belongs. */
function bringHome(sleep: number[], night: number): void {
  for (let at = night; at >= 0 && sleep[at] !== HOME; at--) sleep[at] = HOME;
  for (let at = night + 1; at < sleep.length && sleep[at] !== HOME; at++) sleep[at] = HOME;
}
