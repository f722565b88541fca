/** Which customers a way through the days remembers, so that it does not come back to them (Baldacci, Mingozzi, Roberti 2011). */
import type { BoundProblem } from './bound-problem.ts';

/** Bits of customers by position: 0 to 31 in `low`, 32 to 63 in `high`. */
export interface NgMemories {
  /** Per customer whom he lets remember, himself included. */
  readonly low: Int32Array;
  readonly high: Int32Array;
  /** Per sleeping place who is remembered over a night there. */
  readonly hotelLow: Int32Array;
  readonly hotelHigh: Int32Array;
}

/** @param neighbours how many customers each remembers */
export function ngMemories({ customers, problem, onceInRun }: BoundProblem, neighbours: number): NgMemories {
  const places = problem.nightCost.length + 1;
  const memories = {
    low: new Int32Array(customers.length),
    high: new Int32Array(customers.length),
    hotelLow: new Int32Array(places),
    hotelHigh: new Int32Array(places),
  };
  const all = [...customers.keys()];
  const nearest = (place: number, positions: readonly number[]) => {
    const away = (position: number) => problem.travel.seconds[place * problem.travel.size + customers[position]];
    return positions.toSorted((a, b) => away(a) - away(b) || a - b).slice(0, neighbours);
  };
  customers.forEach((customer, position) => {
    for (const near of [...nearest(customer, all), position]) remember(near, position, memories.low, memories.high);
  });
  // Home keeps no memory: tours that meet there are told apart by the model.
  const once = all.filter((position) => onceInRun[position] === 1);
  for (let place = 1; place < places; place++)
    for (const near of nearest(problem.home + place, once))
      remember(near, place, memories.hotelLow, memories.hotelHigh);
  return memories;
}

function remember(position: number, entry: number, low: Int32Array, high: Int32Array): void {
  if (position < 32) low[entry] |= 1 << position;
  else high[entry] |= 1 << (position - 32);
}
