/** The previous plan in the terms of an interpretation. */
import type { HorizonDays } from './clock.ts';
import type { InterpretedRep, PreviousTour, Replanning } from './interpretation.ts';
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
      return tours.flatMap(({ date, stops, end }) => {
        const day = days.indexOf(date);
        if (day < 0 || day >= days.dates.length) return [];
        const customers = stops
          .filter(({ customerId }) => !notDone.has(`${customerId} ${date}`))
          .flatMap(({ customerId }) => customerIndex.get(customerId) ?? []);
        return [{ rep, day, customers, sleepsAt: end.hotelId ?? null }];
      });
    });
  }
}

/** How many days are frozen for a customer: those of the rep who had him, if anybody did. */
export const frozenDaysFor = (replanning: Replanning | null, customer: number): number =>
  replanning?.frozenDaysOf[replanning.repOf[customer]] ?? replanning?.frozenDays ?? 0;

/** Per customer the frozen days with a visit, ascending. */
export function frozenVisitsOf(replanning: Replanning | null): ReadonlyMap<number, readonly number[]> {
  const visits = new Map<number, number[]>();
  for (const { rep, day, customers } of replanning?.tours ?? []) {
    if (day >= (replanning?.frozenDaysOf[rep] ?? 0)) continue;
    for (const customer of customers) visits.set(customer, [...(visits.get(customer) ?? []), day]);
  }
  for (const days of visits.values()) days.sort((a, b) => a - b);
  return visits;
}

function frozenWithTrip({ days }: InterpretedRep, tours: readonly PreviousTour[], frozenDays: number): number {
  let frozen = frozenDays;
  const isAway = (day: number) =>
    Boolean(days[day] && days[day + 1]) && tours.some((tour) => tour.day === day && tour.sleepsAt !== null);
  while (frozen > 0 && isAway(frozen - 1)) frozen++;
  return frozen;
}
