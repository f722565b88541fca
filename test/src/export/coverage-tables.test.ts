import { expect, test } from 'vitest';
import { reviewCoverage } from '#solver';
import { coverageCsv, coverageXlsx } from '../../../src/export/index.ts';
import { sampleRequest } from '../http/samples.ts';

const coverage = reviewCoverage({
  ...sampleRequest(),
  from: '2026-11-30',
  to: '2026-12-27',
  records: [{ id: 'v1', customerId: 'C1', date: '2026-12-01' }],
  plans: [],
});

test('the table has a row for the total, every class, rep and customer', () => {
  const [header, total, ...rows] = coverageCsv(coverage).trim().split('\r\n');
  expect(header).toContain('by,key,customers,required,planned,done,effective,overdue');
  expect(total).toMatch(/^total,total,3,/);
  expect(rows.map((row) => row.split(',').slice(0, 2).join(' '))).toEqual([
    ...['class A1', 'class B1', 'class C', 'rep R1', 'rep R2', 'rep none', 'customer C1', 'customer C2', 'customer C3'],
  ]);
});

test('the workbook is a zip with a sheet each', async () => {
  const workbook = await coverageXlsx(coverage);
  expect(workbook.subarray(0, 2).toString()).toBe('PK');
  const names = workbook.toString('latin1');
  for (const sheet of [1, 2, 3, 4, 5]) expect(names).toContain(`xl/worksheets/sheet${sheet}.xml`);
});
