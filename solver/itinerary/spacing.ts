/** Chooses the days of a customer's visits under minimum and maximum spacing (contract, section 4). */
import { APPOINTMENT, type ItineraryProblem, PIN, PLANNED_APPOINTMENT } from '../problem/index.ts';

/** The days chosen, ascending, at `days[0 .. count - 1]`, and what they cost together. */
export interface DayChoice {
  readonly days: Int32Array;
  count: number;
  cost: number;
}

/**
 * The best set of days is found by a chain dynamic programme over (k-th visit × day). All the visits owed come first; when
 * they do not fit, as many as fit, and then the maximum spacing no longer binds because a visit is reported unassigned.
 * An appointment that can be kept is never skipped, unless others could not be kept with it, and an urgent first visit keeps its days
 * even then, unless it would take the place of one.
 */
export class SpacingChooser {
  private readonly problem: ItineraryProblem;
  private readonly best: Float64Array;
  private readonly previous: Int32Array;
  private readonly hasAppointment: Uint8Array;
  /** Per day 1 for an appointment of the customer at hand that no choice may skip. */
  private readonly kept: Uint8Array;
  readonly choice: DayChoice;

  constructor(problem: ItineraryProblem) {
    this.problem = problem;
    const most = problem.visitsOwed.reduce((a, b) => Math.max(a, b), 1);
    this.best = new Float64Array(most * problem.days);
    this.previous = new Int32Array(most * problem.days);
    this.hasAppointment = customersWithAppointment(problem);
    this.kept = new Uint8Array(problem.days);
    this.choice = { days: new Int32Array(most), count: 0, cost: 0 };
  }

  /**
   * @param costs per day the cost of a visit; Infinity: not possible
   * @returns the choice, overwritten by the next call
   */
  choose(customer: number, costs: Float64Array): DayChoice {
    const owed = this.problem.visitsOwed[customer];
    const isUrgent = this.problem.urgent[customer] === 1;
    for (let lost = this.keepAppointments(customer, costs); lost < owed; lost++) {
      if (isUrgent && this.most(customer, costs, owed - lost, true)) return this.choice;
      if (this.most(customer, costs, owed - lost, false)) return this.choice;
      const last = this.kept.lastIndexOf(1);
      if (last < 0) break;
      this.kept[last] = 0;
    }
    this.choice.count = 0;
    this.choice.cost = 0;
    return this.choice;
  }

  /** As many visits as fit. @param inTime the first not after its latest day, even where others are missing */
  private most(customer: number, costs: Float64Array, most: number, inTime: boolean): boolean {
    const owed = this.problem.visitsOwed[customer];
    if (most === owed && this.fill(customer, costs, owed, inTime) === owed && this.pick(owed)) return true;
    // Where visits are missing, the first ones cost the same however many follow: one table for all counts.
    let count = this.fill(customer, costs, Math.min(most, owed - 1), inTime);
    for (; count > 0; count--) if (this.pick(count)) return true;
    return false;
  }

  /**
   * Fills the table of the least cost up to the k-th visit, this one on a day, as far as visits fit.
   * @returns how many of the visits fit
   */
  private fill(customer: number, costs: Float64Array, count: number, inTime: boolean): number {
    const { problem, best, previous } = this;
    const { days } = problem;
    const complete = count === problem.visitsOwed[customer];
    const gapMin = problem.minDaysBetween[customer];
    const gapMax = complete ? problem.maxDaysBetween[customer] : days;
    const firstMax = complete || inTime ? problem.firstDayMax[customer] : days;
    const late = problem.overduePerDay[customer];
    const first = this.kept.indexOf(1);
    const latest = first < 0 ? days : first;
    for (let day = 0; day < days; day++) {
      const isEarly = day < problem.firstDayMin[customer] && !comesHoweverNear(problem, customer, day);
      const allowed = !isEarly && day <= firstMax && day <= latest;
      best[day] = allowed ? costs[day] + late * day : Number.POSITIVE_INFINITY;
    }
    for (let visit = 1; visit < count; visit++) {
      // No visit may jump over an appointment.
      let soonestBefore = 0;
      let fits = false;
      for (let day = 0; day < days; day++) {
        const cell = visit * days + day;
        best[cell] = Number.POSITIVE_INFINITY;
        if (costs[day] === Number.POSITIVE_INFINITY) continue;
        // Between two appointments that were planned before there is no day to choose.
        const isNear =
          first >= 0 && day - soonestBefore < gapMin && areBothPlanned(problem, customer, soonestBefore, day);
        for (
          let before = isNear ? soonestBefore : day - gapMin;
          before >= Math.max(soonestBefore, day - gapMax);
          before--
        ) {
          const cost = best[cell - days - day + before] + costs[day];
          if (cost < best[cell]) {
            best[cell] = cost;
            previous[cell] = before;
            fits = true;
          }
        }
        if (this.kept[day] === 1) soonestBefore = day;
      }
      if (!fits) return visit;
    }
    return count;
  }

