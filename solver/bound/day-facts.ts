/** What pricing reads of one day, put together once. */
import type { BoundProblem } from './bound-problem.ts';

export interface DayFacts {
  readonly day: number;
  /** Positions of the customers that can be visited. */
  readonly customers: readonly number[];
  readonly earliestDeparture: number;
  readonly latestArrival: number;
  /** Begin and end of the working hours, and the number of intervals that they consist of. */
  readonly workFrom: number;
  readonly workTo: number;
  readonly intervals: number;
  /** Seconds between interval i and the one before it; `between[0]` is the own time of the morning. */
  readonly between: readonly number[];
  /** Own time of the evening, seconds. */
  readonly evening: number;
  /** Breaks owed: window and seconds. */
  readonly breakFrom: readonly number[];
  readonly breakTo: readonly number[];
  readonly breakSeconds: readonly number[];
  /**
   * Per number of breaks settled the seconds by which the last leg is later in the evening because of breaks that are owed where the end of
   * the day comes a little later: who gets home before the window of an open break closes does not owe it.
   */
  readonly owedLater: readonly number[];
  /** Start windows per position: those of position c are at `window[c]` up to `window[c + 1]`. */
  readonly window: Int32Array;
  readonly windowFrom: Int32Array;
  readonly windowTo: Int32Array;
  readonly windowInterval: Uint8Array;
  readonly serviceSeconds: Int32Array;
  /** Least seconds from the end of a visit to the end of one to somebody else. */
  readonly shortestHop: number;
  /** The last moment at which somebody's start window ends that is not his last one of the day; -Infinity: there is none. */
  readonly reopensAfter: number;
  /** Whether the night after may be spent away. */
  readonly nightAfter: boolean;
  /** Seconds of the last leg that can count as own time at most. */
  readonly longestLastLeg: number;
}

/** @param last whether the day is the last of its run */
export function dayFacts(bound: BoundProblem, day: number, last: boolean): DayFacts {
  const { problem, customers, open } = bound;
  const { days, working, breaks, starts } = problem;
  const intervals = working.offset[day + 1] - working.offset[day];
  const first = working.offset[day];
  const between = Array.from({ length: intervals }, (_, k) =>
    Math.max(0, working.from[first + k] - (k === 0 ? problem.earliestDeparture[day] : working.to[first + k - 1])),
  );
  const workTo = working.to[first + intervals - 1];
  const openHere = [...customers.keys()].filter((position) => open[position * days + day] === 1);
  const window = new Int32Array(customers.length + 1);
  const windows: { readonly from: number; readonly to: number; readonly interval: number }[] = [];
  customers.forEach((customer, position) => {
    const cell = customer * days + day;
    for (let k = starts.offset[cell]; k < starts.offset[cell + 1] && open[position * days + day] === 1; k++) {
      let interval = 0;
      while (interval + 1 < intervals && working.from[first + interval + 1] <= starts.from[k]) interval++;
      windows.push({ from: starts.from[k], to: starts.to[k], interval });
    }
    window[position + 1] = windows.length;
  });
  const rests = Array.from({ length: breaks.offset[day + 1] - breaks.offset[day] }, (_, k) => breaks.offset[day] + k);
  return {
    day,
    customers: openHere,
    earliestDeparture: problem.earliestDeparture[day],
    latestArrival: problem.latestArrival[day],
    workFrom: working.from[first],
    workTo,
    intervals,
    between,
    evening: Math.max(0, problem.latestArrival[day] - workTo),
    breakFrom: rests.map((k) => breaks.from[k]),
    breakTo: rests.map((k) => breaks.to[k]),
    breakSeconds: rests.map((k) => problem.breakSeconds[k]),
    owedLater: owedLater(problem, rests, workTo),
    window,
    windowFrom: Int32Array.from(windows, ({ from }) => from),
    windowTo: Int32Array.from(windows, ({ to }) => to),
    windowInterval: Uint8Array.from(windows, ({ interval }) => interval),
    serviceSeconds: Int32Array.from(customers, (customer) => problem.serviceSeconds[customer * days + day]),
    shortestHop: shortestHop(bound, openHere, day),
    reopensAfter: openHere.reduce((latest, position) => {
      const before = windows.slice(window[position], window[position + 1]).slice(0, -1);
      return before.reduce((most, { to }) => Math.max(most, to), latest);
    }, Number.NEGATIVE_INFINITY),
    nightAfter: !last,
    longestLastLeg: Math.min(Math.max(0, problem.latestArrival[day] - workTo), longestLeg(bound, openHere, last)),
  };
}

function owedLater(
  { breaks, breakSeconds }: BoundProblem['problem'],
  rests: readonly number[],
  workTo: number,
): number[] {
  return [...rests.keys(), rests.length].map((settled) => {
    const open = rests.slice(settled);
    const seconds = open.reduce((sum, k) => sum + breakSeconds[k], 0);
    // Home before the last window closes is no own time as far as that is before the end of work.
    const closes = open.length === 0 ? workTo : breaks.to[open[open.length - 1]];
    return Math.max(0, Math.min(seconds, closes + seconds - workTo));
  });
}

function shortestHop({ problem, customers }: BoundProblem, positions: readonly number[], day: number): number {
  let shortest = Number.POSITIVE_INFINITY;
  for (const from of positions)
    for (const to of positions) {
      if (from === to) continue;
      const leg = problem.travel.seconds[customers[from] * problem.travel.size + customers[to]];
      shortest = Math.min(shortest, leg + problem.serviceSeconds[customers[to] * problem.days + day]);
    }
  return shortest;
}

/** Seconds from a customer to home, or to where the night may be spent. */
function longestLeg({ problem, customers }: BoundProblem, positions: readonly number[], last: boolean): number {
  const { size, seconds } = problem.travel;
  const ends = last ? 1 : problem.hotels + 1;
  let longest = 0;
  for (const position of positions) {
    const from = customers[position] * size + problem.home;
    for (let end = 0; end < ends; end++) longest = Math.max(longest, seconds[from + end]);
  }
  return longest;
}
