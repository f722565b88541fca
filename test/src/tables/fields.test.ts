import { expect, test } from 'vitest';
import { columnKey, tableFields } from '../../../src/tables/fields.ts';

test.each(['customers', 'reps', 'hotels'] as const)('in %s no name stands for two fields', (table) => {
  const owners = new Map<string, string>();
  for (const field of tableFields[table]) {
    for (const synonym of field.synonyms) {
      const key = columnKey(synonym);
      expect(key).not.toBe('');
      expect([undefined, field.name]).toContain(owners.get(key));
      owners.set(key, field.name);
    }
  }
});

test.each([
  ['Annual_Revenue (USD)', 'annual revenue'],
  ['LÄNGENGRAD', 'laengengrad'],
  ['客户编号（ERP）', '客户编号'],
  [' Kunden-Nr. ', 'kundennr'],
])('the column %j is known as %j', (written, known) => {
  expect(columnKey(written)).toBe(columnKey(known));
});
