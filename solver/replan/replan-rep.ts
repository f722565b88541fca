/**
 * One rep's days, planned anew: the frozen ones stay, the others begin as they were and change where that pays for the price of
 * a changed visit. What was visited on frozen days is history to the search: the visits still owed are spaced from there.
 */

import { anyOf, maxSteps } from '../annealing/index.ts';
import type { DaySpan, Interpretation, PreviousTour } from '../input/interpretation.ts';
import {
  type Itinerary,
  type SearchControl,
  type StartItinerary,
  searchItinerary,
  startOf,
} from '../itinerary/index.ts';
import { type PackedIntervals, PLANNED_APPOINTMENT, type RepProblem, worthOfDriveHour } from '../problem/index.ts';
import { keepOrder } from './keep-order.ts';

const HOME = -1;
/** Steps of the search that only repairs. */
const REPAIR_STEPS = 400;
/** Parts of the annealing: repairing is hardly more than descent; improving is warm enough to pay, not to lose what is known. */
const REPAIR = { from: 0.9, to: 1 };
const IMPROVE = { from: 0.5, to: 1 };
/** The price of a change while only repairing, in hours driven: more than a change can save. */
const REPAIR_HOURS = 100;
/** What another order of a day must save, in hours driven, if nothing else of that day changes: who is visited has been told when. */
const ORDER_HOURS = 1 / 6;

/** The frozen days of a rep and what the search may do with the others: plain data that crosses threads. */
export interface Replan {
  readonly rep: number;
  readonly problem: RepProblem;
  readonly start: StartItinerary;
  /** Of the frozen days, as numbered in the problem; a hotel that has no number is left out. */
  readonly frozen: StartItinerary;
  /** Money of the problem: what repairing adds to the price of a change. */
  readonly repairPrice: number;
  /** Money of the problem: what another order of a day must save. */
  readonly orderPrice: number;
  readonly limited: boolean;
}

/**
 * What is left to search when the request means something else, the frozen days as they are in this replan.
 * @param problem the same customers and hotels under the same numbers; more of both may follow them
 */
