/** The visits that no rep makes, as a table with the reasons. */
import type { Plan, PlanRequest } from '#solver';
import { csvTable } from './csv-table.ts';
import { planNames } from './plan-names.ts';

const columns = [
  'repId',
  'repName',
  'customerId',
  'customerName',
  'class',
  'visit',
  'dueOn',
  'reasonCodes',
  'reasons',
  'suggestions',
  'lat',
  'lng',
] as const;

/** One row per unassigned visit, several reasons parted by ` | `. Places are in the request's coordinate system. */
export function unassignedVisitsCsv(plan: Plan, request: PlanRequest): string {
  const names = planNames(plan, request);
  const repOf = new Map(plan.territories.flatMap(({ repId, customerIds }) => customerIds.map((id) => [id, repId])));
  const rows = plan.unassignedVisits.map(({ customerId, visit, dueOn, reasons }) => {
    const customer = names.customer(customerId);
    const repId = repOf.get(customerId) ?? '';
    return {
      repId,
      repName: names.rep(repId),
      customerId,
      customerName: customer.name,
      class: customer.class,
      visit,
      dueOn,
      reasonCodes: reasons.map(({ code }) => code).join(' | '),
      reasons: reasons.map(({ message }) => message).join(' | '),
      suggestions: reasons.map(({ suggestion }) => suggestion).join(' | '),
      ...customer.place,
    };
  });
  return csvTable(columns, rows);
}
