/**
 * Which days of a rep are frozen, and what they are. Only what events say bears on them, and who carries whom; a visit of which a later
 * record exists was made whatever they say.
 */
import { dateOf, type HorizonDays, zoneClock } from './clock.ts';
import type { FrozenChange, FrozenLoss, FrozenTour } from './frozen-tour.ts';
import type { InterpretedRep, SleepingPlace } from './interpretation.ts';
import type { PlanEvent, PreviousPlan } from './replanning.ts';
import { type PlanRequest, weekdays } from './request.ts';
import { type PreviousDay, type PreviousStop, statedTour } from './stated-tour.ts';

const NOON = 12 * 60;

export interface FrozenQuestion {
  readonly request: PlanRequest;
  readonly days: HorizonDays;
  readonly customerIndex: ReadonlyMap<string, number>;
  readonly supervisorIndex: ReadonlyMap<string, number>;
  /** Visits that were not made, `customer date`. */
  readonly notDone: ReadonlySet<string>;
  readonly eventsOfReps: ReadonlyMap<string | null, readonly PlanEvent[]>;
  readonly eventsOfCustomers: ReadonlyMap<string | null, readonly PlanEvent[]>;
  /** For every rep, without the trips that have begun. */
  readonly frozenDays: number;
  /** Those of today, and former ones. */
  readonly places: ReadonlyMap<string, SleepingPlace>;
  carries(rep: number, customer: number): boolean;
}

export interface FrozenDays {
  readonly count: number;
  readonly tours: readonly FrozenTour[];
  readonly changes: readonly FrozenChange[];
  /** Nights away before the horizon in the week in which it begins. */
  readonly nightsBefore: number;
}

/** @param before the days of the rep in the previous plan, also outside the horizon */
export function frozenDaysOfRep(
  question: FrozenQuestion,
  rep: number,
  interpreted: InterpretedRep,
  before: readonly PreviousDay[],
): FrozenDays {
  const history = new History(question, rep, interpreted.id, before);
  const { days, frozenDays } = question;
  let count = frozenDays;
  while (count < days.dates.length && history.hotelAfter(count - 1) !== null) count++;
  const tours: FrozenTour[] = [];
  const changes: FrozenChange[] = [];
  for (let day = 0; day < count; day++) {
    const losses = history.lossesOf(day);
    const [sleptAt, sleepsAt] = [history.placeAfter(day - 1), history.placeAfter(day)];
    const stops = history.stopsOn(day);
    if (stops.length > 0 || sleptAt !== null || sleepsAt !== null) {
      const left = { rep, day, sleptAt, sleepsAt, stops, noon: () => zoneClock(days, interpreted.timeZone)(day, NOON) };
      tours.push(statedTour(question, history.on(day), left));
    }
    if (losses.length > 0) changes.push({ repId: interpreted.id, day, losses });
  }
  const sinceMonday = Array.from({ length: weekdays.indexOf(days.weekday[0]) }, (_, k) => -1 - k);
  return { count, tours, changes, nightsBefore: sinceMonday.filter((day) => history.hotelAfter(day) !== null).length };
}

/** Frozen days of reps who are no more. */
export function lostWithReps({ request, days, frozenDays }: FrozenQuestion, { itineraries }: PreviousPlan) {
  const reps = new Set(request.territory.reps.map(({ id }) => id));
  return itineraries
    .filter(({ repId }) => !reps.has(repId))
    .flatMap(({ repId, days: before }) =>
      before.map(({ date }): FrozenChange => ({ repId, day: days.indexOf(date), losses: [{ why: 'repGone' }] })),
    )
    .filter(({ day }) => day >= 0 && day < frozenDays);
}

/** What is left of the previous days of a rep. */
class History {
  private readonly question: FrozenQuestion;
  private readonly rep: number;
  private readonly absences: readonly PlanEvent[];
  private readonly dayOn: ReadonlyMap<number, PreviousDay>;

