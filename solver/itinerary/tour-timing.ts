/** Can a day's tour be driven in time, and what does it cost: the kernel of the search. */
import type { ItineraryProblem } from '../problem/index.ts';
import { eveningDeparture } from './own-time.ts';

const NEVER = 2_000_000_000;

/**
 * Times one tour forward. A label per number of breaks settled holds the earliest moment the rep is free: a break is taken
 * on a leg (while driving or waiting, inside its window), or is not owed, because the tour starts after the window opens or
 * ends before it closes (contract, section 5). One object serves one thread; results are read from its fields.
 */
export class TourTiming {
  private readonly problem: ItineraryProblem;
  private readonly free: Int32Array;
  private readonly arrival: Int32Array;
  /** Money for a second of arriving too late or of driving too long; Infinity: not possible. Only a search lowers it for a while. */
  latePrice = Number.POSITIVE_INFINITY;
  driveSeconds = 0;
  driveMetres = 0;
  /** Seconds driven outside working hours; exact but for breaks on legs of which a part is. */
  ownTimeSeconds = 0;
  /** Seconds of arriving too late and of driving too long, together. */
  lateSeconds = 0;
  /** Money, nights left out. */
  cost = 0;
  /** Tours recorded so far with this timing. */
  recorded = 0;
  /** Of the tour begun: its visits, the first departure, the last place, what is driven so far. */
  private day = 0;
  private start = 0;
  private count = 0;
  private place = 0;
  private drive = 0;
  private far = 0;
  private firstStart = 0;
  private firstDrive = 0;
  /** Whether there is time off between working hours, and seconds driven in it on legs between visits. */
  private hasTimeOff = false;
  private driveInTimeOff = 0;

  constructor(problem: ItineraryProblem) {
    this.problem = problem;
    let most = 0;
    for (let day = 0; day < problem.days; day++) {
      most = Math.max(most, problem.breaks.offset[day + 1] - problem.breaks.offset[day]);
    }
    this.free = new Int32Array(most + 1);
    this.arrival = new Int32Array(most + 1);
  }

  /** The cost, and what being late costs on top of it during a search. */
  price(): number {
    return this.priceOf(this.cost, this.lateSeconds);
  }

  priceOf(cost: number, lateSeconds: number): number {
    return lateSeconds > 0 ? cost + lateSeconds * this.latePrice : cost;
  }

  /**
   * @param stops customers in order at `stops[at .. at + length - 1]`
   * @param inserted a customer to put before position `position`, or -1
   * @returns whether the tour is possible; the other fields only hold then
   */
  time(
    day: number,
    start: number,
    end: number,
    stops: Int32Array,
    at: number,
    length: number,
    inserted: number,
    position: number,
  ): boolean {
    return this.begin(day, start, stops, at, length, inserted, position) && this.end(end);
  }

  /** Drives up to the last visit; `end` may follow any number of times. Parameters as those of `time`. */
  begin(
    day: number,
    start: number,
    stops: Int32Array,
    at: number,
    length: number,
    inserted: number,
    position: number,
  ): boolean {
    const { problem, free } = this;
    const { size, seconds, metres } = problem.travel;
    const firstBreak = problem.breaks.offset[day];
    const owed = problem.breaks.offset[day + 1] - firstBreak;
    const count = inserted < 0 ? length : length + 1;
    if (count > 0 && problem.works[day] === 0) return false;
    free[0] = problem.earliestDeparture[day];
    for (let label = 1; label <= owed; label++) {
      free[label] = Math.max(free[0], problem.breaks.from[firstBreak + label - 1] + 1);
    }
    this.day = day;
    this.hasTimeOff = problem.working.offset[day + 1] - problem.working.offset[day] > 1;
    this.driveInTimeOff = 0;
    const { hasTimeOff } = this;
    let place = start;
    let drive = 0;
    let far = 0;
    for (let index = 0; index < count; index++) {
      const customer =
        inserted < 0 || index < position ? stops[at + index] : index === position ? inserted : stops[at + index - 1];
      const leg = seconds[place * size + customer];
      drive += leg;
      far += metres[place * size + customer];
      if (hasTimeOff && index > 0) this.driveInTimeOff += this.inTimeOff(this.earliestFree(owed), leg);
      this.leg(firstBreak, owed, leg);
      const earliest = this.serve(customer * problem.days + day, owed);
      if (earliest === NEVER) return false;
      if (index === 0) {
        this.firstStart = earliest;
        this.firstDrive = leg;
      }
      place = customer;
    }
    this.start = start;
    this.count = count;
    this.place = place;
    this.drive = drive;
    this.far = far;
    return true;
  }

