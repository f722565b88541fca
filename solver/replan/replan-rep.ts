/**
 * One rep's days, planned anew: the frozen ones stay, the others begin as they were and change where that pays for the price of
 * a changed visit. What was visited on frozen days is history to the search: the visits still owed are spaced from there.
 */

import { anyOf, maxSteps } from '../annealing/index.ts';
import type { Interpretation, PreviousTour } from '../input/interpretation.ts';
import {
  type Itinerary,
  type SearchControl,
  type StartItinerary,
  searchItinerary,
  startOf,
} from '../itinerary/index.ts';
import { type PackedIntervals, PLANNED_APPOINTMENT, type RepProblem, worthOfDriveHour } from '../problem/index.ts';
import { freezeDays } from './freeze.ts';

const HOME = -1;
/** Steps of the search that only repairs. */
const REPAIR_STEPS = 400;
/** Parts of the annealing: repairing is hardly more than descent; improving is warm enough to pay, not to lose what is known. */
const REPAIR = { from: 0.9, to: 1 };
const IMPROVE = { from: 0.5, to: 1 };
/** The price of a change while only repairing, in hours driven: more than a change can save. */
const REPAIR_HOURS = 100;

/** The frozen days of a rep and what the search may do with the others: plain data that crosses threads. */
export interface Replan {
  readonly problem: RepProblem;
  readonly start: StartItinerary;
  /** Customers and hotel by frozen day, as numbered in the problem. */
  readonly frozen: StartItinerary;
  readonly frozenDays: number;
  /** Frozen days of the previous plan that could not stay as they were. */
  readonly changedDays: readonly number[];
  /** Money of the problem: what repairing adds to the price of a change. */
  readonly repairPrice: number;
  readonly limited: boolean;
}

/**
 * What is left to search when the request means something else, the frozen days as they are in this replan.
 * @param problem the same customers and hotels under the same numbers; more of both may follow them
 */
export function residualUnder(meaning: Interpretation, problem: RepProblem, replan: Replan): RepProblem {
  return residualProblem(meaning, problem, replan.start, replan.frozen, replan.frozenDays);
}

/** Sleeping places of the previous plan of a rep, to be considered again. */
export function hotelsBefore({ replanning, sleepingPlaces }: Interpretation, rep: number): number[] {
  const ids = new Set(replanning?.tours.filter((tour) => tour.rep === rep).map(({ sleepsAt }) => sleepsAt));
  return [...sleepingPlaces.keys()].filter((hotel) => ids.has(sleepingPlaces[hotel].id));
}

/** Null without a previous plan. */
export function replanOf(meaning: Interpretation, rep: number, problem: RepProblem): Replan | null {
  const { replanning } = meaning;
  if (replanning === null) return null;
  const before = previousDays(meaning, rep, problem);
  const tours = replanning.tours.filter((tour) => tour.rep === rep);
  const frozenDays = replanning.frozenDaysOf[rep];
  const { frozen, changedDays } = freezeDays(problem, before, tours, frozenDays);
  const residual = residualProblem(meaning, problem, before, frozen, frozenDays);
  return {
    problem: residual,
    start: before,
    frozen,
    frozenDays,
    changedDays,
    repairPrice: (REPAIR_HOURS * worthOfDriveHour(meaning)) / problem.moneyUnit,
    limited: replanning.maxChangedVisits < Number.POSITIVE_INFINITY,
  };
}

export interface ReplannedItinerary extends Itinerary {
  /** The days with as few changes as possible; only where their number has a limit. */
  readonly repaired?: Itinerary;
}

export function replanRep(replan: Replan, control: SearchControl): ReplannedItinerary {
  const { problem, start, limited } = replan;
  const repaired = searchItinerary(withPrice(problem, start, replan.repairPrice), {
    ...control,
    start,
    annealing: REPAIR,
    stop: anyOf(control.stop, maxSteps(REPAIR_STEPS)),
  });
  const itinerary = searchItinerary(problem, { ...control, start: startOf(repaired), annealing: IMPROVE });
  return { ...withFrozen(replan, itinerary), ...(limited ? { repaired: withFrozen(replan, repaired) } : {}) };
}

function withFrozen({ frozen, frozenDays }: Replan, itinerary: Itinerary): Itinerary {
  return {
    ...itinerary,
    stops: itinerary.stops.map((stops, day) => (day < frozenDays ? Int32Array.from(frozen.stops[day]) : stops)),
    sleep: itinerary.sleep.map((hotel, day) => (day < frozenDays ? frozen.sleep[day] : hotel)),
  };
}

