/** An itinerary to begin with, instead of none. */
import { recordDay, recordVisits } from './day-record.ts';
import { keepsLimits } from './night-limits.ts';
import { areBothPlanned } from './spacing.ts';
import { HOME, type ItineraryState } from './state.ts';
import type { TourTiming } from './tour-timing.ts';

/** Customers of each day in order, and the hotel of the night after it or -1, as numbered in the problem. */
export interface StartItinerary {
  readonly stops: readonly (readonly number[])[];
  readonly sleep: readonly number[];
}

/** Puts as much of an itinerary into an empty state as is still possible; the days are recorded. */
export function loadStart(state: ItineraryState, timing: TourTiming, start: StartItinerary): void {
  const { days, nightAllowed, appointment } = state.problem;
  for (let day = 0; day < days; day++) {
    if (start.sleep[day] === HOME || nightAllowed[day] === 0) continue;
    state.sleep[day] = start.sleep[day];
    if (!keepsLimits(state, day)) state.sleep[day] = HOME;
  }
  // Whole days first: two nights at one hotel are only possible with the visits between them.
  for (let day = 0; day < days; day++) for (const customer of start.stops[day]) appendVisit(state, customer, day);
  const emptied = new Set<number>();
  for (let day = 0; day < days; day++) {
    if (recordDay(state, timing, day)) continue;
    if (state.length[day] > 0) {
      while (state.length[day] > 0) state.removeAt(day, 0);
      emptied.add(day--);
      continue;
    }
    // Without any visit the drives between the sleeping places alone must be possible.
    if (day > 0) state.sleep[day - 1] = HOME;
    state.sleep[day] = HOME;
    day = Math.max(-1, day - 2);
  }
  for (const day of [...emptied].sort((a, b) => a - b)) {
    // Appointments have their hour; the others may go elsewhere.
    const stops = start.stops[day];
    const wanted = stops.toSorted((a, b) => appointment[b * days + day] - appointment[a * days + day]);
    const order = new Map(stops.map((customer, index) => [customer, index]));
    for (const customer of wanted) loadVisit(state, timing, customer, day, order);
  }
  for (let day = 0; day < days; day++) {
    recordVisits(state, day);
    recordDay(state, timing, day);
  }
}

/** As the last of the day, if it may be visited then at all. */
function appendVisit(state: ItineraryState, customer: number, day: number): void {
  if (mayVisit(state, customer, day)) state.insert(customer, day, state.length[day]);
}

function mayVisit(state: ItineraryState, customer: number, day: number): boolean {
  const { starts, days, visitsOwed } = state.problem;
  const cell = customer * days + day;
  const isOpen = starts.offset[cell + 1] > starts.offset[cell];
  const hasRoom = state.length[day] < state.capacity && state.slotIsFree(customer, day);
  return isOpen && hasRoom && !state.isVisited(customer, day) && state.planned[customer] < visitsOwed[customer];
}

function loadVisit(
  state: ItineraryState,
  timing: TourTiming,
  customer: number,
  day: number,
  order: ReadonlyMap<number, number>,
): void {
  if (!mayVisit(state, customer, day)) return;
  const at = day * state.capacity;
  const place = order.get(customer) ?? 0;
  let position = 0;
  while (position < state.length[day] && (order.get(state.stops[at + position]) ?? 0) < place) position++;
  state.insert(customer, day, position);
  if (!recordDay(state, timing, day)) state.removeAt(day, position);
}

/** The least gap is kept always, the largest and the bounds of the first day only when all visits are there. */
export function spacingIsKept(state: ItineraryState, customer: number): boolean {
  const { days, minDaysBetween, maxDaysBetween, firstDayMax, visitsOwed } = state.problem;
  const complete = state.planned[customer] === visitsOwed[customer];
  let before = -1;
  for (let day = 0; day < days; day++) {
    if (!state.isVisited(customer, day)) continue;
    const gap = day - before;
    if (before < 0 && complete && day > firstDayMax[customer]) return false;
    const isTooNear = gap < minDaysBetween[customer] && !areBothPlanned(state.problem, customer, before, day);
    if (before >= 0 && (isTooNear || (complete && gap > maxDaysBetween[customer]))) return false;
    before = day;
  }
  return true;
}
