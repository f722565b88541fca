/** Tiny pools of tours, and the best combination of each by trying all: written from the contract, not from the model. */

import { maxSteps } from '#solver';
import { type PooledTour, searchItinerary, TourPool } from '../../../solver/itinerary/index.ts';
import type { ItineraryProblem } from '../../../solver/problem/index.ts';

/** What a short search finds and passes by, cut to a few tours of each day. */
export function tinyPool(problem: ItineraryProblem, seed: number, steps: number, perDay: number) {
  const pool = new TourPool(problem);
  const found = searchItinerary(problem, { seed, stop: maxSteps(steps), pool });
  const count = new Int32Array(problem.days);
  // As if it had been a long search: a short one is not offered its whole pool.
  return { found: { ...found, steps: 1_000_000 }, pool: pool.tours().filter(({ day }) => count[day]++ < perDay) };
}

/** The least money of tours that visit every customer as he is to be visited, or Infinity. */
export function bestByTrying(problem: ItineraryProblem, tours: readonly PooledTour[]): number {
  const { days, home, fleet } = problem;
  const byDay = Array.from({ length: days }, (_, day) => tours.filter((tour) => tour.day === day));
  const chosen: PooledTour[] = [];
  let best = Number.POSITIVE_INFINITY;
  const tryDay = (day: number, place: number, money: number) => {
    if (money >= best) return;
    if (day === days) {
      if (place === home && nightsAreKept(problem, chosen) && visitsAreKept(problem, chosen)) {
        best = Math.min(best, money + overdue(problem, chosen));
      }
      return;
    }
    if (place === home) tryDay(day + 1, home, money);
    for (const some of combinations(byDay[day], fleet?.toursPerDay ?? 1)) {
      if (some[0].start !== place) continue;
      chosen.push(...some);
      tryDay(
        day + 1,
        some[0].end,
        some.reduce((sum, tour) => sum + moneyOf(problem, tour), money),
      );
      chosen.length -= some.length;
    }
  };
  tryDay(0, home, 0);
  return best;
}

/** Of one to `most` tours. */
function combinations(tours: readonly PooledTour[], most: number): PooledTour[][] {
  if (most === 0) return [];
  return tours.flatMap((tour, index) => [
    [tour],
    ...combinations(tours.slice(index + 1), most - 1).map((others) => [tour, ...others]),
  ]);
}

function moneyOf({ home, nightCost, dislike, days }: ItineraryProblem, { cost, end, day, customers }: PooledTour) {
  const night = end === home ? 0 : nightCost[end - home - 1];
  return customers.reduce((sum, customer) => sum + dislike[customer * days + day], cost + night);
}

function overdue({ overduePerDay, days }: ItineraryProblem, tours: readonly PooledTour[]): number {
  return overduePerDay.reduce((sum, perDay, customer) => {
    const first = Math.min(
      ...tours.filter(({ customers }) => customers.includes(customer)).map(({ day }) => day),
      days,
    );
    return sum + (first === days ? 0 : perDay * first);
  }, 0);
}

function nightsAreKept(problem: ItineraryProblem, tours: readonly PooledTour[]): boolean {
  const away = tours.filter(({ end }) => end !== problem.home).map(({ day }) => day);
  const row = away.some((first) =>
    Array.from({ length: problem.maxConsecutiveNights + 1 }, (_, k) => first + k).every((night) =>
      away.includes(night),
    ),
  );
  const inWeek = (week: number) => away.filter((night) => problem.isoWeek[night] === week).length;
  return !row && [...problem.isoWeek].every((week) => inWeek(week) <= problem.maxNightsPerWeek);
}

function visitsAreKept(problem: ItineraryProblem, tours: readonly PooledTour[]): boolean {
  const { visitsOwed, patterns, minDaysBetween, maxDaysBetween, firstDayMin, firstDayMax } = problem;
  return [...visitsOwed].every((owed, customer) => {
    const on = tours.filter(({ customers }) => customers.includes(customer)).map(({ day }) => day);
    if (on.length !== owed) return false;
    if (patterns) {
      const listed = [];
      for (let p = patterns.offset[customer]; p < patterns.offset[customer + 1]; p++) {
        listed.push(patterns.day.subarray(patterns.dayOffset[p], patterns.dayOffset[p + 1]).join());
      }
      return listed.includes(on.toSorted((a, b) => a - b).join());
    }
    const gaps = on.slice(1).map((day, k) => day - on[k]);
    if (gaps.some((gap) => gap < minDaysBetween[customer] || gap > maxDaysBetween[customer])) return false;
    return on.length === 0 || (on[0] >= firstDayMin[customer] && on[0] <= firstDayMax[customer]);
  });
}