/** The previous plan of the rep in the numbers of the problem; customers whom he no longer carries are left out. */
function previousDays(meaning: Interpretation, rep: number, problem: RepProblem): StartItinerary {
  const customerAt = new Map([...problem.customerIndex].map((customer, number) => [customer, number]));
  const hotelAt = new Map([...problem.hotelIndex].map((hotel, number) => [meaning.sleepingPlaces[hotel].id, number]));
  const tourOn = new Map<number, PreviousTour>();
  for (const tour of meaning.replanning?.tours ?? []) if (tour.rep === rep) tourOn.set(tour.day, tour);
  const days = [...Array(problem.days).keys()];
  const sleep = days.map((day) => hotelAt.get(tourOn.get(day)?.sleepsAt ?? '') ?? HOME);
  return {
    stops: days.map((day) => tourOn.get(day)?.visits.flatMap(({ customer }) => customerAt.get(customer) ?? []) ?? []),
    sleep,
  };
}

function residualProblem(
  meaning: Interpretation,
  problem: RepProblem,
  before: StartItinerary,
  frozen: StartItinerary,
  frozenDays: number,
): RepProblem {
  const { days, customers } = problem;
  const residual = {
    ...problem,
    works: problem.works.map((works, day) => (day < frozenDays ? 0 : works)),
    nightAllowed: nightsLeft(problem, frozen, frozenDays),
    appointment: problem.appointment.map((fixed, cell) => (cell % days < frozenDays ? 0 : fixed)),
    visitsOwed: problem.visitsOwed.slice(),
    firstDayMin: problem.firstDayMin.slice(),
    firstDayMax: problem.firstDayMax.slice(),
    overduePerDay: problem.overduePerDay.slice(),
  };
  frozen.stops.forEach((stops, day) => {
    for (const customer of stops) {
      residual.visitsOwed[customer] = Math.max(0, residual.visitsOwed[customer] - 1);
      // The last visit may have been made later than that, outside the plan.
      const { firstDayMin, firstDayMax, minDaysBetween, maxDaysBetween } = problem;
      const latest = firstDayMax[customer] === days ? 0 : firstDayMax[customer];
      residual.firstDayMin[customer] = Math.max(firstDayMin[customer], day + minDaysBetween[customer]);
      residual.firstDayMax[customer] = Math.min(days, Math.max(latest, day + maxDaysBetween[customer]));
      residual.overduePerDay[customer] = 0;
    }
  });
  const tooSoon = new Uint8Array(customers * days);
  for (let customer = 0; customer < customers; customer++) {
    const { urgent } = meaning.customers[problem.customerIndex[customer]];
    if (urgent === null || urgent.first < frozenDays) continue;
    // That it is urgent excuses its own days only, not those of a visit that takes its place.
    tooSoon.fill(
      1,
      customer * days + urgent.last + 1,
      customer * days + Math.min(days, residual.firstDayMin[customer]),
    );
    residual.firstDayMin[customer] = urgent.first;
    residual.firstDayMax[customer] = urgent.last;
  }
  const mayStart = (cell: number) => tooSoon[cell] === 0 || problem.appointment[cell] === PLANNED_APPOINTMENT;
  const starts = startsWhere(problem.starts, (cell) => cell % days >= frozenDays && mayStart(cell));
  const price = (meaning.replanning?.perChangedVisit ?? 0) / problem.moneyUnit;
  return withPrice({ ...residual, starts }, before, price);
}

/** The problem with a price, money, on every visit on another day than before. */
function withPrice(problem: RepProblem, before: StartItinerary, price: number): RepProblem {
  const dislike = problem.dislike.map((cost) => cost + price);
  before.stops.forEach((stops, day) => {
    for (const customer of stops)
      dislike[customer * problem.days + day] = problem.dislike[customer * problem.days + day];
  });
  return { ...problem, dislike };
}

/** After the frozen days, which end at home; nights spent already in the same week count, the latest evenings go first. */
function nightsLeft(
  { nightAllowed, isoWeek, maxNightsPerWeek }: RepProblem,
  frozen: StartItinerary,
  frozenDays: number,
) {
  const allowed = nightAllowed.map((night, day) => (day < frozenDays ? 0 : night));
  if (frozenDays === 0) return allowed;
  const week = isoWeek[frozenDays - 1];
  let left = maxNightsPerWeek;
  frozen.sleep.forEach((hotel, day) => {
    if (hotel !== HOME && isoWeek[day] === week) left--;
  });
  return allowed.map((night, day) => {
    if (night === 0 || isoWeek[day] !== week) return night;
    left--;
    return left >= 0 ? 1 : 0;
  });
}

function startsWhere({ offset, from, to }: PackedIntervals, isOpen: (cell: number) => boolean): PackedIntervals {
  const kept: number[] = [];
  const begins = new Int32Array(offset.length);
  for (let cell = 0; cell + 1 < offset.length; cell++) {
    if (isOpen(cell)) for (let k = offset[cell]; k < offset[cell + 1]; k++) kept.push(k);
    begins[cell + 1] = kept.length;
  }
  return { offset: begins, from: Int32Array.from(kept, (k) => from[k]), to: Int32Array.from(kept, (k) => to[k]) };
}
