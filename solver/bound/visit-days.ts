/** The days on which each visit to a customer can be when a given number of visits keeps the spacing (contract, section 4). */
import type { ItineraryProblem } from '../problem/index.ts';

/**
 * @param count visits to be made: the maximum spacing binds only when they are all that is owed
 * @param kept days of appointments that are among them
 * @returns per visit its days, ascending
 */
export function visitDays(
  problem: ItineraryProblem,
  customer: number,
  count: number,
  kept: readonly number[],
): readonly (readonly number[])[] {
  const { days, starts } = problem;
  const complete = count === problem.visitsOwed[customer];
  const gapMin = Math.max(1, problem.minDaysBetween[customer]);
  const gapMax = complete ? problem.maxDaysBetween[customer] : days;
  const possible = (day: number) =>
    problem.works[day] === 1 && starts.offset[customer * days + day] < starts.offset[customer * days + day + 1];
  const jumps = (from: number, to: number) => kept.some((day) => day > from && day < to);
  const follows = (day: number, next: number) =>
    next - day >= gapMin && next - day <= gapMax && possible(next) && !jumps(day, next);
  const all = Array.from({ length: days }, (_, day) => day);
  const firstMax = complete ? problem.firstDayMax[customer] : days;
  const isFirst = (day: number) =>
    possible(day) && day >= problem.firstDayMin[customer] && day <= firstMax && !jumps(-1, day);
  /** Per visit the days on which it can be, given those before it. */
  const reached = [all.filter(isFirst)];
  for (let visit = 1; visit < count; visit++)
    reached.push(all.filter((next) => reached[visit - 1].some((day) => follows(day, next))));
  const found = [reached[count - 1].filter((day) => !jumps(day, days))];
  for (let visit = count - 2; visit >= 0; visit--)
    found.unshift(reached[visit].filter((day) => found[0].some((next) => follows(day, next))));
  return found;
}
