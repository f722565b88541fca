/** A part of a plan: one rep, some days. */
import type { Plan } from '#solver';

export interface PlanFilter {
  readonly repId?: string | undefined;
  /** First date, inclusive. */
  readonly from?: string | undefined;
  /** Last date, inclusive. */
  readonly to?: string | undefined;
}

/** Whether a date is one of the days asked for. */
export function isInside({ from = '', to = '9999-12-31' }: PlanFilter, date: string): boolean {
  return from <= date && date <= to;
}

/**
 * The plan with the itineraries, the territory and the unassigned visits of that rep and those dates only. An overdue
 * visit belongs to the first day of the horizon. KPIs and issues stay those of the whole plan, whose costs a part of it
 * cannot tell.
 */
export function filterPlan(plan: Plan, part: PlanFilter): Plan {
  const { repId } = part;
  const isMine = (rep: string): boolean => repId === undefined || rep === repId;
  const territories = plan.territories.filter((territory) => isMine(territory.repId));
  const carried = new Set(territories.flatMap(({ customerIds }) => customerIds));
  const { start } = plan.horizon;
  return {
    ...plan,
    territories,
    itineraries: plan.itineraries
      .filter((itinerary) => isMine(itinerary.repId))
      .map((itinerary) => ({ ...itinerary, days: itinerary.days.filter(({ date }) => isInside(part, date)) })),
    unassignedVisits: plan.unassignedVisits.filter(
      ({ customerId, dueOn }) =>
        carried.has(customerId) && (dueOn < start ? isInside(part, start) : isInside(part, dueOn)),
    ),
  };
}
