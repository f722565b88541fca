/** What one customer is owed in the horizon: frequency, spacing, and the content of each visit (contract, sections 3 and 4). */
import { owedVisits, periodDays, spacingOf } from './frequency.ts';
import type { VisitContent, VisitRequirement } from './interpretation.ts';
import type { ClassRules } from './policy.ts';
import type { Customer, Policy } from './request.ts';
import { contentOnDays } from './visit-content.ts';

export function requirementOf(
  customer: Customer,
  rules: ClassRules,
  policy: Policy | undefined,
  content: VisitContent,
  horizonDays: number,
  indexOf: (date: string) => number,
): VisitRequirement {
  const { visits, per } = customer.visitFrequency ?? rules;
  const intervalDays = periodDays(per, policy?.daysPerMonth) / visits;
  const given = {
    minDaysBetween: customer.minDaysBetween ?? rules.minDaysBetween ?? undefined,
    maxDaysBetween: customer.maxDaysBetween ?? rules.maxDaysBetween ?? undefined,
  };
  const spacing = spacingOf(intervalDays, given, policy?.intervalTolerance);
  const appointmentDays = (customer.appointments ?? [])
    .map((appointment) => indexOf(appointment.date))
    .filter((day) => day >= 0 && day < horizonDays)
    .sort((a, b) => a - b);
  const lastVisitDay = customer.lastVisitedOn === undefined ? null : indexOf(customer.lastVisitedOn);
  const owed = owedVisits({ intervalDays, spacing, horizonDays, lastVisitDay, appointmentDays });
  return {
    visits: contentOnDays(content, intervalDays, owed.dueDays).map(({ seconds }, k) => ({
      dueDay: owed.dueDays[k],
      seconds,
    })),
    intervalDays,
    ...spacing,
    firstDayMin: owed.firstDayMin,
    firstDayMax: owed.firstDayMax,
    overdue: owed.overdue,
  };
}