  /** Takes the cheapest days for so many visits from the table. @returns whether there are any */
  private pick(count: number): boolean {
    const { best, previous } = this;
    const { days } = this.problem;
    let last = -1;
    let cost = Number.POSITIVE_INFINITY;
    for (let day = days - 1; day >= 0; day--) {
      if (best[(count - 1) * days + day] < cost) {
        cost = best[(count - 1) * days + day];
        last = day;
      }
      if (this.kept[day] === 1) break;
    }
    if (last < 0) return false;
    for (let visit = count - 1; visit >= 0; visit--) {
      this.choice.days[visit] = last;
      last = previous[visit * days + last];
    }
    this.choice.count = count;
    this.choice.cost = cost;
    return true;
  }

  /**
   * Those that are possible and far enough from the others, in the order of their days, appointments before pins.
   * @returns how many are not: visits that are not planned, as no other day makes up for them
   */
  private keepAppointments(customer: number, costs: Float64Array): number {
    this.kept.fill(0);
    if (this.hasAppointment[customer] === 0) return 0;
    return this.keep(customer, costs, APPOINTMENT) + this.keep(customer, costs, PIN);
  }

  private keep(customer: number, costs: Float64Array, kind: number): number {
    const { appointment, days, firstDayMin } = this.problem;
    let lost = 0;
    for (let day = 0; day < days; day++) {
      if (Math.min(appointment[customer * days + day], APPOINTMENT) !== kind) continue;
      const mayCome = comesHoweverNear(this.problem, customer, day) || day >= firstDayMin[customer];
      if (mayCome && this.isApart(customer, day) && costs[day] < Number.POSITIVE_INFINITY) this.kept[day] = 1;
      else lost++;
    }
    return lost;
  }

  /** Whether no visit that is kept is too close. */
  private isApart(customer: number, day: number): boolean {
    const gapMin = this.problem.minDaysBetween[customer];
    for (let other = Math.max(0, day - gapMin + 1); other < day + gapMin; other++)
      if (this.kept[other] === 1 && !areBothPlanned(this.problem, customer, other, day)) return false;
    return true;
  }
}

/** Appointments that were planned before may be nearer to each other than other visits. */
export function areBothPlanned(problem: ItineraryProblem, customer: number, one: number, other: number): boolean {
  return one !== other && comesHoweverNear(problem, customer, one) && comesHoweverNear(problem, customer, other);
}

function comesHoweverNear({ appointment, days }: ItineraryProblem, customer: number, day: number): boolean {
  return appointment[customer * days + day] === PLANNED_APPOINTMENT;
}

/** 1 for each customer with an appointment or a pinned day. */
export function customersWithAppointment({ customers, days, appointment }: ItineraryProblem): Uint8Array {
  return Uint8Array.from({ length: customers }, (_, customer) =>
    appointment.subarray(customer * days, (customer + 1) * days).some((kind) => kind !== 0) ? 1 : 0,
  );
}

/** 1 for each customer who is owed a visit and has a day on which one may take place. */
export function customersToVisit({ customers, days, visitsOwed, starts }: ItineraryProblem): Uint8Array {
  return Uint8Array.from({ length: customers }, (_, customer) =>
    visitsOwed[customer] > 0 && starts.offset[customer * days] < starts.offset[(customer + 1) * days] ? 1 : 0,
  );
}
