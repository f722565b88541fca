/** Times a day of a state and writes down what the search asks of it again and again. */
import { HOME, type ItineraryState, NO_VISIT_OPENS } from './state.ts';
import type { TourTiming } from './tour-timing.ts';

/** @returns whether the day is possible; when it is not, it costs Infinity */
export function recordDay(state: ItineraryState, timing: TourTiming, day: number): boolean {
  const at = day * state.capacity;
  state.stamp[day] = ++timing.recorded;
  const possible = timing.time(
    day,
    state.startPlace(day),
    state.endPlace(day),
    state.stops,
    at,
    state.length[day],
    -1,
    0,
  );
  if (!possible) {
    state.tourCost[day] = Number.POSITIVE_INFINITY;
    return false;
  }
  state.tourCost[day] = timing.cost;
  state.late[day] = timing.lateSeconds;
  state.drive[day] = timing.driveSeconds;
  return true;
}

/** Between the first opening and the last closing of the day's visits lies all service and driving between them. */
export function recordVisits(state: ItineraryState, day: number): void {
  const { starts, serviceSeconds, days } = state.problem;
  let service = 0;
  let opens = NO_VISIT_OPENS;
  let closes = 0;
  const at = day * state.capacity;
  for (let k = at; k < at + state.length[day]; k++) {
    const cell = state.stops[k] * days + day;
    service += serviceSeconds[cell];
    opens = Math.min(opens, starts.from[starts.offset[cell]]);
    closes = Math.max(closes, starts.to[starts.offset[cell + 1] - 1] + serviceSeconds[cell]);
  }
  state.service[day] = service;
  state.opens[day] = opens;
  state.closes[day] = closes;
}

/** As `recordVisits`, after one more visit. */
export function recordOneMore(state: ItineraryState, customer: number, day: number): void {
  const { starts, serviceSeconds, days } = state.problem;
  const cell = customer * days + day;
  state.service[day] += serviceSeconds[cell];
  state.opens[day] = Math.min(state.opens[day], starts.from[starts.offset[cell]]);
  state.closes[day] = Math.max(state.closes[day], starts.to[starts.offset[cell + 1] - 1] + serviceSeconds[cell]);
}

/** Money for the nights away. */
export function nightsCost({ problem, sleep }: ItineraryState): number {
  let sum = 0;
  for (const hotel of sleep) if (hotel !== HOME) sum += problem.nightCost[hotel];
  return sum;
}
