/** The one rule for days after the end of a plan: what was planned there before stands until a plan reaches them. */
import type { Plan, PlannedDay } from '#solver';
import { lastDayOf } from './plan-days.ts';

/** Days that an earlier plan of the chain has, and no later one. */
export interface DaysOf {
  readonly planId: string;
  /** First date, inclusive. */
  readonly from: string;
  /** Last date, inclusive. */
  readonly to: string;
}

export interface StandingPlan {
  /** With the days after its end that stand; its horizon is its own. */
  readonly plan: Plan;
  /** The last date of which the plan, or one that it follows, says something. */
  readonly lastDay: string;
}

/** @param after the days after its end that stand, each with the plan that has them */
export function withDaysAfter(plan: Plan, after: readonly (DaysOf & { readonly plan: Plan })[]): StandingPlan {
  const days = new Map<string, PlannedDay[]>(plan.itineraries.map((each) => [each.repId, [...each.days]]));
  for (const { from, to, plan: earlier } of after) {
    for (const itinerary of earlier.itineraries) {
      const standing = itinerary.days.filter(({ date }) => from <= date && date <= to);
      if (standing.length > 0) days.set(itinerary.repId, [...(days.get(itinerary.repId) ?? []), ...standing]);
    }
  }
  const itineraries = [...days].map(([repId, all]) => ({
    repId,
    days: all.sort((a, b) => (a.date < b.date ? -1 : 1)),
  }));
  return {
    plan: { ...plan, itineraries },
    lastDay: [lastDayOf(plan), ...after.map(({ to }) => to)].sort().at(-1) ?? '',
  };
}
