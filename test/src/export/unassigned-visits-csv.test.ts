import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { unassignedVisitsCsv } from '../../../src/export/index.ts';
import { madeUp } from './made-up-plan.ts';

test('one row per unassigned visit, with its rep and all its reasons', () => {
  const { request, plan } = madeUp();
  const rows = parse(unassignedVisitsCsv(plan, request), { bom: true, columns: true }) as Record<string, string>[];
  expect(rows.map((row) => row.customerId)).toEqual(['C7', 'C20', 'C33']);
  const rep = plan.territories.find(({ customerIds }) => customerIds.includes('C20'))!.repId;
  expect(rows[1]).toMatchObject({
    repId: rep,
    customerName: 'Store 20',
    dueOn: '2026-11-21',
    reasonCodes: 'TOO_FAR_WITHOUT_NIGHT | REP_CAPACITY_EXHAUSTED',
  });
});
