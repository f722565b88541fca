/** How many nights away are allowed (contract, section 5): in a row, and in the ISO week of the evening. */
import type { ItineraryProblem } from '../problem/index.ts';
import { HOME, type ItineraryState } from './state.ts';

/** Whether the calendar allows more nights than the rep's limits do, so that counting is needed at all. */
export function limitsCanBind(problem: ItineraryProblem): boolean {
  let run = 0;
  const inWeek = new Map<number, number>();
  for (let night = 0; night < problem.days; night++) {
    run = problem.nightAllowed[night] === 1 ? run + 1 : 0;
    if (run > problem.maxConsecutiveNights) return true;
    if (run === 0) continue;
    const count = (inWeek.get(problem.isoWeek[night]) ?? 0) + 1;
    if (count > problem.maxNightsPerWeek) return true;
    inWeek.set(problem.isoWeek[night], count);
  }
  return false;
}

/** Nights away in a row, ending with (`step` -1) or beginning with (`step` 1) this one. */
export function nightsInARow(state: ItineraryState, night: number, step: -1 | 1): number {
  let count = 0;
  for (let at = night; at >= 0 && at < state.problem.days && state.sleep[at] !== HOME; at += step) count++;
  return count;
}

/** Nights away in the ISO week of a night, those from `from` up to but without `to` left out. */
export function nightsInWeek(state: ItineraryState, night: number, from: number, to: number): number {
  const { isoWeek, days } = state.problem;
  let count = 0;
  for (let at = Math.max(0, night - 6); at < Math.min(days, night + 7); at++) {
    const counted = at < from || at >= to;
    if (counted && isoWeek[at] === isoWeek[night] && state.sleep[at] !== HOME) count++;
  }
  return count;
}

/** Whether the nights around this one, which is away, keep both limits. */
export function keepsLimits(state: ItineraryState, night: number): boolean {
  const { maxConsecutiveNights, maxNightsPerWeek } = state.problem;
  const row = nightsInARow(state, night, -1) + nightsInARow(state, night, 1) - 1;
  return row <= maxConsecutiveNights && nightsInWeek(state, night, 0, 0) <= maxNightsPerWeek;
}

/** Whether both limits are kept when the nights before and after a day are changed to these. */
export function limitsKeptWith(state: ItineraryState, day: number, before: number, after: number): boolean {
  const oldBefore = day === 0 ? HOME : state.sleep[day - 1];
  const oldAfter = state.sleep[day];
  if (day > 0) state.sleep[day - 1] = before;
  state.sleep[day] = after;
  const kept =
    (before === HOME || day === 0 || keepsLimits(state, day - 1)) && (after === HOME || keepsLimits(state, day));
  if (day > 0) state.sleep[day - 1] = oldBefore;
  state.sleep[day] = oldAfter;
  return kept;
}
