/** A review as a table, one row a class, rep and customer. */
import { type Coverage, coverageRowSchema } from '#solver';
import { csvTable } from './csv-table.ts';

const columns = ['by', ...coverageRowSchema.keyof().options] as const;

/** CSV; a number that does not exist is empty. */
export function coverageCsv({ total, byClass, byRep, byCustomer }: Coverage): string {
  const rows = [
    { by: 'total', ...total },
    ...byClass.map((row) => ({ by: 'class', ...row })),
    ...byRep.map((row) => ({ by: 'rep', ...row })),
    ...byCustomer.map((row) => ({ by: 'customer', ...row })),
  ];
  return csvTable(
    columns,
    rows.map(({ intervalDeviation, planAdherence, ...row }) => ({
      ...row,
      ...(intervalDeviation === null ? {} : { intervalDeviation }),
      ...(planAdherence === null ? {} : { planAdherence }),
    })),
  );
}