  /** Drives from the last visit to the end. @returns as `time` does */
  end(end: number): boolean {
    const { problem, day, start, place, count } = this;
    const { size, seconds, metres } = problem.travel;
    // A whole day in the town where one sleeps, with no visit, is a night for nothing.
    if (count === 0 && start === end) return start === problem.home && this.finish(0, 0, 0, 0);
    if (problem.works[day] === 0) return false;
    const firstBreak = problem.breaks.offset[day];
    const owed = problem.breaks.offset[day + 1] - firstBreak;
    const lastFree = this.earliestFree(owed);
    const last = seconds[place * size + end];
    const drive = this.drive + last;
    const far = this.far + metres[place * size + end];
    this.leg(firstBreak, owed, last);
    const arrived = this.arrive(firstBreak, owed);
    const late = Math.max(0, arrived - problem.latestArrival[day]) + Math.max(0, drive - problem.maxDriveSecondsPerDay);
    if (late > 0 && this.latePrice === Number.POSITIVE_INFINITY) return false;
    if (count === 0) return this.finish(late, drive, far, this.ownTimeWithoutVisits(arrived, last));
    const { firstDrive } = this;
    const departure = this.firstStart - firstDrive;
    const lastDrive = Math.min(last, arrived - lastFree);
    const from = problem.working.from[problem.working.offset[day]];
    const to = problem.working.to[problem.working.offset[day + 1] - 1];
    let own = Math.min(firstDrive, Math.max(0, from - departure)) + Math.min(lastDrive, Math.max(0, arrived - to));
    if (this.hasTimeOff) {
      own +=
        this.driveInTimeOff + this.inTimeOff(departure, firstDrive) + this.inTimeOff(arrived - lastDrive, lastDrive);
    }
    return this.finish(late, drive, far, Math.min(drive, own));
  }

  /** Of a drive that ends in the evening where that is no worse, as the timetable has it, or at the moment given. */
  private ownTimeWithoutVisits(soonest: number, drive: number): number {
    const { problem, day } = this;
    const departure = eveningDeparture(problem, day, drive) ?? soonest - drive;
    const before = problem.working.from[problem.working.offset[day]] - departure;
    const after = departure + drive - problem.working.to[problem.working.offset[day + 1] - 1];
    const between = this.hasTimeOff ? this.inTimeOff(departure, drive) : 0;
    return Math.min(drive, Math.max(0, before)) + between + Math.min(drive, Math.max(0, after));
  }

  private earliestFree(owed: number): number {
    let earliest = NEVER;
    for (let label = 0; label <= owed; label++) earliest = Math.min(earliest, this.free[label]);
    return earliest;
  }

  /** Seconds of a drive that lie between two working hours of the day. */
  private inTimeOff(departure: number, drive: number): number {
    const { offset, from, to } = this.problem.working;
    let seconds = 0;
    for (let k = offset[this.day] + 1; k < offset[this.day + 1]; k++) {
      seconds += Math.max(0, Math.min(departure + drive, from[k]) - Math.max(departure, to[k - 1]));
    }
    return seconds;
  }

  /** From `free` before the leg to `arrival` after it, for every number of breaks settled. */
  private leg(firstBreak: number, owed: number, drive: number): void {
    const { problem, free, arrival } = this;
    for (let label = 0; label <= owed; label++) arrival[label] = free[label] === NEVER ? NEVER : free[label] + drive;
    for (let from = 0; from < owed; from++) {
      let moment = free[from];
      let left = drive;
      if (moment === NEVER) continue;
      for (let taken = from; taken < owed; taken++) {
        const rest = firstBreak + taken;
        const begin = Math.max(moment, problem.breaks.from[rest]);
        if (begin + problem.breakSeconds[rest] > problem.breaks.to[rest]) break;
        left = Math.max(0, left - (begin - moment));
        moment = begin + problem.breakSeconds[rest];
        arrival[taken + 1] = Math.min(arrival[taken + 1], moment + left);
      }
    }
  }

  /** From `arrival` to `free` after the visit; returns the earliest start of it, NEVER when it cannot take place. */
  private serve(cell: number, owed: number): number {
    const { starts, serviceSeconds } = this.problem;
    let earliest = NEVER;
    for (let label = 0; label <= owed; label++) {
      let window = starts.offset[cell];
      const last = starts.offset[cell + 1];
      while (window < last && starts.to[window] < this.arrival[label]) window++;
      if (window === last) {
        this.free[label] = NEVER;
        continue;
      }
      const start = Math.max(this.arrival[label], starts.from[window]);
      earliest = Math.min(earliest, start);
      this.free[label] = start + serviceSeconds[cell];
    }
    return earliest;
  }

  /** The earliest arrival at the end with every break settled, or the window not closed yet. */
  private arrive(firstBreak: number, owed: number): number {
    let arrived = this.arrival[owed];
    let closes = NEVER;
    for (let label = owed - 1; label >= 0; label--) {
      closes = Math.min(closes, this.problem.breaks.to[firstBreak + label]);
      if (this.arrival[label] < closes) arrived = Math.min(arrived, this.arrival[label]);
    }
    return arrived;
  }

  private finish(late: number, drive: number, far: number, own: number): boolean {
    this.lateSeconds = late;
    this.driveSeconds = drive;
    this.driveMetres = far;
    this.ownTimeSeconds = own;
    const paid = drive - own * (1 - this.problem.ownTimeFactor);
    this.cost = paid * this.problem.costPerDriveSecond + far * this.problem.costPerMetre;
    return true;
  }
}
