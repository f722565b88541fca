/** The visits that no rep makes, as a table with the reasons. */
import { classify, type Plan, type PlanRequest } from '#solver';
import { csvTable } from './csv-table.ts';

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
export function unassignedVisitsCsv(plan: Plan, { territory }: PlanRequest): string {
  const classes = classify(territory.customers, territory.policy?.classification);
  const customers = new Map(
    territory.customers.map((customer, index) => [customer.id, { ...customer, class: classes[index]?.class }]),
  );
  const repNames = new Map(territory.reps.map((rep) => [rep.id, rep.name ?? rep.id]));
  const repOf = new Map(plan.territories.flatMap(({ repId, customerIds }) => customerIds.map((id) => [id, repId])));
  const rows = plan.unassignedVisits.map(({ customerId, visit, dueOn, reasons }) => {
    const customer = customers.get(customerId);
    const repId = repOf.get(customerId) ?? '';
    return {
      repId,
      repName: repNames.get(repId) ?? repId,
      customerId,
      customerName: customer?.name ?? customerId,
      class: customer?.class,
      visit,
      dueOn,
      reasonCodes: reasons.map(({ code }) => code).join(' | '),
      reasons: reasons.map(({ message }) => message).join(' | '),
      suggestions: reasons.map(({ suggestion }) => suggestion).join(' | '),
      ...customer?.location,
    };
  });
  return csvTable(columns, rows);
}
