/** What one customer is owed in the horizon: frequency, spacing, and the content of each visit (contract, sections 3 and 4). */
import { owedVisits, periodDays, spacingOf } from './frequency.ts';
import type { VisitRequirement } from './interpretation.ts';
import { type ClassRules, visitContent } from './policy.ts';
import type { Customer, Policy } from './request.ts';

export function requirementOf(
  customer: Customer,
  rules: ClassRules,
  policy: Policy | undefined,
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
    visits: owed.dueDays.map((dueDay, ordinal) => {
      const { minutes, agenda } = visitContent(policy, rules, customer.visitMinutes, intervalDays, ordinal);
      return { dueDay, seconds: Math.round(minutes * 60), agenda };
    }),
    intervalDays,
    ...spacing,
    firstDayMin: owed.firstDayMin,
    firstDayMax: owed.firstDayMax,
    overdue: owed.overdue,
  };
}
