/** The previous plan read for judging: which days are frozen, and what must be found on them. */
import type { Interpretation } from '../input/interpretation.ts';
import type { Plan } from '../output/plan-schema.ts';

type PreviousPlan = NonNullable<NonNullable<Interpretation['request']['options']>['previousPlan']>;
export type PreviousDay = PreviousPlan['itineraries'][number]['days'][number];
export type PreviousStop = PreviousDay['stops'][number];

/** Days are counted from the first of the horizon, also those before it. */
export interface Previous {
  /** The first so many days of the horizon, for everybody. */
  readonly frozenDays: number;
  /** The same of a rep, with a trip that has begun. */
  frozenDaysOf(repId: string): number;
  planned(repId: string, day: number): PreviousDay | undefined;
  /** The stops that nothing has taken away, in order. */
  stays(repId: string, day: number): readonly PreviousStop[];
  /** How many have gone without an event that says they were not made. */
  lost(repId: string, day: number): number;
  /** The id of the hotel; null: at home. */
  nightAfter(repId: string, day: number): string | null;
  /** As it was planned. */
  nightPlanned(repId: string, day: number): string | null;
  dateOf(day: number): string;
}

/** Only events take something away from a day, and that a customer is gone or another rep carries it. What was recorded later was made. */
export function readPrevious(meaning: Interpretation, plan: Plan): Previous {
  const { options, territory } = meaning.request;
  const { previousPlan, freezeUntil, events = [] } = options ?? {};
  const length = meaning.dates.length;
  const dayOf = (date: string) => Math.round((Date.parse(`${date}T00:00:00Z`) - meaning.epochMillis) / 86_400_000);
  const dateOf = (day: number) => new Date(meaning.epochMillis + day * 86_400_000).toISOString().slice(0, 10);
  const key = (id: string, day: number) => `${day} ${id}`;
  const days = new Map<string, PreviousDay>();
  for (const { repId, days: tours } of previousPlan?.itineraries ?? [])
    for (const tour of tours) days.set(key(repId, dayOf(tour.date)), tour);
  const lastVisit = new Map(
    territory.customers.map(({ id, lastVisitedOn: on }) => [id, on === undefined ? -1e9 : dayOf(on)]),
  );
  const owner = new Map(plan.territories.flatMap(({ repId, customerIds }) => customerIds.map((id) => [id, repId])));
  const notDone = new Set<string>();
  const spans = new Map<string, { readonly from: string; readonly to: string }[]>();
  for (const event of events) {
    if (event.kind === 'visitNotDone') notDone.add(key(event.customerId, dayOf(event.date)));
    if (event.kind !== 'repAbsent' && event.kind !== 'customerClosed') continue;
    const whom = event.kind === 'repAbsent' ? `rep ${event.repId}` : `customer ${event.customerId}`;
    spans.set(whom, [...(spans.get(whom) ?? []), { from: event.from, to: event.to ?? '9999-12-31' }]);
  }
  const isSaid = (whom: string, day: number) =>
    spans.get(whom)?.some(({ from, to }) => from <= dateOf(day) && dateOf(day) <= to) ?? false;

  const planned = (repId: string, day: number) => days.get(key(repId, day));
  const done = (repId: string, day: number) =>
    planned(repId, day)?.stops.filter(({ customerId }) => !notDone.has(key(customerId, day))) ?? [];
  const stays = (repId: string, day: number) =>
    done(repId, day).filter(({ customerId: id }, k, all) => {
      if (owner.get(id) !== repId || all.findIndex((stop) => stop.customerId === id) < k) return false;
      const isMade = (lastVisit.get(id) ?? -1e9) >= day;
      return isMade || !(isSaid(`rep ${repId}`, day) || isSaid(`customer ${id}`, day));
    });
  const isAway = (repId: string, day: number) => isSaid(`rep ${repId}`, day) && stays(repId, day).length === 0;
  const nightPlanned = (repId: string, day: number): string | null => {
    const tour = planned(repId, day);
    if (tour === undefined && day === -1) return planned(repId, 0)?.start?.hotelId ?? null;
    return tour?.end.hotelId ?? null;
  };
  const nightAfter = (repId: string, day: number) =>
    isAway(repId, day) || isAway(repId, day + 1) ? null : nightPlanned(repId, day);

  const { horizon } = previousPlan ?? {};
  const known = horizon === undefined ? length : dayOf(horizon.start) + 7 * horizon.weeks;
  const asked = previousPlan === undefined || freezeUntil === undefined ? 0 : dayOf(freezeUntil) + 1;
  const frozenDays = Math.max(0, Math.min(length, known, asked));
  const frozen = new Map<string, number>();
  for (const { id } of meaning.reps) {
    let count = frozenDays;
    while (count < length && nightAfter(id, count - 1) !== null) count++;
    frozen.set(id, count);
  }
  return {
    frozenDays,
    frozenDaysOf: (repId) => frozen.get(repId) ?? 0,
    lost: (repId, day) => done(repId, day).length - stays(repId, day).length,
    planned,
    stays,
    nightAfter,
    nightPlanned,
    dateOf,
  };
}