  constructor(question: FrozenQuestion, rep: number, repId: string, before: readonly PreviousDay[]) {
    this.question = question;
    this.rep = rep;
    this.absences = question.eventsOfReps.get(repId) ?? [];
    this.dayOn = new Map(before.map((tour) => [question.days.indexOf(tour.date), tour]));
  }

  on(day: number): PreviousDay | undefined {
    return this.dayOn.get(day);
  }

  /** The stops that stay, in order. */
  stopsOn(day: number): PreviousStop[] {
    return this.on(day)?.stops.filter((stop, k) => !this.wasNotDone(day, stop) && this.lossOf(day, k) === null) ?? [];
  }

  /** The id of the hotel of the night after a day; null: at home. Absence cuts a trip. */
  hotelAfter(day: number): string | null {
    return this.isOff(day) || this.isOff(day + 1) ? null : this.hotelPlanned(day);
  }

  /** Null: at home, or nobody knows where. */
  placeAfter(day: number): SleepingPlace | null {
    return this.question.places.get(this.hotelAfter(day) ?? '') ?? null;
  }

  lossesOf(day: number): FrozenLoss[] {
    const planned = this.on(day);
    const losses = (planned?.stops ?? []).flatMap((stop, k) =>
      this.wasNotDone(day, stop) ? [] : (this.lossOf(day, k) ?? []),
    );
    const hotel = this.hotelAfter(day);
    const slept = this.hotelAfter(day - 1);
    if (planned !== undefined && losses.length === 0 && this.isOff(day)) losses.push({ why: 'absent' });
    else if (this.hotelPlanned(day) !== null && hotel === null && !this.isOff(day)) losses.push({ why: 'tripCut' });
    if (hotel !== null && !this.question.places.has(hotel)) losses.push({ why: 'unknownPlace', hotelId: hotel });
    // Of the night before another day, that day tells.
    if (day === 0 && slept !== null && !this.question.places.has(slept))
      losses.push({ why: 'unknownPlace', hotelId: slept });
    if (planned === undefined && slept !== null) losses.push({ why: 'noWayHome' });
    return losses;
  }

  private hotelPlanned(day: number): string | null {
    const planned = this.on(day);
    if (planned !== undefined) return planned.end.hotelId ?? null;
    // A plan that begins in the middle of a trip does not have the day before.
    return day === -1 ? (this.on(0)?.start?.hotelId ?? null) : null;
  }

  /** Absent, and nothing is known to have been done all the same. */
  private isOff(day: number): boolean {
    return this.isAbsent(day) && this.stopsOn(day).length === 0;
  }

  private isAbsent(day: number): boolean {
    return this.absences.some((event) => this.covers(event, day));
  }

  private covers(event: PlanEvent, day: number): boolean {
    const date = dateOf(this.question.days, day);
    return 'from' in event && !('date' in event) && event.from <= date && date <= (event.to ?? date);
  }

  private wasNotDone(day: number, { customerId }: PreviousStop): boolean {
    return this.question.notDone.has(`${customerId} ${dateOf(this.question.days, day)}`);
  }

  private lossOf(day: number, k: number): FrozenLoss | null {
    const { customerIndex, carries, request, days, eventsOfCustomers } = this.question;
    const stops = this.on(day)?.stops ?? [];
    const { customerId } = stops[k];
    const customer = customerIndex.get(customerId);
    if (customer === undefined) return { why: 'customerGone', customerId };
    if (!carries(this.rep, customer)) return { why: 'otherRep', customerId };
    if (stops.findIndex((other) => other.customerId === customerId) < k) return { why: 'twice', customerId };
    const { lastVisitedOn } = request.territory.customers[customer];
    if (lastVisitedOn !== undefined && days.indexOf(lastVisitedOn) >= day) return null;
    if (this.isAbsent(day)) return { why: 'absent' };
    const events = eventsOfCustomers.get(customerId) ?? [];
    return events.some((event) => event.kind === 'customerClosed' && this.covers(event, day))
      ? { why: 'closed', customerId }
      : null;
  }
}
