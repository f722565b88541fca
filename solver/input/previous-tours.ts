/** The previous plan in the terms of an interpretation. */
import type { HorizonDays } from './clock.ts';
import type { InterpretedRep, KeptVisit, PreviousTour, PreviousVisit, Replanning } from './interpretation.ts';
import type { PreviousPlan } from './replanning.ts';
import type { PlanRequest } from './request.ts';

/** Null without a previous plan. Reps and customers that are no more, and visits that were not made, are left out. */
export function replanningOf(
  { options, territory }: PlanRequest,
  days: HorizonDays,
  reps: readonly InterpretedRep[],
): Replanning | null {
  if (options?.previousPlan === undefined) return null;
  const previous = options.previousPlan;
  const customerIndex = new Map(territory.customers.map(({ id }, index) => [id, index]));
  const repIndex = new Map(territory.reps.map(({ id }, index) => [id, index]));
  const supervisorIndex = new Map(territory.supervisors?.map(({ id }, index) => [id, index]));
  const notDone = new Set(
    options?.events?.flatMap((event) => (event.kind === 'visitNotDone' ? [`${event.customerId} ${event.date}`] : [])),
  );
  const repOf = new Int32Array(territory.customers.length).fill(-1);
  for (const { repId, customerIds } of previous.territories) {
    for (const id of customerIds) {
      const customer = customerIndex.get(id);
      if (customer !== undefined) repOf[customer] = repIndex.get(repId) ?? -1;
    }
  }
  const asked = options?.freezeUntil === undefined ? 0 : days.indexOf(options.freezeUntil) + 1;
  // Only days of the previous plan can stay as they were.
  const { horizon } = previous;
  const known = horizon === undefined ? days.dates.length : days.indexOf(horizon.start) + horizon.weeks * 7;
  const frozenDays = Math.max(0, Math.min(days.dates.length, known, asked));
  const tours = previousTours();
  return {
    repOf,
    frozenDays,
    frozenDaysOf: reps.map((rep, index) =>
      frozenWithTrip(
        rep,
        tours.filter((tour) => tour.rep === index),
        frozenDays,
      ),
    ),
    tours,
    maxChangedVisits: options?.maxChangedVisits ?? Number.POSITIVE_INFINITY,
    perChangedVisit: options?.costs?.perChangedVisit ?? 20,
  };

  function previousTours(): PreviousTour[] {
    return previous.itineraries.flatMap(({ repId, days: tours }) => {
      const rep = repIndex.get(repId);
      if (rep === undefined) return [];
      return tours.flatMap(({ date, stops, phoneCalls = [], end }) => {
        const day = days.indexOf(date);
        if (day < 0 || day >= days.dates.length) return [];
        const visits = stops.flatMap((stop) => {
          const customer = customerIndex.get(stop.customerId);
          if (customer === undefined || notDone.has(`${stop.customerId} ${date}`)) return [];
          const jointWith = supervisorIndex.get(stop.jointWith ?? '') ?? null;
          return [previousVisit(customer, day, stop, jointWith)];
        });
        const calls = phoneCalls.flatMap(({ customerId }) => customerIndex.get(customerId) ?? []);
        return [{ rep, day, visits, calls, sleepsAt: end.hotelId ?? null }];
      });
    });
  }
}

type PreviousStop = PreviousPlan['itineraries'][number]['days'][number]['stops'][number];

function previousVisit(customer: number, day: number, stop: PreviousStop, jointWith: number | null): PreviousVisit {
  const { startAt, endAt, agenda = [], contactId = null } = stop;
  const seconds = endAt === undefined ? 0 : Math.round((Date.parse(endAt) - Date.parse(startAt)) / 1000);
  return { customer, day, seconds: seconds > 0 ? seconds : null, agenda, contactId, jointWith };
}

/** How many days are frozen for a customer: those of the rep who had him, if anybody did. */
export const frozenDaysFor = (replanning: Replanning | null, customer: number): number =>
  replanning?.frozenDaysOf[replanning.repOf[customer]] ?? replanning?.frozenDays ?? 0;

/** Per customer the visits on frozen days, ascending. */
export function keptVisitsOf(replanning: Replanning | null): ReadonlyMap<number, readonly KeptVisit[]> {
  const frozen = (replanning?.tours ?? []).filter(({ rep, day }) => day < (replanning?.frozenDaysOf[rep] ?? 0));
  const visits = frozen.flatMap((tour) => tour.visits).sort((a, b) => a.day - b.day);
  return Map.groupBy(visits, ({ customer }) => customer);
}

/** Per customer the frozen days with a visit, ascending. */
export function frozenVisitsOf(replanning: Replanning | null): ReadonlyMap<number, readonly number[]> {
  return new Map([...keptVisitsOf(replanning)].map(([customer, visits]) => [customer, visits.map(({ day }) => day)]));
}

function frozenWithTrip({ days }: InterpretedRep, tours: readonly PreviousTour[], frozenDays: number): number {
  let frozen = frozenDays;
  const isAway = (day: number) =>
    Boolean(days[day] && days[day + 1]) && tours.some((tour) => tour.day === day && tour.sleepsAt !== null);
  while (frozen > 0 && isAway(frozen - 1)) frozen++;
  return frozen;
}
