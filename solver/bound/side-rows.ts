/** Rows beside those of the tours: limits on nights, appointments, and the spacing of visits where the model breaks it. */
import type { BoundProblem } from './bound-problem.ts';
import type { Master, MasterSolution, SideRow } from './master.ts';

/** A row broken by less is left alone. */
const BROKEN = 0.02;

/** Nights in a row and in the part of an ISO week that lies in one run, and appointments kept. */
export function fixedRows(bound: BoundProblem, master: Master): SideRow[] {
  const { problem, classes, kept, customers } = bound;
  const rows: SideRow[] = [];
  classes.forEach(({ days, runs }, runClass) => {
    const cellsOf = (places: readonly number[]) => new Set(places.map((place) => master.cellOf(runClass, place)));
    const most = (places: readonly number[], limit: number) => {
      if (places.length > limit)
        rows.push({
          position: -1,
          cells: cellsOf(places),
          lower: Number.NEGATIVE_INFINITY,
          upper: limit * runs.length,
        });
    };
    const nights = [...days.keys()].slice(0, -1);
    for (const places of Map.groupBy(nights, (place) => problem.isoWeek[days[place]]).values())
      most(places, problem.maxNightsPerWeek);
    for (const first of nights)
      most(
        nights.filter((place) => place >= first && place <= first + problem.maxConsecutiveNights),
        problem.maxConsecutiveNights,
      );
    for (const position of customers.keys())
      for (const [place, day] of days.entries())
        if (kept[position * problem.days + day] === 1)
          rows.push({ position, cells: cellsOf([place]), lower: runs.length, upper: runs.length });
  });
  return rows;
}

/**
 * The rows of spacing that a solution breaks. Runs of one class share their visits evenly there. Of such a class only what holds in
 * each of its runs can be a row, once for all of them: what binds some days only says nothing of the other runs, and what reaches
 * beyond a run tells them apart. Leaving rows out only makes the bound lower.
 */
export function brokenSpacing(bound: BoundProblem, master: Master, { x }: MasterSolution): SideRow[] {
  const { problem, visits, customers } = bound;
  const visited = visitsPerCell(master, customers.length, x);
  const cellOfDay = new Int32Array(problem.days).fill(-1);
  const runOfDay = new Int32Array(problem.days).fill(-1);
  const runsOfDay = new Int32Array(problem.days);
  let runs = 0;
  bound.classes.forEach((runClass, index) => {
    for (const run of runClass.runs) {
      run.forEach((day, place) => {
        cellOfDay[day] = master.cellOf(index, place);
        runOfDay[day] = runs;
        runsOfDay[day] = runClass.runs.length;
      });
      runs++;
    }
  });
  return [...visits.keys()].flatMap((position) => {
    const share = (day: number) =>
      cellOfDay[day] < 0 ? 0 : visited[position * master.cells + cellOfDay[day]] / runsOfDay[day];
    const rows: (SideRow & { readonly broken: number })[] = [];
    for (const { from, to, least, most, anywhere } of windowsOf(bound, position)) {
      let sum = 0;
      const days: number[] = [];
      for (let day = from; day <= to; day++) {
        if (bound.open[position * problem.days + day] === 0) continue;
        days.push(day);
        sum += share(day);
      }
      const broken = Math.max(least - sum, sum - most);
      if (broken < BROKEN) continue;
      const oneRun = days.every((day) => runOfDay[day] === runOfDay[days[0]]);
      if (!(oneRun && anywhere) && days.some((day) => runsOfDay[day] > 1)) continue;
      const factor = runsOfDay[days[0]];
      const cells = new Set(days.map((day) => cellOfDay[day]));
      rows.push({ position, cells, lower: least * factor, upper: most * factor, broken });
    }
    return rows.sort((a, b) => b.broken - a.broken).slice(0, 2);
  });
}

interface VisitWindow {
  /** Days, both included. */
  readonly from: number;
  readonly to: number;
  readonly least: number;
  readonly most: number;
  /** Whether it holds between any two days so far apart. */
  readonly anywhere: boolean;
}

/** How many of a customer's visits can lie between two days, where that says something. */
function windowsOf(bound: BoundProblem, position: number): VisitWindow[] {
  const { problem } = bound;
  const { days } = problem;
  const customer = bound.customers[position];
  const possible = bound.visitDays[position];
  const count = possible.length;
  if (count < 2) return [];
  const windows: VisitWindow[] = [];
  const gapMin = problem.minDaysBetween[customer];
  for (let from = 0; from + 1 < days && gapMin > 1; from++)
    windows.push({
      from,
      to: Math.min(days, from + gapMin) - 1,
      least: Number.NEGATIVE_INFINITY,
      most: 1,
      anywhere: true,
    });
  const gapMax = problem.maxDaysBetween[customer];
  const firstAtLatest = possible[0].at(-1) ?? days;
  const lastAtEarliest = possible[count - 1][0];
  const complete = count === problem.visitsOwed[customer];
  for (let from = firstAtLatest + 1; complete && from + gapMax <= lastAtEarliest; from++)
    windows.push({ from, to: from + gapMax - 1, least: 1, most: Number.POSITIVE_INFINITY, anywhere: false });
  for (let to = 0; to + 1 < days; to++) {
    const least = possible.filter((each) => (each.at(-1) ?? days) <= to).length;
    const most = possible.filter((each) => each[0] <= to).length;
    windows.push({ from: 0, to, least, most, anywhere: false });
  }
  return windows;
}

function visitsPerCell(master: Master, customers: number, x: Float64Array): Float64Array {
  const visited = new Float64Array(customers * master.cells);
  master.trips.forEach((trip, column) => {
    const first = master.cellOf(trip.runClass, trip.place);
    trip.days.forEach((day, place) => {
      for (const position of day.visits) visited[position * master.cells + first + place] += x[column];
    });
  });
  return visited;
}
