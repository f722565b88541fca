/** The one rule for days outside of a plan: what was planned there before stands until a plan reaches them. */
import type { Plan, PlannedDay } from '#solver';
import { byDate, lastDayOf } from './plan-days.ts';

/** Days from one date to another, both inclusive. */
export interface DaySpan {
  readonly from: string;
  readonly to: string;
}

export const isIn = ({ from, to }: DaySpan, date: string): boolean => from <= date && date <= to;

/** Days that an earlier plan of the chain has, and no later one. */
export interface DaysOf extends DaySpan {
  readonly planId: string;
}

export interface StandingPlan {
  /** With the days outside of it that stand; its horizon is its own. */
  readonly plan: Plan;
  /** The days of which the plan, or one that it follows, says something; of those between nobody does. */
  readonly spans: readonly DaySpan[];
}

/** @param around the days outside of it that stand, each with the plan that has them */
export function withDaysAround(plan: Plan, around: readonly (DaysOf & { readonly plan: Plan })[]): StandingPlan {
  const days = new Map<string, PlannedDay[]>(plan.itineraries.map((each) => [each.repId, [...each.days]]));
  for (const span of around) {
    for (const itinerary of span.plan.itineraries) {
      const standing = itinerary.days.filter(({ date }) => isIn(span, date));
      if (standing.length > 0) days.set(itinerary.repId, [...(days.get(itinerary.repId) ?? []), ...standing]);
    }
  }
  const itineraries = [...days].map(([repId, all]) => ({ repId, days: all.sort(byDate) }));
  const own = { from: plan.horizon.start, to: lastDayOf(plan) };
  return { plan: { ...plan, itineraries }, spans: [own, ...around.map(({ from, to }) => ({ from, to }))] };
}
