/** The sets of days on which a customer may be visited, among the days on which the pool has a tour to him. */
import type { ItineraryProblem } from '../problem/index.ts';

/** A customer with more possible sets than that keeps his days: the model would consist of little else. */
const MOST_SETS = 250;

/**
 * @param possible per day 1 when a tour of the pool visits the customer
 * @param now the days of now, ascending
 * @returns ascending days each, those of now among them
 */
export function daySets(
  problem: ItineraryProblem,
  customer: number,
  possible: Uint8Array,
  now: readonly number[],
): (readonly number[])[] {
  const { days, visitsOwed, appointment, patterns } = problem;
  const fixed = appointment.subarray(customer * days, (customer + 1) * days).some((kind) => kind !== 0);
  // What is missing is the search's to find a place for, and what is agreed stays.
  if (fixed || now.length < visitsOwed[customer]) return [now];
  const listed = patterns !== null;
  const found = (listed ? listedSets(problem, customer) : spacedSets(problem, customer, possible)).filter((set) =>
    set.every((day) => possible[day] === 1),
  );
  return found.length > MOST_SETS || !found.some((set) => isSame(set, now)) ? [now] : found;
}

function isSame(set: readonly number[], other: readonly number[]): boolean {
  return set.length === other.length && set.every((day, index) => day === other[index]);
}

function listedSets({ patterns }: ItineraryProblem, customer: number): number[][] {
  if (patterns === null) return [];
  const { offset, dayOffset, day } = patterns;
  const sets: number[][] = [];
  for (let p = offset[customer]; p < offset[customer + 1]; p++) {
    sets.push([...day.subarray(dayOffset[p], dayOffset[p + 1])]);
  }
  return sets;
}

/** All chains of visits that keep the spacing (contract, section 4), as far as there are not too many. */
function spacedSets(problem: ItineraryProblem, customer: number, possible: Uint8Array): number[][] {
  const { days, firstDayMin, firstDayMax, minDaysBetween, maxDaysBetween, visitsOwed } = problem;
  const sets: number[][] = [];
  const chain: number[] = [];
  const extend = (from: number, to: number) => {
    if (chain.length === visitsOwed[customer]) {
      sets.push([...chain]);
      return;
    }
    for (let day = from; day <= Math.min(to, days - 1) && sets.length <= MOST_SETS; day++) {
      if (possible[day] === 0) continue;
      chain.push(day);
      extend(day + minDaysBetween[customer], day + maxDaysBetween[customer]);
      chain.pop();
    }
  };
  extend(firstDayMin[customer], firstDayMax[customer]);
  return sets;
}