export function residualUnder(meaning: Interpretation, problem: RepProblem, replan: Replan): RepProblem {
  return residualProblem(meaning, replan.rep, problem, replan.start, replan.frozen);
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
  const start = previousDays(meaning, rep, problem);
  const frozen = frozenDays(meaning, rep, problem);
  const worth = worthOfDriveHour(meaning) / problem.moneyUnit;
  return {
    rep,
    problem: residualProblem(meaning, rep, problem, start, frozen),
    start,
    frozen,
    repairPrice: REPAIR_HOURS * worth,
    orderPrice: ORDER_HOURS * worth,
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
  return { ...settled(replan, itinerary), ...(limited ? { repaired: settled(replan, repaired) } : {}) };
}

/** With the frozen days, and in the order of before where another one is not worth it. */
function settled({ problem, start, orderPrice, frozen }: Replan, searched: Itinerary): Itinerary {
  const itinerary = keepOrder(problem, start, orderPrice, searched);
  const count = frozen.stops.length;
  return {
    ...itinerary,
    stops: itinerary.stops.map((stops, day) => (day < count ? Int32Array.from(frozen.stops[day]) : stops)),
    sleep: itinerary.sleep.map((hotel, day) => (day < count ? frozen.sleep[day] : hotel)),
  };
}

/** From customers and ids of sleeping places to the numbers of the problem. */
function numbersOf({ sleepingPlaces }: Interpretation, { customerIndex, hotelIndex }: RepProblem) {
  const customerAt = new Map([...customerIndex].map((customer, number) => [customer, number]));
  const hotelAt = new Map([...hotelIndex].map((hotel, number) => [sleepingPlaces[hotel].id, number]));
  return {
    stops: (customers: readonly number[]) => customers.flatMap((customer) => customerAt.get(customer) ?? []),
    sleep: (id: string | null | undefined) => hotelAt.get(id ?? '') ?? HOME,
  };
}

/** The previous plan of the rep in the numbers of the problem; customers whom he no longer carries are left out. */
function previousDays(meaning: Interpretation, rep: number, problem: RepProblem): StartItinerary {
  const { stops, sleep } = numbersOf(meaning, problem);
  const tourOn = new Map<number, PreviousTour>();
  for (const tour of meaning.replanning?.tours ?? []) if (tour.rep === rep) tourOn.set(tour.day, tour);
  const days = [...Array(problem.days).keys()];
  return {
    stops: days.map((day) => stops(tourOn.get(day)?.customers ?? [])),
    sleep: days.map((day) => sleep(tourOn.get(day)?.sleepsAt)),
  };
}

function frozenDays(meaning: Interpretation, rep: number, problem: RepProblem): StartItinerary {
  const { replanning } = meaning;
  const { stops, sleep } = numbersOf(meaning, problem);
  const tourOn = new Map(replanning?.frozen.filter((tour) => tour.rep === rep).map((tour) => [tour.day, tour]));
  const days = [...Array(replanning?.frozenDaysOf[rep] ?? 0).keys()];
  return {
    stops: days.map((day) => stops(tourOn.get(day)?.visits.map(({ customer }) => customer) ?? [])),
    sleep: days.map((day) => sleep(tourOn.get(day)?.sleepsAt?.id)),
  };
}

function residualProblem(
  meaning: Interpretation,
  rep: number,
  problem: RepProblem,
  before: StartItinerary,
  frozen: StartItinerary,
): RepProblem {
  const { days, customers } = problem;
  const count = frozen.stops.length;
  const residual = {
    ...problem,
    works: problem.works.map((works, day) => (day < count ? 0 : works)),
    nightAllowed: nightsLeft(meaning, rep, problem, count),
    starts: problem.starts,
    appointment: problem.appointment.map((fixed, cell) => (cell % days < count ? 0 : fixed)),
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
  // The days on which a visit would be too near to a frozen one, although an urgent one before it would not.
  const tooNear = new Map<number, DaySpan>();
  for (let customer = 0; customer < customers; customer++) {
    const { urgent } = meaning.customers[problem.customerIndex[customer]];
    if (urgent === null || urgent.first < count) continue;
    tooNear.set(customer, { first: urgent.last + 1, last: residual.firstDayMin[customer] - 1 });
    residual.firstDayMin[customer] = urgent.first;
    residual.firstDayMax[customer] = urgent.last;
  }
  residual.starts = startsWhere(problem.starts, days, (customer, day) => {
    const { first, last } = tooNear.get(customer) ?? { first: days, last: days };
    const comesHoweverNear = problem.appointment[customer * days + day] === PLANNED_APPOINTMENT;
    return day >= count && (comesHoweverNear || day < first || day > last);
  });
  const price = (meaning.replanning?.perChangedVisit ?? 0) / problem.moneyUnit;
  return withPrice(residual, before, price);
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
  { replanning }: Interpretation,
  rep: number,
  { nightAllowed, isoWeek, maxNightsPerWeek }: RepProblem,
  count: number,
) {
  const spent = new Map([[isoWeek[0], replanning?.nightsBefore[rep] ?? 0]]);
  for (const { rep: other, day, sleepsAt } of replanning?.frozen ?? [])
    if (other === rep && sleepsAt !== null) spent.set(isoWeek[day], (spent.get(isoWeek[day]) ?? 0) + 1);
  return nightAllowed.map((night, day) => {
    const week = isoWeek[day];
    const before = spent.get(week) ?? 0;
    if (night === 0 || day < count) return 0;
    // Where none was spent yet, the search itself chooses which.
    if (before === 0) return 1;
    spent.set(week, before + 1);
    return before < maxNightsPerWeek ? 1 : 0;
  });
}

function startsWhere(
  { offset, from, to }: PackedIntervals,
  days: number,
  isOpen: (customer: number, day: number) => boolean,
): PackedIntervals {
  const kept: number[] = [];
  const begins = new Int32Array(offset.length);
  for (let cell = 0; cell + 1 < offset.length; cell++) {
    if (isOpen(Math.floor(cell / days), cell % days))
      for (let k = offset[cell]; k < offset[cell + 1]; k++) kept.push(k);
    begins[cell + 1] = kept.length;
  }
  return { offset: begins, from: Int32Array.from(kept, (k) => from[k]), to: Int32Array.from(kept, (k) => to[k]) };
}
