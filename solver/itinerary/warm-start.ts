/** Puts a known itinerary into an empty state, as far as it is possible. */
import type { ItineraryProblem } from '../problem/index.ts';
import { recordDay, recordVisits } from './day-record.ts';
import { HOME, type ItineraryState } from './state.ts';
import type { TourTiming } from './tour-timing.ts';

/** Where the customers of each day are, in order, and where the rep sleeps after it; numbers as in the problem. */
export interface KnownDays {
  readonly stops: readonly Int32Array[];
  readonly sleep: Int32Array;
}

/**
 * A night that leads nowhere is spent at home instead, and a day that cannot be driven loses visits from its end until it can:
 * they are put back by the search. Customers whose visits no longer keep the spacing are left to the search too.
 */
export function loadKnownDays(state: ItineraryState, timing: TourTiming, known: KnownDays): void {
  const { days, hotels, nightAllowed } = state.problem;
  for (let day = 0; day < days; day++) {
    for (const customer of known.stops[day] ?? [])
      if (isOpen(state, customer, day)) state.insert(customer, day, state.length[day]);
    const hotel = known.sleep[day] ?? HOME;
    state.sleep[day] = nightAllowed[day] === 1 && hotel < hotels ? hotel : HOME;
  }
  for (let customer = 0; customer < state.problem.customers; customer++) {
    if (!spacingIsKept(state, customer)) removeAll(state, customer);
  }
  // A customer may lose visits on days that were settled before.
  for (let round = 0; round < 2; round++) for (let day = 0; day < days; day++) settleDay(state, timing, day);
}

function isOpen(state: ItineraryState, customer: number, day: number): boolean {
  const { starts, days, visitsOwed } = state.problem;
  const cell = customer * days + day;
  const open = starts.offset[cell] < starts.offset[cell + 1];
  const wanted = !state.isVisited(customer, day) && state.planned[customer] < visitsOwed[customer];
  return open && wanted && state.length[day] < state.capacity && state.slotIsFree(customer, day);
}

function settleDay(state: ItineraryState, timing: TourTiming, day: number): void {
  while (!recordDay(state, timing, day)) {
    if (state.sleep[day] !== HOME && state.length[day] === 0) state.sleep[day] = HOME;
    else if (state.length[day] > 0) removeAll(state, state.stops[day * state.capacity + state.length[day] - 1]);
    else if (day > 0 && state.sleep[day - 1] !== HOME) {
      state.sleep[day - 1] = HOME;
      settleDay(state, timing, day - 1);
    } else return;
  }
  recordVisits(state, day);
}

/** As `Recreate` asks for it: the least gap always, the largest only when all visits are there. */
export function spacingIsKept(state: ItineraryState, customer: number): boolean {
  const { days, minDaysBetween, maxDaysBetween, firstDayMin, firstDayMax, visitsOwed } = state.problem;
  const complete = state.planned[customer] === visitsOwed[customer];
  let before = -1;
  for (let day = 0; day < days; day++) {
    if (!state.isVisited(customer, day)) continue;
    const gap = day - before;
    if (before < 0 && (day < firstDayMin[customer] || (complete && day > firstDayMax[customer]))) return false;
    if (before >= 0 && (gap < minDaysBetween[customer] || (complete && gap > maxDaysBetween[customer]))) return false;
    before = day;
  }
  return true;
}

function removeAll(state: ItineraryState, customer: number): void {
  for (let day = 0; day < state.problem.days; day++) if (state.isVisited(customer, day)) state.remove(customer, day);
}

/** Customers that are owed a visit. */
export function incomplete({ customers, visitsOwed }: ItineraryProblem, state: ItineraryState): Int32Array {
  return Int32Array.from({ length: customers }, (_, customer) => customer).filter(
    (customer) => state.planned[customer] < visitsOwed[customer],
  );
}
