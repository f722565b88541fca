/** What driving in own time saves at most: the first leg before working hours, the last one after them. */
import type { ItineraryProblem } from '../problem/index.ts';

export class OwnTime {
  private readonly seconds: Int32Array;
  private readonly size: number;
  /** Money that a second costs less in own time. */
  private readonly saving: number;
  /** Per day: seconds of own time before and after working hours. */
  private readonly before: Float64Array;
  private readonly after: Float64Array;

  constructor({ travel, days, working, ...problem }: ItineraryProblem) {
    this.seconds = travel.seconds;
    this.size = travel.size;
    this.saving = Math.max(0, 1 - problem.ownTimeFactor) * problem.costPerDriveSecond;
    this.before = new Float64Array(days);
    this.after = new Float64Array(days);
    for (let day = 0; day < days; day++) {
      const first = working.offset[day];
      const last = working.offset[day + 1] - 1;
      if (last < first) continue;
      this.before[day] = Math.max(0, working.from[first] - problem.earliestDeparture[day]);
      this.after[day] = Math.max(0, problem.latestArrival[day] - working.to[last]);
    }
  }

  /** Money, of the leg from where the day starts to its first visit. */
  morning(day: number, start: number, first: number): number {
    return this.saving * Math.min(this.before[day], this.seconds[start * this.size + first]);
  }

  /** Money, of the leg from the last visit of the day to where it ends. */
  evening(day: number, last: number, end: number): number {
    return this.saving * Math.min(this.after[day], this.seconds[last * this.size + end]);
  }
}

/**
 * When to leave on a day without visits so that the drive ends with the own time of the evening: the normal way to sleep near
 * tomorrow's first customer (contract, section 5). No break is owed then.
 * @returns the moment, or null where leaving at once falls into more own time, own time costs more, or a break would be owed
 */
export function eveningDeparture(problem: ItineraryProblem, day: number, driveSeconds: number): number | null {
  const { working, breaks, earliestDeparture, latestArrival, ownTimeFactor } = problem;
  const first = working.offset[day];
  const last = working.offset[day + 1] - 1;
  const departure = latestArrival[day] - driveSeconds;
  if (driveSeconds === 0 || last < first || ownTimeFactor > 1 || departure < earliestDeparture[day]) return null;
  for (let k = breaks.offset[day]; k < breaks.offset[day + 1]; k++) if (departure <= breaks.from[k]) return null;
  const inTheMorning = Math.min(driveSeconds, working.from[first] - earliestDeparture[day]);
  return Math.min(driveSeconds, latestArrival[day] - working.to[last]) < inTheMorning ? null : departure;
}
