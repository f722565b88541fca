/** Who can come to a customer at all: the hours of both, before any driving. */
import type { InterpretedCustomer, InterpretedRep, Interval, RepDay } from './interpretation.ts';
import { shortestSeconds } from './visit-content.ts';

/** Whether a visit of this length lies inside both the times of the customer and the hours of the rep. */
export function fits(open: readonly Interval[], day: RepDay | null, seconds: number): boolean {
  if (day === null) return false;
  // Asked for every customer, rep and day: nothing is allocated.
  for (const hours of day.working)
    for (const { from, to } of open) if (Math.min(to, hours.to) - Math.max(from, hours.from) >= seconds) return true;
  return false;
}

/** Those of the reps who can keep the most of the appointments, and come for the other visits on any day. */
export function possibleReps(
  eligibleReps: readonly number[],
  reps: readonly InterpretedRep[],
  customer: Pick<InterpretedCustomer, 'open' | 'content' | 'requirement' | 'appointments'>,
): readonly number[] {
  if (eligibleReps.length === 1) return eligibleReps;
  const { open, content, requirement, appointments } = customer;
  const least = shortestSeconds(content);
  const others = Math.max(0, requirement.visits.length - appointments.length);
  const visits = eligibleReps.map((rep) => {
    const { days } = reps[rep];
    const kept = appointments.filter(({ day, from, seconds }) =>
      fits([{ from, to: from + seconds }], days[day], seconds),
    );
    return kept.length + (others > 0 && open.some((hours, day) => fits(hours, days[day], least)) ? others : 0);
  });
  const most = Math.max(...visits);
  return visits.some((made) => made < most) ? eligibleReps.filter((_, k) => visits[k] === most) : eligibleReps;
}
