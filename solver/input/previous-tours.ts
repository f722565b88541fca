/** The previous plan in the terms of an interpretation. */
import type { HorizonDays } from './clock.ts';
import { type FrozenQuestion, frozenDaysOfRep, lostWithReps } from './frozen-days.ts';
import type { FrozenChange, FrozenTour, FrozenVisit } from './frozen-tour.ts';
import type { InterpretedRep, PreviousTour, Replanning, SleepingPlace } from './interpretation.ts';
import type { PreviousPlan } from './replanning.ts';
import type { PlanRequest } from './request.ts';
import type { PreviousDay } from './stated-tour.ts';

export interface PreviousQuestion {
  readonly request: PlanRequest;
  readonly days: HorizonDays;
  readonly reps: readonly InterpretedRep[];
  /** Of today. */
  readonly places: readonly SleepingPlace[];
  readonly formerPlaces: readonly SleepingPlace[];
  /** Whether a rep may carry a customer. */
  mayCarry(rep: number, customer: number): boolean;
}

/** Reps and customers that are no more, and visits that were not made, are left out. */
export function replanningOf(previous: PreviousPlan, question: PreviousQuestion): Replanning {
  const { request, days, reps, formerPlaces } = question;
  const { options, territory } = request;
  const customerIndex = new Map(territory.customers.map(({ id }, index) => [id, index]));
  const repOf = repsBefore(previous, question, customerIndex);
  const asked = options?.freezeUntil === undefined ? 0 : days.indexOf(options.freezeUntil) + 1;
  // Only days of the previous plan can stay as they were.
  const { horizon } = previous;
  const known = horizon === undefined ? days.dates.length : days.indexOf(horizon.start) + horizon.weeks * 7;
  const frozenDays = Math.max(0, Math.min(days.dates.length, known, asked));
  const events = options?.events ?? [];
  const notDone = new Set(
    events.flatMap((event) => (event.kind === 'visitNotDone' ? [`${event.customerId} ${event.date}`] : [])),
  );
  const frozenQuestion: FrozenQuestion = {
    request,
    days,
    customerIndex,
    notDone,
    frozenDays,
    eventsOfReps: Map.groupBy(events, (event) => (event.kind === 'repAbsent' ? event.repId : null)),
    eventsOfCustomers: Map.groupBy(events, (event) => (event.kind === 'repAbsent' ? null : event.customerId)),
    supervisorIndex: new Map(territory.supervisors?.map(({ id }, index) => [id, index])),
    places: new Map([...formerPlaces, ...question.places].map((place) => [place.id, place])),
    carries: (rep, customer) => repOf[customer] === rep && question.mayCarry(rep, customer),
  };
  const before = reps.map(({ id }) =>
    previous.itineraries.filter(({ repId }) => repId === id).flatMap((itinerary) => itinerary.days),
  );
  const frozen = reps.map((rep, index) => frozenDaysOfRep(frozenQuestion, index, rep, before[index]));
  return {
    repOf,
    frozenDays,
    frozenDaysOf: frozen.map(({ count }) => count),
    frozen: frozen.flatMap(({ tours }): readonly FrozenTour[] => tours),
    frozenChanges: [
      ...frozen.flatMap(({ changes }): readonly FrozenChange[] => changes),
      ...lostWithReps(frozenQuestion, previous),
    ],
    formerPlaces,
    nightsBefore: frozen.map(({ nightsBefore }) => nightsBefore),
    tours: before.flatMap((tours, rep) => tours.flatMap((tour) => previousTour(frozenQuestion, rep, tour))),
    maxChangedVisits: options?.maxChangedVisits ?? Number.POSITIVE_INFINITY,
    perChangedVisit: options?.costs?.perChangedVisit ?? 20,
  };
}

/** Per customer the rep who carried it, or -1. */
function repsBefore(
  { territories }: PreviousPlan,
  { request: { territory } }: PreviousQuestion,
  customerIndex: ReadonlyMap<string, number>,
): Int32Array {
  const repIndex = new Map(territory.reps.map(({ id }, index) => [id, index]));
  const repOf = new Int32Array(territory.customers.length).fill(-1);
  for (const { repId, customerIds } of territories) {
    for (const id of customerIds) {
      const customer = customerIndex.get(id);
      if (customer !== undefined) repOf[customer] = repIndex.get(repId) ?? -1;
    }
  }
  return repOf;
}

function previousTour(
  { days, customerIndex, notDone }: FrozenQuestion,
  rep: number,
  { date, stops, end }: PreviousDay,
): PreviousTour[] {
  const day = days.indexOf(date);
  if (day < 0 || day >= days.dates.length) return [];
  const made = stops.filter(({ customerId }) => !notDone.has(`${customerId} ${date}`));
  const customers = made.flatMap(({ customerId }) => customerIndex.get(customerId) ?? []);
  return [{ rep, day, customers, sleepsAt: end.hotelId ?? null }];
}

/** How many days are frozen for a customer: those of the rep who had him, if anybody did. */
export const frozenDaysFor = (replanning: Replanning | null, customer: number): number =>
  replanning?.frozenDaysOf[replanning.repOf[customer]] ?? replanning?.frozenDays ?? 0;

/** Per customer the visits on frozen days, ascending. */
export function frozenVisitsOf(replanning: Replanning | null): ReadonlyMap<number, readonly FrozenVisit[]> {
  const visits = (replanning?.frozen ?? []).flatMap((tour) => tour.visits).sort((a, b) => a.day - b.day);
  return Map.groupBy(visits, ({ customer }) => customer);
}

/** Per customer the frozen days with a visit, ascending. */
export function frozenVisitDaysOf(replanning: Replanning | null): ReadonlyMap<number, readonly number[]> {
  return new Map([...frozenVisitsOf(replanning)].map(([customer, visits]) => [customer, visits.map(({ day }) => day)]));
}
